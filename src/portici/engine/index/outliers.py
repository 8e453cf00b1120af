"""Winsorising: values that lie far out are brought nearer, and each change is told.

Sources: OECD/JRC, Handbook on Constructing Composite Indicators (2008), and the JRC's Competence Centre on Composite Indicators for
the rule of skewness and kurtosis; sample skewness G1 and excess kurtosis G2 as in Joanes and Gill, The Statistician 47 (1998).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .arrays import Floats, in_order
from .spec import ByPercentiles, ByQuartiles, BySkewness, Outliers


@dataclass(frozen=True, slots=True)
class Winsorised:
    """A value that was changed, in the unit that the transformation gives."""

    key: str
    code: str
    found: float
    value: float


def winsorised(values: Floats, how: Outliers) -> Floats:
    """Values (n,) with what lies far out brought to the limit of the method; not-a-number stays.

    Percentiles and quartiles are interpolated linearly between the sorted values.

    >>> winsorised(np.array([1.0, 2.0, 3.0, 4.0, 100.0]), ByQuartiles()).tolist()
    [1.0, 2.0, 3.0, 4.0, 7.0]
    """
    match how:
        case ByPercentiles():
            low, high = np.percentile(in_order(values), [how.low, how.high])
            return np.clip(values, low, high)
        case ByQuartiles():
            lower, upper = np.percentile(in_order(values), [25, 75])
            reach = how.factor * (upper - lower)
            return np.clip(values, lower - reach, upper + reach)
        case BySkewness():
            return _by_skewness(values, how)
    return values


def skewness(values: Floats) -> float:
    """Sample skewness G1 = √(n(n-1)) / (n-2) · m3 / m2^1.5; 0 for fewer than three values, or for equal ones.

    >>> round(skewness(np.array([1.0, 2.0, 3.0, 10.0])), 6)
    1.763633
    """
    ordered = in_order(values)
    n = len(ordered)
    if n < 3 or ordered[0] == ordered[-1]:
        return 0.0
    apart = ordered - ordered.mean()
    return float(
        np.sqrt(n * (n - 1)) / (n - 2) * (apart * apart * apart).mean() / (apart * apart).mean() ** 1.5
    )


def kurtosis(values: Floats) -> float:
    """Sample excess kurtosis G2 = (n-1)/((n-2)(n-3)) · ((n+1) g2 + 6), g2 = m4/m2² - 3; 0 for fewer than four values.

    >>> round(kurtosis(np.array([1.0, 2.0, 3.0, 10.0])), 6)
    3.228
    """
    ordered = in_order(values)
    n = len(ordered)
    if n < 4 or ordered[0] == ordered[-1]:
        return 0.0
    apart = ordered - ordered.mean()
    squares = apart * apart
    excess = (squares * squares).mean() / squares.mean() ** 2 - 3
    return float((n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * excess + 6))


def is_far_out(values: Floats, how: BySkewness) -> bool:
    """Whether |skewness| and excess kurtosis both exceed their limits.

    >>> is_far_out(np.array([1.0, 2.0, 3.0, 4.0, 1000.0]), BySkewness())
    True
    """
    return abs(skewness(values)) > how.skew and kurtosis(values) > how.kurtosis


def _by_skewness(values: Floats, how: BySkewness) -> Floats:
    """The farthest value on the side of the skew becomes the next one, one after the other, at most `most`."""
    result = values.copy()
    changed: set[int] = set()
    while is_far_out(result, how):
        top = skewness(result) > 0
        edge = np.nanmax(result) if top else np.nanmin(result)
        there = np.flatnonzero(result == edge)
        inner = result[result < edge] if top else result[result > edge]
        if len(changed | set(there.tolist())) > how.most or not len(inner):
            break
        changed |= set(there.tolist())
        result[there] = inner.max() if top else inner.min()
    return result
