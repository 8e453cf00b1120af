"""What stands for a value that is not there; who was filled with what is always told.

Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), ch. 3 (single imputation).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from portici.kernel.findings import Invalid

from . import flaws
from .arrays import Floats, in_order
from .spec import Mean, Median, Missing, ParentMean, Regression, Value


@dataclass(frozen=True, slots=True)
class Filled:
    """What a method did for an area: the value that it put in, or None where the area was left out or kept without."""

    key: str
    code: str
    method: str
    value: float | None = None


def filled(
    values: Floats,
    how: Missing,
    *,
    keys: Sequence[str],
    parents: Sequence[str] = (),
    predictors: Floats | None = None,
) -> Floats:
    """Values (n,) with those filled that the method fills; predictors (n, p) are for a regression.

    The means are of the areas (n) given, which are those that take part. Raises Invalid: a parent none of whose areas has
    the value; a regression with too few whole rows, or with predictors missing where they are needed.

    >>> filled(np.array([1.0, np.nan, 3.0]), Mean(), keys=("A", "B", "C")).tolist()
    [1.0, 2.0, 3.0]
    """
    gaps = np.isnan(values)
    if not gaps.any():
        return values
    match how:
        case Mean():
            return np.where(gaps, in_order(values).mean(), values)
        case Median():
            return np.where(gaps, np.median(in_order(values)), values)
        case Value():
            return np.where(gaps, how.value, values)
        case ParentMean():
            return _parent_means(values, gaps, keys, np.asarray(parents))
        case Regression():
            return _regressed(
                values, gaps, keys, np.empty((len(values), 0)) if predictors is None else predictors
            )
    return values


def _parent_means(
    values: Floats, gaps: NDArray[np.bool_], keys: Sequence[str], parents: NDArray[np.str_]
) -> Floats:
    result = values.copy()
    orphans: list[str] = []
    for parent in np.unique(parents[gaps]):
        within = parents == parent
        there = in_order(values[within])
        if len(there):
            result[within & gaps] = there.mean()
        else:
            orphans += [keys[row] for row in np.flatnonzero(within & gaps).tolist()]
    if orphans:
        raise Invalid([flaws.no_parent_value(orphans)])
    return result


def _regressed(values: Floats, gaps: NDArray[np.bool_], keys: Sequence[str], predictors: Floats) -> Floats:
    """Least squares with a constant on the rows that are whole, sorted so that their order changes no digit."""
    told = ~np.isnan(predictors).any(axis=1)
    if (gaps & ~told).any():
        raise Invalid([flaws.no_predictors(keys[row] for row in np.flatnonzero(gaps & ~told).tolist())])
    whole = np.column_stack([np.ones(len(values)), predictors, values])[told & ~gaps]
    if len(whole) <= predictors.shape[1] + 1:
        raise Invalid([flaws.no_regression(len(whole), predictors.shape[1] + 2)])
    whole = whole[np.lexsort(whole.T)]
    coefficients = np.linalg.lstsq(whole[:, :-1], whole[:, -1], rcond=None)[0]
    result = values.copy()
    told_here = np.column_stack([np.ones(len(values)), predictors])[gaps]
    result[gaps] = (told_here * coefficients).sum(axis=1)
    return result
