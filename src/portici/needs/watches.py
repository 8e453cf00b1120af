"""What falls due in this room: open needs of target areas, drafts, what is at hand no longer."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from portici.deadlines.drafts import drafts_watch
from portici.deadlines.registry import Due, register, watch_over
from portici.kernel import clock
from portici.kernel.actor import Actor, Role
from portici.records.links import own
from portici.territory.models import within_scope

from . import queries
from .models import Designation, Listening, Need, Opportunity, TargetGroup


def unanswered_needs(actor: Actor) -> QuerySet[Need]:
    """Needs of the actor's target areas that nothing answers, the gravest first."""
    rows = own(actor, queries.unanswered_in_target_areas(actor))
    return rows.order_by("-severity", "recorded_on", "pk")


def past_opportunities(actor: Actor) -> QuerySet[Opportunity]:
    """Opportunities of the actor's scope that are not at hand after their day."""
    past = queries.opportunities(actor).filter(
        available_until__lt=clock.today(), publication__in=("draft", "published")
    )
    return own(actor, past).order_by("available_until", "pk")


def ending_opportunities(actor: Actor, until: date) -> QuerySet[Opportunity]:
    """Opportunities of the actor's scope that are at hand only until that day."""
    ending = queries.opportunities(actor).filter(
        available_until__range=(clock.today(), until), publication__in=("draft", "published")
    )
    return own(actor, ending).order_by("available_until", "pk")


def put_in() -> None:
    """Register this room's watches."""
    register(
        watch_over(
            unanswered_needs,
            lambda need: Due(need, need.recorded_on, need.area.name),
            name="needs-unanswered",
            heading=_("Needs of target areas that nothing answers"),
            todo=_("Open an activity that answers the need, or close it with the reason."),
            act=_("Answer it"),
            roles=frozenset({Role.COORDINATOR, Role.AREA_OFFICER}),
            order=40,
            day="recorded_on",
            since=True,
            why="area__name",
            areas=lambda actor: within_scope(actor, "area__"),
        )
    )
    register(
        watch_over(
            past_opportunities,
            lambda row: Due(row, row.available_until, row.area.name),
            name="opportunities-past",
            heading=_("Opportunities past their day"),
            todo=_("Ask whether they are still there: give a new day, or withdraw them."),
            act=_("Give a new day"),
            roles=frozenset({Role.COORDINATOR, Role.AREA_OFFICER}),
            order=80,
            coming=ending_opportunities,
            day="available_until",
            why="area__name",
            areas=lambda actor: within_scope(actor, "area__"),
        )
    )
    register(
        drafts_watch(
            name="needs-drafts",
            heading=_("Drafts: target areas, needs, opportunities, listening sessions"),
            models=(Designation, Need, Opportunity, TargetGroup, Listening),
        )
    )
