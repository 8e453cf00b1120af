"""Bringing values to one scale. Sums run over sorted values, so that the order of rows changes no digit.

Sources: OECD/JRC, Handbook on Constructing Composite Indicators (2008), ch. 5; Mazziotta and Pareto, Social Indicators
Research 127 (2016), for the goalposts; Noble et al., Welsh Government WIMD 2019 technical report, for the exponential.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from portici.kernel.findings import Invalid

from . import flaws
from .spec import (
    Deviation,
    Exponential,
    Goalposts,
    MinMax,
    Normalisation,
    NormalScores,
    Percentile,
    Position,
    Rank,
    Ratio,
    RatioTo,
    Reference,
    Ties,
    ZScore,
)

Floats: TypeAlias = NDArray[np.float64]
#: The greatest size of a value: its fourth power, which the kurtosis sums, is a number still.
LARGEST = 1e60


def normalise(values: Floats, how: Normalisation, base: Floats | None = None) -> Floats:
    """Values (n,) on the scale of `how`, shape (n,); not-a-number stays, and counts in no statistic.

    A higher value always gives a higher or equal one. `base` holds the values of a reference vintage, which only AMPI
    goalposts ask for: their mean is then the reference, and minimum and maximum are taken over both. Errors: `Invalid`
    for values that are all the same where the method divides by their spread, for bounds in the wrong order, for none.

    >>> [float(round(x, 4)) for x in normalise(np.array([1.0, 2.0, 3.0]), ZScore())]
    [87.7526, 100.0, 112.2474]
    """
    if not np.isfinite(values).any():
        raise Invalid([flaws.no_values()])
    if isinstance(how, Goalposts):
        return _goalposts(values, how, base)
    return _scaled(values, how)


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


def mean_and_deviation(values: Floats, deviation: Deviation) -> tuple[float, float]:
    """Mean and standard deviation of the numbers among the values. Errors: `Invalid` for one value and divisor n - 1.

    >>> mean_and_deviation(np.array([1.0, 3.0, np.nan]), Deviation.POPULATION)
    (2.0, 1.0)
    """
    ordered = in_order(values)
    mean = float(ordered.mean())
    count = len(ordered) - (deviation is Deviation.SAMPLE)
    if count == 0:
        raise Invalid([flaws.one_value()])
    return mean, float(np.sqrt(np.sum((ordered - mean) ** 2) / count))


def in_order(values: Floats) -> Floats:
    """The numbers among the values, sorted: what is summed in this order does not depend on the order of rows.

    >>> in_order(np.array([2.0, np.nan, 1.0])).tolist()
    [1.0, 2.0]
    """
    return np.sort(values[~np.isnan(values)])


def in_unit(how: Normalisation, unit: Callable[[float], float]) -> Normalisation:
    """The method with its given bounds and reference passed through `unit`, as the values have been.

    >>> in_unit(MinMax(minimum=0.0, maximum=100.0), lambda x: -x)
    MinMax(minimum=-100.0, maximum=-0.0, low=0.0, high=1.0, clip=False)
    """
    if not isinstance(how, MinMax | Goalposts):
        return how
    low = None if how.minimum is None else unit(how.minimum)
    high = None if how.maximum is None else unit(how.maximum)
    turned = unit(2.0) < unit(1.0)
    if turned:
        low, high = high, low
    changed = replace(how, minimum=low, maximum=high)
    if isinstance(changed, Goalposts) and not isinstance(changed.reference, Reference):
        return replace(changed, reference=unit(changed.reference))
    return changed


def _scaled(values: Floats, how: Normalisation) -> Floats:
    match how:
        case ZScore():
            return _z_scores(values, how)
        case MinMax():
            return _min_max(values, how)
        case Rank():
            return rank(values, how.ties)
        case Percentile():
            return how.low + _position(values, how.formula, how.ties) * (how.high - how.low)
        case Exponential():
            return _exponential(values, how)
        case NormalScores():
            return _normal_scores(values, how)
        case Ratio():
            return _ratio(values, how)
    return values


def _z_scores(values: Floats, how: ZScore) -> Floats:
    low, high = float(np.nanmin(values)), float(np.nanmax(values))
    if low == high:
        raise Invalid([flaws.constant(low)])
    mean, deviation = mean_and_deviation(values, how.deviation)
    return how.mean + how.sd * ((values - mean) / deviation)


def _min_max(values: Floats, how: MinMax) -> Floats:
    low, high = _ends(values, how.minimum, how.maximum)
    share = (values - low) / (high - low)
    if how.clip:
        share = np.clip(share, 0.0, 1.0)
    return how.low + share * (how.high - how.low)


def _exponential(values: Floats, how: Exponential) -> Floats:
    n = int(np.count_nonzero(~np.isnan(values)))
    share = (n - rank(values, how.ties, descending=True) + 1) / n
    return np.asarray(-how.constant * np.log(1 - share * (1 - np.exp(-100 / how.constant))))


def _normal_scores(values: Floats, how: NormalScores) -> Floats:
    from scipy.special import ndtri

    scores = ndtri(_position(values, how.formula, how.ties))
    if np.isinf(scores).any():
        raise Invalid([flaws.endless(how.formula.value)])
    return how.mean + how.sd * np.asarray(scores, dtype=np.float64)


def _ratio(values: Floats, how: Ratio) -> Floats:
    ordered = in_order(values)
    if isinstance(how.to, RatioTo):
        to = float(ordered.mean() if how.to is RatioTo.MEAN else ordered[-1])
    else:
        to = how.to
    if to <= 0:
        raise Invalid([flaws.zero_reference(to)])
    return how.scale * (values / to)


def _goalposts(values: Floats, how: Goalposts, base: Floats | None) -> Floats:
    low, high = _ends(values if base is None else np.concatenate([values, base]), how.minimum, how.maximum)
    if not isinstance(how.reference, Reference):
        reference = how.reference
    elif how.reference is Reference.MEAN:
        reference = float(in_order(values if base is None else base).mean())
    else:
        reference = (low + high) / 2
    return (how.low + how.high) / 2 + (values - reference) / (high - low) * (how.high - how.low)


def _ends(values: Floats, minimum: float | None, maximum: float | None) -> tuple[float, float]:
    """The bounds, those not given from the data."""
    low = float(np.nanmin(values)) if minimum is None else minimum
    high = float(np.nanmax(values)) if maximum is None else maximum
    if minimum is None and maximum is None and low == high:
        raise Invalid([flaws.constant(low)])
    if not low < high:
        raise Invalid([flaws.bounds(low, high)])
    return low, high


def _position(values: Floats, formula: Position, ties: Ties) -> Floats:
    ranks = rank(values, ties)
    n = int(np.nanmax(ranks)) if ties is Ties.DENSE else int(np.count_nonzero(~np.isnan(values)))
    if formula is Position.INCLUSIVE and n == 1:
        raise Invalid([flaws.one_value()])
    return {
        Position.INCLUSIVE: lambda: (ranks - 1) / (n - 1),
        Position.UPPER: lambda: ranks / n,
        Position.HAZEN: lambda: (ranks - 0.5) / n,
        Position.WEIBULL: lambda: ranks / (n + 1),
    }[formula]()
