"""Reading what decisions do to one another: which are in force, and the chain that one stands in."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from portici.kernel.actor import Actor
from portici.records.links import seen

from ...models import Decision, DecisionTie

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


def _keys(actor: Actor) -> QuerySet[Decision]:
    return seen(Decision, actor).order_by().values("pk")  # type: ignore[return-value] # keys, for a subquery


def _tie(row: DecisionTie, known: dict[int, Decision]) -> Tie:
    return Tie(known[row.later_id], known[row.earlier_id], DecisionTie.Kind(row.kind))
