"""What a run says: of each area, where it stands and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .choices import Choices
from .model import Model
from .tallies import Tally, quantile


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """Per area (n,), in the order of `keys`: its published rank, the mean and standard deviation of its ranks, the interval that holds
    `interval` of them, their median, lowest and highest, and the share of draws in which it is among the `k` most distressed.

    `cell` is 1 where interval and median are exact; otherwise they are given to within so many ranks, outward.
    """

    keys: tuple[str, ...]
    published: np.ndarray
    mean: np.ndarray
    deviation: np.ndarray
    low: np.ndarray
    median: np.ndarray
    high: np.ndarray
    lowest: np.ndarray
    highest: np.ndarray
    among: np.ndarray
    k: int
    interval: float
    cell: int
    draws: int
    seed: int
    choices: Choices
    digest: str


def result(model: Model, tally: Tally, *, k: int, interval: float, draws: int, digest: str) -> Uncertainty:
    """From the tally, in the order of the table."""
    back = np.argsort(model.order)
    mean = tally.sums[0] / draws
    outside = (1 - interval) / 2

    def rows(values: np.ndarray) -> np.ndarray:
        return np.asarray(values[back])

    return Uncertainty(
        keys=model.inputs.keys,
        published=model.inputs.published,
        mean=rows(mean),
        deviation=rows(np.sqrt(np.maximum(tally.sums[1] / draws - mean**2, 0.0))),
        low=rows(quantile(tally, outside, upper=False)),
        median=rows(quantile(tally, 0.5, upper=False)),
        high=rows(quantile(tally, 1 - outside, upper=True)),
        lowest=rows(tally.sums[3]),
        highest=rows(tally.sums[4]),
        among=rows(tally.sums[2] / draws),
        k=k,
        interval=interval,
        cell=tally.cell,
        draws=draws,
        seed=model.seed,
        choices=model.choices,
        digest=digest,
    )
