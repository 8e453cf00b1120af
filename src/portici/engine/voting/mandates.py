"""Who may sit in a seat on a day: the holder, a delegate, a substitute."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Manner(StrEnum):
    """As what a person sits, who comes first before the others."""

    HOLDER = "holder"
    DELEGATE = "delegate"
    SUBSTITUTE = "substitute"


@dataclass(frozen=True, slots=True)
class Mandate:
    """That a person may sit in a seat from a day to another, both included; None is without limit."""

    seat: str
    person: str
    manner: Manner
    since: date | None = None
    until: date | None = None

    def holds(self, on: date) -> bool:
        """Whether it is in force on the day."""
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


def manner_of(mandates: Iterable[Mandate], *, seat: str, person: str, on: date) -> Manner | None:
    """As what the person may sit in the seat on the day, the first in order; None when they may not.

    >>> given = [Mandate("curia", "Ada", Manner.DELEGATE, until=date(2026, 6, 30))]
    >>> manner_of(given, seat="curia", person="Ada", on=date(2026, 6, 30)).value
    'delegate'
    >>> manner_of(given, seat="curia", person="Ada", on=date(2026, 7, 1)) is None
    True
    """
    held = {one.manner for one in mandates if (one.seat, one.person) == (seat, person) and one.holds(on)}
    return next((manner for manner in Manner if manner in held), None)
