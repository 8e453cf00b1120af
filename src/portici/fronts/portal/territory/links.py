"""The chain between rooms as a visitor sees it: what was decided and done for needs, areas, organisations."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q, QuerySet

from portici.governance.models import Decision, Ground
from portici.kernel.actor import VISITOR
from portici.needs.models import Designation, Need
from portici.programme.models import Activity
from portici.programme.queries import placed_there
from portici.territory.models import Area

from .reading import shown, visible


def activity_rows(condition: Q, *more: str) -> QuerySet[Any]:
    """Activities in the order of time, with what a row shows, and the references `more`. Many-to-many conditions go by primary keys."""
    rows = visible(Activity).filter(condition).order_by(F("starts_on").asc(nulls_last=True), "title", "pk")
    return shown(rows, "project", "responsible", "partners", "place", *more)


def decision_rows(condition: Q) -> QuerySet[Any]:
    """Decisions, newest first, with what a row shows."""
    return shown(visible(Decision).filter(condition), "body")


def carrying_out(activities: QuerySet[Any]) -> Q:
    """Decisions that one of the activities carries out."""
    through = Decision.activities.through._default_manager
    return Q(pk__in=through.filter(activity__in=_keys(activities)).values("decision"))


def standing_on(kind: str, uids: Any) -> Q:
    """Decisions with one of these records among their grounds."""
    return Q(pk__in=Ground.objects.filter(kind=kind, ref__in=uids).order_by().values("decision"))


def decided_in(areas: QuerySet[Any]) -> Q:
    """Decisions about the areas: carried out there, or standing on them, their needs, their designations."""
    condition = carrying_out(visible(Activity).filter(done_in(areas)))
    condition |= standing_on(Area.KIND, _uids(visible(Area).filter(pk__in=areas)))
    for model in (Need, Designation):
        condition |= standing_on(model.KIND, _uids(visible(model).filter(area__in=areas)))
    return condition


def done_in(areas: QuerySet[Any]) -> Q:
    """Activities of one of the areas, or at a place there (as `programme.queries.activities_in_area`)."""
    through = Activity.areas.through._default_manager
    return Q(pk__in=through.filter(area__in=areas).values("activity")) | placed_there(VISITOR, areas)


def at_work() -> Q:
    """Organisations that answer for a published activity, or join one."""
    done = visible(Activity).order_by().values("pk")
    joined = Activity.partners.through._default_manager.filter(activity__in=done).values("organisation")
    led = visible(Activity).order_by().exclude(responsible=None).values("responsible")
    return Q(pk__in=joined) | Q(pk__in=led)


def answering(needs: QuerySet[Any]) -> Q:
    """Activities that answer one of the needs."""
    through = Activity.needs.through._default_manager
    return Q(pk__in=through.filter(need__in=_keys(needs)).values("activity"))


def _keys(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.order_by().prefetch_related(None).select_related(None).values("pk")


def _uids(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.order_by().prefetch_related(None).select_related(None).values("uid")
