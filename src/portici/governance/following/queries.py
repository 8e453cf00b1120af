"""Reading guidelines and what became of decisions: each decision has passed `visible_to(actor)`, each link is shown as far as it is seen."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import Count, F, Prefetch, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from portici.kernel import clock
from portici.kernel.actor import Actor
from portici.organisations.models import Organisation
from portici.programme.models import Activity, ActivityState, Milestone, Project
from portici.records.links import seen
from portici.territory.models import Indicator

from ..models import Body, Decision, DecisionTie, FollowUp, Guideline, Statement
from ..queries import decisions
from .states import (
    OF_ACTIVITY,
    SETTLED,
    DecisionState,
    KnownFrom,
    StepState,
    alone,
    concealing,
    has_late_step,
    in_decision_state,
    is_late,
    late,
    state_of_activity,
    state_of_decision,
    state_of_follow_up,
    with_step_state,
)

#: How many decisions of a body a dossier looks back upon.
LAST_DECISIONS = 20
#: How many of a decision's activities without a follow-up are among its steps; of the others the numbers are told.
LISTED = 25


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
    for row in _shown(actor, FollowUp.objects.filter(decision__in=keys)):
        told[row.decision_id].steps.append(_step(row, named[row.decision_id]))
    pairs = _first_alone(actor, keys)
    found = _activities(actor).in_bulk({activity for _decision, activity in pairs})
    listed_states: dict[int, Counter[StepState]] = defaultdict(Counter)
    late_listed: Counter[int] = Counter()
    for key, activity in pairs:
        step = _alone(found[activity], named[key])
        told[key].steps.append(step)
        listed_states[key][step.state] += 1
        late_listed[key] += step.is_late
    for key, states, overdue in _all_alone(actor, keys):
        others = states - listed_states[key]
        told[key] = replace(told[key], others=others, late_others=overdue - late_listed[key])
    for key in _withholding(actor, keys):
        told[key] = replace(told[key], withholds=True)
    return [told[decision.pk] for decision in listed]


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


def follow_ups(actor: Actor) -> QuerySet[FollowUp]:
    """All follow-ups of decisions that the actor may see, the first due first; an owner who is withheld is not on them."""
    visible = seen(Decision, actor).order_by().values("pk")
    rows = FollowUp.objects.filter(decision__in=visible)
    return _shown(actor, rows).select_related("decision__body")


def step_of(row: FollowUp) -> Step:
    """How far a row of `follow_ups` is; nothing is asked of the store, the row brought its links along."""
    return _step(row, row.decision)


def follow_ups_of(actor: Actor, decision: Decision) -> QuerySet[FollowUp]:
    """Those of a decision that passed `visible_to`."""
    return _shown(actor, FollowUp.objects.filter(decision=decision))


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


def idle_decisions(actor: Actor) -> QuerySet[Decision]:
    """Decisions in force that nobody works on: neither an activity, seen or not, nor a follow-up."""
    return decisions(actor).filter(in_decision_state(actor, DecisionState.IDLE), not_overtaken(actor))


def late_decisions(actor: Actor) -> QuerySet[Decision]:
    """Decisions with a step that is late."""
    return seen(Decision, actor).filter(has_late_step(actor))


OVERTAKEN = (DecisionTie.Kind.REVOKES, DecisionTie.Kind.SUPERSEDES)


def overtaken(actor: Actor) -> Q:
    """Decisions that another one which the actor may see revokes or supersedes."""
    ties = DecisionTie.objects.filter(kind__in=OVERTAKEN, later__in=_keys(actor))
    return Q(pk__in=ties.values("earlier"))


def not_overtaken(actor: Actor) -> Q:
    """Decisions in force."""
    return ~overtaken(actor)


@dataclass(frozen=True, slots=True)
class Tie:
    """One step of a chain of decisions: what the later does to the earlier."""

    later: Decision
    earlier: Decision
    kind: DecisionTie.Kind


@dataclass(frozen=True, slots=True)
class Chain:
    """What a decision did to earlier ones, and later ones to it; and all before and after it by the same ties."""

    decision: Decision
    earlier: list[Tie]
    later: list[Tie]
    #: The whole chain in the order of time, the decision itself among them; empty where there is none.
    line: list[Decision]

    @property
    def overtaken_by(self) -> list[Tie]:
        """The ties that take its force away."""
        return [tie for tie in self.later if tie.kind in OVERTAKEN]


def chain_of(actor: Actor, decision: Decision) -> Chain:
    """The chain that a decision which passed `visible_to` stands in; only decisions that the actor may see.

    A decision that is hidden ends the chain: what lies beyond it is not told. Queries grow with the length of the chain, not with its rows.
    """
    known: dict[int, Decision] = {decision.pk: decision}
    ties: dict[int, DecisionTie] = {}
    edge = {decision.pk}
    while edge:
        rows = DecisionTie.objects.filter(Q(later__in=edge) | Q(earlier__in=edge)).exclude(pk__in=ties)
        found = {row.pk: row for row in rows}
        ties |= found
        ends = {key for row in found.values() for key in (row.later_id, row.earlier_id)} - known.keys()
        fresh = seen(Decision, actor).filter(pk__in=ends).select_related("body").in_bulk()
        known |= fresh
        edge = set(fresh)
    told = [_tie(row, known) for row in ties.values() if {row.later_id, row.earlier_id} <= known.keys()]
    line = sorted(known.values(), key=lambda one: (one.decided_on, one.year, one.number, one.pk))
    return Chain(
        decision,
        earlier=[tie for tie in told if tie.later.pk == decision.pk],
        later=[tie for tie in told if tie.earlier.pk == decision.pk],
        line=line if len(line) > 1 else [],
    )


def guidelines(actor: Actor) -> QuerySet[Guideline]:
    """The guidelines that the actor may see."""
    return seen(Guideline, actor).select_related("body")


def _mine(actor: Actor, rows: QuerySet[FollowUp]) -> QuerySet[FollowUp]:
    if actor.reads_all:
        return rows
    return rows.filter(owner__in=Organisation.own_of(actor).order_by().values("pk"))


def _keys(actor: Actor) -> QuerySet[Decision]:
    return seen(Decision, actor).order_by().values("pk")  # type: ignore[return-value] # keys, for a subquery


def _activities(actor: Actor) -> QuerySet[Activity]:
    rows: QuerySet[Activity] = seen(Activity, actor).select_related("project")
    return rows.prefetch_related("milestones", Prefetch("responsible", queryset=seen(Organisation, actor)))


def _shown(actor: Actor, rows: QuerySet[FollowUp]) -> QuerySet[FollowUp]:
    """With what a row or a page shows of each, the first due first. A link that the actor may not see reads as None."""
    # The stores do not agree on where those without a day stand.
    return rows.order_by(F("due_on").asc(nulls_last=True), "pk").prefetch_related(
        Prefetch("owner", queryset=seen(Organisation, actor)),
        Prefetch("activity", queryset=_activities(actor)),
        Prefetch("project", queryset=seen(Project, actor)),
        Prefetch("indicator", queryset=seen(Indicator, actor)),
        Prefetch("statements", queryset=_statements(actor)),
    )


def _statements(actor: Actor) -> QuerySet[Statement]:
    said_by = Prefetch("said_by", queryset=seen(Organisation, actor))
    return Statement.objects.prefetch_related(said_by).order_by("said_at", "pk")


def _step(row: FollowUp, decision: Decision) -> Step:
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


def _alone(activity: Activity, decision: Decision) -> Step:
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


def _tie(row: DecisionTie, known: dict[int, Decision]) -> Tie:
    return Tie(known[row.later_id], known[row.earlier_id], DecisionTie.Kind(row.kind))
