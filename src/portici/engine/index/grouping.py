"""Values as steps: groups as large as one another, bounds that are reached, decimals; and the classes of an index."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from portici.kernel.findings import Invalid

from . import flaws
from .arrays import Floats
from .spec import Bounds, Classes, First, Higher, Over, RankRule


def steps(values: Floats, bounds: Sequence[float], scores: Sequence[float] = ()) -> Floats:
    """How many of the bounds, which ascend, each value (n,) reaches; or the score said for that many.

    >>> steps(np.array([1.0, 10.0, 25.0]), (10.0, 20.0)).tolist()
    [0.0, 1.0, 2.0]
    >>> steps(np.array([1.0, 10.0, np.nan]), (10.0,), (0.0, 5.0)).tolist()
    [0.0, 5.0, nan]
    """
    reached = np.searchsorted(np.array(bounds), values, side="right")
    named = np.array(scores) if len(scores) else np.arange(len(bounds) + 1.0)
    return np.asarray(np.where(np.isnan(values), np.nan, named[np.minimum(reached, len(bounds))]))


def groups(values: Floats, count: int, sizes: Floats | None = None) -> Floats:
    """The group (n,) of each value (n,), 1 for the lowest of `count` that hold as many areas, or as many residents.

    ⌈count × share⌉, the share being what lies up to and with the area. Equal values share the group of the first. Errors:
    `Invalid` when nobody is counted.

    >>> groups(np.array([5.0, 1.0, 3.0, 2.0]), 2).tolist(), groups(np.array([1.0, 2.0, 3.0]), 2, np.array([6.0, 1.0, 1.0])).tolist()
    ([2.0, 1.0, 2.0, 1.0], [2.0, 2.0, 2.0])
    """
    there = ~np.isnan(values)
    seen = values[there]
    own = np.ones(len(seen)) if sizes is None else sizes[there]
    order = np.lexsort((own, seen))
    ordered, counted = seen[order], own[order]
    through = np.cumsum(counted)
    if not len(seen) or through[-1] <= 0:
        raise Invalid([flaws.nobody_counted()])
    starts = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1]))
    which = np.cumsum(np.append(True, ordered[1:] != ordered[:-1])) - 1
    found = np.clip(np.ceil(count * through[starts] / through[-1]), 1, count)[which]
    inner = np.empty(len(seen))
    inner[order] = found
    result = np.full(values.shape, np.nan)
    result[there] = inner
    return result


def rounded(values: Floats, decimals: int) -> Floats:
    """Values (n,) to so many decimals, halves away from zero, as a spreadsheet shows them.

    >>> rounded(np.array([0.125, -0.125, 0.285, np.nan]), 2).tolist()
    [0.13, -0.13, 0.29, nan]
    """
    scale = 10.0**decimals
    whole = np.floor(np.round(np.abs(values) * scale, 6) + 0.5)
    return np.asarray(np.copysign(whole / scale, values))


def classes(
    index: Floats, how: Classes, rule: RankRule, higher: Higher, sizes: Floats | None = None
) -> Floats:
    """The class (n,) of each index (n,), 1 at the end that the method says, else at that of the ranks.

    >>> classes(np.array([90.0, 100.0, 110.0]), Bounds((100.0,)), RankRule(), Higher.WORSE).tolist()
    [2.0, 1.0, 1.0]
    """
    first = how.first or rule.first
    descending = (first is First.WORST) == (higher is Higher.WORSE)
    if isinstance(how, Bounds):
        reached = steps(index, how.bounds)
        return len(how.bounds) + 1 - reached if descending else reached + 1
    told = index if rule.decimals is None else np.round(index, rule.decimals)
    counted = sizes if how.over is Over.POPULATION else None
    return groups(-told if descending else told, how.count, counted)
