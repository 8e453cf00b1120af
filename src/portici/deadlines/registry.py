"""What falls due: each room puts in the questions whose answers somebody must see to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.utils.functional import Promise

from portici.kernel.actor import Actor, Role
from portici.records.models import Record

M = TypeVar("M", bound=Model)


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
    `todo` is what there is to do.
    """

    name: str
    heading: str | Promise
    todo: str | Promise
    roles: frozenset[Role]
    count: Callable[[Actor], int]
    first: Callable[[Actor, int], Sequence[Due]]
    order: int = 100


def watch_over(rows: Callable[[Actor], QuerySet[M]], due: Callable[[M], Due], **options: Any) -> Watch:
    """A watch over the rows of a query, in its order; `due` says how each is shown."""
    return Watch(
        count=lambda actor: rows(actor).count(),
        first=lambda actor, limit: [due(row) for row in rows(actor)[:limit]],
        **options,
    )


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
