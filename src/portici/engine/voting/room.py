"""Who is in the room at a moment, and in what right: present, by proxy, recused, observer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from math import gcd, lcm

from .rules import Rules


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat of the body with its weight in votes; an observer sits and speaks, and counts for nothing."""

    key: str
    weight: int | Fraction = 1
    is_observer: bool = False

    def __post_init__(self) -> None:
        if isinstance(self.weight, float) or self.weight <= 0:
            raise ValueError("a weight is a whole number or a fraction above zero")


@dataclass(frozen=True, slots=True)
class Presence:
    """From when to when somebody sits in a seat (until None: to the end), or whose hands its vote is in.

    One who leaves at a moment is not there at it. Several rows of a seat (its delegate in the morning, its substitute
    after) are one seat.
    """

    seat: str
    since: datetime
    until: datetime | None = None
    #: The seat that votes for this one; empty when somebody sits in it.
    carrier: str = ""

    def at(self, moment: datetime) -> bool:
        return self.since <= moment and (self.until is None or moment < self.until)


class SetAside(StrEnum):
    """Why a proxy or a ballot does not count."""

    NO_CARRIER = "no_carrier"
    TOO_MANY = "too_many"
    OBSERVER = "observer"
    RECUSED = "recused"
    ABSENT = "absent"
    NO_SEAT = "no_seat"


@dataclass(frozen=True, slots=True)
class Aside:
    """A proxy or a ballot of a seat that does not count, and why."""

    seat: str
    why: SetAside


@dataclass(frozen=True, slots=True)
class Room:
    """The body at a moment: weights of the seats with a vote, which of them attend, who is recused."""

    weights: Mapping[str, Fraction]
    attending: frozenset[str]
    recused: frozenset[str]
    #: Seat -> the seat that votes for it.
    proxies: Mapping[str, str]
    observers: frozenset[str]
    #: Those of the observers who are there.
    watching: frozenset[str]
    aside: tuple[Aside, ...] = ()

    @property
    def taking_part(self) -> frozenset[str]:
        """Seats that may vote at this moment."""
        return self.attending - self.recused

    def weigh(self, seats: Iterable[str]) -> Fraction:
        """The voting weight of the seats together."""
        return sum((self.weights[seat] for seat in seats), Fraction(0))

    @property
    def step(self) -> Fraction:
        """The largest weight that all weights are a multiple of: sums of votes go in such steps."""
        weights = [*self.weights.values()] or [Fraction(1)]
        below = lcm(*(weight.denominator for weight in weights))
        return Fraction(gcd(*(int(weight * below) for weight in weights)), below)


def room_at(
    seats: Iterable[Seat],
    presences: Iterable[Presence],
    *,
    at: datetime,
    rules: Rules,
    recused: Collection[str] = (),
) -> Room:
    """The room at the moment `at` of a vote.

    A proxy holds as long as its carrier sits in a seat with a vote and is not recused, for as many as the rules let one seat
    carry, the first given first; it falls while somebody sits in the seat itself, and a recused seat gives none.
    Raises ValueError for two seats of one name.

    >>> nine, ten = datetime(2026, 3, 2, 9), datetime(2026, 3, 2, 10)
    >>> seats = [Seat("a"), Seat("b"), Seat("c", is_observer=True)]
    >>> room = room_at(seats, [Presence("a", nine, ten), Presence("b", nine)], at=ten, rules=Rules())
    >>> sorted(room.taking_part)
    ['b']
    """
    listed = list(seats)
    weights = {seat.key: Fraction(seat.weight) for seat in listed if not seat.is_observer}
    observers = frozenset(seat.key for seat in listed if seat.is_observer)
    if len(weights.keys() | observers) != len(listed):
        raise ValueError("two seats of one name")
    here = [one for one in presences if one.at(at)]
    sitting = {one.seat for one in here if not one.carrier}
    out = frozenset(recused) & weights.keys()
    given = sorted((one for one in here if one.carrier), key=lambda one: (one.since, one.seat))
    wanted = [one for one in given if one.seat in weights.keys() - sitting - out]
    proxies, aside = _carried(wanted, frozenset(sitting & weights.keys()) - out, rules.most_proxies)
    attending = frozenset(sitting & weights.keys()) | proxies.keys()
    return Room(weights, attending, out, proxies, observers, observers & sitting, tuple(aside))


def _carried(
    wanted: Iterable[Presence], carriers: frozenset[str], most: int
) -> tuple[dict[str, str], list[Aside]]:
    proxies: dict[str, str] = {}
    refused: dict[str, SetAside] = {}
    load: Counter[str] = Counter()
    for one in wanted:
        if one.seat in proxies:
            continue
        if one.carrier not in carriers:
            refused[one.seat] = SetAside.NO_CARRIER
        elif load[one.carrier] >= most:
            refused[one.seat] = SetAside.TOO_MANY
        else:
            proxies[one.seat] = one.carrier
            load[one.carrier] += 1
    return proxies, [Aside(seat, why) for seat, why in refused.items() if seat not in proxies]
