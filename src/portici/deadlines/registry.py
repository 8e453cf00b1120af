"""What falls due: each room puts in the questions whose answers somebody must see to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from portici.kernel.actor import Actor, Role
from portici.records.models import Record


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that waits for somebody: the record, since or until when, and a word on why."""

    record: Record
    on: date | None
    why: str | Promise = ""


@dataclass(frozen=True, slots=True)
class Watch:
    """A question put at every visit of *what needs me*.

    `count` and `first` read only what the actor may see. `roles` are those whom it concerns.
    `verb` is what there is to do, as a heading; `done` is what the page says when nothing waits.
    """

    name: str
    heading: str | Promise
    todo: str | Promise
    roles: frozenset[Role]
    count: Callable[[Actor], int]
    first: Callable[[Actor, int], Sequence[Due]]
    order: int = 100


_watches: dict[str, Watch] = {}


def register(watch: Watch) -> None:
    """Put a watch in; called from a room's `AppConfig.ready()`."""
    _watches[watch.name] = watch


def watches_for(actor: Actor) -> Iterable[Watch]:
    """The watches that concern one of the actor's roles, most urgent first."""
    concerned = (watch for watch in _watches.values() if actor.has(*watch.roles))
    return sorted(concerned, key=lambda watch: (watch.order, watch.name))


def watch(name: str) -> Watch:
    """The watch of this name; KeyError when there is none."""
    return _watches[name]
