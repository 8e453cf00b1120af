"""How much of the ranking's variance each choice carries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .choices import Varied
from .draws import Settings, generator, settings
from .jansen import Index, Sums
from .running import Progress, Ranker, Stopped, at_once, cut

_BOOTSTRAP = 2_000


@dataclass(frozen=True, slots=True)
class Shares:
    """Of each choice that varies: its share of the variance of all areas' ranks, and of that of the mean shift from the published ranks.

    First-order shares add up to 1 less what only choices together do; totals count that for each of them.
    """

    of_ranks: dict[Varied, Index]
    of_shift: dict[Varied, Index]
    draws: int


def shares(
    ranker: Ranker,
    *,
    draws: int,
    progress: Progress | None = None,
    stopped: Callable[[], bool] | None = None,
) -> Shares:
    """From `draws` pairs of draws, (number of choices + 2) rankings each. Errors: `Stopped`."""
    model = ranker.model
    varied = model.choices.varied
    published = np.sort(model.inputs.published)
    ranks, shift = Sums(len(varied), published), Sums(len(varied), np.zeros(1))
    step = max(1, min(256, at_once(model.areas) // 4))
    for first in range(0, draws, step):
        last = min(draws, first + step)
        outcomes = _outcomes(ranker, varied, first, last)
        ranks.add(outcomes[0], outcomes[1], outcomes[2:])
        moved = np.abs(outcomes - published).mean(axis=2, keepdims=True)
        shift.add(moved[0], moved[1], moved[2:])
        if progress:
            progress(last, draws)
        if stopped and last < draws and stopped():
            raise Stopped(last)
    random = generator(model.seed, 0, _BOOTSTRAP)
    return Shares(
        dict(zip(varied, ranks.indices(random), strict=True)),
        dict(zip(varied, shift.indices(random), strict=True)),
        draws,
    )


def _outcomes(ranker: Ranker, varied: tuple[Varied, ...], first: int, last: int) -> np.ndarray:
    """Ranks (2 + choices, draws, areas) of A, of B, and of A with each choice from B."""
    model = ranker.model
    a, b = (
        settings(model.choices, model.levels, seed=model.seed, first=first, last=last, side=side)
        for side in (1, 2)
    )
    every = [a, b, *(a.but(one, b) for one in varied)]
    joined = _joined(every)
    ranks = np.empty((len(joined), model.areas), np.int32)
    for rows in cut(joined, at_once(model.areas)):
        here = np.empty((len(rows), model.areas), np.int32)
        ranker.rank(joined.take(rows), here)
        ranks[rows] = here
    return ranks.reshape(len(every), last - first, model.areas)


def _joined(every: list[Settings]) -> Settings:
    names = Settings.__slots__
    return Settings(*(np.concatenate([getattr(one, name) for one in every]) for name in names))
