"""Neighbours by distance: the k nearest, all within reach, and weights that fall with distance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from portici.kernel.findings import Finding, Invalid, Message, Severity, gettext_noop

from .shapes import checked
from .weights import Floats, Integers, Weights

#: Distances that differ by less than this share are equal.
EVEN = 1e-9


def points_of(geometries: Sequence[Any], keys: Sequence[str]) -> Floats:
    """The centroid of each shape, (n, 2), in the shapes' units.

    >>> from shapely import box
    >>> points_of([box(0, 0, 2, 2)], ["a"]).tolist()
    [[1.0, 1.0]]
    """
    import shapely

    centres = shapely.centroid(checked(geometries, keys))
    return np.column_stack((shapely.get_x(centres), shapely.get_y(centres)))


def nearest(points: npt.ArrayLike, keys: Sequence[str], k: int) -> Weights:
    """Weights of 1 from each area to its `k` nearest; not always mutual. Nobody is an island.

    `points` (n, 2) in units of length. Of several at the same distance the western one comes first, then the southern one, so
    that the order of the rows does not matter. Raises `Invalid` where there are not `k` others.

    >>> nearest([(0, 0), (1, 0), (3, 0)], list("abc"), 1).indices.tolist()
    [1, 0, 1]
    """
    from scipy.spatial import cKDTree

    places = np.asarray(points, dtype=np.float64).reshape(-1, 2)
    n = len(places)
    if not 1 <= k < n:
        raise Invalid([_too_many(k, n - 1)])
    order = np.lexsort((places[:, 1], places[:, 0]))
    sorted_places = places[order]
    tree = cKDTree(sorted_places)
    distance, found = tree.query(sorted_places, k=min(k + 2, n))
    distance[found == np.arange(n)[:, None]] = np.inf
    inner = np.argsort(distance, axis=1, kind="stable")
    near, away = np.take_along_axis(found, inner, axis=1), np.take_along_axis(distance, inner, axis=1)
    chosen = near[:, :k]
    for row in np.flatnonzero(away[:, k] <= away[:, k - 1] * (1 + EVEN)).tolist():
        chosen[row] = _first_of_tied(tree, sorted_places, row, k, away[row, k - 1])
    return Weights.of_arrows(keys, np.repeat(order, k), order[chosen.ravel()], np.ones(n * k))


def _first_of_tied(tree: Any, places: Floats, row: int, k: int, reach: float) -> Integers:
    """The k nearest others of a row whose last is as far as the next: of those at that distance, the first in order."""
    near = np.array(sorted(tree.query_ball_point(places[row], reach * (1 + EVEN))))
    near = near[near != row]
    away = np.hypot(*(places[near] - places[row]).T)
    step = np.where(away >= reach * (1 - EVEN), reach, away)
    chosen: Integers = near[np.lexsort((near, step))][:k]
    return chosen


def least_reach(points: npt.ArrayLike) -> float:
    """The shortest reach at which nobody is an island: the largest distance to the nearest other.

    >>> least_reach([(0, 0), (1, 0), (3, 0)])
    2.0
    """
    from scipy.spatial import cKDTree

    places = np.asarray(points, dtype=np.float64).reshape(-1, 2)
    return float(cKDTree(places).query(places, k=2)[0][:, 1].max())


def within(points: npt.ArrayLike, keys: Sequence[str], reach: float) -> Weights:
    """Weights of 1 between areas no further apart than `reach`, in the points' units.

    >>> within([(0, 0), (1, 0), (3, 0)], list("abc"), 1.5).islands
    ('c',)
    """
    left, right, _ = _pairs(points, reach)
    return Weights.of_pairs(keys, left, right)


def inverse_distance(
    points: npt.ArrayLike, keys: Sequence[str], reach: float, *, power: float = 1.0
) -> Weights:
    """Weights d^-power between areas no further apart than `reach`, in the points' units.

    Raises `Invalid` with each two areas in the same place, whose weight would have no bound.

    >>> inverse_distance([(0, 0), (1, 0), (3, 0)], list("abc"), 2.5).data.tolist()
    [1.0, 1.0, 0.5, 0.5]
    """
    left, right, distance = _pairs(points, reach)
    together = np.flatnonzero(distance == 0)
    if len(together):
        raise Invalid([_together(keys[left[one]], keys[right[one]]) for one in together.tolist()])
    return Weights.of_pairs(keys, left, right, distance**-power)


def _pairs(points: npt.ArrayLike, reach: float) -> tuple[Integers, Integers, Floats]:
    from scipy.spatial import cKDTree

    places = np.asarray(points, dtype=np.float64).reshape(-1, 2)
    pairs = cKDTree(places).query_pairs(reach, output_type="ndarray")
    left, right = pairs[:, 0], pairs[:, 1]
    return left, right, np.hypot(*(places[left] - places[right]).T)


def _too_many(k: int, most: int) -> Finding:
    return Finding(
        Severity.ERROR,
        "neighbours.number",
        str(k),
        Message(
            gettext_noop("Between 1 and %(most)s neighbours: there are no more other areas."), {"most": most}
        ),
        Message(gettext_noop("Ask for fewer neighbours.")),
    )


def _together(one: str, other: str) -> Finding:
    return Finding(
        Severity.ERROR,
        "neighbours.together",
        f"{one}, {other}",
        Message(gettext_noop("Two areas whose centres are apart: the weight is one over the distance.")),
        Message(gettext_noop("Correct the shapes, or take the nearest neighbours instead.")),
    )
