"""What falls due in this room: open needs of target areas, drafts, what is at hand no longer."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from portici.deadlines.drafts import drafts_watch
from portici.deadlines.registry import Due, Watch, register
from portici.kernel import clock
from portici.kernel.actor import Actor, Role
from portici.records.links import own

from . import queries
from .models import Designation, Need, Opportunity, TargetGroup


def count_unanswered(actor: Actor) -> int:
    return own(actor, _unanswered(actor)).count()


def first_unanswered(actor: Actor, limit: int) -> Sequence[Due]:
    """The gravest first."""
    rows = own(actor, _unanswered(actor)).order_by("-severity", "recorded_on", "pk")[:limit]
    return [Due(need, need.recorded_on, need.area.name) for need in rows]


def count_past(actor: Actor) -> int:
    return own(actor, _past(actor)).count()


def first_past(actor: Actor, limit: int) -> Sequence[Due]:
    rows = own(actor, _past(actor)).order_by("available_until", "pk")[:limit]
    return [Due(row, row.available_until, row.area.name) for row in rows]


def put_in() -> None:
    """Register this room's watches."""
    register(
        Watch(
            name="needs-unanswered",
            heading=_("Needs of target areas that nothing answers"),
            todo=_("Open an activity that answers the need, or close it with the reason."),
            roles=frozenset({Role.COORDINATOR, Role.AREA_OFFICER}),
            count=count_unanswered,
            first=first_unanswered,
            order=40,
        )
    )
    register(
        Watch(
            name="opportunities-past",
            heading=_("Opportunities past their day"),
            todo=_("Ask whether they are still there: give a new day, or withdraw them."),
            roles=frozenset({Role.COORDINATOR, Role.AREA_OFFICER}),
            count=count_past,
            first=first_past,
            order=80,
        )
    )
    register(
        drafts_watch(
            name="needs-drafts",
            heading=_("Drafts: target areas, needs, opportunities"),
            models=(Designation, Need, Opportunity, TargetGroup),
        )
    )


def _unanswered(actor: Actor) -> QuerySet[Need]:
    return queries.unanswered_in_target_areas(actor)


def _past(actor: Actor) -> QuerySet[Opportunity]:
    return queries.opportunities(actor).filter(
        available_until__lt=clock.today(), publication__in=("draft", "published")
    )
