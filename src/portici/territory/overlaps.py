"""Which areas share a surface, and how much of it: worked out when a shape is stored (see `tree.keep_shapes`).

Shares are of surface, on the ellipsoid. People are not spread evenly over it: no figure is made from them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from . import geometry
from .bulk import CHUNK
from .models import Area, AreaOverlap, Geometry

#: Shared surfaces below this share of both areas are the noise of computing with coordinates: areas that touch.
NOISE = 1e-6
#: Shapes of other areas that are read at a time.
_AT_A_TIME = 200


@dataclass(frozen=True, slots=True)
class Shaped:
    """An area with its shape: its key, its layer's, whether it was drawn by hand."""

    pk: int
    layer: int
    is_drawn: bool
    shape: geometry.Shape


@dataclass(frozen=True, slots=True)
class Shared:
    """That `share` of an area's surface lies in the other (both by primary key)."""

    area: int
    other: int
    share: float


def relate(areas: Sequence[Area], shapes: Sequence[geometry.Shape]) -> None:
    """Bring what is stored of these areas' overlaps up to their shapes, which are stored. Six queries and a
    few more for many rows.
    """
    if not areas:
        return
    keys = [area.pk for area in areas]
    AreaOverlap.objects.filter(Q(area__in=keys) | Q(other__in=keys)).delete()
    ones = [
        Shaped(area.pk, area.layer_id, area.is_drawn, shape)
        for area, shape in zip(areas, shapes, strict=True)
    ]
    rows = (
        AreaOverlap(area_id=one.area, other_id=one.other, share=one.share)
        for one in shared(ones, _others(ones))
    )
    AreaOverlap.objects.bulk_create(rows, batch_size=CHUNK)


def shared(ones: Sequence[Shaped], others: Iterable[Shaped]) -> Iterator[Shared]:
    """The overlaps of `ones` with `others`, which may hold them too, both ways. Areas of one layer count only
    where one of the two is drawn by hand.
    """
    from shapely import STRtree, prepare

    shapes = [one.shape for one in ones]
    prepare(shapes)
    index = STRtree(shapes)
    surfaces = {one.pk: geometry.surface_km2(one.shape) for one in ones}
    for other in others:
        prepare(other.shape)
        met = (ones[position] for position in index.query(other.shape, predicate="intersects"))
        yield from _with_other(other, [one for one in met if _apart(one, other, surfaces)], surfaces)


def _apart(one: Shaped, other: Shaped, ones: Mapping[int, float]) -> bool:
    """Whether the pair is one to tell; two of `ones` meet twice, of which one counts."""
    if one.pk == other.pk or (other.pk in ones and one.pk > other.pk):
        return False
    return one.layer != other.layer or one.is_drawn or other.is_drawn


def _with_other(other: Shaped, met: Sequence[Shaped], surfaces: Mapping[int, float]) -> Iterator[Shared]:
    if not met:
        return
    its_own = geometry.surface_km2(other.shape)
    for one in met:
        common = _common(one, other, surfaces[one.pk], its_own)
        of_one, of_other = min(1.0, common / surfaces[one.pk]), min(1.0, common / its_own)
        if max(of_one, of_other) > NOISE:
            yield Shared(one.pk, other.pk, of_one)
            yield Shared(other.pk, one.pk, of_other)


def _common(one: Shaped, other: Shaped, of_one: float, of_other: float) -> float:
    if one.shape.covers(other.shape):
        return of_other
    return of_one if other.shape.covers(one.shape) else geometry.shared_km2(one.shape, other.shape)


def _others(ones: Sequence[Shaped]) -> Iterator[Shaped]:
    """The stored areas whose box meets that around all of these, a few at a time."""
    rows = _boxed([one.shape.bounds for one in ones])
    layers = {one.layer for one in ones}
    if len(layers) == 1 and not any(one.is_drawn for one in ones):
        rows = rows.exclude(area__layer__in=layers, area__is_drawn=False)
    yield from shapes_in(rows)


def shapes_in(rows: QuerySet[Any]) -> Iterator[Shaped]:
    """The areas of rows of geometries, a few at a time."""
    found = rows.values_list("area_id", "area__layer_id", "area__is_drawn", "whole")
    for pk, layer, is_drawn, whole in found.iterator(chunk_size=_AT_A_TIME):
        yield Shaped(pk, layer, is_drawn, geometry.from_geojson(whole))


def _boxed(bounds: Sequence[Sequence[float]]) -> QuerySet[Geometry]:
    wests, souths, easts, norths = zip(*bounds, strict=True)
    return Geometry.objects.filter(
        min_lon__lte=max(easts), max_lon__gte=min(wests), min_lat__lte=max(norths), max_lat__gte=min(souths)
    )
