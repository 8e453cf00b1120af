"""The loops of the permutation tests, compiled. Imported where they run: compiling takes seconds, once for an installation.

A loop that threads share takes the part `first`..`last` of its rows, its areas or its permutations, and adds up nothing across
parts: the digits do not depend on how many threads there are.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from portici.engine.compiled import compiled

Array = npt.NDArray[Any]
#: Draws that are looked at together, so that what they add up to stays in the nearest cache.
TILE = 1_024


@compiled
def first_of_permutations(first: int, last: int, raw: Array, n: int, ids: Array) -> None:
    """Into the rows of `ids` the first places of random permutations of 0..n-1: Fisher-Yates, undone after each row."""
    width = raw.shape[1]
    place = np.arange(n).astype(np.int32)
    swapped = np.empty(width, dtype=np.int64)
    for draw in range(first, last):
        for at in range(width):
            share = (raw[draw, at] >> np.uint64(11)) * 2.0**-53
            other = at + np.int64(share * (n - at))
            swapped[at] = other
            place[at], place[other] = place[other], place[at]
            ids[draw, at] = place[at]
        for back in range(width):
            at = width - 1 - back
            other = swapped[at]
            place[at], place[other] = place[other], place[at]


@compiled
def even_rows(indptr: Array, data: Array, same: float) -> bool:
    """Whether the weights of each row are equal, up to the share `same` of the first."""
    for area in range(len(indptr) - 1):
        for pair in range(indptr[area] + 1, indptr[area + 1]):
            if abs(data[pair] - data[indptr[area]]) > same * abs(data[indptr[area]]):
                return False
    return True


@compiled
def neighbour_sums(first: int, last: int, z: Array, indptr: Array, indices: Array, sums: Array) -> None:
    """The sum of each area's neighbours, unweighted."""
    for area in range(first, last):
        total = 0.0
        for pair in range(indptr[area], indptr[area + 1]):
            total += z[indices[pair]]
        sums[area] = total


@compiled
def look_up(
    first: int,
    last: int,
    members: Array,
    sums: Array,
    slack: float,
    ordered: Array,
    above: Array,
    below: Array,
) -> None:
    """Add to `above` and `below` how many of the `ordered` sums are at least, and at most, each member's own."""
    draws = len(ordered)
    for at in range(first, last):
        area = members[at]
        above[area] += draws - np.searchsorted(ordered, sums[area] - slack, side="left")
        below[area] += np.searchsorted(ordered, sums[area] + slack, side="right")


@compiled
def correct(
    ids: Array,
    z: Array,
    k: int,
    neighbours: Array,
    sums: Array,
    slack: float,
    short: Array,
    long: Array,
    above: Array,
    below: Array,
) -> None:
    """Where the first k of a draw contain the area itself, put the sum of the next one in its stead.

    `short` and `long` are each draw's sums of its first k and k + 1.
    """
    for draw in range(ids.shape[0]):
        for at in range(k):
            area = ids[draw, at]
            if neighbours[area] == k:
                low, high = sums[area] - slack, sums[area] + slack
                without = long[draw] - z[area]
                above[area] += np.int64(without >= low) - np.int64(short[draw] >= low)
                below[area] += np.int64(without <= high) - np.int64(short[draw] <= high)


@compiled
def where_drawn(ids: Array, n: int) -> tuple[Array, Array, Array]:
    """For each area the draws that contain it, ascending, and at which place: compressed rows."""
    starts = np.zeros(n + 1, dtype=np.int64)
    draws, width = ids.shape
    for draw in range(draws):
        for at in range(width):
            starts[ids[draw, at] + 1] += 1
    starts = np.cumsum(starts)
    filled = starts[:-1].copy()
    which = np.empty(draws * width, dtype=np.int32)
    place = np.empty(draws * width, dtype=np.int32)
    for draw in range(draws):
        for at in range(width):
            area = ids[draw, at]
            which[filled[area]] = draw
            place[filled[area]] = at
            filled[area] += 1
    return starts, which, place


@compiled
def _tile_sums(drawn: Array, weights: Array, start: int, stop: int, sums: Array) -> None:
    """Σ_j w_j · drawn[j, draw] of the draws start..stop, added in the order of j."""
    k = len(weights)
    size = stop - start
    for draw in range(size):
        sums[draw] = 0.0
    at = 0
    while at + 4 <= k:
        w0, w1, w2, w3 = weights[at], weights[at + 1], weights[at + 2], weights[at + 3]
        x0, x1 = drawn[at, start:stop], drawn[at + 1, start:stop]
        x2, x3 = drawn[at + 2, start:stop], drawn[at + 3, start:stop]
        for draw in range(size):
            sums[draw] = (((sums[draw] + w0 * x0[draw]) + w1 * x1[draw]) + w2 * x2[draw]) + w3 * x3[draw]
        at += 4
    while at < k:
        w0, x0 = weights[at], drawn[at, start:stop]
        for draw in range(size):
            sums[draw] += w0 * x0[draw]
        at += 1


@compiled
def _without(drawn: Array, weights: Array, draw: int, place: int) -> float:
    """The sum of one draw when what stands at `place` is left out and the next ones move up."""
    total = 0.0
    for at in range(len(weights)):
        total += weights[at] * drawn[at + (at >= place), draw]
    return total


@compiled
def count_sums(
    first: int,
    last: int,
    drawn: Array,
    indptr: Array,
    data: Array,
    sums: Array,
    slack: Array,
    starts: Array,
    which: Array,
    place: Array,
    above: Array,
    below: Array,
) -> None:
    """Add to `above` and `below` how many draws' weighted sums are at least, and at most, each area's own.

    `drawn` (width, draws) are the values drawn; `starts`, `which` and `place` say where an area is in a draw itself.
    """
    draws = drawn.shape[1]
    buffer = np.empty(TILE)
    for area in range(first, last):
        weights = data[indptr[area] : indptr[area + 1]]
        k = len(weights)
        if k == 0:
            continue
        low, high = sums[area] - slack[area], sums[area] + slack[area]
        own, more, less = starts[area], 0, 0
        for start in range(0, draws, TILE):
            stop = min(start + TILE, draws)
            _tile_sums(drawn, weights, start, stop, buffer)
            while own < starts[area + 1] and which[own] < stop:
                if place[own] < k:
                    buffer[which[own] - start] = _without(drawn, weights, which[own], place[own])
                own += 1
            for draw in range(stop - start):
                more += buffer[draw] >= low
                less += buffer[draw] <= high
        above[area] += more
        below[area] += less


@compiled
def cross_products(
    first: int, last: int, z: Array, indptr: Array, indices: Array, data: Array, raw: Array, answer: Array
) -> None:
    """Σ_ij w_ij z_i z_j after each of the permutations that the rows of `raw` (permutations, n) stand for."""
    n = len(z)
    for draw in range(first, last):
        mixed = z.copy()
        for at in range(n - 1):
            share = (raw[draw, at] >> np.uint64(11)) * 2.0**-53
            other = at + np.int64(share * (n - at))
            mixed[at], mixed[other] = mixed[other], mixed[at]
        total = 0.0
        for area in range(n):
            lag = 0.0
            for pair in range(indptr[area], indptr[area + 1]):
                lag += data[pair] * mixed[indices[pair]]
            total += mixed[area] * lag
        answer[draw] = total
