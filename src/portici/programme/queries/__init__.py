"""Reading programmes, projects, sheets and activities. What a row brings along passes `visible_to` too."""

from .activities import (
    ORGANISATION_ROLES,
    activities,
    activities_in_area,
    activities_of_need,
    activities_of_organisation,
    activities_of_person,
    activities_of_project,
    assignments_of,
    dependants_of,
    timeline_of,
)
from .amounts import AmountRow, Amounts, amounts_by_project
from .projects import (
    RelationView,
    current_sheet,
    current_sheet_rows,
    current_sheets,
    findings_by_sheet,
    programmes,
    project_by_code,
    projects,
    projects_of_organisation,
    relations_of,
    sheets_of,
)
from .tree import Branch, tree

__all__ = [
    "ORGANISATION_ROLES",
    "AmountRow",
    "Amounts",
    "Branch",
    "RelationView",
    "activities",
    "activities_in_area",
    "activities_of_need",
    "activities_of_organisation",
    "activities_of_person",
    "activities_of_project",
    "amounts_by_project",
    "assignments_of",
    "current_sheet",
    "current_sheet_rows",
    "current_sheets",
    "dependants_of",
    "findings_by_sheet",
    "programmes",
    "project_by_code",
    "projects",
    "projects_of_organisation",
    "relations_of",
    "sheets_of",
    "timeline_of",
    "tree",
]
