"""Global Moran: whether like lies beside like over the whole territory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt

from .permutations import Progress
from .threads import shared
from .values import deviations
from .weights import Floats, Weights

#: Random numbers held at once.
HELD = 4_000_000


@dataclass(frozen=True)
class GlobalMoran:
    """`statistic` is I; `expected` -1 / (n - 1); the variances and z-scores under normality and under randomisation.

    `above` and `below` count the permutations whose I is at least and at most the real one; `p_one_sided` = (1 + the smaller) / (P + 1),
    `p_two_sided` twice that, at most 1.
    """

    statistic: float
    expected: float
    variance_normality: float
    variance_randomisation: float
    above: int
    below: int
    permutations: int
    seed: int
    islands: tuple[str, ...]

    @property
    def z_normality(self) -> float:
        return float((self.statistic - self.expected) / np.sqrt(self.variance_normality))

    @property
    def z_randomisation(self) -> float:
        return float((self.statistic - self.expected) / np.sqrt(self.variance_randomisation))

    @property
    def p_one_sided(self) -> float:
        return (1 + min(self.above, self.below)) / (self.permutations + 1)

    @property
    def p_two_sided(self) -> float:
        return min(1.0, 2 * self.p_one_sided)


def global_moran(
    values: npt.ArrayLike,
    weights: Weights,
    *,
    seed: int,
    permutations: int = 999,
    workers: int = 0,
    progress: Progress | None = None,
) -> GlobalMoran:
    """I = n / S0 · Σ_ij w_ij z_i z_j / Σ_i z_i², with S0 = Σ_ij w_ij, and the share of permutations that reach it.

    `values` (n,) in any unit, `weights` of the same n areas, `workers` threads at most (0: as many as processors), `progress` told
    of permutations done, and of all; islands count in n and z, and have no neighbours. The variances are Cliff and Ord's. Grows with (n + pairs) · P.
    Raises `Invalid` for values that are absent, constant or not as many as the
    areas. Source: Cliff and Ord, Spatial processes (1981), p. 17 and 21.

    >>> line = Weights.of_pairs(["a", "b", "c", "d"], range(3), range(1, 4))
    >>> found = global_moran([1.0, 2.0, 3.0, 4.0], line, seed=1)
    >>> round(found.statistic, 4), round(found.expected, 4)
    (0.3333, -0.3333)
    """
    z = deviations(values, weights)
    observed = float(z @ weights.lag(z))
    blocks: list[Floats] = []
    for block in _permuted(z, weights, permutations, seed, workers):
        blocks.append(block)
        if progress is not None:
            progress(sum(map(len, blocks)), permutations)
    drawn = np.concatenate(blocks or [np.empty(0)])
    slack = 1e-10 * float(np.abs(weights.data).sum())
    s0 = float(weights.data.sum())
    normality, randomisation = _variances(z, weights, s0)
    return GlobalMoran(
        statistic=weights.n / s0 * observed / float(np.sum(z**2)),
        expected=-1 / (weights.n - 1),
        variance_normality=normality,
        variance_randomisation=randomisation,
        above=int(np.count_nonzero(drawn >= observed - slack)),
        below=int(np.count_nonzero(drawn <= observed + slack)),
        permutations=permutations,
        seed=seed,
        islands=weights.islands,
    )


def _permuted(z: Floats, weights: Weights, permutations: int, seed: int, workers: int) -> Iterator[Floats]:
    from .kernels import cross_products

    source = np.random.PCG64(seed)
    block = max(1, HELD // weights.n)
    for first in range(0, permutations, block):
        rows = min(block, permutations - first)
        raw = source.random_raw(rows * weights.n).reshape(rows, weights.n)
        answer = np.empty(rows)
        fill = partial(cross_products, z=z, indptr=weights.indptr, indices=weights.indices, data=weights.data)
        shared(partial(fill, raw=raw, answer=answer), rows, workers, least=4)
        yield answer


def _variances(z: Floats, weights: Weights, s0: float) -> tuple[float, float]:
    """Cliff and Ord's variances of I, under normality and under randomisation."""
    n = weights.n
    both = weights.matrix + weights.matrix.T
    s1 = float(both.multiply(both).sum()) / 2
    s2 = float(np.sum(np.asarray(both.sum(axis=1)) ** 2))
    square = 1 / (n - 1) ** 2
    normality = (n**2 * s1 - n * s2 + 3 * s0**2) / ((n**2 - 1) * s0**2) - square
    kurtosis = float(np.mean(z**4) / np.mean(z**2) ** 2)
    free = n * ((n**2 - 3 * n + 3) * s1 - n * s2 + 3 * s0**2)
    peaked = kurtosis * ((n**2 - n) * s1 - 2 * n * s2 + 6 * s0**2)
    # Three areas leave the formula nothing to divide by.
    below = (n - 1) * (n - 2) * (n - 3) * s0**2
    randomisation = (free - peaked) / below - square if below else float("nan")
    return normality, randomisation
