"""Who is near whom, and how much: one row for each area, in compressed rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Self

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
#: Weights of one row that differ by less than this share of the largest are the same weight.
SAME = 1e-12


@dataclass(frozen=True, eq=False)
class Weights:
    """The neighbours of `keys[i]` are `indices[indptr[i]:indptr[i + 1]]`, ascending, with the weights `data` beside them.

    Shapes: `indptr` (n + 1,), `indices` and `data` (pairs,). Nobody is a neighbour of itself. `islands` have no neighbours:
    nothing can be said of them, and they are named rather than given a neighbour that they do not have.

    >>> line = Weights.of_pairs(["a", "b", "c", "d"], [0, 1], [1, 2])
    >>> line.islands
    ('d',)
    >>> line.lag(np.array([1.0, 2.0, 4.0, 8.0])).tolist()
    [2.0, 5.0, 2.0, 0.0]
    >>> line.standardised().lag(np.array([1.0, 2.0, 4.0, 8.0])).tolist()
    [2.0, 2.5, 2.0, 0.0]
    """

    keys: Sequence[str]
    indptr: Integers
    indices: npt.NDArray[np.int32]
    data: Floats

    @classmethod
    def of_pairs(
        cls,
        keys: Sequence[str],
        left: npt.ArrayLike,
        right: npt.ArrayLike,
        weights: npt.ArrayLike | None = None,
    ) -> Self:
        """From pairs of positions, each pair once and good in both directions; a pair said twice counts once."""
        one, other = np.asarray(left, dtype=np.int64), np.asarray(right, dtype=np.int64)
        values = np.ones(len(one)) if weights is None else np.asarray(weights, dtype=np.float64)
        return cls.of_arrows(
            keys, np.concatenate((one, other)), np.concatenate((other, one)), np.tile(values, 2)
        )

    @classmethod
    def of_arrows(cls, keys: Sequence[str], row: Integers, column: Integers, weights: Floats) -> Self:
        """From arrows, area `row` having `column` as neighbour; an arrow said twice counts once."""
        order = np.lexsort((column, row))
        row, column, weights = row[order], column[order], weights[order]
        fresh = np.ones(len(row), dtype=bool)
        fresh[1:] = (row[1:] != row[:-1]) | (column[1:] != column[:-1])
        fresh &= row != column
        counts = np.bincount(row[fresh], minlength=len(keys))
        indptr = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
        return cls(keys, indptr, column[fresh].astype(np.int32), weights[fresh])

    @property
    def n(self) -> int:
        return len(self.keys)

    @cached_property
    def neighbours(self) -> Integers:
        """How many each area has, (n,)."""
        return np.diff(self.indptr)

    @cached_property
    def rows(self) -> Integers:
        """The area that each weight belongs to, (pairs,)."""
        return np.repeat(np.arange(self.n), self.neighbours)

    @cached_property
    def sums(self) -> Floats:
        """The sum of each area's weights, (n,)."""
        return np.bincount(self.rows, weights=self.data, minlength=self.n).astype(np.float64)

    @property
    def islands(self) -> tuple[str, ...]:
        """The keys of areas without neighbours, in the order of the rows."""
        return tuple(self.keys[place] for place in np.flatnonzero(self.neighbours == 0).tolist())

    @cached_property
    def equal_in_rows(self) -> bool:
        """Whether the neighbours of an area all weigh the same, as contiguity and nearest neighbours give."""
        from .kernels import even_rows

        return bool(even_rows(self.indptr, self.data, SAME))

    @cached_property
    def matrix(self) -> Any:
        """The same as a scipy CSR array, (n, n)."""
        from scipy.sparse import csr_array

        return csr_array((self.data, self.indices, self.indptr), shape=(self.n, self.n))

    def standardised(self) -> Self:
        """Each row divided by its sum, so that the lag is the neighbours' weighted mean."""
        sums = self.sums[self.rows]
        return replace(self, data=np.divide(self.data, sums, out=np.zeros_like(self.data), where=sums != 0))

    def lag(self, values: Floats) -> Floats:
        """Σ_j w_ij x_j for each area, (n,)."""
        return np.asarray(self.matrix @ values, dtype=np.float64)
