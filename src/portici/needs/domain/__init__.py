"""Desks for target groups, target areas, needs, opportunities, and for what people said when they were listened to."""

from .designations import amend_designation, designate_target_area, end_designation
from .excerpts import (
    add_excerpt,
    amend_excerpt,
    erase_words,
    give_consent,
    remove_excerpt,
    withdraw_consent,
)
from .groups import amend_target_group, record_target_group
from .listening import amend_listening, record_listening
from .needs import amend_need, close_need, mark_answered, record_need, reopen_need
from .opportunities import amend_opportunity, record_opportunity

__all__ = [
    "add_excerpt",
    "amend_designation",
    "amend_excerpt",
    "amend_listening",
    "amend_need",
    "amend_opportunity",
    "amend_target_group",
    "close_need",
    "designate_target_area",
    "end_designation",
    "erase_words",
    "give_consent",
    "mark_answered",
    "record_listening",
    "record_need",
    "record_opportunity",
    "record_target_group",
    "remove_excerpt",
    "reopen_need",
    "withdraw_consent",
]
