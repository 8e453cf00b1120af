"""Local Moran: which areas resemble their neighbours, or stand out from them, more than chance explains."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from .discovery import adjusted
from .permutations import Progress, tail_counts
from .values import deviations
from .weights import Floats, Integers, Weights


class Quadrant(StrEnum):
    """An area's value and its neighbours', above or below the mean: a core of the high, a core of the low, two kinds of outlier."""

    HIGH_HIGH = "high-high"
    LOW_HIGH = "low-high"
    LOW_LOW = "low-low"
    HIGH_LOW = "high-low"
    NONE = "none"


class Tail(StrEnum):
    """Which draws count against chance: those beyond the observed on its own side, or on either side."""

    ONE_SIDED = "one-sided"
    TWO_SIDED = "two-sided"


@dataclass(frozen=True, eq=False)
class LocalMoran:
    """One row for each area, in the order of the weights' keys.

    `z` (n,) deviations in standard deviations; `lag` (n,) Σ_j w_ij z_j; `statistic` (n,) the local I; `above` and `below` (n,) how
    many draws' lags are at least and at most the real one; `p` and `q` (n,) the pseudo p and its adjustment for
    all areas, not a number for islands.
    """

    keys: Sequence[str]
    islands: tuple[str, ...]
    z: Floats
    lag: Floats
    statistic: Floats
    above: Integers
    below: Integers
    p: Floats
    q: Floats
    permutations: int
    seed: int
    tail: Tail

    def significant(self, alpha: float = 0.05) -> npt.NDArray[np.bool_]:
        """Areas with q <= alpha, (n,): of those shown, the expected share of false ones is at most `alpha`."""
        return np.asarray(self.q <= alpha)

    def quadrants(self) -> list[Quadrant]:
        """The quadrant of each area; none where it is an island, or it or its neighbours lie on the mean."""
        names = {
            (1, 1): Quadrant.HIGH_HIGH,
            (-1, 1): Quadrant.LOW_HIGH,
            (-1, -1): Quadrant.LOW_LOW,
            (1, -1): Quadrant.HIGH_LOW,
        }
        signs = zip(np.sign(self.z).tolist(), np.sign(self.lag).tolist(), strict=True)
        return [names.get((int(own), int(near)), Quadrant.NONE) for own, near in signs]

    def clusters(self, alpha: float = 0.05) -> list[Quadrant]:
        """The quadrant of each significant area, none for the others: what a map shows."""
        shown = self.significant(alpha)
        return [name if here else Quadrant.NONE for name, here in zip(self.quadrants(), shown, strict=True)]


def local_moran(
    values: npt.ArrayLike,
    weights: Weights,
    *,
    seed: int,
    permutations: int = 99_999,
    tail: Tail = Tail.ONE_SIDED,
    workers: int = 0,
    progress: Progress | None = None,
) -> LocalMoran:
    """I_i = (n - 1) z_i Σ_j w_ij z_j / Σ_k z_k², with pseudo p from conditional permutations and q by Benjamini and Hochberg.

    `values` (n,) in any unit, `weights` of the same n areas, `workers` threads at most (0: as many as processors), which do not
    change a digit; `progress` is told of permutations done, and of all. One-sided p = (1 + min(#above, #below)) / (P + 1), as GeoDa and esda;
    two-sided p = min(1, 2 · one-sided p). An area exactly at the mean has I = 0 in every draw and p = 1.
    A draw that equals the observed lag counts on
    both sides (esda counts it on one, by which values that tie come out as significant). With 999 draws the smallest p is .001 and
    a correction for thousands of areas leaves nothing: 99,999 cost little where weights are equal in rows.

    Grows with n log P for weights equal in rows, with pairs · P otherwise; memory does not grow with P. Raises `Invalid` for values
    that are absent, constant or not as many as the areas. Source: Anselin, Local indicators of spatial association, Geographical
    Analysis 27 (1995).

    >>> line = Weights.of_pairs([str(i) for i in range(9)], range(8), range(1, 9)).standardised()
    >>> found = local_moran([9, 9, 9, 9, 5, 1, 1, 1, 1], line, seed=1, permutations=999)
    >>> found.statistic.round(2).tolist()
    [1.0, 1.0, 1.0, 0.5, 0.0, 0.5, 1.0, 1.0, 1.0]
    >>> [name.value for name in found.quadrants()][2:6]
    ['high-high', 'high-high', 'none', 'low-low']
    """
    z = deviations(values, weights)
    lag = weights.lag(z)
    above, below = tail_counts(
        z, weights, permutations=permutations, seed=seed, workers=workers, progress=progress
    )
    p = _pseudo_p(z, weights, above, below, permutations, tail)
    return LocalMoran(
        keys=weights.keys,
        islands=weights.islands,
        z=z,
        lag=lag,
        statistic=(weights.n - 1) * z * lag / float(np.sum(z**2)),
        above=above,
        below=below,
        p=p,
        q=adjusted(p),
        permutations=permutations,
        seed=seed,
        tail=tail,
    )


def _pseudo_p(
    z: Floats, weights: Weights, above: Integers, below: Integers, permutations: int, tail: Tail
) -> Floats:
    one_sided = (1 + np.minimum(above, below)) / (permutations + 1)
    p = one_sided if tail is Tail.ONE_SIDED else np.minimum(1.0, 2 * one_sided)
    p[z == 0] = 1.0
    p[weights.neighbours == 0] = np.nan
    return p
