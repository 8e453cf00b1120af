"""Guidelines and plans in the portal, and what became of decisions."""
