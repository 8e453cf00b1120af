"""Desks for programmes, projects, their dated sheets and what portals showed of them, their relations, and activities."""

from .activities import amend_activity, move_activity, open_activity
from .frame import (
    amend_action,
    amend_axis,
    amend_programme,
    record_action,
    record_axis,
    record_programme,
)
from .milestones import add_milestone, amend_milestone, reach_milestone, remove_milestone
from .projects import amend_project, record_project
from .relations import relate_projects, unrelate_projects
from .sheets import amend_sheet, record_sheet
from .snapshots import attach_snapshot, discard_snapshot, keep_snapshot, stored_file
from .staff import assign_staff, end_assignment

__all__ = [
    "add_milestone",
    "amend_action",
    "amend_activity",
    "amend_axis",
    "amend_milestone",
    "amend_programme",
    "amend_project",
    "amend_sheet",
    "assign_staff",
    "attach_snapshot",
    "discard_snapshot",
    "end_assignment",
    "keep_snapshot",
    "move_activity",
    "open_activity",
    "reach_milestone",
    "record_action",
    "record_axis",
    "record_programme",
    "record_project",
    "record_sheet",
    "relate_projects",
    "remove_milestone",
    "stored_file",
    "unrelate_projects",
]
