"""Activities on a line of time, as plain data that a template draws: fractions of the width, rows, marks.

Pure functions over dates, without Django: what the bars are made of comes in as `Task`s. A position is a
fraction of the window, 0 at its first midnight and 1 at its last; a bar ends at the end of its last day.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

#: States of an activity in which work is still to come.
OPEN = frozenset({"planned", "running", "suspended"})
#: Months between two ticks; the first step that gives no more ticks than this is taken.
STEPS = (1, 3, 6, 12, 24, 60, 120, 240)
MOST_TICKS = 8


@dataclass(frozen=True, slots=True)
class Stage:
    """A milestone as it comes in."""

    title: str
    due_on: date
    reached_on: date | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """An activity as it comes in: `ref` is its uid, `depends_on` uids of others (unknown ones left out)."""

    ref: str
    label: str
    start: date | None
    end: date | None
    state: str = "planned"
    milestones: tuple[Stage, ...] = ()
    depends_on: tuple[str, ...] = ()
    #: Of the label and the milestones.
    language: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A milestone on its bar's row."""

    title: str
    at: float
    due_on: date
    reached_on: date | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of the timeline.

    `opens`, `closes`: whether its start, its end is known; else it is drawn to the window's edge.
    `days_late`: days past the end while work is still to come, or past the start while it is still planned.
    """

    ref: str
    label: str
    row: int
    start: float
    end: float
    opens: bool
    closes: bool
    starts_on: date | None
    ends_on: date | None
    state: str
    days_late: int
    marks: tuple[Mark, ...]
    language: str = ""

    @property
    def width(self) -> float:
        return self.end - self.start

    @property
    def is_late(self) -> bool:
        return self.days_late > 0


@dataclass(frozen=True, slots=True)
class Link:
    """From the end of what is waited for to the start of what waits; broken when that comes before."""

    source: str
    target: str
    source_row: int
    target_row: int
    source_at: float
    target_at: float
    is_broken: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """The first day of a month; `is_year` in January."""

    at: float
    day: date
    is_year: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """The whole picture; `today` is None outside the window.

    `undated` tasks have neither start nor end: they stand in a list beside it.
    """

    first: date
    last: date
    today: float | None
    ticks: tuple[Tick, ...]
    bars: tuple[Bar, ...]
    links: tuple[Link, ...]
    undated: tuple[Task, ...]

    @property
    def rows(self) -> int:
        return len(self.bars)


def draw(tasks: Iterable[Task], *, today: date) -> Timeline:
    """The timeline of the tasks, in the order of their start (of their end, where there is no start).

    >>> line = draw([Task("a", "A", date(2026, 1, 1), date(2026, 1, 31))], today=date(2026, 1, 16))
    >>> line.bars[0].start, line.bars[0].end, round(line.today, 3), str(line.first), str(line.last)
    (0.0, 1.0, 0.484, '2026-01-01', '2026-01-31')
    >>> draw([], today=date(2026, 1, 16)).bars
    ()
    """
    listed = list(tasks)
    dated = sorted((task for task in listed if task.start or task.end), key=_order)
    first, last = window(dated, today=today)
    bars = tuple(_bar(task, row, first, last, today) for row, task in enumerate(dated))
    return Timeline(
        first=first,
        last=last,
        today=fraction(today, first, last) if first <= today <= last else None,
        ticks=ticks(first, last),
        bars=bars,
        links=_links(dated, bars),
        undated=tuple(task for task in listed if not (task.start or task.end)),
    )


def window(tasks: Sequence[Task], *, today: date) -> tuple[date, date]:
    """From the first to the last day of the months that tasks and milestones touch; this month when none.

    >>> window([Task("a", "A", date(2026, 1, 15), date(2026, 2, 3))], today=date(2026, 5, 5))
    (datetime.date(2026, 1, 1), datetime.date(2026, 2, 28))
    """
    days = [day for task in tasks for day in _days(task)] or [today]
    return min(days).replace(day=1), month_after(max(days), 1) - timedelta(days=1)


def fraction(day: date, first: date, last: date) -> float:
    """Where the day begins in the window, both of whose days are included; kept within 0 and 1.

    >>> fraction(date(2026, 1, 1), date(2026, 1, 1), date(2026, 1, 10))
    0.0
    >>> fraction(date(2026, 1, 6), date(2026, 1, 1), date(2026, 1, 10))
    0.5
    """
    return min(max((day - first).days / ((last - first).days + 1), 0.0), 1.0)


def ticks(first: date, last: date) -> tuple[Tick, ...]:
    """Firsts of months in the window, at the closest step that gives at most 8; counted from January.

    >>> [tick.day.month for tick in ticks(date(2026, 1, 1), date(2026, 3, 31))]
    [1, 2, 3]
    >>> [tick.day.year for tick in ticks(date(2016, 11, 1), date(2031, 3, 31))]
    [2018, 2020, 2022, 2024, 2026, 2028, 2030]
    """
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    step = next((step for step in STEPS if months <= step * MOST_TICKS), STEPS[-1])
    days = []
    day = first.replace(day=1)
    while day <= last:
        if (day.year * 12 + day.month - 1) % step == 0:
            days.append(day)
        day = month_after(day, 1)
    return tuple(Tick(fraction(day, first, last), day, day.month == 1) for day in days)


def month_after(day: date, months: int) -> date:
    """The first day of the month so many months later.

    >>> month_after(date(2026, 11, 30), 2)
    datetime.date(2027, 1, 1)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1)


def days_late(task: Task, today: date) -> int:
    """Days past the end while work is to come; else past the start while it is planned; 0 when on time.

    >>> days_late(Task("a", "A", date(2026, 1, 1), date(2026, 1, 31), "running"), date(2026, 2, 3))
    3
    >>> days_late(Task("a", "A", date(2026, 1, 1), date(2026, 1, 31), "done"), date(2026, 2, 3))
    0
    """
    if task.state in OPEN and task.end is not None and task.end < today:
        return (today - task.end).days
    if task.state == "planned" and task.start is not None and task.start < today:
        return (today - task.start).days
    return 0


def _order(task: Task) -> tuple[date, date, str]:
    start = task.start or task.end or date.max
    return (start, task.end or date.max, task.label)


def _days(task: Task) -> list[date]:
    days = [task.start, task.end, *(stage.due_on for stage in task.milestones)]
    return [day for day in days if day is not None]


def _bar(task: Task, row: int, first: date, last: date, today: date) -> Bar:
    end = task.end + timedelta(days=1) if task.end else None
    start_at = fraction(task.start, first, last) if task.start else 0.0
    end_at = fraction(end, first, last) if end else 1.0
    return Bar(
        ref=task.ref,
        label=task.label,
        row=row,
        start=min(start_at, end_at),
        end=end_at,
        opens=task.start is not None,
        closes=task.end is not None,
        starts_on=task.start,
        ends_on=task.end,
        state=task.state,
        days_late=days_late(task, today),
        marks=tuple(_mark(stage, task, first, last, today) for stage in task.milestones),
        language=task.language,
    )


def _mark(stage: Stage, task: Task, first: date, last: date, today: date) -> Mark:
    waits = stage.reached_on is None and task.state in OPEN and stage.due_on < today
    late = waits or (stage.reached_on is not None and stage.reached_on > stage.due_on)
    at = fraction(stage.due_on, first, last)
    return Mark(stage.title, at, stage.due_on, stage.reached_on, late)


def _links(tasks: Sequence[Task], bars: Sequence[Bar]) -> tuple[Link, ...]:
    by_ref = {bar.ref: bar for bar in bars}
    pairs = [(by_ref[ref], by_ref[task.ref]) for task in tasks for ref in task.depends_on if ref in by_ref]
    return tuple(
        Link(
            source=before.ref,
            target=after.ref,
            source_row=before.row,
            target_row=after.row,
            source_at=before.end,
            target_at=after.start,
            is_broken=bool(before.ends_on and after.starts_on and after.starts_on <= before.ends_on),
        )
        for before, after in pairs
    )
