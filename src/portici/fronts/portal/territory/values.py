"""Values of indicators as a page shows them: with unit and decimals, and as figures that open their rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from portici.fronts.templatetags.portici import number
from portici.territory.models import Area, Indicator, Method
from portici.territory.queries import AreaValue, Figure

from .reading import area_url

#: What the rows behind a value give, by the indicator's method.
HOW = {Method.PUBLISHED: "published", Method.COUNT: "sum", Method.SHARE: "share", Method.CHANGE: "change"}


def value_text(indicator: Indicator, value: float | None) -> str:
    """ "24,1 %" in the page's language; a dash when there is none."""
    if value is None:
        return "–"
    text = number(value, indicator.decimals)
    return f"{text} {indicator.unit}".strip()


def figure_url(indicator: Indicator, area: Area, period: str) -> str:
    return reverse("portal:figure", args=[indicator.code, area.layer.code, area.code, period])


def value_link(
    indicator: Indicator, area: Area, period: str, value: float | None, status: Any = ""
) -> SafeString | str:
    """The value as a link to the rows that it is made of; without a value, why there is none."""
    if value is None:
        return str(status.label) if status and status != "ok" else "–"
    return format_html(
        '<a href="{}" data-figure="{}" data-value="{}">{}</a>',
        figure_url(indicator, area, period),
        HOW[Method(indicator.method)],
        repr(value),
        value_text(indicator, value),
    )


@dataclass(frozen=True, slots=True)
class Measure:
    """The latest value of an indicator in an area, as the page says it."""

    figure: Figure

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
        """The difference with its sign, in the indicator's own unit."""
        found = self.figure
        if found.change is None:
            return "–"
        sign = "+" if found.change > 0 else ""
        return f"{sign}{number(found.change, found.indicator.decimals)}"

    @property
    def ranking_url(self) -> str:
        """The values that it is ranked among."""
        address = reverse("portal:indicator", args=[self.figure.indicator.code])
        return f"{address}?layer={self.figure.area.layer.code}&period={self.figure.period}&sort=rank"


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
        low, high = value_text(indicator, min(inside)), value_text(indicator, max(inside))
        steps.append(Step(level, low if low == high else f"{low} – {high}"))
    return steps
