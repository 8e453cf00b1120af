"""What is done: programme, axis, action, project, sub-project, activity; each project's sheets, dated."""

from .activities import Activity, ActivityState, Assignment, Milestone
from .programmes import Action, Axis, Fund, Period, Programme
from .projects import INVERSE, Project, ProjectRelation, RelationType
from .sheets import Sheet, SheetSection, Snapshot

__all__ = [
    "INVERSE",
    "Action",
    "Activity",
    "ActivityState",
    "Assignment",
    "Axis",
    "Fund",
    "Milestone",
    "Period",
    "Programme",
    "Project",
    "ProjectRelation",
    "RelationType",
    "Sheet",
    "SheetSection",
    "Snapshot",
]
