"""What falls due in this room: decisions that nothing carries out, drafts."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from portici.deadlines.drafts import PUBLISHERS, drafts_watch
from portici.deadlines.registry import Due, register, watch_over
from portici.kernel.actor import Actor, Role
from portici.records.models import Publication

from . import queries
from .models import Body, Decision


def idle_decisions(actor: Actor) -> QuerySet[Decision]:
    """Decisions not withdrawn that no activity carries out, oldest first."""
    idle = queries.decisions_without_activity(actor).exclude(publication=Publication.WITHDRAWN)
    return idle.order_by("decided_on", "pk")


def put_in() -> None:
    """Register this room's watches."""
    register(
        watch_over(
            idle_decisions,
            lambda decision: Due(decision, decision.decided_on, decision.body.name),
            name="decisions-idle",
            heading=_("Decisions without an activity"),
            todo=_("Open an activity that carries the decision out, or link the one that does."),
            act=_("Carry it out"),
            day="decided_on",
            since=True,
            why="body__name",
            roles=frozenset({Role.COORDINATOR, Role.BOARD_SECRETARY}),
            order=35,
        )
    )
    register(
        drafts_watch(
            name="governance-drafts",
            heading=_("Drafts: bodies, decisions"),
            models=(Body, Decision),
            roles=PUBLISHERS | {Role.BOARD_SECRETARY},
        )
    )
