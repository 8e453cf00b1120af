"""The compiled twins of `scores`, `ranks` and `tallies`: the same sums in the same order, so the same digits.

Imported only when the work is large: importing numba and compiling take longer than a small run.
"""

from __future__ import annotations

import numpy as np

from portici.engine.compiled import compiled

from .plain import DENSE, LARGEST, MIDDLE

#: Areas worked on at once: a column's piece and a score's piece stay in the nearest cache.
PIECE = 1024
#: Moves an area, on average, up to which insertion is quicker than sorting anew.
MOVES = 8
#: Areas whose ranks are turned round at once, from draw by draw to area by area.
TURNED = 16


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


def rank(scores: np.ndarray, ranks: np.ndarray, ties: int) -> None:
    """ranks[d, i] = place of area i in draw d, the highest score first; equal scores share a rank by `ties` (see `plain`).

    numpy sorts whole numbers several at a time, and that is all it is asked for: how far each score lies below the highest is a positive
    number, whose bits are in its order; the low ones give way to the area's number. What lies too near to be told by the rest is put
    right by the scores themselves.
    """
    low = (1 << (scores.shape[1] - 1).bit_length()) - 1
    keys = np.empty(scores.shape, np.int64)
    _pack(scores, scores.max(axis=1), low, keys)
    keys.sort(axis=1)
    tangled = np.zeros(len(scores), np.bool_)
    _place(scores, keys, low, ties, ranks, tangled)
    for draw in np.flatnonzero(tangled):
        one = slice(draw, draw + 1)
        keys[one] = np.argsort(-scores[one], axis=1)
        _place(scores[one], keys[one], low, ties, ranks[one], tangled[one])


@compiled
def _pack(scores: np.ndarray, highest: np.ndarray, low: int, keys: np.ndarray) -> None:
    """Bits of how far each score lies below the highest, with the area's number in the low ones."""
    above = ~np.int64(low)
    for draw in range(scores.shape[0]):
        for area in range(scores.shape[1]):
            below = np.float64(highest[draw] - scores[draw, area]).view(np.int64)
            keys[draw, area] = (below & above) | np.int64(area)


@compiled
def _place(
    scores: np.ndarray, keys: np.ndarray, low: int, ties: int, ranks: np.ndarray, tangled: np.ndarray
) -> None:
    """Read the areas out of the low bits of sorted keys, put near ones right, share out ranks; says where too much is out of order."""
    draws, areas = scores.shape
    values, places = np.empty(areas, np.float64), np.empty(areas, np.int32)
    for draw in range(draws):
        here = scores[draw]
        in_order = True
        for one in range(areas):
            places[one] = keys[draw, one] & low
            values[one] = here[places[one]]
        for one in range(1, areas):
            in_order &= values[one] <= values[one - 1]
        tangled[draw] = not in_order and not _sorted(values, places)
        if not tangled[draw]:
            _share(values, places, ties, ranks[draw])


@compiled
def _sorted(values: np.ndarray, places: np.ndarray) -> bool:
    """Sort what is nearly in order, highest first, by insertion; False when it takes too many moves."""
    moves, most = 0, MOVES * values.size
    for one in range(1, values.size):
        value, place, before = values[one], places[one], one - 1
        while before >= 0 and values[before] < value:
            values[before + 1], places[before + 1] = values[before], places[before]
            before -= 1
        values[before + 1], places[before + 1] = value, place
        moves += one - 1 - before
        if moves > most:
            return False
    return True


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
def tally(
    ranks: np.ndarray,
    piece: tuple[int, int],
    shift: int,
    among: tuple[int, int],
    counts: np.ndarray,
    sums: np.ndarray,
) -> None:
    """Add the ranks of areas piece[0]..piece[1]: counts[i, (rank - 1) >> shift] and the rows of `sums` (see `tallies.ROWS`)."""
    draws = ranks.shape[0]
    turned = np.empty((TURNED, draws), np.int32)
    for start in range(piece[0], piece[1], TURNED):
        many = min(piece[1], start + TURNED) - start
        for draw in range(draws):
            for one in range(many):
                turned[one, draw] = ranks[draw, start + one]
        for one in range(many):
            _tally_one(turned[one], shift, among, counts[start + one], sums[:, start + one])


@compiled
def _tally_one(
    ranks: np.ndarray, shift: int, among: tuple[int, int], counts: np.ndarray, sums: np.ndarray
) -> None:
    """Add the ranks of one area."""
    total, squares, times = np.int64(0), np.int64(0), np.int64(0)
    low, high = np.int32(ranks[0]), np.int32(ranks[0])
    for place in ranks:
        total += place
        squares += np.int64(place) * np.int64(place)
        times += (among[0] <= place) & (place <= among[1])
        low, high = min(low, place), max(high, place)
    for place in ranks:
        counts[(place - 1) >> shift] += 1
    sums[0] += total
    sums[1] += squares
    sums[2] += times
    sums[3] = min(sums[3], low)
    sums[4] = max(sums[4], high)
