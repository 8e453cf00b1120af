"""Conditional permutations: how many random neighbourhoods weigh as much as the real one.

An area's null hypothesis: its neighbours are a random choice among all other areas. Draw d is a random permutation of all
areas; an area with k neighbours takes the first k that are not itself. The draws are shared by all areas, as in Anselin (1995, § 3) and esda.

Equal weights in a row: only the sum of the neighbours matters, so the sums of the first k of every draw are sorted once for
each k and each area is looked up in them: n log P instead of n · k · P. A draw that contains the area itself among its first k is
then taken out and put back with the (k + 1)-th in its stead: P · k such pairs in all, however many areas there are.
General weights: every area's weighted sum of every draw, n · k · P.

Areas are drawn in the order of their values and, where these are equal, of their neighbours' sum: the answer does not
depend on the order of the rows, save by equal areas changing places.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt

from .threads import shared
from .weights import Floats, Integers, Weights

#: Told of permutations done, and of all; what it raises ends the work.
Progress = Callable[[int, int], None]

#: Sums closer than this, in units of the largest deviation and the row's weight, are equal: decimals then tie as on paper.
TIE = 1e-10
#: Ids held at once.
HELD = 4_000_000


@dataclass(frozen=True, eq=False)
class _Tally:
    """What the counts of one run are made of, and where they are added up."""

    z: Floats
    weights: Weights
    slack: float
    above: Integers
    below: Integers
    workers: int
    alive: Callable[[], None]


def tail_counts(
    z: Floats,
    weights: Weights,
    *,
    permutations: int,
    seed: int,
    workers: int = 0,
    held: int = HELD,
    progress: Progress | None = None,
) -> tuple[Integers, Integers]:
    """How many draws' lags are at least, and at most, each area's own, (n,) each; 0 for islands.

    `z` (n,) are deviations from the mean in standard deviations. The same seed gives the same counts, with any
    number of `workers` (threads at most; 0 for as many as processors) and of ids `held` at once. `progress` is told after each block
    of draws, and within a block of each number of neighbours.
    """
    above, below = np.zeros(weights.n, dtype=np.int64), np.zeros(weights.n, dtype=np.int64)
    # What is equal for floats that were added in another order must not lead to another answer.
    done = 0

    def alive() -> None:
        if progress is not None:
            progress(done, permutations)

    tally = _Tally(z, weights, TIE * float(np.abs(z).max()), above, below, workers, alive)
    count = _count_equal if weights.equal_in_rows else _count_general
    for ids in draws(z, weights, permutations=permutations, seed=seed, workers=workers, held=held):
        count(tally, ids)
        done += len(ids)
        alive()
    return above, below


def draws(
    z: Floats, weights: Weights, *, permutations: int, seed: int, workers: int = 0, held: int = HELD
) -> Iterator[npt.NDArray[np.int32]]:
    """The first areas of each permutation, one more than the most neighbours, in blocks of rows whose size changes nothing.

    A permutation is made from the raw 64-bit numbers of a PCG64 generator, which numpy promises not to change.
    """
    from .kernels import first_of_permutations

    source = np.random.PCG64(seed)
    order = _by_value(z, weights)
    width = int(weights.neighbours.max(initial=0)) + 1
    block = max(1, held // width)
    for first in range(0, permutations, block):
        rows = min(block, permutations - first)
        raw = source.random_raw(rows * width).reshape(rows, width)
        ids = np.empty((rows, width), dtype=np.int32)
        shared(partial(first_of_permutations, raw=raw, n=weights.n, ids=ids), rows, workers)
        yield order[ids]


def _by_value(z: Floats, weights: Weights) -> npt.NDArray[np.int32]:
    """The areas in the order of their values, then of how many neighbours they have, then of what these add up to."""
    order = np.argsort(z, kind="stable")
    if (np.diff(z[order]) == 0).any():
        order = np.lexsort((weights.lag(z).round(9), weights.neighbours, z))
    return order.astype(np.int32)


def _count_equal(tally: _Tally, ids: npt.NDArray[np.int32]) -> None:
    from .kernels import correct, look_up, neighbour_sums

    z, weights, neighbours = tally.z, tally.weights, tally.weights.neighbours
    sums = np.empty(weights.n)
    add_up = partial(neighbour_sums, z=z, indptr=weights.indptr, indices=weights.indices, sums=sums)
    shared(add_up, weights.n, tally.workers)
    members = {int(k): np.flatnonzero(neighbours == k) for k in np.unique(neighbours[neighbours > 0])}
    above, below = tally.above, tally.below
    short = np.zeros(len(ids))
    for k in range(1, max(members) + 1):
        short = short + z[ids[:, k - 1]]
        if k in members:
            slack, ordered = tally.slack * k, np.sort(short)
            find = partial(look_up, members=members[k], sums=sums, slack=slack, ordered=ordered)
            shared(partial(find, above=above, below=below), len(members[k]), tally.workers)
            correct(ids, z, k, neighbours, sums, slack, short, short + z[ids[:, k]], above, below)
            tally.alive()


def _count_general(tally: _Tally, ids: npt.NDArray[np.int32]) -> None:
    from .kernels import count_sums, where_drawn

    z, weights = tally.z, tally.weights
    # The heaviest first: which draw falls on which weight then does not depend on the order of the rows.
    data = weights.data[np.lexsort((-weights.data, weights.rows))]
    slack = tally.slack * np.bincount(weights.rows, np.abs(weights.data), weights.n)
    drawn = np.ascontiguousarray(z[ids].T)
    starts, which, place = where_drawn(ids, weights.n)
    own = {"starts": starts, "which": which, "place": place}
    counts = {"above": tally.above, "below": tally.below}
    count = partial(
        count_sums, drawn=drawn, indptr=weights.indptr, data=data, sums=weights.lag(z), slack=slack
    )
    shared(partial(count, **own, **counts), weights.n, tally.workers)
