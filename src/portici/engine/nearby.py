"""Which points lie near which areas: straight-line distances on a plane in metres, through an index.

The distance is that from the area's border, 0 inside: whoever lives at its edge is as much of the area as who lives in the
middle. Where only one point is known of an area, it is the distance from that point.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from .clusters.shapes import in_metres


def near(areas: Sequence[Any], points: Any, radius: float) -> list[tuple[int, int, float]]:
    """(area, point, metres) of each point at most `radius` metres from an area: by area, then the nearest first.

    `areas`: n shapely shapes, `points`: (m, 2), both in degrees (WGS84, longitude first). The plane is that of
    `clusters.in_metres`: within 300 km lengths are off by less than one part in 3,500. O((n + m) log n + pairs), by a tree of
    the areas' boxes. Points equally far keep the order of their numbers. Raises `Invalid` for a shape that is none, or not in
    degrees; ValueError for a radius that is not positive.

    >>> from shapely import Point
    >>> [(area, point, round(metres)) for area, point, metres in near([Point(11.34, 44.49)], [(11.35, 44.49), (11.5, 44.5)], 800)]
    [(0, 0, 795)]
    """
    import shapely

    if not radius > 0:
        raise ValueError(f"a radius is positive, not {radius}")
    positions = np.asarray(points, dtype=float).reshape(-1, 2)
    if not len(areas) or not len(positions):
        return []
    keys = [f"area {number}" for number in range(len(areas))]
    keys += [f"point {number}" for number in range(len(positions))]
    flat = in_metres([*areas, *shapely.points(positions)], keys)
    shapes, dots = flat[: len(areas)], flat[len(areas) :]
    found, which = shapely.STRtree(shapes).query(dots, predicate="dwithin", distance=radius)
    metres = shapely.distance(shapes[which], dots[found])
    order = np.lexsort((found, metres, which))
    return list(zip(which[order].tolist(), found[order].tolist(), metres[order].tolist(), strict=True))
