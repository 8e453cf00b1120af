"""Minutes and dossiers of meetings as pages and as PDF, and the pictures that stand in dossiers."""
