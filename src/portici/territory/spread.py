"""What is measured in the parts of an area and not of the area itself: the parts' values side by side.

Indices and rates of parts have no sum and no mean that would be the whole's: they are told part by part, the
worst first, with the range that they lie in. Categories have no range either: each with its parts. Counts add
up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol, TypeVar

from django.db.models import QuerySet

from .models import Area, AreaPart, Direction, Indicator, Observation, ObservationStatus

#: Parts that are named with their values; the others are in the range, and in the list.
MOST_NAMED = 3


class Valued(Protocol):
    """A value of an indicator in an area: observed, or frozen with a designation."""

    @property
    def value(self) -> float | None: ...

    @property
    def of_area(self) -> Area: ...


V = TypeVar("V", bound=Valued)


def worst_first(indicator: Indicator, values: Iterable[V]) -> list[V]:
    """Those with a value, the worst of the indicator's direction first; the highest when it has none.

    Equal values are in the order of the areas' names.
    """
    sign = 1 if indicator.direction == Direction.HIGHER_IS_BETTER else -1
    known = [(one.value, one) for one in values if one.value is not None]
    return [one for _key, one in sorted(known, key=lambda pair: (sign * pair[0], pair[1].of_area.name))]


@dataclass(frozen=True, slots=True)
class PartValue:
    """What was observed in one part."""

    of_area: Area
    value: float | None
    status: ObservationStatus


@dataclass(frozen=True, slots=True)
class Spread:
    """One indicator in the parts of an area, all of one layer and one period."""

    indicator: Indicator
    period: str
    #: The parts with a value, the worst first.
    values: tuple[PartValue, ...]
    #: How many parts have none: missing, excluded or hidden.
    without: int

    @property
    def named(self) -> tuple[PartValue, ...]:
        return self.values[:MOST_NAMED]

    @property
    def categories(self) -> list[tuple[float, list[PartValue]]]:
        """The parts of each value, the lowest code first."""
        return by_category(self.values)

    @property
    def ends(self) -> tuple[PartValue, PartValue]:
        """The parts with the lowest and the highest value."""
        first, last = self.values[0], self.values[-1]
        return (last, first) if self.indicator.direction != Direction.HIGHER_IS_BETTER else (first, last)


@dataclass(frozen=True, slots=True)
class Addend:
    """What a part adds to a sum: its value times the share of it that counts."""

    part: PartValue
    share: Decimal

    @property
    def counted(self) -> float:
        return float(self.part.value or 0) * float(self.share)


@dataclass(frozen=True, slots=True)
class PartsSum:
    """The sum of a count over the parts of an area, all of one layer and one period."""

    indicator: Indicator
    period: str
    #: The parts with a value, by name.
    addends: tuple[Addend, ...]
    #: How many parts of that layer the area has, with a value or without.
    of: int

    @property
    def total(self) -> float:
        return sum(one.counted for one in self.addends)


def sum_of(observations: Sequence[Observation], whole: Area, parts: QuerySet[Area]) -> PartsSum | None:
    """The sum of one indicator's observations in `parts` of `whole`; None when no part has a value. Two
    queries.
    """
    shares = shares_within(whole)
    addends = tuple(
        Addend(PartValue(row.area, row.value, ObservationStatus(row.status)), share_of(row.area, shares))
        for row in observations
        if row.value is not None
    )
    if not addends:
        return None
    first = observations[0]
    return PartsSum(
        first.indicator, first.period, addends, parts.filter(layer_id=first.area.layer_id).count()
    )


def shares_within(whole: Area) -> dict[str, Decimal]:
    """The share of each part of an area, by the part's path. One query."""
    return dict(AreaPart.objects.filter(whole=whole).values_list("part__path", "share"))


def share_of(area: Area, shares: Mapping[str, Decimal]) -> Decimal:
    """The share said of the part that the area is, or lies in."""
    return next((share for path, share in shares.items() if area.path.startswith(path)), Decimal(1))


def by_category(values: Iterable[V]) -> list[tuple[float, list[V]]]:
    """Those with a value by it, the lowest code first, each group by the areas' names."""
    groups: dict[float, list[V]] = defaultdict(list)
    for one in sorted(values, key=lambda one: one.of_area.name):
        if one.value is not None:
            groups[one.value].append(one)
    return sorted(groups.items())


def newest_of_parts(
    areas: QuerySet[Area], indicators: QuerySet[Indicator] | Sequence[Indicator], *, period: str = ""
) -> dict[int, list[Observation]]:
    """Indicator -> observations in those of the areas that are of the largest division it was observed in, all
    of the newest period there (or of `period`), by the areas' names. One query.
    """
    of_period = {"period": period} if period else {}
    rows = (
        Observation.objects.filter(
            area__in=areas.order_by().values("pk"), indicator__in=indicators, **of_period
        )
        .select_related("area__layer", "indicator")
        .order_by("indicator_id", "area__layer__order", "area__layer_id", "-period", "area__name", "area_id")
    )
    found: dict[int, list[Observation]] = defaultdict(list)
    for row in rows:
        kept = found[row.indicator_id]
        if not kept or (kept[0].area.layer_id, kept[0].period) == (row.area.layer_id, row.period):
            kept.append(row)
    return dict(found)


def spread_of(observations: Sequence[Observation]) -> Spread | None:
    """The spread of one indicator's observations; None when no part has a value."""
    indicator = observations[0].indicator
    parts = [PartValue(row.area, row.value, ObservationStatus(row.status)) for row in observations]
    values = worst_first(indicator, parts)
    if not values:
        return None
    return Spread(indicator, observations[0].period, tuple(values), len(parts) - len(values))
