"""The methods that a specification chooses from, each with its options: to one scale, put together, weighed, filled, winsorised.

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


class Deviation(StrEnum):
    """Divisor of the standard deviation: n (population) or n - 1 (sample)."""

    POPULATION = "population"
    SAMPLE = "sample"


class Penalty(StrEnum):
    """The sign of the Mazziotta-Pareto penalty: added where higher is worse, subtracted where it is better."""

    ADDED = "added"
    SUBTRACTED = "subtracted"


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


class Loadings(StrEnum):
    """How loadings on the first principal component become weights."""

    SQUARED = "squared"
    ABSOLUTE = "absolute"


class Transform(StrEnum):
    """A transformation of a column before anything else is made of it."""

    LOG = "log"
    LOG1P = "log1p"
    SQRT = "sqrt"
    INVERSE = "inverse"


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


Normalisation: TypeAlias = (
    Unchanged | ZScore | MinMax | Goalposts | Rank | Percentile | Exponential | NormalScores | Ratio
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
}


# How parts are put together.


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """`arithmetic`: the weighted mean."""


@dataclass(frozen=True, slots=True)
class Sum:
    """`sum`: each part times its weight, 1 where none is said; weights need not add up."""


@dataclass(frozen=True, slots=True)
class Geometric:
    """`geometric`: the weighted geometric mean of value + shift, less the shift; what is not positive is refused."""

    shift: float = 0.0


@dataclass(frozen=True, slots=True)
class Power:
    """`power`: the weighted power mean; exponent -1 is harmonic, 2 quadratic."""

    exponent: float = -1.0


@dataclass(frozen=True, slots=True)
class MazziottaPareto:
    """`mazziotta-pareto`, `adjusted-mazziotta-pareto`: mean with a penalty for what is out of balance, M ± S²/M."""

    penalty: Penalty
    deviation: Deviation = Deviation.POPULATION


@dataclass(frozen=True, slots=True)
class Minimum:
    """`minimum`: the lowest part, whatever the weights."""


@dataclass(frozen=True, slots=True)
class Maximum:
    """`maximum`: the highest part, whatever the weights."""


Aggregation: TypeAlias = Arithmetic | Sum | Geometric | Power | MazziottaPareto | Minimum | Maximum
AGGREGATIONS: dict[str, type[Aggregation]] = {
    "arithmetic": Arithmetic,
    "sum": Sum,
    "geometric": Geometric,
    "power": Power,
    "mazziotta-pareto": MazziottaPareto,
    "adjusted-mazziotta-pareto": MazziottaPareto,
    "minimum": Minimum,
    "maximum": Maximum,
}


# Where weights come from.


@dataclass(frozen=True, slots=True)
class Given:
    """`given`: each part says its own; they add up to 1, or `normalise` divides them by their sum."""

    normalise: bool = False


@dataclass(frozen=True, slots=True)
class Equal:
    """`equal`: one over the number of parts."""


@dataclass(frozen=True, slots=True)
class PrincipalComponents:
    """`principal-components`: from the loadings on the first component of the parts' correlations."""

    loadings: Loadings = Loadings.SQUARED


Weighting: TypeAlias = Given | Equal | PrincipalComponents
WEIGHTINGS: dict[str, type[Weighting]] = {
    "given": Given,
    "equal": Equal,
    "principal-components": PrincipalComponents,
}


# What becomes of a value that is not there.


@dataclass(frozen=True, slots=True)
class Refuse:
    """`refuse`: nothing is computed; who lacks what is told."""


@dataclass(frozen=True, slots=True)
class LeaveOut:
    """`leave-out`: of an indicator, the area takes no part; of a level, it has no score there nor above."""


@dataclass(frozen=True, slots=True)
class Keep:
    """`keep`: it stays missing, and the level above says what to do."""


@dataclass(frozen=True, slots=True)
class Mean:
    """`mean`: the mean of the areas that take part."""


@dataclass(frozen=True, slots=True)
class Median:
    """`median`: the median of the areas that take part."""


@dataclass(frozen=True, slots=True)
class ParentMean:
    """`parent-mean`: the mean of the areas with the same parent, from the table's column `parent`."""


@dataclass(frozen=True, slots=True)
class Regression:
    """`regression`: least squares on other indicators: those named, else those of the same level."""

    on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Value:
    """`value`: a number that stands for what is not there."""

    value: float


Missing: TypeAlias = Refuse | LeaveOut | Keep | Mean | Median | ParentMean | Regression | Value
MISSINGS: dict[str, type[Missing]] = {
    "refuse": Refuse,
    "leave-out": LeaveOut,
    "keep": Keep,
    "mean": Mean,
    "median": Median,
    "parent-mean": ParentMean,
    "regression": Regression,
    "value": Value,
}


@dataclass(frozen=True, slots=True)
class Present:
    """`present`: the parts that are there, their weights scaled up, if they hold at least `share` of the weight."""

    share: float = 0.5


LevelMissing: TypeAlias = Refuse | LeaveOut | Present
LEVEL_MISSINGS: dict[str, type[LevelMissing]] = {
    "refuse": Refuse,
    "leave-out": LeaveOut,
    "present": Present,
}


# What becomes of a value that lies far out.


@dataclass(frozen=True, slots=True)
class NoTreatment:
    """`none`: outliers stay."""


@dataclass(frozen=True, slots=True)
class ByPercentiles:
    """`percentiles`: what lies below percentile `low` or above `high` is brought to it."""

    low: float = 5.0
    high: float = 95.0


@dataclass(frozen=True, slots=True)
class ByQuartiles:
    """`iqr`: what lies more than `factor` interquartile ranges outside the quartiles is brought to that fence."""

    factor: float = 1.5


@dataclass(frozen=True, slots=True)
class BySkewness:
    """`skew-kurtosis`: while |skewness| and kurtosis both exceed their limits, the farthest value becomes the next one."""

    skew: float = 2.0
    kurtosis: float = 3.5
    most: int = 5


Outliers: TypeAlias = NoTreatment | ByPercentiles | ByQuartiles | BySkewness
OUTLIERS: dict[str, type[Outliers]] = {
    "none": NoTreatment,
    "percentiles": ByPercentiles,
    "iqr": ByQuartiles,
    "skew-kurtosis": BySkewness,
}
