"""Desks for meetings and their agenda."""

from .agenda import add_item, amend_item
from .planning import amend_meeting, close_meeting, convene_meeting, open_meeting, plan_meeting

__all__ = [
    "add_item",
    "amend_item",
    "amend_meeting",
    "close_meeting",
    "convene_meeting",
    "open_meeting",
    "plan_meeting",
]
