"""Ranks, means and deviations of a column. Sums run over sorted values, so that the order of rows changes no digit."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from portici.kernel.findings import Invalid

from . import flaws
from .scales import Deviation, Ties

Floats: TypeAlias = NDArray[np.float64]
#: The greatest size of a value: its fourth power, which the kurtosis sums, is a number still.
LARGEST = 1e60


def rank(values: Floats, ties: Ties, *, descending: bool = False) -> Floats:
    """Ranks (n,) from 1, ascending unless said; not-a-number stays and takes no rank.

    >>> rank(np.array([3.0, 1.0, 3.0]), Ties.MIN).tolist(), rank(np.array([3.0, 1.0, 3.0]), Ties.MEAN).tolist()
    ([2.0, 1.0, 2.0], [2.5, 1.0, 2.5])
    >>> rank(np.array([3.0, 1.0, 3.0]), Ties.MIN, descending=True).tolist()
    [1.0, 3.0, 1.0]
    """
    there = ~np.isnan(values)
    seen = -values[there] if descending else values[there]
    order = np.argsort(seen)
    ordered = seen[order]
    begins = np.empty(len(seen), dtype=bool)
    begins[:1] = True
    np.not_equal(ordered[1:], ordered[:-1], out=begins[1:])
    group = np.cumsum(begins) - 1
    starts = np.flatnonzero(begins)
    ends = np.append(starts[1:], len(seen))
    shared = {
        Ties.MIN: starts + 1.0,
        Ties.MAX: ends * 1.0,
        Ties.MEAN: (starts + 1.0 + ends) / 2,
        Ties.DENSE: np.arange(1.0, len(starts) + 1),
    }[ties]
    inner = np.empty(len(seen))
    inner[order] = shared[group]
    ranks = np.full(values.shape, np.nan)
    ranks[there] = inner
    return ranks


def mean_of(values: Floats, sizes: Floats | None = None) -> float:
    """The mean of the numbers among values (n,), each counted once, or as often as its size (n,) says.

    >>> mean_of(np.array([1.0, 3.0, np.nan])), mean_of(np.array([1.0, 3.0]), np.array([3.0, 1.0]))
    (2.0, 1.5)
    """
    return _mean(*_in_order_with(values, sizes))


def mean_and_deviation(
    values: Floats, deviation: Deviation, sizes: Floats | None = None
) -> tuple[float, float]:
    """Mean and standard deviation of the numbers among the values, counted as in `mean_of`. Errors: `Invalid` for one value and
    divisor n - 1, and when nobody is counted.

    >>> mean_and_deviation(np.array([1.0, 3.0, np.nan]), Deviation.POPULATION)
    (2.0, 1.0)
    >>> mean_and_deviation(np.array([1.0, 3.0]), Deviation.POPULATION, np.array([1.0, 1.0]))
    (2.0, 1.0)
    """
    ordered, counts = _in_order_with(values, sizes)
    mean = _mean(ordered, counts)
    total = float(len(ordered)) if counts is None else _people(counts)
    if (divisor := total - (deviation is Deviation.SAMPLE)) <= 0:
        raise Invalid([flaws.one_value()])
    squares = (ordered - mean) ** 2
    return mean, float(np.sqrt(np.sum(squares if counts is None else counts * squares) / divisor))


def _in_order_with(values: Floats, sizes: Floats | None) -> tuple[Floats, Floats | None]:
    """The numbers among the values, sorted, and the size of each."""
    if sizes is None:
        return in_order(values), None
    there = ~np.isnan(values)
    values, sizes = values[there], sizes[there]
    order = np.lexsort((sizes, values))
    return values[order], sizes[order]


def _mean(ordered: Floats, counts: Floats | None) -> float:
    return float(ordered.mean() if counts is None else np.sum(ordered * counts) / _people(counts))


def _people(counts: Floats) -> float:
    total = float(np.sum(counts))
    if total <= 0:
        raise Invalid([flaws.nobody_counted()])
    return total


def in_order(values: Floats) -> Floats:
    """The numbers among the values, sorted: what is summed in this order does not depend on the order of rows.

    >>> in_order(np.array([2.0, np.nan, 1.0])).tolist()
    [1.0, 2.0]
    """
    ordered = np.sort(values)
    return ordered[: np.searchsorted(ordered, np.nan)]  # not-a-number is sorted last
