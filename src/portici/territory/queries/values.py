"""Figures: the latest of an area with the ones before, and all of an indicator in a layer, with rank and
class."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import Q, QuerySet

from portici.kernel.actor import Actor

from .. import comparable, tree
from ..models import Area, Direction, Indicator, Layer, Method, Observation, ObservationStatus
from ..spread import PartsSum, Spread, newest_of_parts, spread_of, sum_of
from .areas import areas_of_layer

#: How many classes the map has.
CLASSES = 5


@dataclass(frozen=True, slots=True)
class Figure:
    """The latest value of an indicator in an area. `rank` is 1 for the highest of `among` areas with a value;
    equals share it."""

    indicator: Indicator
    area: Area
    period: str
    value: float | None
    status: ObservationStatus
    previous_period: str
    previous: float | None
    rank: int | None
    among: int

    @property
    def change(self) -> float | None:
        """The difference from the previous value, in the indicator's unit."""
        if self.value is None or self.previous is None or self.indicator.is_category:
            return None
        return self.value - self.previous


@dataclass(frozen=True, slots=True)
class AreaValue:
    """An area's value of one indicator and period; `level` is the class 0 … 4. All None where nothing was
    observed."""

    area: Area
    value: float | None
    status: ObservationStatus | None
    rank: int | None
    level: int | None


def indicators(actor: Actor, *, layer: Layer | None = None) -> QuerySet[Indicator]:
    """The indicators; with `layer`, those observed in an area of it."""
    found: QuerySet[Indicator] = Indicator.objects.visible_to(actor)
    if layer is None:
        return found
    areas = areas_of_layer(actor, layer).values("pk")
    return found.filter(pk__in=Observation.objects.filter(area_id__in=areas).values("indicator_id"))


def layers_of_indicator(actor: Actor, indicator: Indicator) -> QuerySet[Layer]:
    """The layers in which the indicator was observed, as far as the actor may see their areas."""
    known = Indicator.objects.visible_to(actor).filter(pk=indicator.pk)
    areas = Area.objects.visible_to(actor).filter(observations__indicator__in=known)
    return Layer.objects.filter(pk__in=areas.values("layer")).order_by("order", "code")


def periods_of_indicator(actor: Actor, indicator: Indicator, layer: Layer | None = None) -> list[str]:
    """The periods observed in areas that the actor may see, the latest first; none when the indicator is not
    visible."""
    rows = Observation.objects.filter(
        indicator__in=Indicator.objects.visible_to(actor).filter(pk=indicator.pk),
        area__in=areas_of_layer(actor, layer).values("pk") if layer else Area.objects.visible_to(actor),
    )
    return list(rows.order_by("-period").values_list("period", flat=True).distinct())


def observations_of_indicator(actor: Actor, indicator: Indicator) -> QuerySet[Observation]:
    """All its values in areas that the actor may see, the latest first; none when the indicator is not visible."""
    rows = Observation.objects.filter(
        indicator__in=Indicator.objects.visible_to(actor).filter(pk=indicator.pk),
        area__in=Area.objects.visible_to(actor).values("pk"),
    )
    return rows.select_related("area__layer").order_by("-period", "area__layer__order", "area__code", "pk")


def observations_of_area(actor: Actor, area: Area) -> list[Figure]:
    """For each indicator with something observed in the area: the latest period, in the order of indicators.
    Three queries, and three when something is comparable only within one area.

    Nothing when the actor may not see the area.
    """
    rows = (
        Observation.objects.filter(
            area__in=Area.objects.visible_to(actor).filter(pk=area.pk),
            indicator__in=Indicator.objects.visible_to(actor),
        )
        .select_related("indicator__comparable_within")
        .order_by("-indicator__is_headline", "indicator__order", "indicator__name", "-period")
    )
    series: dict[int, list[Observation]] = defaultdict(list)
    for row in rows:
        series[row.indicator_id].append(row)
    others = _values_in_layer(actor, area, [found[0] for found in series.values()])
    return [_figure(area, found, others) for found in series.values()]


def spreads_of_area(actor: Actor, area: Area) -> list[Spread]:
    """What is observed in the parts of the area and not of itself, and does not add up: what the pack or the
    office says is told first, then those that say who is worse off, in the order of indicators. Three queries, and two when
    something is comparable only within one area.

    Nothing of areas or indicators that the actor may not see.
    """
    parts = _parts_seen(actor, area)
    asked = _only_of_parts(actor, area).exclude(_ADDS_UP)
    listed = newest_of_parts(parts, asked)
    across = _across(listed)
    spreads = [spread for key, rows in listed.items() if key not in across and (spread := spread_of(rows))]
    return sorted(spreads, key=lambda spread: _worth_telling(spread.indicator))


def sums_of_area(actor: Actor, area: Area) -> list[PartsSum]:
    """The counts that are observed in the parts of the area and not of itself, added up. Three queries, and two
    for each count.
    """
    parts = _parts_seen(actor, area)
    asked = _only_of_parts(actor, area).filter(_ADDS_UP)
    sums = [found for rows in newest_of_parts(parts, asked).values() if (found := sum_of(rows, area, parts))]
    return sorted(sums, key=lambda found: _worth_telling(found.indicator))


def sum_of_area(actor: Actor, indicator: Indicator, area: Area, period: str) -> PartsSum | None:
    """The sum of one count over the parts of the area in a period; None when there is nothing to add up, or
    the actor may not see it.
    """
    parts = _parts_seen(actor, area)
    asked = _only_of_parts(actor, area).filter(_ADDS_UP, pk=indicator.pk)
    rows = newest_of_parts(parts, asked, period=period).get(indicator.pk)
    return sum_of(rows, area, parts) if rows else None


def _across(listed: Mapping[int, Sequence[Observation]]) -> set[int]:
    """The indicators, of those with these values, that are comparable only within one area and have values in several."""
    bound = {key: layer for key, rows in listed.items() if (layer := rows[0].indicator.comparable_within_id)}
    areas = {row.area_id: row.area for key in bound for row in listed[key]}
    held = comparable.containers_by_layer(areas.values(), set(bound.values()))
    return {
        key
        for key, layer in bound.items()
        if comparable.is_across({row.area_id: held[layer][row.area_id] for row in listed[key]})
    }


#: As `Indicator.adds_up`; sums of counts of people are stored with the area itself.
_ADDS_UP = Q(is_additive=True) | Q(method=Method.COUNT)


def _parts_seen(actor: Actor, area: Area) -> QuerySet[Area]:
    seen = Area.objects.visible_to(actor)
    whole = seen.filter(pk=area.pk)
    return tree.divisions(area).filter(pk__in=seen.values("pk")) if whole.exists() else seen.none()


def _only_of_parts(actor: Actor, area: Area) -> QuerySet[Indicator]:
    """The indicators that are not observed in the area itself."""
    own = Observation.objects.filter(area=area).values("indicator_id")
    found: QuerySet[Indicator] = Indicator.objects.visible_to(actor).exclude(pk__in=own)
    return found


def _worth_telling(indicator: Indicator) -> tuple[bool, bool, int, str]:
    neutral = indicator.direction == Direction.NEUTRAL
    return (not indicator.is_headline, neutral, indicator.order, indicator.name)


def _values_in_layer(
    actor: Actor, area: Area, latest: Sequence[Observation]
) -> Mapping[tuple[int, str], list[float]]:
    """The values that each of the latest ones is ranked among, rising."""
    rows = Observation.objects.filter(
        area__in=Area.objects.visible_to(actor).filter(layer_id=area.layer_id),
        indicator_id__in={row.indicator_id for row in latest},
        period__in={row.period for row in latest},
        status=ObservationStatus.OK,
    )
    among = comparable.beside((row.indicator, area) for row in latest)
    values: dict[tuple[int, str], list[float]] = defaultdict(list)
    fields = ("indicator_id", "period", "value", "area_id")
    for indicator, period, value, other in rows.order_by("value").values_list(*fields):
        beside = among[indicator, area.pk]
        if beside is None or other in beside:
            values[indicator, period].append(float(value or 0))
    return values


def _figure(
    area: Area, found: Sequence[Observation], others: Mapping[tuple[int, str], list[float]]
) -> Figure:
    latest, *earlier = found
    before = next((row for row in earlier if row.status == ObservationStatus.OK), None)
    values = others.get((latest.indicator_id, latest.period), [])
    return Figure(
        indicator=latest.indicator,
        area=area,
        period=latest.period,
        value=latest.value,
        status=ObservationStatus(latest.status),
        previous_period=before.period if before else "",
        previous=before.value if before else None,
        rank=None if latest.indicator.is_category else rank_of(latest.value, values),
        among=len(values),
    )


def values_of_indicator(
    actor: Actor, indicator: Indicator, layer: Layer, period: str, *, within: str = ""
) -> list[AreaValue]:
    """Every visible area of the layer, by name, with its value. Nothing when the indicator is not visible.
    Two queries; two more for an indicator that is comparable only within one area: then only with the values within that of the
    code `within` (see `apart`)."""
    areas = list(areas_of_layer(actor, layer))
    if not Indicator.objects.visible_to(actor).filter(pk=indicator.pk).exists():
        return []
    values = with_levels(areas, observed(indicator, layer, period, within))
    return [replace(one, rank=None) for one in values] if indicator.is_category else values


def observed(
    indicator: Indicator,
    layer: Layer,
    period: str,
    within: str = "",
    among: Collection[int] | None = None,
) -> dict[int, tuple[float | None, str]]:
    """Value and status by area, of those that may stand side by side; `among` the areas of these keys only."""
    rows = Observation.objects.filter(indicator=indicator, area__layer=layer, period=period)
    found = {
        area: (value, status)
        for area, value, status in rows.values_list("area_id", "value", "status")
        if among is None or area in among
    }
    side_by_side, _containers = comparable.kept_apart(indicator, found, within)
    return {area: one for area, one in found.items() if area in side_by_side}


def apart(actor: Actor, indicator: Indicator, layer: Layer, period: str) -> list[Area]:
    """The areas, as far as the actor may see them, each of which holds values that are comparable only among themselves; none where all
    values of the layer may stand side by side."""
    rows = Observation.objects.filter(indicator=indicator, area__layer=layer, period=period)
    return list(apart_among(actor, indicator, rows) or ())


def apart_among(actor: Actor, indicator: Indicator, rows: QuerySet[Observation]) -> list[Area] | None:
    """The same of some of the indicator's observations; None where all of these may stand side by side."""
    if indicator.comparable_within_id is None:
        return None
    areas = set(rows.order_by().values_list("area_id", flat=True))
    kept, containers = comparable.kept_apart(indicator, areas)
    if kept == areas:
        return None
    seen = Area.objects.visible_to(actor).filter(layer=indicator.comparable_within_id)
    return [area for area in seen.order_by("name") if area.pk in set(containers)]


def with_levels(areas: Iterable[Area], known: Mapping[int, tuple[float | None, str]]) -> list[AreaValue]:
    """Ranks and classes over the areas given: what the actor does not see moves neither."""
    listed = list(areas)
    values = sorted(value for area in listed if area.pk in known and (value := known[area.pk][0]) is not None)
    return [_area_value(area, known.get(area.pk), values) for area in listed]


def _area_value(area: Area, known: tuple[float | None, str] | None, values: Sequence[float]) -> AreaValue:
    value, status = known or (None, None)
    return AreaValue(
        area=area,
        value=value,
        status=ObservationStatus(status) if status else None,
        rank=rank_of(value, values),
        level=level_of(value, values),
    )


def rank_of(value: float | None, rising: Sequence[float]) -> int | None:
    """1 for the highest; equal values share the smaller rank.

    >>> [rank_of(value, [1.0, 2.0, 2.0, 3.0]) for value in (3.0, 2.0, 1.0, None)]
    [1, 2, 4, None]
    """
    if value is None:
        return None
    place = bisect_left(rising, value)
    higher = len(rising) - place - sum(1 for other in rising[place:] if other == value)
    return higher + 1


def level_of(value: float | None, rising: Sequence[float]) -> int | None:
    """The fifth of the areas that the value is in, 0 the lowest: how many are lower, times 5, over how many
    there are.

    Equal values are in the same class, the lower one when they lie across two; so classes may differ in size
    or be empty.

    >>> [level_of(value, [1.0, 2.0, 3.0, 4.0, 5.0]) for value in (1.0, 3.0, 5.0)]
    [0, 2, 4]
    >>> level_of(7.0, [7.0, 7.0, 7.0])
    0
    """
    if value is None:
        return None
    return CLASSES * bisect_left(rising, value) // len(rising)
