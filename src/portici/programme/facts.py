"""The public facts of this room's records: what an exhibit's digest is taken of.

An activity's state is not among them: that it goes on does not change what a decision stood on.
"""

from __future__ import annotations

from .models import Activity, Programme, Project, Sheet


def of_programme(programme: Programme) -> dict[str, object]:
    return {
        "uid": programme.uid,
        "code": programme.code,
        "name": programme.name,
        "description": programme.description,
    }


def of_project(project: Project) -> dict[str, object]:
    return {
        "uid": project.uid,
        "code": project.code,
        "title": project.title,
        "action": project.action.code if project.action else "",
        "parent": project.parent.code if project.parent else "",
    }


def of_sheet(sheet: Sheet) -> dict[str, object]:
    fields = (
        "as_of", "published_by", "source_url", "city", "ambit", "action_label", "title", "cup", "official",
        "starts_on", "ends_on", "amount_programmed", "amount_admitted", "amount_committed", "amount_paid",
        "documents_note", "note",
    )  # fmt: skip
    sections = list(sheet.sections.values_list("heading", "body"))
    return {
        "uid": sheet.uid,
        "project": sheet.project.code,
        "implementer": sheet.implementer.uid if sheet.implementer else "",
        "sections": [list(section) for section in sections],
        **{name: getattr(sheet, name) for name in fields},
    }


def of_activity(activity: Activity) -> dict[str, object]:
    return {
        "uid": activity.uid,
        "project": activity.project.code,
        "title": activity.title,
        "description": activity.description,
        "responsible": activity.responsible.uid if activity.responsible else "",
        "place": activity.place.uid if activity.place else "",
        "starts_on": activity.starts_on,
        "ends_on": activity.ends_on,
    }
