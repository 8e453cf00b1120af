"""What falls due: each room puts in the questions whose answers somebody must see to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from django.db.models import Case, DateField, Expression, Model, Q, QuerySet, Value, When
from django.utils.functional import Promise

from portici.kernel import clock
from portici.kernel.actor import Actor, Role
from portici.records.models import Record

M = TypeVar("M", bound=Model)
#: The name of a field, a path to one, or what the store works out of the row.
Column = str | Expression


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that waits for somebody: the record, since or until when, and a word on why.

    `row`: the uid of what belongs to the record (a milestone, say) when that is what waits.
    """

    record: Record
    on: date | None
    why: str | Promise = ""
    row: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Rows of one kind, all that the actor may see, and how the store reads a deadline out of each.

    `rows(actor, until)`: what waits already, or with `is_ahead` what falls due from today to that day. `day`: the field with
    its day; the first date of the rows' order when it is not said. `since`: the day is since when it waits, and no term.
    `label`, `why`: what it is called, and a word more. `of`: the way from the row to its record, when it is none itself;
    `body`: the way to its body. `act`: what there is to do of these rows, where it is not what the watch says.
    `mine`, `areas`: which rows are the actor's own to see to, and which lie in the actor's areas.
    """

    rows: Callable[[Actor, date], QuerySet[Any]]
    due: Callable[[Any], Due]
    day: str = ""
    since: bool = False
    label: Column = ""
    why: Column = ""
    of: str = ""
    body: str = ""
    act: str | Promise = ""
    mine: Callable[[Actor], Q] | None = None
    areas: Callable[[Actor], Q] | None = None
    is_ahead: bool = False

    def told(self, row: Any) -> Due:
        """The row as a page shows it."""
        due = self.due(row)
        return (
            due if row.pk == due.record.pk and type(row) is type(due.record) else replace(due, row=_uid(row))
        )


@dataclass(frozen=True, slots=True)
class Watch:
    """A question put at every visit of *what needs me*.

    `roles` are those whom it concerns. `todo` is what there is to do, `act` the same in a few words, for a link.
    """

    name: str
    heading: str | Promise
    todo: str | Promise
    roles: frozenset[Role]
    sources: tuple[Source, ...]
    act: str | Promise = ""
    order: int = 100

    def count(self, actor: Actor) -> int:
        """How much waits already."""
        return sum(rows.count() for _source, rows in self._waiting(actor))

    def first(self, actor: Actor, limit: int) -> Sequence[Due]:
        """The first of it, each source in its own order; several are laid together by day."""
        found = [source.told(row) for source, rows in self._waiting(actor) for row in rows[:limit]]
        if sum(not source.is_ahead for source in self.sources) > 1:
            found.sort(key=lambda due: due.on or date.max)
        return found[:limit]

    @property
    def looks_ahead(self) -> bool:
        """Whether it knows of what falls due later."""
        return any(source.is_ahead for source in self.sources)

    def coming(self, actor: Actor, until: date, limit: int) -> Sequence[Due]:
        """The first of what falls due from today to that day, by day."""
        ahead = [source for source in self.sources if source.is_ahead]
        found = [source.told(row) for source in ahead for row in source.rows(actor, until)[:limit]]
        found.sort(key=lambda due: due.on or date.max)
        return found[:limit]

    def _waiting(self, actor: Actor) -> list[tuple[Source, QuerySet[Any]]]:
        today = clock.today()
        return [(source, source.rows(actor, today)) for source in self.sources if not source.is_ahead]


def watch_over(
    rows: Callable[[Actor], QuerySet[M]],
    due: Callable[[M], Due],
    *,
    coming: Callable[[Actor, date], QuerySet[M]] | None = None,
    name: str,
    heading: str | Promise,
    todo: str | Promise,
    roles: frozenset[Role],
    act: str | Promise = "",
    order: int = 100,
    **reading: Any,
) -> Watch:
    """A watch over the rows of a query; `due` says how each is shown.

    `coming(actor, until)`: what falls due from today to that day. `reading`: see `Source`.
    """
    source = Source(lambda actor, _until: rows(actor), due, **reading)
    ahead = (replace(source, rows=coming, is_ahead=True),) if coming else ()
    return Watch(name, heading, todo, roles, (source, *ahead), act, order)


def watch_listed(
    model: type[Record], listed: Callable[[Actor], Sequence[tuple[Any, date]]], **options: Any
) -> Watch:
    """A watch over records whose day only Python can tell, each with its day; they have passed `visible_to(actor)`.

    For tens of rows, as bodies are: the days are written into the question one by one.
    """

    def rows(actor: Actor) -> QuerySet[Any]:
        days = {record.pk: day for record, day in listed(actor)}
        kept = model._default_manager.filter(pk__in=days)
        cases = [When(pk=key, then=Value(day)) for key, day in days.items()]
        # Case without cases is refused; without days there are no rows either.
        told = Case(*cases, output_field=DateField()) if cases else Value(None, output_field=DateField())
        dated: QuerySet[Any] = kept.annotate(listed_on=told).order_by("listed_on", "pk")
        return dated

    return watch_over(rows, lambda row: Due(row, row.listed_on), day="listed_on", **options)


_watches: dict[str, Watch] = {}


def register(watch: Watch) -> None:
    """Put a watch in; called from a room's `AppConfig.ready()`."""
    _watches[watch.name] = watch


def watches() -> list[Watch]:
    """All of them, most urgent first."""
    return sorted(_watches.values(), key=lambda watch: (watch.order, watch.name))


def watches_for(actor: Actor) -> Iterable[Watch]:
    """The watches that concern one of the actor's roles, most urgent first."""
    return [watch for watch in watches() if actor.has(*watch.roles)]


def watch(name: str) -> Watch:
    """The watch of this name; KeyError when there is none."""
    return _watches[name]


def _uid(row: Any) -> str:
    return str(getattr(row, "uid", ""))
