"""Putting parts together. Column by column, so that an area's score does not depend on where its row stands.

Sources: OECD/JRC, Handbook on Constructing Composite Indicators (2008), ch. 6; Mazziotta and Pareto, "Methods for constructing
composite indices: one for all or all for one?" (2013), and Social Indicators Research 127 (2016) for the adjusted index.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from portici.kernel.findings import Finding, Invalid

from . import flaws
from .arrays import Floats
from .spec import (
    Aggregation,
    Deviation,
    Geometric,
    Maximum,
    MazziottaPareto,
    Minimum,
    Penalty,
    Power,
    Product,
)


class Untaken(Invalid):
    """Parts that a method cannot take; `rows` (from 0) says whose."""

    def __init__(self, finding: Finding, rows: Sequence[int]) -> None:
        super().__init__([finding])
        self.rows = rows


def aggregate(matrix: Floats, weights: Floats, how: Aggregation) -> Floats:
    """Scores (n,) of areas from their parts (n, m) and weights (m,), or (n, m) where they differ from area to area.

    Weights add up to 1 along m, except for sums and products. A row with not-a-number has no score. Never falls when a part rises,
    except the Mazziotta-Pareto indices, whose penalty rises too (docs/indices.md says when). Errors: `Invalid` for
    parts that are not positive in a geometric mean or a power mean with a negative exponent, for parts below zero in other
    power means and products, for a mean that is not in a Mazziotta-Pareto index.

    >>> parts, weights = np.array([[90.0, 110.0], [100.0, 100.0]]), np.array([0.5, 0.5])
    >>> aggregate(parts, weights, MazziottaPareto(Penalty.ADDED)).tolist()
    [101.0, 100.0]
    >>> aggregate(np.array([[1.0, 4.0]]), weights, Geometric()).tolist()
    [2.0]
    """
    match how:
        case Geometric():
            return _geometric(matrix, weights, how)
        case Product():
            return product(matrix, weights)
        case Power():
            return _power(matrix, weights, how)
        case MazziottaPareto():
            return _mazziotta_pareto(matrix, weights, how)
        case Minimum():
            return np.asarray(np.where(_weighs(matrix, weights), matrix, np.inf).min(axis=1))
        case Maximum():
            return np.asarray(np.where(_weighs(matrix, weights), matrix, -np.inf).max(axis=1))
    return weighted_sum(matrix, weights)


def penalty(matrix: Floats, weights: Floats, how: MazziottaPareto) -> Floats:
    """The Mazziotta-Pareto penalty S²/M of each area (n,), above or equal to zero.

    M = Σ w x, S² = Σ w (x - M)²; with `sample`, S² is multiplied by m / (m - 1), m being the parts that weigh. Errors:
    `Invalid` where M is not above zero.

    >>> penalty(np.array([[90.0, 110.0]]), np.array([0.5, 0.5]), MazziottaPareto(Penalty.ADDED)).tolist()
    [1.0]
    """
    mean = weighted_sum(matrix, weights)
    if (low := mean <= 0).any():
        raise Untaken(flaws.mean_not_positive(float(mean[low].min())), np.flatnonzero(low).tolist())
    variance = weighted_sum((matrix - mean[:, None]) ** 2, weights)
    if how.deviation is Deviation.SAMPLE:
        count = np.count_nonzero(weights, axis=-1)
        variance = variance * (count / np.maximum(count - 1, 1))
    return np.asarray(variance / mean)


def weighted_sum(matrix: Floats, weights: Floats) -> Floats:
    """Σ w x of each row, added in the order of the columns.

    >>> weighted_sum(np.array([[1.0, 2.0]]), np.array([0.25, 0.75])).tolist()
    [1.75]
    """
    total = np.zeros(matrix.shape[0])
    for column in range(matrix.shape[1]):
        total += matrix[:, column] * weights[..., column]
    return total


def product(matrix: Floats, weights: Floats) -> Floats:
    """Π x^w of each row, multiplied in the order of the columns. Errors: `Invalid` for parts below zero.

    >>> product(np.array([[2.0, 3.0], [0.0, 5.0]]), np.array([1.0, 2.0])).tolist()
    [18.0, 0.0]
    """
    _ensure_not_negative(matrix)
    total = np.ones(matrix.shape[0])
    for column in range(matrix.shape[1]):
        total *= matrix[:, column] ** weights[..., column]
    return total


def _geometric(matrix: Floats, weights: Floats, how: Geometric) -> Floats:
    moved = matrix + how.shift
    _ensure_positive(moved)
    return np.asarray(np.exp(weighted_sum(np.log(moved), weights)) - how.shift)


def _power(matrix: Floats, weights: Floats, how: Power) -> Floats:
    _ensure_positive(matrix) if how.exponent < 0 else _ensure_not_negative(matrix)
    return np.asarray(weighted_sum(matrix**how.exponent, weights) ** (1 / how.exponent))


def _mazziotta_pareto(matrix: Floats, weights: Floats, how: MazziottaPareto) -> Floats:
    taken = penalty(matrix, weights, how)
    mean = weighted_sum(matrix, weights)
    return mean + taken if how.penalty is Penalty.ADDED else mean - taken


def _weighs(matrix: Floats, weights: Floats) -> NDArray[np.bool_]:
    return np.asarray(np.broadcast_to(weights, matrix.shape) != 0)


def _ensure_positive(matrix: Floats) -> None:
    if (low := matrix <= 0).any():
        raise Untaken(flaws.not_positive(float(matrix[low].min())), np.flatnonzero(low.any(axis=1)).tolist())


def _ensure_not_negative(matrix: Floats) -> None:
    if (low := matrix < 0).any():
        raise Untaken(flaws.negative(float(matrix[low].min())), np.flatnonzero(low.any(axis=1)).tolist())
