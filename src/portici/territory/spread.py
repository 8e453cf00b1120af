"""What is measured in the parts of an area and not of the area itself: the parts' values side by side.

Indices and rates of parts have no sum and no mean that would be the whole's: they are told part by part, the
worst first, with the range that they lie in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from django.db.models import QuerySet

from .models import Area, Direction, Indicator, Observation, ObservationStatus

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
    def ends(self) -> tuple[PartValue, PartValue]:
        """The parts with the lowest and the highest value."""
        first, last = self.values[0], self.values[-1]
        return (last, first) if self.indicator.direction != Direction.HIGHER_IS_BETTER else (first, last)


def newest_of_parts(
    areas: QuerySet[Area], indicators: QuerySet[Indicator] | Sequence[Indicator]
) -> dict[int, list[Observation]]:
    """Indicator -> observations in those of the areas that are of the largest division it was observed in, all
    of the newest period there, by the areas' names. One query.
    """
    rows = (
        Observation.objects.filter(area__in=areas.order_by().values("pk"), indicator__in=indicators)
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
