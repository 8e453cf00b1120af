"""Sobol's indices by Jansen's estimators, for an outcome of many numbers at once (the ranks of all areas).

With f(A), f(B) of two independent samples of N draws and f(AB) of A with one choice taken from B, V the variance summed over the
outcomes and |.| the distance over them:

    first order  S = 1 - mean |f(B) - f(AB)|² / 2V      what the choice carries alone
    total        T = mean |f(A) - f(AB)|² / 2V          with its interactions

Saltelli et al., Computer Physics Communications 181 (2010), table 2; Gamboa et al., Electronic Journal of Statistics 8 (2014), for
outcomes of many numbers. A choice may be a vector (all weights together): the indices are then those of the group. Both estimates
wander with N; their standard errors come from a bootstrap of the draws and are given beside them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

BOOTSTRAPS = 400


@dataclass(frozen=True, slots=True)
class Index:
    """First-order and total share, each with its standard error."""

    first: float
    first_error: float
    total: float
    total_error: float


class Sums:
    """Takes the outcomes of some draws at a time; keeps a few numbers a draw, never the outcomes."""

    def __init__(self, choices: int, centre: np.ndarray) -> None:
        """`centre` (outcomes,): any value near the outcomes, so that squares stay small."""
        self.centre = np.asarray(centre, np.float64)
        self.moved = np.zeros_like(self.centre)
        self.rows: list[np.ndarray] = []
        self.choices = choices

    def add(self, a: np.ndarray, b: np.ndarray, mixed: np.ndarray) -> None:
        """Outcomes a, b (draws, outcomes) and mixed (choices, draws, outcomes): A with that choice from B."""
        from_a, from_b = a - self.centre, b - self.centre
        self.moved += (from_a + from_b).sum(axis=0)
        squares = (from_a**2 + from_b**2).sum(axis=1)
        alone = ((b - mixed.astype(np.float64)) ** 2).sum(axis=2)
        total = ((a - mixed.astype(np.float64)) ** 2).sum(axis=2)
        self.rows.append(np.vstack([squares, alone, total]))

    def indices(self, random: np.random.Generator) -> tuple[Index, ...]:
        """One for each choice; zeros when nothing varied."""
        rows = np.concatenate(self.rows, axis=1)
        draws = rows.shape[1]
        off_centre = float((self.moved**2).sum()) / (2 * draws)
        again = random.multinomial(draws, np.full(draws, 1 / draws), size=BOOTSTRAPS) @ rows.T
        first, total = self._estimates(rows.sum(axis=1)[None], draws, off_centre)
        first_again, total_again = self._estimates(again, draws, off_centre)
        return tuple(
            Index(
                float(first[0, one]),
                float(first_again[:, one].std(ddof=1)),
                float(total[0, one]),
                float(total_again[:, one].std(ddof=1)),
            )
            for one in range(self.choices)
        )

    def _estimates(self, sums: np.ndarray, draws: int, off_centre: float) -> tuple[np.ndarray, np.ndarray]:
        variance = np.maximum(sums[:, :1] - off_centre, 0.0) / (2 * draws - 1)
        twice = np.where(variance > 0, 2 * draws * variance, np.inf)
        alone, total = sums[:, 1 : 1 + self.choices], sums[:, 1 + self.choices :]
        return np.where(variance > 0, 1 - alone / twice, 0.0), total / twice
