"""Parts put together for many draws at once, by the formulas of `engine.index.aggregate` and in its order of sums."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from types import ModuleType
from typing import Any, TypeAlias

import numpy as np

from portici.engine.index import flaws
from portici.engine.index.spec import (
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
from portici.kernel.findings import Invalid

#: `map`, or that of a pool of threads.
Each: TypeAlias = Callable[..., Iterable[Any]]


def ready(columns: np.ndarray, how: Aggregation) -> np.ndarray:
    """Columns (m, 1 or draws, areas) as the method's sum takes them, made once for many draws. Errors: `Invalid` where it needs more than 0."""
    if not isinstance(how, Geometric | Power | Product):
        return columns
    moved = columns + how.shift if isinstance(how, Geometric) else columns
    _ensure_taken(float(moved.min()), how)
    if isinstance(how, Product):
        return columns
    return np.log(moved) if isinstance(how, Geometric) else np.asarray(moved**how.exponent)


def _ensure_taken(lowest: float, how: Geometric | Power | Product) -> None:
    takes_zero = isinstance(how, Product) or (isinstance(how, Power) and how.exponent > 0)
    if lowest < 0 and takes_zero:
        raise Invalid([flaws.negative(lowest)])
    if lowest <= 0 and not takes_zero:
        raise Invalid([flaws.not_positive(lowest)])


def made_ready(columns: np.ndarray, how: Aggregation, each: Each) -> np.ndarray:
    """As `ready`, several columns at once."""
    if not isinstance(how, Geometric | Power | Product):
        return columns
    made = np.empty_like(columns)

    def one_column(one: int) -> None:
        made[one] = ready(columns[one], how)

    list(each(one_column, range(len(columns))))
    return made


def mixed(columns: np.ndarray, weights: np.ndarray, how: Aggregation, loops: ModuleType) -> np.ndarray:
    """Scores (draws, areas) from `ready` columns (m, 1 or draws, areas) and weights (draws, m)."""
    out = np.empty((len(weights), columns.shape[2]))
    if isinstance(how, Minimum | Maximum):
        return _extreme(columns, weights, how, out)
    if isinstance(how, Product):
        return _product(columns, weights, out)
    loops.weighted_sum(columns, weights, out)
    match how:
        case Geometric():
            np.exp(out, out=out)
            out -= how.shift
        case Power():
            out = np.asarray(out ** (1 / how.exponent))
        case MazziottaPareto():
            _penalise(out, columns, weights, how, loops)
    return out


def _penalise(
    means: np.ndarray, columns: np.ndarray, weights: np.ndarray, how: MazziottaPareto, loops: ModuleType
) -> None:
    """Add or subtract S²/M in place."""
    if (lowest := float(means.min())) <= 0:
        raise Invalid([flaws.mean_not_positive(lowest)])
    spread = np.empty_like(means)
    loops.weighted_spread(columns, weights, means, spread)
    if how.deviation is Deviation.SAMPLE:
        count = np.count_nonzero(weights, axis=1)[:, None]
        spread *= count / np.maximum(count - 1, 1)
    spread /= means
    if how.penalty is Penalty.ADDED:
        means += spread
    else:
        means -= spread


def _extreme(columns: np.ndarray, weights: np.ndarray, how: Minimum | Maximum, out: np.ndarray) -> np.ndarray:
    lowest = isinstance(how, Minimum)
    out[:] = np.inf if lowest else -np.inf
    for one, column in enumerate(columns):
        reached = np.minimum(out, column) if lowest else np.maximum(out, column)
        np.copyto(out, reached, where=weights[:, one, None] != 0)
    return out


def _product(columns: np.ndarray, weights: np.ndarray, out: np.ndarray) -> np.ndarray:
    out[:] = 1.0
    for one, column in enumerate(columns):
        out *= column ** weights[:, one, None]
    return out
