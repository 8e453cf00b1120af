"""Values of indicators as pages show them: with unit and decimals, as links to the rows that they are made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localdate

from portici.fronts.templatetags.portici import number
from portici.needs import figures, queries
from portici.needs.figures import Speaking
from portici.needs.models import Designation, DesignationFigure, Origin
from portici.territory.models import Area, Indicator, Method
from portici.territory.spread import PartsSum, Spread

#: The word of an address that asks for a figure as it stood when its area was designated.
OF_DESIGNATION = "designation"
#: What the rows behind a value give, by the indicator's method.
HOW = {Method.PUBLISHED: "published", Method.COUNT: "sum", Method.SHARE: "share", Method.CHANGE: "change"}


def value_text(indicator: Indicator, value: float | None) -> str:
    """ "24,1 %" in the page's language; a dash when there is none."""
    if value is None:
        return "–"
    if indicator.is_category:
        return f"{indicator.unit} {number(value, indicator.decimals)}".strip()
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
class Named:
    """A part with its value; `rank` of `of` from the worst where that was frozen."""

    area: Area
    value: SafeString | str
    rank: int | None = None
    of: int | None = None


@dataclass(frozen=True, slots=True)
class SpreadRow:
    """An indicator in the parts of an area: the worst by name, and the range that all lie in; of categories
    all parts by name, and no range."""

    indicator: Indicator
    period: str
    named: list[Named]
    low: SafeString | str
    high: SafeString | str
    #: How many parts have a value, and how many have none.
    among: int
    without: int


def spread_row(spread: Spread) -> SpreadRow:
    def link(part: Any) -> SafeString | str:
        return value_link(spread.indicator, part.of_area, spread.period, part.value)

    is_category = spread.indicator.is_category
    told = [part for _code, parts in spread.categories for part in parts] if is_category else spread.named
    low, high = ("", "") if is_category or len(spread.values) == 1 else map(link, spread.ends)
    return SpreadRow(
        indicator=spread.indicator,
        period=spread.period,
        named=[Named(part.of_area, link(part)) for part in told],
        low=low,
        high=high,
        among=len(spread.values),
        without=spread.without,
    )


@dataclass(frozen=True, slots=True)
class SumRow:
    """A count in the parts of an area, added up."""

    indicator: Indicator
    period: str
    total: SafeString
    #: How many of the parts have a value.
    among: int
    of: int


def sum_row(found: PartsSum, area: Area) -> SumRow:
    total = format_html(
        '<a href="{}" data-figure="sum" data-value="{}">{}</a>',
        figure_url(found.indicator, area, found.period),
        repr(found.total),
        value_text(found.indicator, found.total),
    )
    return SumRow(found.indicator, found.period, total, len(found.addends), found.of)


@dataclass(frozen=True, slots=True)
class FrozenRow:
    """An indicator that speaks for a designation, as it stood: one value, or those of the parts."""

    indicator: Indicator
    period: str
    #: Whose figure it is, when not the area's own.
    whose: str
    named: list[Named]
    #: Why there is no value, where there is none.
    reason: str
    #: Of the parts, when there are several: the lowest and the highest value, and how many parts.
    low: str
    high: str
    among: int
    without: int
    #: The day on which it was frozen.
    taken_on: date
    #: The sum of the parts' values, of a count: a link to them where the street may see all of them.
    total: SafeString | str = ""


def frozen_rows(
    frozen: Iterable[DesignationFigure],
    of: Designation | None = None,
    standing: set[tuple[int, int, str]] | None = None,
) -> list[FrozenRow]:
    """One row an indicator, the worst placed first. A value is a link to its rows where
    the register still holds it and the street may see it; a total to the parts, of the designation `of`.
    A page of many designations asks once what is `standing` (`needs.queries.still_observed`) of all their figures.
    """
    listed = list(frozen)
    still = queries.still_observed(listed) if standing is None else standing
    return [_frozen_row(one, still, of) for one in figures.speaking(listed)]


def _frozen_row(one: Speaking, standing: set[tuple[int, int, str]], of: Designation | None) -> FrozenRow:
    first = one.figures[0]
    several = first.origin == Origin.PART and len(one.values) > 1
    adds_up, is_category = first.indicator.adds_up, first.indicator.is_category
    ends = sorted(figure.value for figure in one.values if figure.value is not None)
    ranged = several and not adds_up and not is_category
    return FrozenRow(
        indicator=first.indicator,
        period=first.period,
        whose="" if first.origin == Origin.OWN else first.get_origin_display(),
        named=[
            Named(figure.of_area, frozen_value(figure, standing), figure.rank, figure.of)
            for figure in one.named
        ],
        reason="" if one.values else first.get_status_display(),
        low=value_text(first.indicator, ends[0]) if ranged else "",
        high=value_text(first.indicator, ends[-1]) if ranged else "",
        among=len(one.values),
        without=len(one.figures) - len(one.values),
        taken_on=localdate(first.taken_at),
        total=_frozen_total(one, of) if several and adds_up else "",
    )


def _frozen_total(one: Speaking, of: Designation | None) -> SafeString | str:
    first = one.figures[0]
    text = value_text(first.indicator, one.total)
    seen = [of, of.area, first.indicator, *(figure.of_area for figure in one.figures)] if of else []
    if of is None or not all(record and record.is_published for record in seen):
        return text
    return format_html(
        '<a href="{}?{}={}" data-figure="sum" data-value="{}">{}</a>',
        figure_url(first.indicator, of.area, first.period), OF_DESIGNATION, of.uid, repr(one.total), text,
    )  # fmt: skip


def frozen_value(figure: DesignationFigure, standing: set[tuple[int, int, str]]) -> SafeString | str:
    """A frozen value, as a link to its rows where they are still there and open to the street."""
    key = (figure.indicator_id, figure.of_area_id, figure.period)
    if key in standing and figure.indicator.is_published and figure.of_area.is_published:
        return value_link(figure.indicator, figure.of_area, figure.period, figure.value)
    return value_text(figure.indicator, figure.value)
