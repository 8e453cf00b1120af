"""Desks for guidelines, for what decisions ask for, and for what later decisions do to earlier ones."""

from .follow_ups import add_follow_up, amend_follow_up, remove_follow_up, state_progress
from .guidelines import amend_guideline, move_guideline, record_guideline
from .ties import tie_decisions, untie_decisions

__all__ = [
    "add_follow_up",
    "amend_follow_up",
    "amend_guideline",
    "move_guideline",
    "record_guideline",
    "remove_follow_up",
    "state_progress",
    "tie_decisions",
    "untie_decisions",
]
