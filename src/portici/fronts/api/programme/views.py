"""Programmes, projects and activities for machines."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.db.models import Prefetch
from django.http import Http404, HttpRequest
from ninja import Path, Query, Router

from portici.fronts.portal.programme.filters import ActivityFilter, ProjectFilter
from portici.fronts.portal.programme.reading import activities, newest_value, projects
from portici.fronts.portal.territory.reading import visible
from portici.governance.queries import decisions_of_activity
from portici.kernel.actor import VISITOR
from portici.kernel.codes import ProjectCode
from portici.kernel.findings import gettext_noop
from portici.needs.models import Need
from portici.programme import queries

from ..common import Asked, Key, found_in, one_of, page_of, told_one
from ..narrowing import narrowed, sorted_by
from . import telling
from .schemas import (
    ActivitiesAsked,
    ActivityPage,
    ActivityWhole,
    ProgrammeOut,
    ProgrammePage,
    ProjectPage,
    ProjectsAsked,
    ProjectWhole,
)

router = Router(tags=["programme"])
_PROJECTS = {"code": "code_key", "title": "title", "amount_paid": "paid", "updated_at": "updated_at"}
_ACTIVITIES = {name: name for name in ("starts_on", "ends_on", "title", "updated_at")}


@router.get(
    "/programmes",
    response=ProgrammePage,
    summary=gettext_noop("Funding programmes and plans"),
    url_name="programmes",
    operation_id="programmes",
)
def programmes(request: HttpRequest, asked: Query[Asked]) -> Any:
    return page_of(request, asked, queries.programmes(VISITOR), telling.programmes)


@router.get(
    "/programmes/{uid}",
    response=ProgrammeOut,
    summary=gettext_noop("One programme, with its axes and actions"),
    url_name="programme",
    operation_id="programme",
)
def programme(request: HttpRequest, uid: Path[Key]) -> Any:
    return told_one(request, telling.programmes, queries.programmes(VISITOR), uid=uid)


@router.get(
    "/projects",
    response=ProjectPage,
    summary=gettext_noop("Projects and sub-projects, with their newest sheets"),
    url_name="projects",
    operation_id="projects",
)
def project_list(request: HttpRequest, asked: Query[ProjectsAsked]) -> Any:
    rows = projects().order_by("code_key", "code")
    if asked.sort and asked.sort.endswith("amount_paid"):
        rows = rows.annotate(paid=newest_value("amount_paid"))
    rows = sorted_by(narrowed(ProjectFilter, asked, rows), asked.sort, _PROJECTS)
    return page_of(request, asked, rows, telling.projects)


@router.get(
    "/projects/{code}",
    response=ProjectWhole,
    summary=gettext_noop("One project: its sheets, relations and sub-projects"),
    url_name="project",
    operation_id="project",
)
def project(request: HttpRequest, code: Path[Key]) -> Any:
    known = ProjectCode.parse(code).value
    found = projects().filter(code=str(known)).first() if known else None
    if found is None:
        raise Http404
    site = one_of(request, found)
    versions, sections = telling.versions(site, found)
    return {
        **telling.projects(site, [found])[0],
        "sections": sections,
        "versions": versions,
        "relations": [
            {
                "type": one.type,
                "is_outgoing": one.is_outgoing,
                "project": site.ref(one.other),
                "note": one.note,
            }
            for one in queries.relations_of(VISITOR, found)
        ],
        "sub_projects": site.refs(queries.projects(VISITOR).filter(parent=found)),
        "activities": site.api(f"activities?project={quote(found.code)}"),
    }


def _activities() -> Any:
    return activities().prefetch_related(Prefetch("needs", queryset=visible(Need)))


@router.get(
    "/activities",
    response=ActivityPage,
    summary=gettext_noop("Activities: what is done, by whom, where and when"),
    url_name="activities",
    operation_id="activities",
)
def activity_list(request: HttpRequest, asked: Query[ActivitiesAsked]) -> Any:
    rows = sorted_by(narrowed(ActivityFilter, asked, _activities()), asked.sort, _ACTIVITIES)
    return page_of(request, asked, rows, telling.activities)


@router.get(
    "/activities/{uid}",
    response=ActivityWhole,
    summary=gettext_noop("One activity, with the decisions that it carries out"),
    url_name="activity",
    operation_id="activity",
)
def activity(request: HttpRequest, uid: Path[Key]) -> Any:
    found = found_in(_activities(), uid=uid)
    site = one_of(request, found)
    decisions = site.refs(decisions_of_activity(VISITOR, found))
    return {**telling.activities(site, [found])[0], "decisions": decisions}
