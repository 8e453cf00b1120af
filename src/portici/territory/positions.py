"""Which points lie in target areas and areas drawn by hand: places, and what other rooms put in (organisations'
seats). Stored when a shape or a position is.

Official areas are named by the registers that points come from; of the others no register knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q

from . import geometry
from .bulk import CHUNK
from .models import Area, Geometry, Layer, LayerKind, Place, PlaceInArea

#: Areas that points are found in by geometry.
FOUND_BY_SHAPE = Q(is_drawn=True) | Q(layer__kind=LayerKind.TARGET)


@dataclass(frozen=True, slots=True)
class Points:
    """Rows with `lon` and `lat`, and the table (`area`, `point`) that says where they lie."""

    model: type[Model]
    lying: type[Model]


_points: dict[type[Model], Points] = {Place: Points(Place, PlaceInArea)}


def register(points: Points) -> None:
    """Put in rows that have positions; called from a room's `AppConfig.ready()`."""
    _points[points.model] = points


def areas_placed(areas: Sequence[Area], shapes: Sequence[geometry.Shape]) -> None:
    """Say anew which points lie in these areas, whose shapes are stored. One query, and three for each kind of
    points when one of the areas is drawn or a target area.
    """
    targets = set(Layer.objects.filter(kind=LayerKind.TARGET).values_list("pk", flat=True))
    found = [
        (area.pk, shape)
        for area, shape in zip(areas, shapes, strict=True)
        if area.is_drawn or area.layer_id in targets
    ]
    if not found:
        return
    keys = [pk for pk, _shape in found]
    wests, souths, easts, norths = zip(*(shape.bounds for _pk, shape in found), strict=True)
    for points in _points.values():
        points.lying._default_manager.filter(area__in=keys).delete()
        rows = points.model._default_manager.filter(
            lon__gte=min(wests), lon__lte=max(easts), lat__gte=min(souths), lat__lte=max(norths)
        )
        _write(points, found, rows.order_by().values_list("pk", "lon", "lat"))


def points_placed(model: type[Model], rows: Iterable[Any]) -> None:
    """Say anew in which target and drawn areas these stored rows of a registered model lie. Three queries."""
    points = _points[model]
    listed = list(rows)
    points.lying._default_manager.filter(point__in=[row.pk for row in listed]).delete()
    located = [(row.pk, row.lon, row.lat) for row in listed if row.lon is not None and row.lat is not None]
    if not located:
        return
    _keys, lons, lats = zip(*located, strict=True)
    areas = Area.objects.filter(FOUND_BY_SHAPE).order_by()
    shapes = Geometry.objects.filter(
        area__in=areas.values("pk"),
        min_lon__lte=max(lons),
        max_lon__gte=min(lons),
        min_lat__lte=max(lats),
        max_lat__gte=min(lats),
    ).values_list("area_id", "whole")
    _write(points, [(pk, geometry.from_geojson(whole)) for pk, whole in shapes], located)


def _write(
    points: Points,
    areas: Sequence[tuple[int, geometry.Shape]],
    located: Iterable[tuple[int, float, float]],
) -> None:
    rows = (points.lying(area_id=area, point_id=point) for area, point in lying(areas, located))
    points.lying._default_manager.bulk_create(rows, batch_size=CHUNK)


def lying(
    areas: Sequence[tuple[int, geometry.Shape]], located: Iterable[tuple[int, float, float]]
) -> list[tuple[int, int]]:
    """(area, point) of the points (key, longitude, latitude) in the areas (key, shape) or on their borders."""
    from shapely import STRtree, points

    listed = list(located)
    if not areas or not listed:
        return []
    index = STRtree([shape for _pk, shape in areas])
    # The point is asked of the shape: "intersects" holds for the border too.
    pairs = index.query(points([(lon, lat) for _pk, lon, lat in listed]), predicate="intersects")
    return [(areas[area][0], listed[point][0]) for point, area in pairs.T]
