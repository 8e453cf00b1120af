"""How far a decision has been carried out: as data, of rows and of the store.

A step is what a decision asks for: a follow-up, or an activity that carries it out and that no follow-up of it names. With an activity, the step's
state follows from the activity and from nothing else; without one it is what was said last. Whoever may not see the activity knows nothing of
the step: what was said before there was an activity does not stand in for it.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    CharField,
    DateField,
    Exists,
    F,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextChoices,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from portici.kernel import clock
from portici.kernel.actor import Actor
from portici.programme.models import Activity, ActivityState
from portici.records.links import seen

from ..models import Decision, FollowUp, SaidState, Statement


class KnownFrom(TextChoices):
    """Where a state of execution comes from. The two are shown apart wherever they stand."""

    DERIVED = "derived", _("follows from the activity")
    SAID = "said", _("said")
    NONE = "none", _("not known")


class StepState(TextChoices):
    """How far one step is."""

    NOT_BEGUN = "not_begun", _("Not begun")
    UNDER_WAY = "under_way", _("Under way")
    DONE = "done", _("Done")
    STOPPED = "stopped", _("Stopped")
    UNKNOWN = "unknown", _("Not known")


class DecisionState(TextChoices):
    """How far a decision is, from its steps."""

    IDLE = "idle", _("Nobody works on it")
    UNKNOWN = "unknown", _("Not known")
    NOT_BEGUN = "not_begun", _("Not begun")
    UNDER_WAY = "under_way", _("Under way")
    DONE = "done", _("Carried out")
    STOPPED = "stopped", _("Stopped")


#: What follows from an activity's state.
OF_ACTIVITY = {
    ActivityState.PLANNED: StepState.NOT_BEGUN,
    ActivityState.RUNNING: StepState.UNDER_WAY,
    ActivityState.SUSPENDED: StepState.STOPPED,
    ActivityState.DONE: StepState.DONE,
    ActivityState.CANCELLED: StepState.STOPPED,
}
OF_WORDS = {
    SaidState.NOT_BEGUN: StepState.NOT_BEGUN,
    SaidState.UNDER_WAY: StepState.UNDER_WAY,
    SaidState.DONE: StepState.DONE,
    SaidState.STOPPED: StepState.STOPPED,
}
#: Steps that wait for nobody.
SETTLED = frozenset({StepState.DONE, StepState.STOPPED})
_WAITING = tuple(state for state in StepState if state not in SETTLED)


def state_of_activity(activity: Activity) -> StepState:
    return OF_ACTIVITY[ActivityState(activity.state)]


def state_of_follow_up(
    follow_up: FollowUp, activity: Activity | None, said: Statement | None
) -> tuple[StepState, KnownFrom]:
    """How far a follow-up is. `activity`: its own, None where the reader may not see it; `said`: the last statement."""
    if follow_up.activity_id is not None:
        return (StepState.UNKNOWN, KnownFrom.NONE) if activity is None else _derived(activity)
    if said is None:
        return StepState.UNKNOWN, KnownFrom.NONE
    return OF_WORDS[SaidState(said.state)], KnownFrom.SAID


def state_of_decision(steps: Collection[StepState]) -> DecisionState:
    """How far a decision is whose steps stand so.

    >>> str(state_of_decision([])), str(state_of_decision([StepState.DONE, StepState.NOT_BEGUN]))
    ('idle', 'under_way')
    """
    found = set(steps)
    if not found:
        return DecisionState.IDLE
    if found <= SETTLED:
        return DecisionState.DONE if StepState.DONE in found else DecisionState.STOPPED
    if found & {StepState.UNDER_WAY, StepState.DONE}:
        return DecisionState.UNDER_WAY
    return DecisionState.NOT_BEGUN if StepState.NOT_BEGUN in found else DecisionState.UNKNOWN


def is_late(state: StepState, due_on: date | None, today: date | None = None) -> bool:
    """Whether the day has passed and the step still waits for somebody."""
    return due_on is not None and due_on < (today or clock.today()) and state not in SETTLED


def with_step_state(actor: Actor, rows: QuerySet[FollowUp]) -> QuerySet[Any]:
    """Follow-ups with `step_state` (says the same as `state_of_follow_up`) and `step_due_on`: their own day, else the end of
    their activity, as far as the actor may see it.
    """
    visible = seen(Activity, actor).filter(pk=OuterRef("activity")).order_by()
    last = Statement.objects.filter(follow_up=OuterRef("pk")).order_by("-said_at", "-pk")
    return rows.annotate(
        activity_state=Subquery(visible.values("state")[:1]),
        said_state=Subquery(last.values("state")[:1]),
        step_due_on=Coalesce(
            F("due_on"), Subquery(visible.values("ends_on")[:1]), output_field=DateField(null=True)
        ),
    ).annotate(
        step_state=Case(
            *(When(activity_state=state, then=Value(str(follows))) for state, follows in OF_ACTIVITY.items()),
            *(When(activity=None, said_state=said, then=Value(str(told))) for said, told in OF_WORDS.items()),
            default=Value(str(StepState.UNKNOWN)),
            output_field=CharField(),
        )
    )


def in_step_state(actor: Actor, rows: QuerySet[FollowUp], *states: str) -> QuerySet[Any]:
    """Those of the follow-ups that are as far as one of `states`."""
    return with_step_state(actor, rows).filter(step_state__in=[StepState(state).value for state in states])


def late(actor: Actor, rows: QuerySet[FollowUp], today: date | None = None) -> QuerySet[Any]:
    """Those of the follow-ups that `is_late` says of."""
    overdue = with_step_state(actor, rows).filter(step_due_on__lt=today or clock.today())
    return overdue.exclude(step_state__in=[state.value for state in SETTLED])


def in_decision_state(actor: Actor, state: str) -> Q:
    """Decisions that are so far, as the actor may know; says the same as `state_of_decision` of their steps."""

    def has(*steps: StepState) -> Q:
        return Q(_has(actor, *steps))

    asked = {
        DecisionState.IDLE: lambda: ~has(*StepState),
        DecisionState.DONE: lambda: has(StepState.DONE) & ~has(*_WAITING),
        DecisionState.STOPPED: lambda: has(StepState.STOPPED) & ~has(StepState.DONE, *_WAITING),
        DecisionState.UNDER_WAY: lambda: (
            has(StepState.UNDER_WAY) | (has(StepState.DONE) & has(StepState.NOT_BEGUN, StepState.UNKNOWN))
        ),
        DecisionState.NOT_BEGUN: lambda: has(StepState.NOT_BEGUN) & ~has(StepState.DONE, StepState.UNDER_WAY),
        DecisionState.UNKNOWN: lambda: (
            has(StepState.UNKNOWN) & ~has(StepState.DONE, StepState.UNDER_WAY, StepState.NOT_BEGUN)
        ),
    }
    return asked[DecisionState(state)]()


def with_decision_state(actor: Actor, rows: QuerySet[Decision]) -> QuerySet[Any]:
    """Decisions with `execution`: the value of `in_decision_state` that holds of each.

    The questions are put in the order in which they part the decisions with the fewest of them: each is a query inside the query,
    and making that costs more than its answer.
    """
    execution = Case(
        When(_has(actor, StepState.UNDER_WAY), then=Value(DecisionState.UNDER_WAY.value)),
        When(
            _has(actor, StepState.NOT_BEGUN, StepState.UNKNOWN),
            then=Case(
                When(_has(actor, StepState.DONE), then=Value(DecisionState.UNDER_WAY.value)),
                When(_has(actor, StepState.NOT_BEGUN), then=Value(DecisionState.NOT_BEGUN.value)),
                default=Value(DecisionState.UNKNOWN.value),
            ),
        ),
        When(_has(actor, StepState.DONE), then=Value(DecisionState.DONE.value)),
        When(_has(actor, StepState.STOPPED), then=Value(DecisionState.STOPPED.value)),
        default=Value(DecisionState.IDLE.value),
        output_field=CharField(),
    )
    return rows.annotate(execution=execution)


def has_late_step(actor: Actor, today: date | None = None) -> Q:
    """Decisions with a step that is late: a follow-up, or an activity whose end is over."""
    day = today or clock.today()
    over = [state for state, follows in OF_ACTIVITY.items() if follows not in SETTLED]
    overdue = seen(Activity, actor).filter(ends_on__lt=day, state__in=over)
    own = late(actor, FollowUp.objects.filter(decision=OuterRef("pk")), day)
    return Q(Exists(own)) | Q(Exists(_alone(overdue)))


def _derived(activity: Activity) -> tuple[StepState, KnownFrom]:
    return state_of_activity(activity), KnownFrom.DERIVED


def _has(actor: Actor, *steps: StepState) -> Any:
    """Whether a decision has a step that is as far as one of these."""
    asked = FollowUp.objects.filter(decision=OuterRef("pk"))
    found = Exists(asked if set(steps) == set(StepState) else in_step_state(actor, asked, *steps))
    states = [state for state, follows in OF_ACTIVITY.items() if follows in steps]
    return found | Exists(_alone(seen(Activity, actor).filter(state__in=states))) if states else found


def _alone(activities: QuerySet[Activity]) -> QuerySet[Model]:
    """The links of a decision to those of the activities that none of its follow-ups names."""
    links = Decision.activities.through._default_manager.filter(
        decision=OuterRef("pk"), activity__in=activities.order_by().values("pk")
    )
    named = FollowUp.objects.filter(decision=OuterRef("decision"), activity=OuterRef("activity"))
    return links.filter(~Exists(named))
