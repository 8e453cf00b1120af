"""Ballots counted: for, against, abstained, silent; by weight and by seats."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from .room import Aside, Room, SetAside


class Choice(StrEnum):
    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"


@dataclass(frozen=True, slots=True)
class Counted:
    """Votes of one side: their weight, and how many seats gave them."""

    weight: Fraction = Fraction(0)
    seats: int = 0


@dataclass(frozen=True, slots=True)
class Tally:
    """What was voted. `silent`: there, and no ballot. `casting`: the chair's own vote, unknown when secret."""

    in_favour: Counted
    against: Counted
    abstained: Counted
    silent: Counted
    casting: Choice | None = None
    is_secret: bool = False
    aside: tuple[Aside, ...] = ()


def count(room: Room, ballots: Mapping[str, Choice], *, chair: str = "") -> Tally:
    """A roll call: each seat's choice by its name, of a proxy under the name of who gave it.

    A ballot of who may not vote at this moment is set aside with the reason.

    >>> from portici.engine.voting import Room
    >>> nobody = frozenset()
    >>> room = Room({"a": Fraction(2), "b": Fraction(1)}, frozenset("a"), nobody, {}, nobody, nobody)
    >>> tally = count(room, {"a": Choice.FOR, "b": Choice.FOR})
    >>> tally.in_favour, [one.why.value for one in tally.aside]
    (Counted(weight=Fraction(2, 1), seats=1), ['absent'])
    """
    good = {seat: choice for seat, choice in ballots.items() if seat in room.taking_part}
    sides = {choice: [seat for seat in good if good[seat] is choice] for choice in Choice}
    return Tally(
        in_favour=_counted(room, sides[Choice.FOR]),
        against=_counted(room, sides[Choice.AGAINST]),
        abstained=_counted(room, sides[Choice.ABSTAIN]),
        silent=_counted(room, room.taking_part - good.keys()),
        casting=good.get(chair),
        aside=tuple(Aside(seat, _why(room, seat)) for seat in sorted(ballots.keys() - good.keys())),
    )


def count_secret(room: Room, roll: Collection[str], counters: Mapping[Choice, int]) -> Tally:
    """A secret ballot: the roll of who voted, and how many of each choice, which nothing joins.

    Raises ValueError when somebody voted who may not at this moment, when roll and counters do not agree, or when weights
    differ: a weight of its own would tell whose vote it is.

    >>> from portici.engine.voting import Room
    >>> nobody = frozenset()
    >>> room = Room(dict.fromkeys("abc", Fraction(1)), frozenset("abc"), nobody, {}, nobody, nobody)
    >>> tally = count_secret(room, ["a", "b"], {Choice.FOR: 1, Choice.AGAINST: 1})
    >>> tally.against.seats, tally.silent.seats
    (1, 1)
    """
    voted = set(roll)
    if len(voted) != len(roll) or not voted <= room.taking_part:
        raise ValueError("somebody on the roll may not vote, or stands there twice")
    if any(number < 0 for number in counters.values()) or sum(counters.values()) != len(voted):
        raise ValueError("the counters do not add up to the roll")
    weights = {room.weights[seat] for seat in room.taking_part}
    if len(weights) > 1:
        raise ValueError("seats of different weight cannot vote in secret")
    weight = next(iter(weights), Fraction(0))

    def of(choice: Choice) -> Counted:
        number = counters.get(choice, 0)
        return Counted(weight * number, number)

    return Tally(
        in_favour=of(Choice.FOR),
        against=of(Choice.AGAINST),
        abstained=of(Choice.ABSTAIN),
        silent=_counted(room, room.taking_part - voted),
        is_secret=True,
    )


def _counted(room: Room, seats: Iterable[str]) -> Counted:
    listed = list(seats)
    return Counted(room.weigh(listed), len(listed))


def _why(room: Room, seat: str) -> SetAside:
    if seat in room.observers:
        return SetAside.OBSERVER
    if seat in room.recused:
        return SetAside.RECUSED
    return SetAside.ABSENT if seat in room.weights else SetAside.NO_SEAT
