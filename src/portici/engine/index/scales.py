"""The scales that a specification chooses from, each with its options: transformations, normalisations, classes.

The names that a specification writes are the keys of the dictionaries; docs/indices.md explains each with formula and source.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class Ties(StrEnum):
    """The rank that equal values share: the smallest, the mean or the greatest of theirs, or without gaps."""

    MIN = "min"
    MEAN = "mean"
    MAX = "max"
    DENSE = "dense"


class Over(StrEnum):
    """What a mean, a deviation or a share counts: each area once, or as often as it has residents (`population` of the table)."""

    AREAS = "areas"
    POPULATION = "population"


class First(StrEnum):
    """Which end of the index has rank 1, or is the first class."""

    WORST = "worst"
    BEST = "best"


class Deviation(StrEnum):
    """Divisor of the standard deviation: n (population) or n - 1 (sample)."""

    POPULATION = "population"
    SAMPLE = "sample"


class Position(StrEnum):
    """Where rank r of n lies between 0 and 1."""

    INCLUSIVE = "(r-1)/(n-1)"
    UPPER = "r/n"
    HAZEN = "(r-0.5)/n"
    WEIBULL = "r/(n+1)"


class Reference(StrEnum):
    """What of the data is taken for the AMPI's reference value."""

    MEAN = "mean"
    MIDRANGE = "midrange"


class Operator(StrEnum):
    """How a filter compares a cell with its values."""

    EQUALS = "equals"
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class Filter:
    """Rows are kept whose cell is, or is not, one of these texts."""

    column: str
    values: tuple[str, ...]
    operator: Operator = Operator.EQUALS


# How values are brought to one scale.


@dataclass(frozen=True, slots=True)
class Unchanged:
    """`none`: the values as they are."""


@dataclass(frozen=True, slots=True)
class ZScore:
    """`z-score`: mean + sd (x - mean of x) / standard deviation of x."""

    mean: float = 100.0
    sd: float = 10.0
    deviation: Deviation = Deviation.POPULATION
    over: Over = Over.AREAS


@dataclass(frozen=True, slots=True)
class MinMax:
    """`min-max`: from [minimum, maximum], by default the data's, to [low, high]; `clip` keeps what lies beyond within."""

    minimum: float | None = None
    maximum: float | None = None
    low: float = 0.0
    high: float = 1.0
    clip: bool = False


@dataclass(frozen=True, slots=True)
class Goalposts:
    """`ampi`: the reference becomes the middle of [low, high], the range from minimum to maximum its length.

    A reference vintage is a column of its own (`reference_column`), or rows of the same table (`reference_rows`).
    """

    minimum: float | None = None
    maximum: float | None = None
    reference: Reference | float = Reference.MEAN
    reference_column: str = ""
    reference_rows: Filter | None = None
    low: float = 70.0
    high: float = 130.0
    over: Over = Over.AREAS


@dataclass(frozen=True, slots=True)
class Rank:
    """`rank`: 1 for the lowest, n for the highest."""

    ties: Ties = Ties.MEAN


@dataclass(frozen=True, slots=True)
class Percentile:
    """`percentile`: the position of the rank, on [low, high]."""

    formula: Position = Position.INCLUSIVE
    ties: Ties = Ties.MEAN
    low: float = 0.0
    high: float = 100.0


@dataclass(frozen=True, slots=True)
class Exponential:
    """`exponential`: the transformation of the indices of multiple deprivation, from the rank (1 = highest)."""

    constant: float = 23.0
    ties: Ties = Ties.MIN


@dataclass(frozen=True, slots=True)
class NormalScores:
    """`normal-scores`: the normal quantile of the rank's position."""

    formula: Position = Position.WEIBULL
    ties: Ties = Ties.MEAN
    mean: float = 0.0
    sd: float = 1.0


class RatioTo(StrEnum):
    """What of the data a ratio is taken to."""

    MEAN = "mean"
    MAXIMUM = "maximum"


@dataclass(frozen=True, slots=True)
class Ratio:
    """`ratio`: `scale` times the value over the mean, the maximum or a number."""

    to: RatioTo | float = RatioTo.MEAN
    scale: float = 100.0
    over: Over = Over.AREAS


@dataclass(frozen=True, slots=True)
class Steps:
    """`steps`: how many of the bounds are reached, or the score said for that many: one more than there are bounds."""

    bounds: tuple[float, ...]
    scores: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Groups:
    """`groups`: 1 for the lowest of `count` groups of areas, or of residents, that are as large as one another."""

    count: int = 5
    over: Over = Over.AREAS


@dataclass(frozen=True, slots=True)
class Clip:
    """`clip`: what lies beyond a bound is brought to it."""

    minimum: float | None = None
    maximum: float | None = None


@dataclass(frozen=True, slots=True)
class Rounded:
    """`round`: to so many decimals, halves away from zero, where a publisher goes on with what was printed."""

    decimals: int = 0


Normalisation: TypeAlias = (
    Unchanged
    | ZScore
    | MinMax
    | Goalposts
    | Rank
    | Percentile
    | Exponential
    | NormalScores
    | Ratio
    | Steps
    | Groups
    | Clip
    | Rounded
)
NORMALISATIONS: dict[str, type[Normalisation]] = {
    "none": Unchanged,
    "z-score": ZScore,
    "min-max": MinMax,
    "ampi": Goalposts,
    "rank": Rank,
    "percentile": Percentile,
    "exponential": Exponential,
    "normal-scores": NormalScores,
    "ratio": Ratio,
    "steps": Steps,
    "groups": Groups,
    "clip": Clip,
    "round": Rounded,
}


# What is made of a column before anything is compared.


@dataclass(frozen=True, slots=True)
class Log:
    """`log`: the natural logarithm of value + shift."""

    shift: float = 0.0


@dataclass(frozen=True, slots=True)
class Log1p:
    """`log1p`: the natural logarithm of value + 1."""


@dataclass(frozen=True, slots=True)
class Sqrt:
    """`sqrt`: the square root."""


@dataclass(frozen=True, slots=True)
class Raised:
    """`power`: the value to an exponent above zero."""

    exponent: float


@dataclass(frozen=True, slots=True)
class Inverse:
    """`inverse`: one over the value, which turns the order."""


@dataclass(frozen=True, slots=True)
class Arcsine:
    """`arcsine`: the arc sine of the square root of a share from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Logit:
    """`logit`: the logarithm of the odds of a share between 0 and 1."""


Transform: TypeAlias = Log | Log1p | Sqrt | Raised | Inverse | Arcsine | Logit
TRANSFORMS: dict[str, type[Transform]] = {
    "log": Log,
    "log1p": Log1p,
    "sqrt": Sqrt,
    "power": Raised,
    "inverse": Inverse,
    "arcsine": Arcsine,
    "logit": Logit,
}


# Which class of the index an area is in.


@dataclass(frozen=True, slots=True)
class Quantiles:
    """`quantiles`: `count` classes of areas, or of residents, that are as large as one another."""

    count: int = 10
    over: Over = Over.AREAS
    first: First | None = None


@dataclass(frozen=True, slots=True)
class Bounds:
    """`bounds`: the classes that these values of the index part; a bound belongs to what is above it."""

    bounds: tuple[float, ...]
    first: First | None = None


Classes: TypeAlias = Quantiles | Bounds
CLASSES: dict[str, type[Classes]] = {"quantiles": Quantiles, "bounds": Bounds}
