"""Reading what decisions ask for, step by step; each link is shown as far as the actor sees it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Prefetch, Q, QuerySet

from portici.kernel.actor import Actor
from portici.organisations.models import Organisation
from portici.programme.models import Activity, Milestone, Project
from portici.records.links import hangs_from, seen
from portici.territory.models import Indicator

from ...models import Decision, FollowUp, Statement
from ..states import (
    KnownFrom,
    StepState,
    is_late,
    late,
    state_of_activity,
    state_of_follow_up,
    with_step_state,
)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that a decision asks for, and how far it is.

    `follow_up` is None for an activity that carries the decision out by itself. `owner`, `activity` and `project` are None where the actor
    may not see them; `is_hidden`: there is an activity that the actor may not see. `said` is the last statement, of use where `origin` is
    SAID alone.
    """

    decision: Decision
    follow_up: FollowUp | None
    activity: Activity | None
    owner: Organisation | None
    project: Project | None
    indicator: Indicator | None
    said: Statement | None
    state: StepState
    origin: KnownFrom
    due_on: date | None
    is_late: bool
    milestones: tuple[Milestone, ...] = ()

    @property
    def what(self) -> str:
        return self.follow_up.what if self.follow_up is not None else str(self.activity)

    @property
    def is_hidden(self) -> bool:
        return self.activity is None and self.follow_up is not None and self.follow_up.activity_id is not None

    @property
    def reached(self) -> int:
        """How many milestones of its activity are reached."""
        return sum(row.reached_on is not None for row in self.milestones)

    @property
    def is_at_odds(self) -> bool:
        """Whether its activity is done although milestones of it are not reached."""
        return (
            self.origin is KnownFrom.DERIVED
            and self.state is StepState.DONE
            and self.reached < len(self.milestones)
        )


def follow_ups(actor: Actor) -> QuerySet[FollowUp]:
    """All follow-ups of decisions that the actor may see, the first due first; an owner who is withheld is not on them."""
    rows = FollowUp.objects.filter(hangs_from(actor, "decision", Decision))
    return with_links(actor, rows).select_related("decision__body")


def step_of(row: FollowUp) -> Step:
    """How far a row of `follow_ups` is; nothing is asked of the store, the row brought its links along."""
    return step_with(row, row.decision)


def follow_ups_of(actor: Actor, decision: Decision) -> QuerySet[FollowUp]:
    """Those of a decision that passed `visible_to`."""
    return with_links(actor, FollowUp.objects.filter(decision=decision))


def statements_of(actor: Actor, follow_up: FollowUp) -> list[Statement]:
    """What was said of it, the last first. Ask after the follow-up itself."""
    return list(_statements(actor).filter(follow_up=follow_up).order_by("-said_at", "-pk"))


def late_follow_ups(actor: Actor) -> QuerySet[Any]:
    """Those that are late: all for the technical office, those of the own organisation for its contact."""
    rows = late(actor, _mine(actor, follow_ups(actor)))
    return rows.order_by("step_due_on", "pk")


def unassigned_follow_ups(actor: Actor) -> QuerySet[FollowUp]:
    """Those that still wait for somebody and have no owner (their own or their activity's), or no day."""
    nobody = Q(owner=None) & (Q(activity=None) | Q(activity__responsible=None))
    never = Q(due_on=None) & (Q(activity=None) | Q(activity__ends_on=None))
    rows = with_step_state(actor, _mine(actor, follow_ups(actor))).filter(nobody | never)
    settled = [StepState.DONE.value, StepState.STOPPED.value]
    return rows.exclude(step_state__in=settled).order_by("decision__decided_on", "pk")


def _mine(actor: Actor, rows: QuerySet[FollowUp]) -> QuerySet[FollowUp]:
    if actor.reads_all:
        return rows
    return rows.filter(owner__in=Organisation.own_of(actor).order_by().values("pk"))


def activities_with_links(actor: Actor) -> QuerySet[Activity]:
    """Activities that the actor may see, with what a step tells of them."""
    rows: QuerySet[Activity] = seen(Activity, actor).select_related("project")
    return rows.prefetch_related("milestones", Prefetch("responsible", queryset=seen(Organisation, actor)))


def with_links(actor: Actor, rows: QuerySet[FollowUp]) -> QuerySet[FollowUp]:
    """With what a row or a page shows of each, the first due first. A link that the actor may not see reads as None."""
    # The stores do not agree on where those without a day stand.
    return rows.order_by(F("due_on").asc(nulls_last=True), "pk").prefetch_related(
        Prefetch("owner", queryset=seen(Organisation, actor)),
        Prefetch("activity", queryset=activities_with_links(actor)),
        Prefetch("project", queryset=seen(Project, actor)),
        Prefetch("indicator", queryset=seen(Indicator, actor)),
        Prefetch("statements", queryset=_statements(actor)),
    )


def _statements(actor: Actor) -> QuerySet[Statement]:
    said_by = Prefetch("said_by", queryset=seen(Organisation, actor))
    return Statement.objects.prefetch_related(said_by).order_by("said_at", "pk")


def step_with(row: FollowUp, decision: Decision) -> Step:
    """How far a row of `with_links` is that belongs to this decision."""
    activity: Activity | None = row.activity
    said: Sequence[Statement] = list(row.statements.all())
    state, origin = state_of_follow_up(row, activity, said[-1] if said else None)
    due_on = row.due_on or (activity.ends_on if activity else None)
    return Step(
        decision=decision,
        follow_up=row,
        activity=activity,
        owner=row.owner or (activity.responsible if activity else None),
        project=row.project,
        indicator=row.indicator,
        said=said[-1] if said else None,
        state=state,
        origin=origin,
        due_on=due_on,
        is_late=is_late(state, due_on),
        milestones=tuple(activity.milestones.all()) if activity else (),
    )


def step_alone(activity: Activity, decision: Decision) -> Step:
    """How far an activity of `activities_with_links` is that carries the decision out by itself."""
    state = state_of_activity(activity)
    return Step(
        decision=decision,
        follow_up=None,
        activity=activity,
        owner=activity.responsible,
        project=activity.project,
        indicator=None,
        said=None,
        state=state,
        origin=KnownFrom.DERIVED,
        due_on=activity.ends_on,
        is_late=is_late(state, activity.ends_on),
        milestones=tuple(activity.milestones.all()),
    )
