"""What the map draws: light shapes of a layer with an indicator's values, as GeoJSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Literal

from django.db.models import QuerySet

from portici.kernel.actor import Actor
from portici.kernel.exhibit import digest_of

from ..models import Area, Geometry, Indicator, Layer
from .areas import areas_of_layer
from .values import AreaValue, observed, with_levels

Border = Literal["simplified", "whole"]
BOUNDS = ("min_lon", "min_lat", "max_lon", "max_lat")


def bounds_of(areas: Iterable[Area]) -> dict[int, list[float]]:
    """West, south, east, north of areas that passed `visible_to`, by primary key. One query."""
    rows = Geometry.objects.filter(area__in=[area.pk for area in areas])
    return {pk: bounds for pk, *bounds in rows.values_list("area_id", *BOUNDS)}


def borders_of(areas: Iterable[Area], border: Border) -> dict[int, dict[str, Any]]:
    """The borders, as GeoJSON, of areas that passed `visible_to`, by primary key. One query."""
    return {pk: json.loads(text) for pk, text in border_texts_of(areas, border).items()}


def border_texts_of(areas: Iterable[Area], border: Border) -> dict[int, str]:
    """The texts of the same, for who reads shapes or takes digests of them. One query."""
    rows = Geometry.objects.filter(area__in=[area.pk for area in areas])
    return dict(rows.values_list("area_id", border))


def within_bounds(
    areas: QuerySet[Area], west: float, south: float, east: float, north: float
) -> QuerySet[Area]:
    """Those of the areas whose bounds meet these."""
    met = Geometry.objects.filter(
        min_lon__lte=east, max_lon__gte=west, min_lat__lte=north, max_lat__gte=south
    )
    return areas.filter(pk__in=met.values("area"))


def feature_collection(
    actor: Actor,
    layer: Layer,
    indicator: Indicator | None = None,
    period: str = "",
    *,
    border: Border = "simplified",
    within: str = "",
) -> dict[str, Any]:
    """The layer's visible areas as a GeoJSON FeatureCollection. Four queries, however many areas.

    `border` is "simplified" (what the map draws) or "whole" (as the source gives it).
    Properties of a feature: `name`, `layer`, `code` (the address that the front makes), `value`, `status`,
    `class` (fifths, see `values.level_of`; None without a value). Names are as the source wrote them: the
    front puts them in as text, never as HTML. An area without a border has a null geometry. Members beside:
    `digest` (for ETags, equal to `collection_digest`), `bbox`, `indicator`, `period`. A hidden indicator
    gives the layer without values; so does one that is comparable only within one area, unless `within` names it.
    """
    values = _values(actor, layer, indicator, period, within)
    shown = _shown(actor, indicator)
    rows = Geometry.objects.filter(area__in=areas_of_layer(actor, layer).values("pk"))
    fields = ("area_id", border, *BOUNDS)
    shapes = {pk: (text, bounds) for pk, text, *bounds in rows.values_list(*fields)}
    collection: dict[str, Any] = {
        "type": "FeatureCollection",
        "digest": _digest(layer, shown, period, values),
        "indicator": shown.code if shown else None,
        "period": period if shown else None,
        "features": [_feature(layer, value, shapes.get(value.area.pk)) for value in values],
    }
    if shapes:
        lows, highs = zip(*[(bounds[:2], bounds[2:]) for _text, bounds in shapes.values()], strict=True)
        collection["bbox"] = [*map(min, zip(*lows, strict=True)), *map(max, zip(*highs, strict=True))]
    return collection


def collection_digest(
    actor: Actor, layer: Layer, indicator: Indicator | None = None, period: str = "", *, within: str = ""
) -> str:
    """The digest that `feature_collection` would carry, without loading a shape."""
    values = _values(actor, layer, indicator, period, within)
    return _digest(layer, _shown(actor, indicator), period, values)


def _shown(actor: Actor, indicator: Indicator | None) -> Indicator | None:
    if indicator is None:
        return None
    found: Indicator | None = Indicator.objects.visible_to(actor).filter(pk=indicator.pk).first()
    return found


def _values(
    actor: Actor, layer: Layer, indicator: Indicator | None, period: str, within: str
) -> list[AreaValue]:
    shown = _shown(actor, indicator)
    areas = areas_of_layer(actor, layer).only(
        "pk", "name", "code", "version", "shape_digest", "layer", "parent"
    )
    return with_levels(areas, observed(shown, layer, period, within) if shown else {})


def _digest(layer: Layer, indicator: Indicator | None, period: str, values: list[AreaValue]) -> str:
    rows = [
        [value.area.code, value.area.name, value.area.shape_digest, value.value, str(value.status)]
        for value in values
    ]
    return digest_of(
        {
            "layer": layer.code,
            "indicator": indicator.code if indicator else "",
            "period": period,
            "rows": rows,
        }
    )


def _feature(layer: Layer, value: AreaValue, shape: tuple[str, list[float]] | None) -> dict[str, Any]:
    return {
        "type": "Feature",
        "geometry": json.loads(shape[0]) if shape else None,
        "properties": {
            "name": value.area.name,
            "layer": layer.code,
            "code": value.area.code,
            "value": value.value,
            "status": value.status.value if value.status else None,
            "class": value.level,
        },
    }
