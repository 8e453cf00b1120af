"""What is kept of the ranks of all draws: counts, never the draws, so that memory does not grow with their number.

Exact: mean, standard deviation, lowest and highest rank, how often among the k most distressed. Exact up to `EXACT` areas: the interval and the
median. Beyond, ranks are counted in cells of 2, 4, 8 … ranks, as many as `cells` allows, and the ends of an interval are given by the
outer edges of their cells: the interval is never narrower than the exact one, and wider by less than one cell at each end.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

#: Up to so many areas each rank has a counter of its own.
EXACT = 2048
#: Memory for the counters, in bytes, beyond that.
ROOM = 256 * 2**20
ROWS = ("sum of ranks", "sum of their squares", "times from rank among[0] to among[1]", "lowest", "highest")


@dataclass(frozen=True, slots=True)
class Tally:
    """counts (areas, cells) and sums (5, areas; see ROWS); a cell holds 2**shift ranks."""

    counts: np.ndarray
    sums: np.ndarray
    shift: int
    among: tuple[int, int]

    @property
    def draws(self) -> int:
        return int(self.counts[0].sum(dtype=np.int64))

    @property
    def cell(self) -> int:
        """How many ranks a cell holds."""
        return 1 << self.shift


def new_tally(areas: int, draws: int, among: tuple[int, int]) -> Tally:
    """Empty, for so many draws at most."""
    kind = np.uint16 if draws < 2**16 else np.uint32
    shift = cell_shift(areas, np.dtype(kind).itemsize)
    sums = np.zeros((len(ROWS), areas), np.int64)
    sums[3] = areas
    return Tally(np.zeros((areas, ((areas - 1) >> shift) + 1), kind), sums, shift, among)


def cell_shift(areas: int, bytes_each: int) -> int:
    """By how many bits a rank is cut to give its cell.

    >>> [cell_shift(areas, 2) for areas in (90, 2_048, 10_000, 400_000)]
    [0, 0, 3, 11]
    """
    most = max(64, min(EXACT, ROOM // (areas * bytes_each)))
    shift = 0
    while (areas - 1) >> shift >= most:
        shift += 1
    return shift


def quantile(tally: Tally, share: float, *, upper: bool) -> np.ndarray:
    """Per area the smallest rank that at least `share` of the draws do not exceed; of a cell its last rank when `upper`, else its first."""
    needed = max(1, int(np.ceil(share * tally.draws - 1e-9)))
    areas, _cells = tally.counts.shape
    found = np.empty(areas, np.int64)
    step = max(1, 500_000 // tally.counts.shape[1])
    for first in range(0, areas, step):
        so_far = tally.counts[first : first + step].cumsum(axis=1, dtype=np.int64)
        found[first : first + step] = (so_far < needed).sum(axis=1)
    edge = found * tally.cell + (tally.cell if upper else 1)
    return np.clip(edge, tally.sums[3], tally.sums[4])
