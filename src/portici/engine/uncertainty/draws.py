"""What each draw chooses, numbered: draw 17 of seed 3 is the same in any run, however it is cut, shared out or resumed.

Random numbers come from Philox streams whose keys are the seed, the side (the estimator of shares needs two), the choice and the number
of the block, so nothing depends on what was drawn before. A longer run begins with the draws of a shorter one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from .choices import Choices, Dirichlet, Uniform, Varied

#: Draws whose random numbers are made together.
BLOCK = 256
_STREAM = {one: number for number, one in enumerate(Varied)}


@dataclass(frozen=True, slots=True)
class Level:
    """Where a level's weights stand among all of them, and the given ones."""

    first: int
    given: np.ndarray

    @property
    def last(self) -> int:
        return self.first + len(self.given)


@dataclass(frozen=True, slots=True)
class Settings:
    """One row a draw: `normalisation`, `aggregation` (numbers of the alternative, 0 without any), `weights` (draws, parts of all
    levels) before anything is left out, `left_out` (number in `Choices.left_out`, or -1), `error` (side and number, -1 without)."""

    normalisation: np.ndarray
    aggregation: np.ndarray
    weights: np.ndarray
    left_out: np.ndarray
    error: np.ndarray

    def __len__(self) -> int:
        return len(self.normalisation)

    def take(self, rows: np.ndarray | slice) -> Settings:
        """These draws only."""
        return Settings(
            self.normalisation[rows],
            self.aggregation[rows],
            self.weights[rows],
            self.left_out[rows],
            self.error[rows],
        )

    def but(self, varied: Varied, other: Settings) -> Settings:
        """The same draws, with one choice as in `other`."""
        name = FIELDS[varied]
        return replace(self, **{name: getattr(other, name)})


FIELDS = {
    Varied.NORMALISATION: "normalisation",
    Varied.AGGREGATION: "aggregation",
    Varied.WEIGHTS: "weights",
    Varied.LEFT_OUT: "left_out",
    Varied.ERROR: "error",
}


def settings(
    choices: Choices, levels: tuple[Level, ...], *, seed: int, first: int, last: int, side: int = 0
) -> Settings:
    """Draws first..last, counted from 0."""
    blocks = [
        _block(choices, levels, seed, side, number) for number in range(first // BLOCK, -(-last // BLOCK))
    ]
    start = first // BLOCK * BLOCK
    joined = Settings(*(np.concatenate([getattr(one, name) for one in blocks]) for name in FIELDS.values()))
    return joined.take(slice(first - start, last - start))


def generator(seed: int, *key: int) -> np.random.Generator:
    """The stream of this key."""
    return np.random.Generator(np.random.Philox(np.random.SeedSequence(seed, spawn_key=key)))


def _block(choices: Choices, levels: tuple[Level, ...], seed: int, side: int, number: int) -> Settings:
    def stream(varied: Varied) -> np.random.Generator:
        return generator(seed, side, _STREAM[varied], number)

    def pick(varied: Varied, many: int) -> np.ndarray:
        return stream(varied).integers(max(1, many), size=BLOCK) if varied in choices.varied else _ZEROS

    leaves = Varied.LEFT_OUT in choices.varied
    numbers = np.arange(number * BLOCK, (number + 1) * BLOCK)
    errs = Varied.ERROR in choices.varied
    return Settings(
        normalisation=pick(Varied.NORMALISATION, len(choices.normalisations)),
        aggregation=pick(Varied.AGGREGATION, len(choices.aggregations)),
        weights=_weights(choices.weights, levels, stream(Varied.WEIGHTS)),
        left_out=pick(Varied.LEFT_OUT, len(choices.left_out) + 1) - 1 if leaves else _ZEROS - 1,
        error=np.column_stack([_ZEROS + side, numbers]) if errs else np.full((BLOCK, 2), -1),
    )


_ZEROS = np.zeros(BLOCK, np.int64)


def _weights(
    how: Dirichlet | Uniform | None, levels: tuple[Level, ...], random: np.random.Generator
) -> np.ndarray:
    given = np.concatenate([level.given for level in levels])
    drawn = np.tile(given, (BLOCK, 1))
    if how is None:
        return drawn
    moved = (
        random.standard_gamma(np.tile(how.concentration * _shares(levels), (BLOCK, 1)))
        if isinstance(how, Dirichlet)
        else given * (1 + how.width * (2 * random.random((BLOCK, len(given))) - 1))
    )
    for level in levels:
        part = moved[:, level.first : level.last]
        total = part.sum(axis=1, keepdims=True)
        if len(level.given) > 1:  # a part that stands alone keeps its weight to the last digit
            drawn[:, level.first : level.last] = np.where(
                total > 0, part * (level.given.sum() / np.where(total > 0, total, 1)), level.given
            )
    return drawn


def _shares(levels: tuple[Level, ...]) -> np.ndarray:
    return np.concatenate([level.given / level.given.sum() for level in levels])
