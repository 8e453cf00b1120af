"""Borders of areas as shapes on a sheet of paper measured in pixels, with hatching and dots that are cut to them.

A flat projection is enough for a city or a region, and free of the winding rules that spherical ones have. Hatching is geometry, since
Vega has no patterns: it is the same on paper, on a screen, and in every program that opens the file.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

#: Pixels: by how much a border may be off where it is made lighter.
LIGHTER = 0.35
#: A map is at most this many times as high as it is wide.
HIGHEST = 1.15


@dataclass(frozen=True, slots=True)
class Placed:
    """Shapes (shapely) by key, in pixels from the upper left corner, and the size of the sheet that they fill."""

    shapes: Mapping[str, Any]
    width: float
    height: float


def placed(borders: Mapping[str, Mapping[str, Any]], width: float) -> Placed:
    """GeoJSON borders (lon/lat) fitted into `width` pixels. Nothing of an area that is too small to be seen is lost."""
    from shapely import affinity, geometry

    if not borders:
        return Placed({}, width, 0.0)
    flat = {key: geometry.shape(border) for key, border in borders.items()}
    west, south, east, north = geometry.GeometryCollection(list(flat.values())).bounds
    shrink = math.cos(math.radians((south + north) / 2))
    wide, high = max((east - west) * shrink, 1e-9), max(north - south, 1e-9)
    scale = min(width / wide, width * HIGHEST / high)
    left = (width - wide * scale) / 2
    matrix = [scale * shrink, 0, 0, -scale, left - west * shrink * scale, north * scale]
    shapes = {key: _light(affinity.affine_transform(one, matrix)) for key, one in flat.items()}
    return Placed(shapes, width, high * scale)


def _light(shape: Any) -> Any:
    lighter = shape.simplify(LIGHTER)
    return shape if lighter.is_empty or not lighter.is_valid else lighter


def geojson(shape: Any, right: float = 0.0, down: float = 0.0) -> dict[str, Any]:
    """The shape moved by so many pixels, its outer rings one way and its holes the other, as SVG fills them."""
    from shapely import affinity, geometry

    moved = affinity.translate(shape, right, down)
    if moved.geom_type == "Polygon":
        moved = geometry.polygon.orient(moved)
    elif moved.geom_type == "MultiPolygon":
        moved = geometry.MultiPolygon([geometry.polygon.orient(one) for one in moved.geoms])
    found: dict[str, Any] = _rounded(geometry.mapping(moved))
    return found


def _rounded(value: Any) -> Any:
    """Tenths of a pixel are enough, and a fifth of the text."""
    if isinstance(value, dict):
        return {name: part if name == "type" else _rounded(part) for name, part in value.items()}
    if isinstance(value, tuple | list):
        return [_rounded(part) for part in value]
    return round(value, 1)


def hatched(shape: Any, gap: float = 5.0) -> Any:
    """Slanting lines within the shape."""
    from shapely import geometry

    left, top, right, bottom = shape.bounds
    high = bottom - top
    # Lines go by their place on the whole sheet, so that those of neighbours meet.
    first = math.floor((left - bottom) / gap) * gap
    starts = [first + gap * step for step in range(int((right - left + 2 * high) / gap) + 3)]
    lines = [((start + top, top), (start + bottom, bottom)) for start in starts]
    return shape.intersection(geometry.MultiLineString(lines))


def dotted(shape: Any, gap: float = 7.0) -> Any:
    """Dots within the shape, every second row between those of the row above; one at least."""
    from shapely import geometry

    left, top, right, bottom = shape.bounds
    rows = range(math.floor(top / gap), math.ceil(bottom / gap) + 1)
    columns = range(math.floor(left / gap) - 1, math.ceil(right / gap) + 1)
    grid = [((column + row % 2 / 2) * gap, row * gap) for row in rows for column in columns]
    found = shape.intersection(geometry.MultiPoint(grid))
    return shape.representative_point() if found.is_empty else found
