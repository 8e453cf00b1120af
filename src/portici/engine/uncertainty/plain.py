"""Scores, ranks and their tally in numpy: the reference of the compiled loops in `kernels`, and what small runs use.

Both do the same sums in the same order, so that their answers are equal to the last digit. Shapes: `columns` (m, 1 or draws, areas),
`weights` (draws, m), scores and ranks (draws, areas).
"""

from __future__ import annotations

import numpy as np

#: The rank that equal scores share: the smallest of theirs, the largest, without gaps, the middle (a half is cut off).
SMALLEST, LARGEST, DENSE, MIDDLE = range(4)


def weighted_sum(columns: np.ndarray, weights: np.ndarray, out: np.ndarray) -> None:
    """out[d, i] = sum over j, in order, of weights[d, j] * columns[j, d or 0, i]."""
    np.multiply(columns[0], weights[:, 0, None], out=out)
    for one in range(1, len(columns)):
        out += columns[one] * weights[:, one, None]


def weighted_spread(columns: np.ndarray, weights: np.ndarray, means: np.ndarray, out: np.ndarray) -> None:
    """out[d, i] = sum over j, in order, of weights[d, j] * (columns[j, d or 0, i] - means[d, i]) squared."""
    out[:] = 0.0
    for one, column in enumerate(columns):
        away = column - means
        out += weights[:, one, None] * (away * away)


def rank(scores: np.ndarray, ranks: np.ndarray, ties: int) -> None:
    """ranks[d, i] = place of area i in draw d, the highest score first; equal scores share a rank by `ties`.

    >>> ranks = np.empty((1, 4), np.int32)
    >>> rank(np.array([[2.0, 5.0, 5.0, 1.0]]), ranks, SMALLEST)
    >>> ranks.tolist()
    [[3, 1, 1, 4]]
    """
    order = np.argsort(-scores, axis=1)
    ordered = np.take_along_axis(scores, order, axis=1)
    begins = np.ones(scores.shape, bool)
    np.not_equal(ordered[:, 1:], ordered[:, :-1], out=begins[:, 1:])
    np.put_along_axis(ranks, order, _shared(begins, ties), axis=1)


def _shared(begins: np.ndarray, ties: int) -> np.ndarray:
    """Ranks of scores in order, from where a new score begins."""
    if ties == DENSE:
        return np.cumsum(begins, axis=1, dtype=np.int32)
    many = begins.shape[1]
    smallest = np.maximum.accumulate(begins * np.arange(1, many + 1, dtype=np.int32), axis=1)
    if ties == SMALLEST:
        return np.asarray(smallest)
    ends = np.ones_like(begins)
    ends[:, :-1] = begins[:, 1:]
    last = np.where(ends, np.arange(1, many + 1, dtype=np.int32), many)
    largest = np.minimum.accumulate(last[:, ::-1], axis=1)[:, ::-1]
    return np.asarray(largest if ties == LARGEST else (smallest + largest) // 2)


def tally(
    ranks: np.ndarray,
    piece: tuple[int, int],
    shift: int,
    among: tuple[int, int],
    counts: np.ndarray,
    sums: np.ndarray,
) -> None:
    """Add the ranks of areas piece[0]..piece[1]: counts[i, (rank - 1) >> shift] and the rows of `sums` (see `tallies.ROWS`)."""
    first, last = piece
    here = ranks[:, first:last].astype(np.int64)
    cells = counts.shape[1]
    flat = ((here - 1) >> shift) + np.arange(last - first) * cells
    found = np.bincount(flat.ravel(), minlength=(last - first) * cells)
    counts[first:last] += found.reshape(last - first, cells).astype(counts.dtype)
    sums[0, first:last] += here.sum(axis=0)
    sums[1, first:last] += (here * here).sum(axis=0)
    sums[2, first:last] += ((here >= among[0]) & (here <= among[1])).sum(axis=0)
    np.minimum(sums[3, first:last], here.min(axis=0), out=sums[3, first:last])
    np.maximum(sums[4, first:last], here.max(axis=0), out=sums[4, first:last])
