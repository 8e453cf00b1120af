"""The timeline of activities in the units of its drawing, which a template writes as SVG."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format

from portici.fronts.wording import period_text
from portici.programme.models import Activity, ActivityState
from portici.programme.queries import timeline_of as line_of
from portici.programme.timeline import Bar, Timeline

#: In units of the drawing.
WIDTH, LEFT, ROW, TOP, BAR = 820, 300, 34, 26, 16
_LABEL_CHARS = 42
#: Bars of a drawing that can still be read; the table and the list have the rest.
MOST_BARS = 12


@dataclass(frozen=True, slots=True)
class Row:
    """A bar with where it stands, its paint and its words."""

    bar: Bar
    url: str
    y: int
    bar_y: int
    text_y: int
    x: str
    width: str
    paint: str
    short: str
    period: str
    state: Any
    marks: tuple[tuple[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """What the template draws. Positions are written with a point, whatever the language."""

    rows: tuple[Row, ...]
    ticks: tuple[tuple[str, str], ...]
    links: tuple[str, ...]
    today: str
    height: int
    width: int
    left: int
    #: Activities without dates, which stand in the table only.
    undated: tuple[Any, ...]


def timeline_of(activities: Iterable[Activity]) -> Drawing | None:
    """The drawing of the first activities that have dates; None when none has."""
    listed = list(activities[:MOST_BARS] if isinstance(activities, QuerySet) else activities)
    line = line_of(listed)
    if not line.bars:
        return None
    in_years = len(line.ticks) > 1 and all(tick.is_year for tick in line.ticks)
    return Drawing(
        rows=tuple(_row(bar) for bar in line.bars),
        ticks=tuple(
            (_x(tick.at), date_format(tick.day, "Y" if in_years else "YEAR_MONTH_FORMAT"))
            for tick in line.ticks
        ),
        links=tuple(_link(line)),
        today="" if line.today is None else _x(line.today),
        height=TOP + ROW * line.rows + 6,
        width=WIDTH,
        left=LEFT,
        undated=line.undated,
    )


def _row(bar: Bar) -> Row:
    y = TOP + ROW * bar.row
    return Row(
        bar=bar,
        url=reverse("portal:activity", args=[bar.ref]),
        y=y,
        bar_y=y + (ROW - BAR) // 2,
        text_y=y + ROW // 2 + 4,
        x=_x(bar.start),
        width=f"{max(bar.width * (WIDTH - LEFT), 4):.1f}",
        paint=_paint(bar),
        short=bar.label if len(bar.label) <= _LABEL_CHARS else f"{bar.label[: _LABEL_CHARS - 1].rstrip()}…",
        period=period_text(bar.starts_on, bar.ends_on),
        state=ActivityState(bar.state).label,
        marks=tuple((_diamond(mark.at, y), mark) for mark in bar.marks),
    )


def _paint(bar: Bar) -> str:
    if bar.is_late:
        return "tl-bar tl-bar--late"
    painted = bar.state in ("done", "planned", "cancelled")
    return f"tl-bar tl-bar--{bar.state}" if painted else "tl-bar"


def _x(fraction: float) -> str:
    return f"{LEFT + fraction * (WIDTH - LEFT):.1f}"


def _diamond(at: float, y: int) -> str:
    x, middle = LEFT + at * (WIDTH - LEFT), y + ROW // 2
    return f"M{x:.1f} {middle - 7}l7 7-7 7-7-7z"


def _link(line: Timeline) -> Iterable[str]:
    """From the end of what is waited for, down or up, to the start of what waits."""
    for link in line.links:
        start, end = float(_x(link.source_at)), float(_x(link.target_at))
        from_y, to_y = TOP + ROW * link.source_row + ROW // 2, TOP + ROW * link.target_row + ROW // 2
        yield f"M{start:.1f} {from_y}H{max(start, end - 6) + 3:.1f}V{to_y}H{end:.1f}"
