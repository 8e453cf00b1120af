"""How far a decision has been carried out: as data, of rows and of the store.

A step is what a decision asks for: a follow-up, or an activity that carries it out and that no follow-up of it names. With an activity, the step's
state follows from the activity and from nothing else; without one it is what was said last. Whoever may not see the activity knows nothing of
the step: what was said before there was an activity does not stand in for it. That there is such an activity is told, and nothing else of it:
a state that it could change is not known.
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
    IntegerField,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    TextChoices,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Substr, Trim
from django.db.models.lookups import Exact
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


def state_of_decision(steps: Collection[StepState], *, conceals: bool = False) -> DecisionState:
    """How far a decision is whose steps stand so. `conceals`: whether there are others that the reader may not see.

    >>> str(state_of_decision([])), str(state_of_decision([StepState.DONE, StepState.NOT_BEGUN]))
    ('idle', 'under_way')
    >>> str(state_of_decision([StepState.DONE], conceals=True))
    'unknown'
    """
    found = set(steps)
    if conceals:
        possible = {state_of_decision(found | {other}) for other in OF_ACTIVITY.values()}
        return possible.pop() if len(possible) == 1 else DecisionState.UNKNOWN
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


def in_step_state(actor: Actor, rows: QuerySet[FollowUp], state: str) -> QuerySet[Any]:
    """Those of the follow-ups that are so far."""
    return with_step_state(actor, rows).filter(step_state=StepState(state).value)


def late(actor: Actor, rows: QuerySet[FollowUp], today: date | None = None) -> QuerySet[Any]:
    """Those of the follow-ups that `is_late` says of."""
    overdue = with_step_state(actor, rows).filter(step_due_on__lt=today or clock.today())
    return overdue.exclude(step_state__in=[state.value for state in SETTLED])


def in_decision_state(actor: Actor, state: str) -> Q:
    """Decisions that are so far, as the actor may know; says the same as `state_of_decision` of their steps."""
    if DecisionState(state) is DecisionState.IDLE:
        return ~_HAS_ANY
    return Q(Exact(_execution(actor), DecisionState(state).value))


def with_decision_state(actor: Actor, rows: QuerySet[Decision]) -> QuerySet[Any]:
    """Decisions with `execution`: the value of `in_decision_state` that holds of each."""
    return rows.annotate(execution=_execution(actor))


def has_late_step(actor: Actor, today: date | None = None) -> Q:
    """Decisions with a step that is late: a follow-up, or an activity whose end is over."""
    day = today or clock.today()
    over = [state for state, follows in OF_ACTIVITY.items() if follows not in SETTLED]
    overdue = seen(Activity, actor).filter(ends_on__lt=day, state__in=over)
    own = late(actor, FollowUp.objects.filter(decision=OuterRef("pk")), day)
    return Q(Exists(own)) | Q(Exists(_own(overdue)))


def _derived(activity: Activity) -> tuple[StepState, KnownFrom]:
    return state_of_activity(activity), KnownFrom.DERIVED


#: The states that steps are in are a number with a bit for each; what follows from each number stands in a text, in places of one width.
_BITS = {state: 1 << place for place, state in enumerate(StepState)}
#: The bit of steps of which the reader may know nothing but that they are there.
_CONCEALED = 1 << len(_BITS)
_WIDTH = max(len(state.value) for state in DecisionState)
_TABLE = "".join(
    state_of_decision(
        [state for state, bit in _BITS.items() if bit & number], conceals=bool(number & _CONCEALED)
    ).value.ljust(_WIDTH)
    for number in range(_CONCEALED << 1)
)


def _execution(actor: Actor) -> Trim:
    """How far a decision is, as the store reads it from the states of its steps.

    Asked for once and looked up: a question for each state would ask for the steps again in each, which no store minds, and Django,
    which writes it all out, does.
    """
    # A sum of whole numbers is a wider one on PostgreSQL than its texts are counted by.
    place = Cast(_states_of(actor) * Value(_WIDTH) + Value(1), IntegerField())
    return Trim(Substr(Value(_TABLE), place, Value(_WIDTH)), output_field=CharField())


def _states_of(actor: Actor) -> Coalesce:
    asked = FollowUp.objects.filter(decision=OuterRef("pk")).order_by()
    seen_too = Exists(seen(Activity, actor).filter(pk=OuterRef("activity")).order_by())
    last = Statement.objects.filter(follow_up=OuterRef("pk")).order_by("-said_at", "-pk")
    unknown = Value(_BITS[StepState.UNKNOWN])
    by_activity = [
        When(activity__state=state, then=Value(_BITS[step])) for state, step in OF_ACTIVITY.items()
    ]
    by_words = [When(said_state=said, then=Value(_BITS[step])) for said, step in OF_WORDS.items()]
    derived = Case(When(~seen_too, then=Value(_CONCEALED)), *by_activity, default=unknown)
    told = Case(*by_words, default=unknown)
    steps = asked.annotate(said_state=Subquery(last.values("state")[:1]))
    steps = steps.annotate(bit=Case(When(activity=None, then=told), default=derived))
    # Who is seen is asked of all activities at once, here and there, and not of each link: a decision may have thousands.
    links = _own(seen(Activity, actor)).annotate(bit=Case(*by_activity, default=unknown))
    concealed = Case(When(Exists(_own(concealing(actor))), then=Value(_CONCEALED)), default=Value(0))
    return _together(steps).bitor(_together(links)).bitor(concealed)  # type: ignore[arg-type,return-value] # expressions, which the library takes


def _together(rows: QuerySet[Any]) -> Coalesce:
    """The bits of the rows of one decision as one number; 0 without rows."""
    sums = rows.order_by().values("decision").annotate(states=Sum("bit", distinct=True))
    return Coalesce(Subquery(sums.values("states")), Value(0), output_field=IntegerField())


def concealing(actor: Actor) -> QuerySet[Activity]:
    """Activities that the actor may not see."""
    return Activity.objects.exclude(pk__in=seen(Activity, actor).order_by().values("pk"))


def alone(activities: QuerySet[Activity]) -> QuerySet[Model]:
    """The links of decisions to those of the activities that no follow-up of the decision names."""
    rows = Decision.activities.through._default_manager.filter(
        activity__in=activities.order_by().values("pk")
    )
    named = FollowUp.objects.filter(decision=OuterRef("decision"), activity=OuterRef("activity"))
    return rows.filter(~Exists(named))


def _own(activities: QuerySet[Activity]) -> QuerySet[Model]:
    """Those of one decision, inside a query over decisions."""
    return alone(activities).filter(decision=OuterRef("pk"))


#: Decisions that somebody works on, whoever may see who: as every follow-up is told, so is that there is an activity.
_HAS_ANY = Q(Exists(FollowUp.objects.filter(decision=OuterRef("pk")))) | Q(
    Exists(Decision.activities.through._default_manager.filter(decision=OuterRef("pk")))
)
