"""What a vote decided, with every number that it follows from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor

from .room import Aside, Room
from .rules import Abstentions, Base, Majority, Recusals, Requirement, Rules, Ties
from .tally import Choice, Tally


class Outcome(StrEnum):
    ADOPTED = "adopted"
    NOT_ADOPTED = "not_adopted"
    #: As many for as against, and the rules let one vote again.
    TIED = "tied"
    #: Nothing was decided: not enough were there.
    NO_QUORUM = "no_quorum"


class Why(StrEnum):
    """What settled it."""

    NO_QUORUM = "no_quorum"
    NOBODY_IN_FAVOUR = "nobody_in_favour"
    ENOUGH = "enough"
    TOO_FEW = "too_few"
    NO_OBJECTION = "no_objection"
    OBJECTIONS = "objections"
    TIE = "tie"
    TIE_AGAIN = "tie_again"
    TIE_CHAIR_FOR = "tie_chair_for"
    TIE_CHAIR_AGAINST = "tie_chair_against"
    #: The chair's vote would prevail, and is not known: secret, abstained or not given.
    TIE_CHAIR_UNKNOWN = "tie_chair_unknown"


@dataclass(frozen=True, slots=True)
class Standing:
    """A quorum: how much is entitled, there, needed; in seats, or in weight when the rules say so."""

    entitled: Fraction
    present: Fraction
    needed: Fraction
    is_weighted: bool
    seats: int
    seats_needed: int

    @property
    def is_reached(self) -> bool:
        return self.present >= self.needed and self.seats >= self.seats_needed and self.seats > 0


@dataclass(frozen=True, slots=True)
class VoteResult:
    """The outcome, why, and the numbers: `total` is what the majority is a share of, `needed` the least that is enough."""

    outcome: Outcome
    why: Why
    quorum: Standing
    requirement: Requirement
    total: Fraction
    needed: Fraction
    tally: Tally
    recused: tuple[str, ...]
    #: Proxies and ballots that did not count.
    aside: tuple[Aside, ...]


def least(total: Fraction, share: Fraction, *, strict: bool, step: Fraction) -> Fraction:
    """The smallest multiple of `step` that reaches the share of the total, or passes it when strict.

    >>> least(Fraction(9), Fraction(2, 3), strict=False, step=Fraction(1))
    Fraction(6, 1)
    >>> least(Fraction(9), Fraction(1, 2), strict=True, step=Fraction(1))
    Fraction(5, 1)
    """
    steps = total * share / step
    return (floor(steps) + 1 if strict else ceil(steps)) * step


def quorum_of(room: Room, rules: Rules, tally: Tally | None = None) -> Standing:
    """Whether enough are there; after a vote also without those whose abstention is an absence.

    A body of which nobody is there has no quorum, whatever its rules.

    >>> from portici.engine.voting import Quorum
    >>> nobody = frozenset()
    >>> room = Room(dict.fromkeys("abc", Fraction(1)), frozenset("ab"), nobody, {}, nobody, nobody)
    >>> standing = quorum_of(room, Rules(Quorum(Fraction(2, 3))))
    >>> int(standing.needed), standing.is_reached
    (2, True)
    """
    out = room.recused if rules.recusals is Recusals.EXCLUDED else frozenset()
    entitled = room.weights.keys() - out
    present = room.attending if rules.recusals is Recusals.FOR_QUORUM else room.taking_part
    gone = tally.abstained if tally is not None and rules.abstentions is Abstentions.ABSENT else None
    seats = len(present) - (gone.seats if gone else 0)
    quorum = rules.quorum
    if quorum.weighted:
        total, there, step = room.weigh(entitled), room.weigh(present), room.step
        there -= gone.weight if gone else 0
    else:
        total, there, step = Fraction(len(entitled)), Fraction(seats), Fraction(1)
    needed = least(total, quorum.share, strict=quorum.strict, step=step)
    return Standing(total, there, needed, quorum.weighted, seats, quorum.seats)


def decide(room: Room, tally: Tally, requirement: Requirement, rules: Rules) -> VoteResult:
    """The outcome of a vote: first the quorum, then the majority of its base, then the rule of ties.

    >>> from datetime import datetime
    >>> from portici.engine.voting import Presence, Seat, count, room_at
    >>> nine, names = datetime(2026, 3, 2, 9), "abc"
    >>> room = room_at([Seat(name) for name in names], [Presence(name, nine) for name in names], at=nine, rules=Rules())
    >>> given = count(room, {"a": Choice.FOR, "b": Choice.FOR, "c": Choice.AGAINST})
    >>> decide(room, given, Requirement(Majority.TWO_THIRDS), Rules()).outcome.value
    'adopted'
    """
    quorum = quorum_of(room, rules, tally)
    total = _total(room, tally, requirement.of, rules)
    needed = max(least(total, requirement.share, strict=requirement.strict, step=room.step), room.step)
    if quorum.is_reached:
        outcome, why = _settled(tally, requirement, rules, total, needed)
    else:
        outcome, why = Outcome.NO_QUORUM, Why.NO_QUORUM
    aside = (*room.aside, *tally.aside)
    return VoteResult(
        outcome, why, quorum, requirement, total, needed, tally, tuple(sorted(room.recused)), aside
    )


def _total(room: Room, tally: Tally, base: Base, rules: Rules) -> Fraction:
    if base is Base.ENTITLED:
        out = frozenset() if rules.recusals is Recusals.STILL_ENTITLED else room.recused
        return room.weigh(room.weights.keys() - out)
    votes = tally.in_favour.weight + tally.against.weight
    if base is Base.PRESENT:
        votes += tally.silent.weight
    counted = base is Base.PRESENT or rules.abstentions is Abstentions.VOTES
    if counted and rules.abstentions is not Abstentions.ABSENT:
        votes += tally.abstained.weight
    return votes


def _settled(
    tally: Tally, requirement: Requirement, rules: Rules, total: Fraction, needed: Fraction
) -> tuple[Outcome, Why]:
    if not tally.in_favour.seats:
        return Outcome.NOT_ADOPTED, Why.NOBODY_IN_FAVOUR
    if requirement.majority is Majority.CONSENSUS:
        if tally.against.seats > requirement.objections:
            return Outcome.NOT_ADOPTED, Why.OBJECTIONS
        return Outcome.ADOPTED, Why.NO_OBJECTION
    if tally.in_favour.weight >= needed:
        return Outcome.ADOPTED, Why.ENOUGH
    if _is_tie(tally, requirement, total):
        return _of_tie(tally, rules)
    return Outcome.NOT_ADOPTED, Why.TOO_FEW


def _is_tie(tally: Tally, requirement: Requirement, total: Fraction) -> bool:
    """As many for as against, of a simple majority that one vote more would have made."""
    sides = tally.in_favour.weight == tally.against.weight
    return requirement.majority is Majority.SIMPLE and sides and 2 * tally.in_favour.weight == total


def _of_tie(tally: Tally, rules: Rules) -> tuple[Outcome, Why]:
    if rules.ties is Ties.AGAIN:
        return Outcome.TIED, Why.TIE_AGAIN
    if rules.ties is Ties.NOT_ADOPTED:
        return Outcome.NOT_ADOPTED, Why.TIE
    if tally.casting is Choice.FOR:
        return Outcome.ADOPTED, Why.TIE_CHAIR_FOR
    against = tally.casting is Choice.AGAINST
    return Outcome.NOT_ADOPTED, Why.TIE_CHAIR_AGAINST if against else Why.TIE_CHAIR_UNKNOWN
