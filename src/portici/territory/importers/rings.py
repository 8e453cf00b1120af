"""The rings of a shapefile's polygon put together: which are borders, which are holes, and in which border.

pyshp tells holes by the direction of the vertices; programs that draw both ways alike then lose their holes. Here a ring within an odd
number of others is a hole of the smallest of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

#: The kinds of shapes that have rings: with and without heights and measures.
POLYGONS = frozenset({5, 15, 25})
#: How many rings a polygon may have: more are no area of a city.
MOST_RINGS = 5_000

Ring = Sequence[Sequence[float]]


def as_geometry(shape: Any) -> dict[str, Any] | None:
    """A shape that pyshp read as GeoJSON, in its own coordinates; None for none, the bare kind for what is no polygon."""
    if shape.shapeType == 0 or not shape.points:
        return None
    if shape.shapeType not in POLYGONS:
        return {"type": str(shape.shapeTypeName).title(), "coordinates": []}
    starts = [*shape.parts, len(shape.points)]
    rings = [[point[:2] for point in shape.points[start:end]] for start, end in pairwise(starts)]
    if len(rings) > MOST_RINGS:
        return {"type": "Polygon", "coordinates": []}
    polygons = nested([ring for ring in rings if ring])
    if len(polygons) == 1:
        return {"type": "Polygon", "coordinates": polygons[0]}
    return {"type": "MultiPolygon", "coordinates": polygons}


def nested(rings: Sequence[Ring]) -> list[list[Ring]]:
    """Polygons as lists of rings, the border first.

    >>> outer, hole = [(0, 0), (0, 9), (9, 9), (9, 0), (0, 0)], [(1, 1), (1, 2), (2, 2), (2, 1), (1, 1)]
    >>> nested([hole, outer]) == [[outer, hole]]
    True
    """
    if len(rings) < 2:
        return [[ring] for ring in rings]
    from shapely import STRtree, prepare
    from shapely.geometry import Polygon

    whole = [ring for ring in rings if len(ring) >= 4]
    shapes = sorted(((Polygon(ring), ring) for ring in whole), key=lambda pair: -pair[0].area)
    inner = [shape.representative_point() if shape.area else shape.centroid for shape, _ring in shapes]
    prepare([shape for shape, _ring in shapes])
    tree = STRtree([shape for shape, _ring in shapes])
    polygons: dict[int, list[Ring]] = {}
    for place, (_shape, ring) in enumerate(shapes):
        larger = [int(other) for other in tree.query(inner[place]) if other < place]
        around = [other for other in larger if shapes[other][0].contains(inner[place])]
        if len(around) % 2 and max(around) in polygons:
            polygons[max(around)].append(ring)
        else:
            polygons[place] = [ring]
    # What has too few points to be a ring stays, so that the polygon is refused as a GeoJSON's would be.
    return [*polygons.values(), *([ring] for ring in rings if len(ring) < 4)]
