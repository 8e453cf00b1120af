"""Desks for target groups, target areas, needs and opportunities."""

from .designations import amend_designation, designate_target_area, end_designation
from .groups import amend_target_group, record_target_group
from .needs import amend_need, close_need, mark_answered, record_need, reopen_need
from .opportunities import amend_opportunity, record_opportunity

__all__ = [
    "amend_designation",
    "amend_need",
    "amend_opportunity",
    "amend_target_group",
    "close_need",
    "designate_target_area",
    "end_designation",
    "mark_answered",
    "record_need",
    "record_opportunity",
    "record_target_group",
    "reopen_need",
]
