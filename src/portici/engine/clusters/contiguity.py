"""Neighbours by touch: queen and rook contiguity, with a tolerance for boundaries that do not match to the digit."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt

from .shapes import checked
from .weights import Integers, Weights

#: A meeting at a point is still one when seen through the tolerance: the stretch within reach of two straight borders that
#: cross at a corner of 30° or more is shorter than this many tolerances.
CORNER = 8.0
BATCH = 20_000


class Contiguity(StrEnum):
    """Queen: a common point is enough. Rook: a stretch of common border."""

    QUEEN = "queen"
    ROOK = "rook"


def contiguity(
    geometries: Sequence[Any],
    keys: Sequence[str],
    *,
    rule: Contiguity = Contiguity.QUEEN,
    tolerance: float = 0.0,
) -> Weights:
    """Weights of 1 between areas that touch; `standardised()` divides them by the number of neighbours.

    `geometries` (n,) are valid polygons on a plane, `tolerance` is in their units: two areas touch when they are no further apart than
    it. Official boundaries drawn at different scales leave slivers of some metres, which with tolerance 0 make islands. Rook asks
    for more than `CORNER` tolerances of one border within the tolerance of the other; with tolerance 0 for any length in common.
    Areas that overlap touch. Raises `Invalid` with each area without a shape, or with an invalid one.

    Grows with n log n and with the vertices (`shapely.STRtree`). Source: Anselin, Local indicators of spatial association,
    Geographical Analysis 27 (1995); queen and rook as in libpysal.

    >>> from shapely import box
    >>> squares = [box(0, 0, 1, 1), box(1, 0, 2, 1), box(1, 1, 2, 2), box(5, 5, 6, 6)]
    >>> contiguity(squares, list("abcd")).neighbours.tolist()
    [2, 2, 2, 0]
    >>> contiguity(squares, list("abcd"), rule=Contiguity.ROOK).neighbours.tolist()
    [1, 2, 1, 0]
    """
    from shapely import STRtree

    shapes = checked(geometries, keys)
    if not len(shapes):
        return Weights.of_pairs(keys, [], [])
    left, right = STRtree(shapes).query(shapes, predicate="dwithin", distance=tolerance)
    once = left < right
    left, right = left[once], right[once]
    if rule is Contiguity.ROOK and len(left):
        along = np.concatenate(
            [
                _along(shapes, left[at : at + BATCH], right[at : at + BATCH], tolerance)
                for at in range(0, len(left), BATCH)
            ]
        )
        left, right = left[along], right[along]
    return Weights.of_pairs(keys, left, right)


def _along(shapes: Any, left: Integers, right: Integers, tolerance: float) -> npt.NDArray[np.bool_]:
    """Whether each pair shares a stretch of border rather than a point, or lies one over the other."""
    import shapely

    other = shapes[right]
    near = shapely.buffer(other, tolerance) if tolerance else other
    common = shapely.length(shapely.intersection(shapely.boundary(shapes[left]), near))
    return np.asarray(common > CORNER * tolerance)
