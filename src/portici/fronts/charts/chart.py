"""A chart as a page shows it: its finding, what it draws, its table; the picture is drawn only when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from enum import IntEnum
from typing import Any, Protocol

from portici.kernel.exhibit import digest_of

from . import svg

#: To be raised when pictures are drawn otherwise: those kept are drawn anew.
DRAWING = 1


class Width(IntEnum):
    """Pixels: on a wide screen and on paper, and on a telephone held upright."""

    WIDE = 720
    NARROW = 320


class Plan(Protocol):
    """All that is in a picture, in plain values (a frozen dataclass): two equal ones are the same picture."""

    def draw(self, width: int) -> Any:
        """The chart, as Altair's."""


@dataclass(frozen=True, slots=True)
class Chart:
    """`title` is the finding, `description` how it is read; `rows` of the table are texts under `header`, the first names the row."""

    name: str
    heading: str
    title: str
    description: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    #: Gathers what the picture needs besides (borders); not called by pages.
    plan: Callable[[], Plan]
    #: Columns of the table that hold numbers.
    numeric: Sequence[int] = ()
    #: What the table leaves out.
    note: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart about to be drawn at a width. The digest is of all that is in it, words included: what somebody may not see is not in
    theirs, nor in the digest."""

    chart: Chart
    plan: Plan
    width: Width

    @property
    def digest(self) -> str:
        facts = {
            "drawing": DRAWING,
            "width": int(self.width),
            "kind": type(self.plan).__name__,
            "title": self.chart.title,
            "description": self.chart.description,
            "plan": asdict(self.plan),  # type: ignore[call-overload] # every plan is a dataclass
        }
        return digest_of(facts)

    def drawn(self) -> str:
        """The SVG."""
        chart = self.plan.draw(int(self.width))
        return svg.written(chart, title=self.chart.title, description=self.chart.description)
