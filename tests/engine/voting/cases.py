"""A vote written in one line, and what the house makes of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from portici.engine.voting import (
    Choice,
    Majority,
    Presence,
    Requirement,
    Room,
    Rules,
    Seat,
    VoteResult,
    count,
    decide,
    room_at,
)

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
TEN = datetime(2026, 3, 2, 10, tzinfo=UTC)
CHOICES = {"+": Choice.FOR, "-": Choice.AGAINST, "0": Choice.ABSTAIN}


@dataclass(frozen=True)
class Line:
    """Seats in a row: `a+` in favour, `b-` against, `c0` abstained, `d.` silent, `e/` absent, `f!` recused and there, `g*` an
    observer who is there; a number before the mark is the weight: `a3+`."""

    text: str

    @property
    def _parts(self) -> list[tuple[str, int, str]]:
        found = [re.fullmatch(r"([a-z])(\d*)([-+0./!*])", word) for word in self.text.split()]
        return [(one[1], int(one[2] or 1), one[3]) for one in found if one]

    @property
    def seats(self) -> list[Seat]:
        return [Seat(name, weight, is_observer=mark == "*") for name, weight, mark in self._parts]

    @property
    def recused(self) -> set[str]:
        return {name for name, _weight, mark in self._parts if mark == "!"}

    @property
    def ballots(self) -> dict[str, Choice]:
        return {name: CHOICES[mark] for name, _weight, mark in self._parts if mark in CHOICES}

    def room(self, rules: Rules) -> Room:
        here = [Presence(name, NINE) for name, _weight, mark in self._parts if mark != "/"]
        return room_at(self.seats, here, at=TEN, rules=rules, recused=self.recused)


def voted(
    text: str,
    requirement: Requirement | Majority = Majority.SIMPLE,
    rules: Rules | None = None,
    *,
    chair: str = "",
) -> VoteResult:
    """What the vote of the line decides."""
    line, rules = Line(text), rules or Rules()
    room = line.room(rules)
    asked = requirement if isinstance(requirement, Requirement) else Requirement(requirement)
    return decide(room, count(room, line.ballots, chair=chair), asked, rules)
