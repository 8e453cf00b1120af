"""What the house knows about people: each room says what it holds about a person, why, for how long, and how it is handed over or erased.

The register of processing, the export, the erasure and the retention all read this one registry; a room that begins to hold
personal data puts itself in, in its `ready()`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from .actor import Actor
from .findings import Message

#: Texts of a person that are shorter are in values about others too.
SHORTEST = 5


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks: the address, and what else is theirs alone (names, telephones), found by the rooms."""

    email: str
    texts: frozenset[str] = frozenset()
    uid: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """The texts that name the person, the longest first.

        >>> Person("a@b.example", frozenset({"Ada", "Ada Prova"})).words
        ('a@b.example', 'Ada Prova')
        """
        long_enough = {text for text in self.texts | {self.email} if len(text) >= SHORTEST}
        return tuple(sorted(long_enough, key=lambda text: (-len(text), text)))


@dataclass(frozen=True, slots=True)
class Holding:
    """A line of the register of processing. `days`: after how long what is past falls due; None: never by itself."""

    name: str
    what: Message
    purpose: Message
    ground: Message
    period: Message
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an erasure did in one place; what stays says why."""

    holding: Holding
    erased: int = 0
    kept: int = 0
    why: Message | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What one place knows of the person: rows of names and values, ready for JSON."""

    holding: Holding
    rows: list[dict[str, object]] = field(default_factory=list)


class Holder(Protocol):
    """A place where personal data lie. `order`: when it is erased; the journal, which is told of the others, comes last."""

    holding: Holding
    order: int

    def texts_of(self, email: str) -> set[str]:
        """What else names the person whose address this is."""

    def find(self, person: Person) -> list[dict[str, object]]:
        """All that lies here about the person."""

    def erase(self, person: Person, actor: Actor, reason: str) -> Outcome:
        """Erase it, or say what stays and why. Inside the transaction of the whole erasure."""

    def due(self, today: date) -> int:
        """How many rows are past their period."""

    def dispose(self, actor: Actor, today: date) -> int:
        """Delete what is past its period; how many rows went."""


_holders: dict[str, Holder] = {}


def register(holder: Holder) -> None:
    """Put a place in; the same name once more takes its place."""
    _holders[holder.holding.name] = holder


def holders() -> list[Holder]:
    """All places, in the order in which they are erased."""
    return sorted(_holders.values(), key=lambda holder: (holder.order, holder.holding.name))


class Plain:
    """The part of a holder that most leave alone."""

    order = 10

    def texts_of(self, email: str) -> set[str]:
        return set()

    def due(self, today: date) -> int:
        return 0

    def dispose(self, actor: Actor, today: date) -> int:
        return 0
