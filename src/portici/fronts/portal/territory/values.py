"""Values of indicators in the tables and legends of the portal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString

from portici.fronts.observed import value_link, value_text
from portici.fronts.templatetags.portici import number, rounded
from portici.kernel.actor import VISITOR
from portici.territory import queries
from portici.territory.models import Area, Indicator
from portici.territory.queries import AreaValue, Figure, Said

from .reading import area_url


@dataclass(frozen=True, slots=True)
class Measure:
    """The latest value of an indicator in an area, as the page says it."""

    figure: Figure
    said_by: tuple[Said, ...]

    @property
    def source(self) -> str:
        return "; ".join(one.source for one in self.said_by if one.source)

    @property
    def value(self) -> SafeString | str:
        found = self.figure
        return value_link(found.indicator, found.area, found.period, found.value, found.status)

    @property
    def previous(self) -> SafeString | str:
        found = self.figure
        return value_link(found.indicator, found.area, found.previous_period, found.previous)

    @property
    def change(self) -> str:
        """The difference of the two values as they are shown, with its sign, in the indicator's own unit."""
        found = self.figure
        if found.change is None or found.value is None or found.previous is None:
            return "–"
        decimals = found.indicator.decimals
        difference = rounded(found.value, decimals) - rounded(found.previous, decimals)
        sign = "+" if difference > 0 else ""
        return f"{sign}{number(difference, decimals)}"

    @property
    def ranking_url(self) -> str:
        """The values that it is ranked among."""
        address = reverse("portal:indicator", args=[self.figure.indicator.code])
        return f"{address}?layer={self.figure.area.layer.code}&period={self.figure.period}&sort=rank"


def measures_of(area: Area) -> list[Measure]:
    """The latest value of each indicator in the area, with who says it."""
    found = queries.observations_of_area(VISITOR, area)
    sources = queries.sources_of_figures([area.pk], [(one.indicator, one.period) for one in found])
    return [Measure(one, sources[one.indicator.pk, one.period]) for one in found]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the map's table twin."""

    area: Area
    value: float | None
    rank: int | None
    level: int | None
    status: Any
    is_target: bool
    indicator: Indicator
    period: str

    @property
    def url(self) -> str:
        return area_url(self.area)


def rows_of(values: Sequence[AreaValue], indicator: Indicator, period: str, targets: set[int]) -> list[Row]:
    return [
        Row(one.area, one.value, one.rank, one.level, one.status, one.area.pk in targets, indicator, period)
        for one in values
    ]


@dataclass(frozen=True, slots=True)
class Step:
    """One class of the map: from its lowest to its highest value."""

    level: int
    text: str


def legend(values: Sequence[AreaValue], indicator: Indicator) -> list[Step]:
    """The classes that the values fall in, the lowest first."""
    steps = []
    for level in sorted({one.level for one in values if one.level is not None}):
        inside = [one.value for one in values if one.level == level and one.value is not None]
        if indicator.is_category:
            told = ", ".join(value_text(indicator, code) for code in sorted(set(inside)))
            steps.append(Step(level, told))
            continue
        low, high = number(min(inside), indicator.decimals), number(max(inside), indicator.decimals)
        text = value_text(indicator, max(inside))
        steps.append(Step(level, text if low == high else f"{low} – {text}"))
    return steps
