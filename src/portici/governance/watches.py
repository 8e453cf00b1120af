"""What falls due in this room: decisions that nobody works on or publishes, late follow-ups, idle guidelines, drafts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from portici.deadlines.drafts import PUBLISHERS, drafts_watch
from portici.deadlines.registry import Due, Source, Watch, register, watch_over
from portici.kernel import clock
from portici.kernel.actor import Actor, Role
from portici.organisations.models import Organisation
from portici.organisations.rules import CONTACT_ROLES
from portici.programme.models import Activity
from portici.records.links import seen
from portici.records.models import Publication

from .following import plan
from .following import queries as following
from .models import Body, Decision, Guideline

OFFICE = frozenset({Role.COORDINATOR, Role.BOARD_SECRETARY})


#: Days that a decision may stay a draft without a reason.
DAYS_UNPUBLISHED = 30


def idle_decisions(actor: Actor) -> QuerySet[Decision]:
    """Decisions in force, not withdrawn, that nobody works on, oldest first."""
    idle = following.idle_decisions(actor).exclude(publication=Publication.WITHDRAWN)
    return idle.order_by("decided_on", "pk")


def unpublished_decisions(actor: Actor) -> QuerySet[Decision]:
    """Drafts taken more than DAYS_UNPUBLISHED days ago that do not say why they are not published, oldest first."""
    before = clock.today() - timedelta(days=DAYS_UNPUBLISHED)
    rows: QuerySet[Decision] = seen(Decision, actor).filter(
        publication=Publication.DRAFT, withheld_because="", decided_on__lt=before
    )
    return rows.select_related("body").order_by("decided_on", "pk")


def put_in() -> None:
    """Register this room's watches."""
    register(
        watch_over(
            idle_decisions,
            lambda decision: Due(decision, decision.decided_on, decision.body.name),
            name="decisions-idle",
            heading=_("Decisions that nobody works on"),
            todo=_("Add what it asks for, open an activity that carries it out, or link the one that does."),
            roles=OFFICE,
            act=_("Carry it out"),
            day="decided_on",
            since=True,
            why="body__name",
            order=35,
        )
    )
    _follow_ups()
    register(
        watch_over(
            unpublished_decisions,
            lambda decision: Due(decision, decision.decided_on, decision.body.name),
            name="decisions-unpublished",
            heading=_("Decisions neither published nor withheld with a reason"),
            todo=_("Publish the decision, or write why it is not published."),
            roles=OFFICE,
            act=_("Publish it, or say why not"),
            order=37,
            day="decided_on",
            since=True,
            why="body__name",
        )
    )
    register(
        watch_over(
            plan.idle_guidelines,
            lambda one: Due(one, None, f"{one.body} {one.year}"),
            name="guidelines-idle",
            heading=_("Guidelines that no decision carries out"),
            todo=_("Bring it before the body, or say which decision carries it out."),
            roles=OFFICE,
            act=_("Bring it before the body"),
            order=60,
            since=True,
            why="body__name",
        )
    )
    register(
        drafts_watch(
            name="governance-drafts",
            heading=_("Drafts: bodies, decisions, guidelines"),
            models=(Body, Decision, Guideline),
            roles=PUBLISHERS | {Role.BOARD_SECRETARY},
        )
    )


def _mine(actor: Actor) -> Q:
    """What an organisation of the actor sees to."""
    return Q(owner__in=Organisation.own_of(actor).order_by().values("pk"))


def _told_by_own(actor: Actor, _until: date) -> QuerySet[Any]:
    """Late ones whose activity the actor says the state of: the coordinator, and the contact of who is responsible for it."""
    rows = following.late_follow_ups(actor).filter(activity__in=seen(Activity, actor).order_by().values("pk"))
    return rows if actor.has(Role.COORDINATOR) else rows.filter(_responsible(actor))


def _told_by_others(actor: Actor, _until: date) -> QuerySet[Any]:
    """Late ones whose activity others bring up to date; one that the actor may not see may be done, and is not called late."""
    rows = following.late_follow_ups(actor)
    if actor.has(Role.COORDINATOR):
        return rows.none()
    return rows.filter(activity__in=seen(Activity, actor).order_by().values("pk")).exclude(
        _responsible(actor)
    )


def _responsible(actor: Actor) -> Q:
    return Q(activity__responsible__in=Organisation.own_of(actor).order_by().values("pk"))


def _follow_ups() -> None:
    said = Source(
        lambda actor, _until: following.late_follow_ups(actor).filter(activity=None),
        lambda row: Due(row.decision, row.step_due_on, row.what),
        day="step_due_on",
        of="decision",
        body="decision__body",
        mine=_mine,
    )
    register(
        Watch(
            "follow-ups-late",
            _("Late follow-ups"),
            _(
                "Ask who sees to it. Say how far it is or, where an activity tells it, bring the activity up to date; or agree on another day."
            ),
            OFFICE | CONTACT_ROLES,
            (
                said,
                replace(said, rows=_told_by_own, act=_("Update the activity or its milestones")),
                replace(said, rows=_told_by_others, act=_("Ask who works on the activity how far it is")),
            ),
            act=_("Say how far it is"),
            order=31,
        )
    )
    register(
        watch_over(
            following.unassigned_follow_ups,
            lambda row: Due(row.decision, row.due_on, row.what),
            name="follow-ups-unassigned",
            heading=_("Follow-ups without an owner or a day"),
            todo=_("Say who sees to it and by when."),
            roles=OFFICE,
            act=_("Say who and by when"),
            order=36,
            day="decision__decided_on",
            since=True,
            of="decision",
            body="decision__body",
        )
    )
