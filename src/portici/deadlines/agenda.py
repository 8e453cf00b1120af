"""All that falls due for an actor, whatever the room: one question to the store over the rows of every watch.

The rows of each source have passed `visible_to(actor)`; they are laid below one another as `columns.COLUMNS`, marked with what was put off,
and told apart by term and by whose they are. Nothing is kept from one visit to the next (docs/decisions/deadlines.md says why). Django has no
words for counting over a union, so that the question is put together here out of what Django writes for each source.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import IntegerChoices
from django.utils.functional import Promise

from portici.kernel import clock
from portici.kernel.actor import Actor

from . import registry
from .columns import COLUMNS, Whose, narrow, owners
from .models import Snooze
from .registry import Watch

#: How far one looks ahead.
DAYS = 30


class Term(IntegerChoices):
    """When it falls due: WAITING has no day to be late by, or one beyond what is looked ahead."""

    LATE = 0
    WEEK = 1
    MONTH = 2
    WAITING = 3
    PUT_OFF = 4


#: The terms that have a day.
DATED = (Term.LATE, Term.WEEK, Term.MONTH)
#: The most urgent first; the rest of the key makes it the same at every visit.
ORDER = "day IS NULL, day, watch, ref, mark"
#: The columns of a line as it is read.
LINE = (*COLUMNS[:-1], "term", "put_off_until", "put_off_because")


@dataclass(frozen=True, slots=True)
class Line:
    """One deadline as the store tells it. Its key is the watch, the record (kind and ref) and what belongs to it (mark)."""

    watch: Watch
    kind: str
    ref: str
    mark: str
    day: date | None
    label: str
    why: str
    whose: Whose
    source: int
    term: Term
    put_off_until: date | None
    put_off_because: str

    @property
    def act(self) -> str | Promise:
        """What there is to do, in a few words where there are such."""
        return self._own_act or self.watch.act or self.watch.todo

    @property
    def todo(self) -> str | Promise:
        """What there is to do, in a sentence where it is that of the watch."""
        return self._own_act or self.watch.todo

    @property
    def _own_act(self) -> str | Promise:
        return self.watch.sources[self.source].act

    @property
    def key(self) -> str:
        """One text for what is said of it once."""
        return f"{self.watch.name}:{self.ref}:{self.mark}"


@dataclass(frozen=True, slots=True)
class Cell:
    """The first lines of a term and of whose they are, and how many there are."""

    term: Term
    whose: Whose
    total: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the agenda: of which body alone, of which watches, how many days ahead."""

    days: int = DAYS
    body: str = ""
    watches: tuple[Watch, ...] | None = None


def board(actor: Actor, *, each: int) -> list[Cell]:
    """Every term by whose it is, with the first `each` lines; one query.

    The rows are read once: a rank over all of them would cost more than the page around it (`make bench`).
    """
    text, values = _open(actor, Asked())
    if not text:
        return []
    parts = [
        f"SELECT * FROM (SELECT 0 AS total, open.* FROM open WHERE term = {int(term)} AND whose = {int(whose)}"
        f" ORDER BY {ORDER} LIMIT {each}) AS cell_{int(term)}_{int(whose)}"
        for term in Term
        for whose in owners(actor)
    ]
    counts = ", ".join(name if name in {"whose", "term"} else f"NULL AS {name}" for name in LINE)
    parts.append(f"SELECT COUNT(*) AS total, {counts} FROM open GROUP BY term, whose")
    with connection.cursor() as cursor:
        cursor.execute(f"{text} {' UNION ALL '.join(parts)}", values)
        return _cells(cursor.fetchall())


def _cells(rows: Sequence[Sequence[Any]]) -> list[Cell]:
    lines: dict[tuple[int, int], list[Line]] = {}
    totals: dict[tuple[int, int], int] = {}
    for total, *row in rows:
        place = (row[LINE.index("term")], row[LINE.index("whose")])
        if total:
            totals[place] = total
        else:
            lines.setdefault(place, []).append(_line(row))
    return [
        Cell(Term(term), Whose(whose), totals[term, whose], tuple(lines[term, whose]))
        for term, whose in sorted(totals)
    ]


def count(actor: Actor, term: Term, whose: Whose) -> int:
    """How many lines a cell of the board has."""
    text, values = _open(actor, Asked())
    if not text:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            f"{text} SELECT COUNT(*) FROM open WHERE term = %s AND whose = %s", [*values, term, whose]
        )
        return int(cursor.fetchone()[0])


def cell(actor: Actor, term: Term, whose: Whose, *, first: int, limit: int) -> list[Line]:
    """Some lines of a cell of the board, in its order."""
    asked = "SELECT * FROM open WHERE term = %s AND whose = %s"
    return _read(actor, Asked(), asked, [int(term), int(whose)], f"{ORDER} LIMIT {limit} OFFSET {first}")


def lines(
    actor: Actor, asked: Asked | None = None, *, limit: int | None, terms: Iterable[Term] = DATED
) -> list[Line]:
    """The lines of some terms, by day; all of them without a limit."""
    chosen = ", ".join(str(int(term)) for term in terms)
    question = f"SELECT * FROM open WHERE term IN ({chosen})"
    order = ORDER if limit is None else f"{ORDER} LIMIT {limit}"
    return _read(actor, asked or Asked(), question, [], order)


def find(actor: Actor, watch: Watch, ref: str, mark: str) -> Line | None:
    """One line, when the watch concerns the actor and finds it."""
    if not actor.has(*watch.roles):
        return None
    question = "SELECT * FROM open WHERE ref = %s AND mark = %s"
    rows = _read(actor, Asked(watches=(watch,)), question, [ref, mark], f"{ORDER} LIMIT 1")
    return rows[0] if rows else None


def _read(actor: Actor, asked: Asked, question: str, values: Sequence[Any], order: str) -> list[Line]:
    text, given = _open(actor, asked)
    if not text:
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"{text} {question} ORDER BY {order}", [*given, *values])
        return [_line(row) for row in cursor.fetchall()]


def _open(actor: Actor, asked: Asked) -> tuple[str, list[Any]]:
    """The beginning of a question, which makes the table `open`, and its values; nothing when no watch has a row to ask for."""
    until = clock.today() + timedelta(days=asked.days)
    parts, values = _sources(actor, asked, until)
    if not parts:
        return "", []
    union = " UNION ALL ".join(f"SELECT * FROM ({part}) AS s{number}" for number, part in enumerate(parts))
    columns = ", ".join(f"due.{name}" for name in COLUMNS[:-1])
    today = clock.today()
    sunday = today + timedelta(days=6 - today.weekday())
    text = (
        f"WITH due ({', '.join(COLUMNS)}) AS ({union}), open AS MATERIALIZED (SELECT {columns},"
        " CASE WHEN put.until IS NOT NULL THEN 4 WHEN due.since = 1 OR due.day IS NULL OR due.day > %s THEN 3"
        " WHEN due.day < %s THEN 0 WHEN due.day <= %s THEN 1 ELSE 2 END AS term,"
        " put.until AS put_off_until, put.reason AS put_off_because FROM due LEFT JOIN"
        f" {Snooze._meta.db_table} put ON put.ref = due.ref AND put.watch = due.watch AND put.mark = due.mark AND put.until > %s)"
    )
    return text, [*values, until, today, sunday, today]


def _sources(actor: Actor, asked: Asked, until: date) -> tuple[list[str], list[Any]]:
    parts: list[str] = []
    values: list[Any] = []
    for watch in registry.watches_for(actor) if asked.watches is None else asked.watches:
        for source in watch.sources:
            rows = narrow(watch, source, actor, until, asked.body)
            if rows is None:
                continue
            try:
                text, given = rows.query.sql_with_params()
            except EmptyResultSet:  # no row can be meant: an actor without areas asks for those of none
                continue
            parts.append(text)
            values += given
    return parts, values


def _line(row: Sequence[Any]) -> Line:
    watch, kind, ref, mark, day, label, why, whose, source, term, until, because = row
    return Line(
        registry.watch(watch), kind, ref, mark, _day(day), label or "", why or "", Whose(whose), source, Term(term), _day(until), because or ""
    )  # fmt: skip


def _day(value: Any) -> date | None:
    """SQLite keeps days as text."""
    return date.fromisoformat(value) if isinstance(value, str) else value
