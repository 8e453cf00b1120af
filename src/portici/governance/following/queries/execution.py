"""Reading how far decisions are. Each has passed `visible_to(actor)`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import Count, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from portici.kernel import clock
from portici.kernel.actor import Actor
from portici.programme.models import Activity, ActivityState
from portici.records.links import seen

from ...models import Body, Decision, FollowUp
from ...queries import decisions
from ..states import (
    OF_ACTIVITY,
    SETTLED,
    DecisionState,
    KnownFrom,
    StepState,
    alone,
    concealing,
    has_late_step,
    in_decision_state,
    state_of_decision,
    with_decision_state,
)
from .steps import Step, activities_with_links, step_alone, step_with, with_links
from .ties import not_overtaken

#: How many decisions of a body a dossier looks back upon.
LAST_DECISIONS = 20
#: How many of a decision's activities without a follow-up are among its steps; of the others the numbers are told.
LISTED = 25


@dataclass(frozen=True, slots=True)
class Execution:
    """How far a decision is, with the steps that say so.

    `steps`: all follow-ups, and the first `LISTED` of the activities that no follow-up names. `others`: in which states the further ones of
    these are, and `late_others` how many of them are late. `withholds`: whether an activity carries it out that no follow-up names and that
    the actor may not see.
    """

    decision: Decision
    steps: list[Step] = field(default_factory=list)
    others: Counter[StepState] = field(default_factory=Counter)
    late_others: int = 0
    withholds: bool = False

    @property
    def state(self) -> DecisionState:
        open_to_reader = {step.state for step in self.steps if not step.is_hidden}
        return state_of_decision(open_to_reader | self.others.keys(), conceals=self.conceals)

    @property
    def conceals(self) -> bool:
        """Whether something carries it out that the actor may not see; neither what nor how much of it is told."""
        return self.withholds or any(step.is_hidden for step in self.steps)

    @property
    def is_late(self) -> bool:
        return self.late_others > 0 or any(step.is_late for step in self.steps)

    @property
    def more(self) -> int:
        """How many activities are not among the steps."""
        return self.others.total()

    @property
    def derived(self) -> int:
        """Of how many steps the state follows from an activity."""
        return self.more + self._known_from(KnownFrom.DERIVED)

    @property
    def said(self) -> int:
        """Of how many steps somebody said how far they are."""
        return self._known_from(KnownFrom.SAID)

    @property
    def unknown(self) -> int:
        return self._known_from(KnownFrom.NONE)

    @property
    def by_state(self) -> dict[StepState, int]:
        found = self.others + Counter(step.state for step in self.steps)
        return {state: found[state] for state in StepState if found[state]}

    def _known_from(self, origin: KnownFrom) -> int:
        return sum(step.origin is origin for step in self.steps)


def follow_up_of_last_decisions(
    actor: Actor,
    body: Body,
    before: date | None = None,
    *,
    limit: int = LAST_DECISIONS,
    told_to: Actor | None = None,
) -> list[Execution]:
    """The last decisions of a body that the actor may see, newest first, each with its steps and how far they are.

    `before`: only decisions taken before this day (the day of a meeting). Drafts and withdrawn ones as the actor may see them; revoked and
    superseded ones are left out. `told_to`: who reads how far they are, where it is not the actor. Constant number of queries.
    """
    rows = seen(Decision, actor).filter(not_overtaken(actor), body=body)
    if before is not None:
        rows = rows.filter(decided_on__lt=before)
    last = rows.select_related("body").order_by("-decided_on", "-number", "-pk")[:limit]
    return executions(told_to or actor, last)


def execution_of(actor: Actor, decision: Decision) -> Execution:
    """How far a decision is that passed `visible_to`."""
    return executions(actor, [decision])[0]


def executions(actor: Actor, decided: Iterable[Decision]) -> list[Execution]:
    """How far each of these decisions is; they have passed `visible_to`. Constant number of queries."""
    listed = list(decided)
    keys = [decision.pk for decision in listed]
    named = {decision.pk: decision for decision in listed}
    told = {decision.pk: Execution(decision) for decision in listed}
    for row in with_links(actor, FollowUp.objects.filter(decision__in=keys)):
        told[row.decision_id].steps.append(step_with(row, named[row.decision_id]))
    pairs = _first_alone(actor, keys)
    found = activities_with_links(actor).in_bulk({activity for _decision, activity in pairs})
    listed_states: dict[int, Counter[StepState]] = defaultdict(Counter)
    late_listed: Counter[int] = Counter()
    for key, activity in pairs:
        step = step_alone(found[activity], named[key])
        told[key].steps.append(step)
        listed_states[key][step.state] += 1
        late_listed[key] += step.is_late
    for key, states, overdue in _all_alone(actor, keys):
        others = states - listed_states[key]
        told[key] = replace(told[key], others=others, late_others=overdue - late_listed[key])
    for key in _withholding(actor, keys):
        told[key] = replace(told[key], withholds=True)
    return [told[decision.pk] for decision in listed]


def states_of(actor: Actor, keys: Collection[int]) -> dict[int, DecisionState]:
    """How far the decisions with these primary keys are, without their steps; they have passed `visible_to`. One query."""
    rows = with_decision_state(actor, Decision.objects.filter(pk__in=keys).order_by())
    return {key: DecisionState(state) for key, state in rows.values_list("pk", "execution")}


def _first_alone(actor: Actor, keys: Collection[int]) -> list[tuple[int, int]]:
    """(decision, activity) of the first activities of each decision that none of its follow-ups names."""
    links = alone(seen(Activity, actor)).filter(decision__in=keys)
    place = Window(RowNumber(), partition_by="decision", order_by="activity")
    rows = links.annotate(place=place).filter(place__lte=LISTED).order_by("decision", "place")
    return list(rows.values_list("decision", "activity"))


def _all_alone(actor: Actor, keys: Collection[int]) -> list[tuple[int, Counter[StepState], int]]:
    """Of each decision with activities that none of its follow-ups names: how many are in which state, and how many are late."""
    today = clock.today()
    links = alone(seen(Activity, actor)).filter(decision__in=keys).order_by()
    states: dict[int, Counter[StepState]] = defaultdict(Counter)
    overdue: Counter[int] = Counter()
    rows = links.values("decision", "activity__state").annotate(
        n=Count("pk"), past=Count("pk", filter=Q(activity__ends_on__lt=today))
    )
    for key, state, n, past in rows.values_list("decision", "activity__state", "n", "past"):
        step = OF_ACTIVITY[ActivityState(state)]
        states[key][step] += n
        overdue[key] += 0 if step in SETTLED else past
    return [(key, states[key], overdue[key]) for key in states]


def _withholding(actor: Actor, keys: Collection[int]) -> set[int]:
    """Those of the decisions that an activity carries out which none of their follow-ups names and the actor may not see."""
    links = alone(concealing(actor)).filter(decision__in=keys)
    return set(links.values_list("decision", flat=True))


def idle_decisions(actor: Actor) -> QuerySet[Decision]:
    """Decisions in force that nobody works on: neither an activity, seen or not, nor a follow-up."""
    return decisions(actor).filter(in_decision_state(actor, DecisionState.IDLE), not_overtaken(actor))


def late_decisions(actor: Actor) -> QuerySet[Decision]:
    """Decisions with a step that is late."""
    return seen(Decision, actor).filter(has_late_step(actor))
