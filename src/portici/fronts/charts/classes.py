"""Values put into classes for a map, by a method that the legend names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from portici.territory.queries.values import CLASSES, level_of

#: Values beyond which natural breaks take too long for a page: then the classes are quantiles.
MOST = 3000


class Method(StrEnum):
    """How the bounds are found: as many areas in each class, or classes as much alike within as can be."""

    QUANTILES = "quantili"
    NATURAL = "naturali"


@dataclass(frozen=True, slots=True)
class Classed:
    """The class of each value, 0 the lowest, and of each class that is not empty (class, lowest, highest, how many)."""

    method: Method
    levels: Sequence[int]
    bounds: Sequence[tuple[int, float, float, int]]


def classed(values: Sequence[float], method: Method = Method.QUANTILES) -> Classed:
    """n values in five classes, or as many as there are different values.

    >>> classed([1.0, 2.0, 3.0, 4.0, 5.0]).levels
    [0, 1, 2, 3, 4]
    >>> classed([1.0, 1.1, 1.2, 7.0, 7.1, 9.0, 20.0, 21.0, 40.0], Method.NATURAL).levels
    [0, 0, 0, 1, 1, 2, 3, 3, 4]
    """
    if method is Method.NATURAL and len(values) <= MOST:
        levels = _natural(values)
    else:
        method, rising = Method.QUANTILES, sorted(values)
        levels = [level_of(value, rising) or 0 for value in values]
    found = []
    for level in sorted(set(levels)):
        inside = [value for value, own in zip(values, levels, strict=True) if own == level]
        found.append((level, min(inside), max(inside), len(inside)))
    return Classed(method, levels, found)


def _natural(values: Sequence[float]) -> list[int]:
    """Fisher's exact partition of sorted values, equal ones never parted: the least sum of squares within the classes.

    W. D. Fisher, On Grouping for Maximum Homogeneity, JASA 53 (1958); known in cartography as Jenks' breaks.
    """
    import numpy as np

    rising, counts = np.unique(np.asarray(values, dtype=float), return_counts=True)
    n, k = len(rising), min(CLASSES, len(rising))
    size = np.concatenate([[0.0], np.cumsum(counts)])
    # Measured from the mean, so that squares of large values do not swallow small distances.
    away = rising - np.average(rising, weights=counts) if n else rising
    total = np.concatenate([[0.0], np.cumsum(counts * away)])
    squares = np.concatenate([[0.0], np.cumsum(counts * away**2)])

    def within(start: int, stops: Any) -> Any:
        """The sum of squares of values start..stop-1 for each stop."""
        sums = total[stops] - total[start]
        return squares[stops] - squares[start] - sums**2 / (size[stops] - size[start])

    best = np.full((k + 1, n + 1), np.inf)
    cut = np.zeros((k + 1, n + 1), dtype=int)
    best[0, 0] = 0.0
    for used in range(1, k + 1):
        for start in range(used - 1, n):
            stops = np.arange(start + 1, n + 1)
            cost = best[used - 1, start] + within(start, stops)
            better = stops[cost < best[used, stops]]
            best[used, better], cut[used, better] = cost[better - start - 1], start
    level_by_value: dict[float, int] = {}
    stop = n
    for used in range(k, 0, -1):
        start = int(cut[used, stop])
        level_by_value |= dict.fromkeys(rising[start:stop].tolist(), used - 1)
        stop = start
    return [level_by_value[float(value)] for value in values]
