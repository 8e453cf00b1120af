"""The figures of an area as they stand, frozen for a designation: value, period, rank in the layer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from portici.kernel import clock
from portici.records.models import Publication
from portici.territory import comparable
from portici.territory.models import Area, Direction, Indicator, Observation, ObservationStatus
from portici.territory.spread import MOST_NAMED, newest_of_parts, share_of, shares_within, worst_first
from portici.territory.tree import divisions

from .models import DesignationFigure, Origin

#: (indicator, period, layer) -> the layer's areas with their values.
_Values = dict[tuple[int, str, int], list[tuple[int, float]]]


@dataclass(frozen=True, slots=True)
class _Chosen:
    origin: Origin
    observation: Observation
    share: Decimal = Decimal(1)


def freeze(area: Area, indicators: Iterable[Indicator] | None = None) -> list[DesignationFigure]:
    """Unsaved figures, newest period of each indicator (all published ones, unless told which).

    The area's own figure; without one, those of the areas that lie in it, of the largest division that has
    one; without these, that of the nearest area that holds it. What the source hides, excludes or lacks stays
    without value. Rank 1 is the worst in the indicator's direction; none when higher is neither. Six
    queries, whatever the number of indicators, and three when some are comparable only within one area.
    """
    asked = list(indicators) if indicators is not None else list(_published())
    chosen = _choose(area, asked)
    values = _values(chosen)
    moment = clock.now()
    beside = comparable.beside((one.observation.indicator, one.observation.area) for one in chosen)
    return [_figure(one, values, beside, moment) for one in chosen]


@dataclass(frozen=True, slots=True)
class Speaking:
    """The frozen figures of one indicator: one, or those of several parts of the area."""

    figures: list[DesignationFigure]
    #: Those with a value, the worst first.
    values: list[DesignationFigure]

    @property
    def named(self) -> list[DesignationFigure]:
        """The figures told one by one: of parts the worst; of categories, and of counts that add up, all."""
        indicator = self.figures[0].indicator
        return self.values if indicator.is_category or indicator.adds_up else self.values[:MOST_NAMED]

    @property
    def total(self) -> float:
        """The sum over the parts, each by the share of it that counts."""
        return sum(one.counted for one in self.values)

    @property
    def place(self) -> float:
        """How near to the worst it stands among the areas ranked: from 0, the worst, to 1."""
        return min((one.rank / one.of for one in self.values if one.rank and one.of), default=1.0)


def speaking(frozen: Iterable[DesignationFigure]) -> list[Speaking]:
    """The figures by indicator: what is said to be told first, then those that stand nearest to the worst."""
    by_indicator: dict[int, list[DesignationFigure]] = defaultdict(list)
    for figure in frozen:
        by_indicator[figure.indicator_id].append(figure)
    found = [Speaking(listed, worst_first(listed[0].indicator, listed)) for listed in by_indicator.values()]
    return sorted(found, key=lambda one: (not one.figures[0].indicator.is_headline, one.place))


def place(value: float, values: Sequence[float], direction: str) -> int | None:
    """The rank of `value` among `values`, 1 the worst; equal values share it. None for a neutral direction.

    >>> place(7.0, [3.0, 7.0, 9.0], "worse"), place(7.0, [3.0, 7.0, 9.0], "better")
    (2, 2)
    >>> place(9.0, [3.0, 9.0, 9.0], "worse"), place(3.0, [3.0], "neutral")
    (1, None)
    """
    if direction == Direction.HIGHER_IS_WORSE:
        return 1 + sum(other > value for other in values)
    if direction == Direction.HIGHER_IS_BETTER:
        return 1 + sum(other < value for other in values)
    return None


def _published() -> Iterable[Indicator]:
    return Indicator.objects.filter(publication=Publication.PUBLISHED)


def _choose(area: Area, indicators: list[Indicator]) -> list[_Chosen]:
    holders = [int(key) for key in area.path.split("/") if key and int(key) != area.pk]
    newest = _newest(indicators, {area.pk, *holders})
    of_parts = newest_of_parts(divisions(area), indicators)
    shares = shares_within(area)
    chosen: list[_Chosen] = []
    for indicator in indicators:
        of_areas = newest[indicator.pk]
        if area.pk in of_areas:
            chosen.append(_Chosen(Origin.OWN, of_areas[area.pk]))
        elif found := of_parts.get(indicator.pk):
            chosen += [_Chosen(Origin.PART, one, share_of(one.area, shares)) for one in found]
        else:
            nearest = [of_areas[pk] for pk in reversed(holders) if pk in of_areas]
            chosen += [_Chosen(Origin.PARENT, observation) for observation in nearest[:1]]
    return chosen


def _newest(indicators: list[Indicator], areas: set[int]) -> dict[int, dict[int, Observation]]:
    """indicator -> area -> the observation of the newest period."""
    rows = Observation.objects.filter(indicator__in=indicators, area__in=areas)
    found: dict[int, dict[int, Observation]] = defaultdict(dict)
    for row in rows.select_related("area", "indicator").order_by("period"):
        found[row.indicator_id][row.area_id] = row
    return found


def _values(chosen: list[_Chosen]) -> _Values:
    rows = Observation.objects.filter(
        indicator__in={one.observation.indicator_id for one in chosen},
        period__in={one.observation.period for one in chosen},
        area__layer__in={one.observation.area.layer_id for one in chosen},
        status=ObservationStatus.OK,
        value__isnull=False,
    )
    found: _Values = defaultdict(list)
    fields = ("indicator", "period", "area__layer", "area", "value")
    for indicator, period, layer, area, value in rows.values_list(*fields):
        found[indicator, period, layer].append((area, float(value or 0.0)))
    return found


def _figure(
    one: _Chosen, values: _Values, beside: Mapping[tuple[int, int], set[int] | None], moment: datetime
) -> DesignationFigure:
    seen = one.observation
    near = beside[seen.indicator_id, seen.area_id]
    listed = values[seen.indicator_id, seen.period, seen.area.layer_id]
    among = [other for area, other in listed if near is None or area in near]
    value = seen.value if seen.status == ObservationStatus.OK else None
    rank = None
    if value is not None and not seen.indicator.is_category:
        rank = place(value, among, seen.indicator.direction)
    return DesignationFigure(
        indicator=seen.indicator,
        origin=one.origin,
        of_area=seen.area,
        period=seen.period,
        value=value,
        status=seen.status,
        rank=rank,
        of=len(among) if rank is not None else None,
        taken_at=moment,
        share=one.share,
    )
