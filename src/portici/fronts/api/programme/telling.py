"""Programmes, projects and activities as the API writes them; what they name has been read with them."""

from __future__ import annotations

from typing import Any

from portici.fronts.portal.programme.reading import sheet_of, versions_of
from portici.programme.models import Activity, Programme, Project, Sheet

from ..common import Site, euro


def programmes(site: Site, rows: list[Programme]) -> list[dict[str, Any]]:
    return [
        {
            **site.record(row),
            "code": row.code,
            "name": row.name,
            "description": row.description,
            "source": row.source,
            "axes": [_axis(axis) for axis in row.axes.all()],
        }
        for row in rows
    ]


def _axis(axis: Any) -> dict[str, Any]:
    return {
        "code": axis.code,
        "name": axis.name,
        "endowment": euro(axis.endowment),
        "source": axis.source,
        "actions": [{"code": action.code, "name": action.name} for action in axis.actions.all()],
    }


def projects(site: Site, rows: list[Project]) -> list[dict[str, Any]]:
    return [_project(site, row) for row in rows]


def _project(site: Site, row: Project) -> dict[str, Any]:
    newest = sheet_of(row)
    return {
        **site.record(row),
        "code": row.code,
        "title": row.title,
        "parent": site.maybe(row.parent),
        "frame": _frame(site, row),
        "sheet": sheet(site, newest, site.portal(row)) if newest else None,
    }


def _frame(site: Site, row: Project) -> dict[str, Any] | None:
    if row.action is None:
        return None
    axis = row.action.axis
    return {"programme": site.ref(axis.programme), "axis": axis.code, "action": row.action.code}


def sheet(site: Site, row: Sheet, url: str) -> dict[str, Any]:
    return {
        "as_of": row.as_of,
        "published_by": row.published_by,
        "source_url": row.source_url,
        "url": url,
        "title": row.title,
        "cup": row.cup,
        "implementer": site.maybe(row.implementer),
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "amounts": {
            "programmed": euro(row.amount_programmed),
            "admitted": euro(row.amount_admitted),
            "committed": euro(row.amount_committed),
            "paid": euro(row.amount_paid),
        },
    }


def versions(site: Site, project: Project) -> tuple[list[dict[str, Any]], list[dict[str, str]]]:
    """All sheets of the project, the newest first, and the sections of the newest one."""
    found = versions_of(project)
    told = [sheet(site, one.sheet, f"{site.base}{one.url}") for one in found]
    sections = found[0].sheet.sections.all() if found else ()
    return told, [{"heading": section.heading, "text": section.body} for section in sections]


def activities(site: Site, rows: list[Activity]) -> list[dict[str, Any]]:
    return [_activity(site, row) for row in rows]


def _activity(site: Site, row: Activity) -> dict[str, Any]:
    return {
        **site.record(row),
        "description": row.description,
        "state": row.state,
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "project": site.ref(row.project),
        "responsible": site.maybe(row.responsible),
        "partners": site.refs(row.partners.all()),
        "place": site.maybe(row.place),
        "areas": site.refs(row.areas.all()),
        "needs": site.refs(row.needs.all()),
        "depends_on": site.refs(row.depends_on.all()),
        "milestones": [
            {"title": one.title, "due_on": one.due_on, "reached_on": one.reached_on}
            for one in row.milestones.all()
        ],
    }
