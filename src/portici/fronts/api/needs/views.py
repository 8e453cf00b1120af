"""Target groups, target areas, needs and opportunities for machines."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest
from ninja import Path, Query, Router

from portici.fronts.portal.territory.filters import NeedFilter, OpportunityFilter
from portici.fronts.portal.territory.lists import TargetFilter, need_rows
from portici.fronts.portal.territory.reading import shown, visible
from portici.kernel.actor import VISITOR
from portici.kernel.findings import gettext_noop
from portici.needs import queries
from portici.needs.models import TargetGroup
from portici.territory.models import Indicator

from ..common import Asked, Key, page_of, told_one
from ..narrowing import narrowed
from . import telling
from .schemas import (
    NeedOut,
    NeedPage,
    NeedsAsked,
    OpportunitiesAsked,
    OpportunityOut,
    OpportunityPage,
    TargetAreaOut,
    TargetAreaPage,
    TargetAreasAsked,
    TargetGroupOut,
    TargetGroupPage,
)

router = Router(tags=["needs"])


@router.get(
    "/target-groups",
    response=TargetGroupPage,
    summary=gettext_noop("Target groups: whom the actions are for"),
    url_name="target-groups",
    operation_id="target-groups",
)
def group_list(request: HttpRequest, asked: Query[Asked]) -> Any:
    return page_of(request, asked, visible(TargetGroup).order_by("name"), telling.groups)


@router.get(
    "/target-groups/{uid}",
    response=TargetGroupOut,
    summary=gettext_noop("One target group"),
    url_name="target-group",
    operation_id="target-group",
)
def group(request: HttpRequest, uid: Path[Key]) -> Any:
    return told_one(request, telling.groups, visible(TargetGroup), uid=uid)


def _target_areas() -> Any:
    return shown(queries.designations(VISITOR), "area").order_by("-decided_on", "area__name", "pk")


@router.get(
    "/target-areas",
    response=TargetAreaPage,
    summary=gettext_noop("Target areas, with the act, the reason and the figures as they stood"),
    url_name="target-areas",
    operation_id="target-areas",
)
def target_area_list(request: HttpRequest, asked: Query[TargetAreasAsked]) -> Any:
    rows = narrowed(TargetFilter, asked, _target_areas())
    return page_of(request, asked, rows, telling.target_areas)


@router.get(
    "/target-areas/{uid}",
    response=TargetAreaOut,
    summary=gettext_noop("One target area"),
    url_name="target-area",
    operation_id="target-area",
)
def target_area(request: HttpRequest, uid: Path[Key]) -> Any:
    return told_one(request, telling.target_areas, _target_areas(), uid=uid)


def _needs() -> Any:
    rows = need_rows(queries.needs(VISITOR)).order_by("-severity", "title", "pk")
    return rows.prefetch_related(Prefetch("indicators", queryset=visible(Indicator)))


@router.get(
    "/needs",
    response=NeedPage,
    summary=gettext_noop("Needs: what is lacking, where, who says so, what answers it"),
    url_name="needs",
    operation_id="needs",
)
def need_list(request: HttpRequest, asked: Query[NeedsAsked]) -> Any:
    return page_of(request, asked, narrowed(NeedFilter, asked, _needs()), telling.needs)


@router.get(
    "/needs/{uid}",
    response=NeedOut,
    summary=gettext_noop("One need"),
    url_name="need",
    operation_id="need",
)
def need(request: HttpRequest, uid: Path[Key]) -> Any:
    return told_one(request, telling.needs, _needs(), uid=uid)


def _opportunities() -> Any:
    return shown(queries.opportunities(VISITOR), "area", "organisation", "place").order_by("title", "pk")


@router.get(
    "/opportunities",
    response=OpportunityPage,
    summary=gettext_noop("Opportunities: what is at hand"),
    url_name="opportunities",
    operation_id="opportunities",
)
def opportunity_list(request: HttpRequest, asked: Query[OpportunitiesAsked]) -> Any:
    rows = narrowed(OpportunityFilter, asked, _opportunities())
    return page_of(request, asked, rows, telling.opportunities)


@router.get(
    "/opportunities/{uid}",
    response=OpportunityOut,
    summary=gettext_noop("One opportunity"),
    url_name="opportunity",
    operation_id="opportunity",
)
def opportunity(request: HttpRequest, uid: Path[Key]) -> Any:
    return told_one(request, telling.opportunities, _opportunities(), uid=uid)
