"""Bringing a pack's items to the desks of the rooms: one step for each table."""
