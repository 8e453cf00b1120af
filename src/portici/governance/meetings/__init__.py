"""Meetings of bodies: planned, convened, held, closed; what is on their agenda, who is there, what is voted."""
