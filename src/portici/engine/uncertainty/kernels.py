"""The compiled twins of `scores`, `ranks` and `tallies`: the same sums in the same order, so the same digits.

Imported only when the work is large: importing numba and compiling take longer than a small run.
"""

from __future__ import annotations

import numpy as np

from portici.engine.compiled import compiled

from .plain import DENSE, LARGEST, MIDDLE

#: Areas worked on at once: a column's piece and a score's piece stay in the nearest cache.
PIECE = 1024
#: A cell with more areas than this is sorted over gaps first.
SHORT = 12


@compiled
def weighted_sum(columns: np.ndarray, weights: np.ndarray, out: np.ndarray) -> None:
    """out[d, i] = sum over j, in order, of weights[d, j] * columns[j, d or 0, i]."""
    many, layers, areas = columns.shape
    for first in range(0, areas, PIECE):
        last = min(areas, first + PIECE)
        for draw in range(weights.shape[0]):
            layer = draw if layers > 1 else 0
            scores = out[draw, first:last]
            column, weight = columns[0, layer, first:last], weights[draw, 0]
            for area in range(last - first):
                scores[area] = weight * column[area]
            for one in range(1, many):
                column, weight = columns[one, layer, first:last], weights[draw, one]
                for area in range(last - first):
                    scores[area] += weight * column[area]


@compiled
def weighted_spread(columns: np.ndarray, weights: np.ndarray, means: np.ndarray, out: np.ndarray) -> None:
    """out[d, i] = sum over j, in order, of weights[d, j] * (columns[j, d or 0, i] - means[d, i]) squared."""
    many, layers, areas = columns.shape
    for first in range(0, areas, PIECE):
        last = min(areas, first + PIECE)
        for draw in range(weights.shape[0]):
            layer = draw if layers > 1 else 0
            spread, mean = out[draw, first:last], means[draw, first:last]
            spread[:] = 0.0
            for one in range(many):
                column, weight = columns[one, layer, first:last], weights[draw, one]
                for area in range(last - first):
                    away = column[area] - mean[area]
                    spread[area] += weight * (away * away)


@compiled
def rank(scores: np.ndarray, ranks: np.ndarray, ties: int) -> None:
    """ranks[d, i] = place of area i in draw d, the highest score first; equal scores share a rank by `ties` (see `plain`).

    Scores fall into cells of equal width, twice as many as areas, and each cell is sorted: time grows with the number of areas. It is
    quickest when the columns lie in about the order of the scores.
    """
    draws, areas = scores.shape
    cells = 2 * areas
    ends = np.empty(cells + 1, np.int32)
    values, places = np.empty(areas, np.float64), np.empty(areas, np.int32)
    cell_of = np.empty(areas, np.int32)
    for draw in range(draws):
        low, high = _extremes(scores[draw])
        if high > low:
            _spread_out(scores[draw], (low, high), ends, cell_of, values, places)
            first = 0
            for cell in range(cells):
                _sort(values, places, first, ends[cell])
                first = ends[cell]
        else:
            values[:] = high
            places[:] = np.arange(areas)
        _share(values, places, ties, ranks[draw])


@compiled
def _share(values: np.ndarray, places: np.ndarray, ties: int, ranks: np.ndarray) -> None:
    """Give each area its rank, from scores in order."""
    first, group = 0, 0
    while first < values.size:
        last = first + 1
        while last < values.size and values[last] == values[first]:
            last += 1
        group += 1
        shared = first + 1
        if ties == LARGEST:
            shared = last
        elif ties == DENSE:
            shared = group
        elif ties == MIDDLE:
            shared = (first + 1 + last) // 2
        for place in range(first, last):
            ranks[places[place]] = shared
        first = last


@compiled
def _extremes(scores: np.ndarray) -> tuple[float, float]:
    low, high = scores[0], scores[0]
    for area in range(scores.size):
        low, high = min(low, scores[area]), max(high, scores[area])
    return low, high


@compiled
def _spread_out(
    scores: np.ndarray,
    span: tuple[float, float],
    ends: np.ndarray,
    cell_of: np.ndarray,
    values: np.ndarray,
    places: np.ndarray,
) -> None:
    """Put scores and areas into cells, highest first; cell c ends before ends[c]."""
    (low, high), cells = span, ends.size - 1
    width = high - low
    ends[:] = 0
    for area in range(scores.size):
        cell_of[area] = np.int32((high - scores[area]) / width * (cells - 1))
    for area in range(scores.size):
        ends[cell_of[area] + 1] += 1
    for cell in range(cells):
        ends[cell + 1] += ends[cell]
    for area in range(scores.size):
        place = ends[cell_of[area]]
        ends[cell_of[area]] = place + 1
        values[place], places[place] = scores[area], area


@compiled
def _sort(values: np.ndarray, places: np.ndarray, first: int, last: int) -> None:
    """Sort one cell, highest first, by Shell's method: plain insertion for the few of most cells, never quadratic for many."""
    gap = 1
    while gap < (last - first) // SHORT:
        gap = 3 * gap + 1
    while gap > 0:
        for one in range(first + gap, last):
            value, place, before = values[one], places[one], one - gap
            while before >= first and values[before] < value:
                values[before + gap], places[before + gap] = values[before], places[before]
                before -= gap
            values[before + gap], places[before + gap] = value, place
        gap //= 3


@compiled
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
    for start in range(first, last, 16):
        stop = min(last, start + 16)
        for draw in range(ranks.shape[0]):
            for area in range(start, stop):
                counts[area, (ranks[draw, area] - 1) >> shift] += 1
            for area in range(start, stop):
                place = np.int64(ranks[draw, area])
                sums[0, area] += place
                sums[1, area] += place * place
                sums[2, area] += among[0] <= place <= among[1]
                sums[3, area] = min(sums[3, area], place)
                sums[4, area] = max(sums[4, area], place)
