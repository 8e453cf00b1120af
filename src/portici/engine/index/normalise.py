"""Bringing values to one scale. Sums run over sorted values, so that the order of rows changes no digit.

Sources: OECD/JRC, Handbook on Constructing Composite Indicators (2008), ch. 5; Mazziotta and Pareto, Social Indicators
Research 127 (2016), for the goalposts; Noble et al., Welsh Government WIMD 2019 technical report, for the exponential.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from portici.kernel.findings import Invalid

from . import flaws
from .arrays import Floats, in_order, mean_and_deviation, mean_of, rank
from .grouping import groups, rounded, steps
from .spec import (
    Clip,
    Exponential,
    Goalposts,
    Groups,
    MinMax,
    Normalisation,
    NormalScores,
    Over,
    Percentile,
    Position,
    Rank,
    Ratio,
    RatioTo,
    Reference,
    Rounded,
    Steps,
    Ties,
    ZScore,
)


def normalise(
    values: Floats, how: Normalisation, base: Floats | None = None, sizes: Floats | None = None
) -> Floats:
    """Values (n,) on the scale of `how`, shape (n,); not-a-number stays, and counts in no statistic.

    A higher value always gives a higher or equal one. `base` holds the values of a reference vintage, which only AMPI
    goalposts ask for: their mean is then the reference, and minimum and maximum are taken over both. `sizes` (n,) are the
    residents, which methods with `over` = `population` count. Errors: `Invalid` for values that are all the same where
    the method divides by their spread, for bounds in the wrong order, for none.

    >>> [float(round(x, 4)) for x in normalise(np.array([1.0, 2.0, 3.0]), ZScore())]
    [87.7526, 100.0, 112.2474]
    """
    if not np.isfinite(values).any():
        raise Invalid([flaws.no_values()])
    counted = sizes if getattr(how, "over", Over.AREAS) is Over.POPULATION else None
    if isinstance(how, Goalposts):
        return _goalposts(values, how, base, counted)
    return _scaled(values, how, counted)


def in_unit(how: Normalisation, unit: Callable[[float], float], *, turned: bool) -> Normalisation:
    """The method with its given bounds and reference passed through `unit`, as the values have been; `turned` says whether
    that turns the order.

    >>> in_unit(MinMax(minimum=0.0, maximum=100.0), lambda x: -x, turned=True)
    MinMax(minimum=-100.0, maximum=-0.0, low=0.0, high=1.0, clip=False)
    """
    if isinstance(how, Steps):
        bounds = tuple(unit(one) for one in how.bounds)
        return replace(how, bounds=bounds[::-1] if turned else bounds)
    if not isinstance(how, MinMax | Goalposts | Clip):
        return how
    low = None if how.minimum is None else unit(how.minimum)
    high = None if how.maximum is None else unit(how.maximum)
    if turned:
        low, high = high, low
    changed = replace(how, minimum=low, maximum=high)
    if isinstance(changed, Goalposts) and not isinstance(changed.reference, Reference):
        return replace(changed, reference=unit(changed.reference))
    return changed


def _scaled(values: Floats, how: Normalisation, sizes: Floats | None) -> Floats:
    match how:
        case ZScore():
            return _z_scores(values, how, sizes)
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
            return _ratio(values, how, sizes)
    return _stepped(values, how, sizes)


def _stepped(values: Floats, how: Normalisation, sizes: Floats | None) -> Floats:
    match how:
        case Steps():
            return steps(values, how.bounds, how.scores)
        case Groups():
            return groups(values, how.count, sizes)
        case Clip():
            return _clipped(values, how)
        case Rounded():
            return rounded(values, how.decimals)
    return values


def _z_scores(values: Floats, how: ZScore, sizes: Floats | None) -> Floats:
    low, high = float(np.nanmin(values)), float(np.nanmax(values))
    if low == high:
        raise Invalid([flaws.constant(low)])
    mean, deviation = mean_and_deviation(values, how.deviation, sizes)
    if deviation == 0:  # all who are counted live where the values are the same
        raise Invalid([flaws.constant(mean)])
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


def _ratio(values: Floats, how: Ratio, sizes: Floats | None) -> Floats:
    if isinstance(how.to, RatioTo):
        to = mean_of(values, sizes) if how.to is RatioTo.MEAN else float(in_order(values)[-1])
    else:
        to = how.to
    if to <= 0:
        raise Invalid([flaws.zero_reference(to)])
    return how.scale * (values / to)


def _clipped(values: Floats, how: Clip) -> Floats:
    low, high = (
        end if end is not None else far for end, far in ((how.minimum, -np.inf), (how.maximum, np.inf))
    )
    return np.asarray(np.clip(values, low, high))


def _goalposts(values: Floats, how: Goalposts, base: Floats | None, sizes: Floats | None) -> Floats:
    low, high = _ends(values if base is None else np.concatenate([values, base]), how.minimum, how.maximum)
    if not isinstance(how.reference, Reference):
        reference = how.reference
    elif how.reference is Reference.MEAN:
        reference = mean_of(values if base is None else base, sizes)
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
