"""What a composite index is made of, in frozen values: `reading` makes them from TOML, `compute` works them out.

A tree: the index is a level; its parts are levels (domains, to any depth) or indicators (columns). Each level says how its
parts are put together and what becomes of the result before the level above takes it. docs/indices.md explains each
method with formula and source.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

#: The code of the tree's root, and the heading of its column.
INDEX = "index"


class Higher(StrEnum):
    """What a higher value means; where a part and the level above differ, the part is turned round."""

    WORSE = "worse"
    BETTER = "better"


class First(StrEnum):
    """Which end of the index has rank 1."""

    WORST = "worst"
    BEST = "best"


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
    """`ampi`: the reference becomes the middle of [low, high], the range from minimum to maximum its length."""

    minimum: float | None = None
    maximum: float | None = None
    reference: Reference | float = Reference.MEAN
    reference_column: str = ""
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


# The tree.


@dataclass(frozen=True, slots=True)
class Indicator:
    """A column, or a ratio of sums of columns times `factor`, and what is made of it before its level takes it.

    `higher` speaks of the column as it is read. In `numerator` and `denominator` a name that begins with `-` is taken off.
    `published` marks a domain that is given as a column: it is shown with the domains. `line` is where the specification
    says it.
    """

    code: str
    higher: Higher
    column: str = ""
    numerator: tuple[str, ...] = ()
    denominator: tuple[str, ...] = ()
    factor: float = 1.0
    label: str = ""
    unit: str = ""
    vintage: str = ""
    source: str = ""
    weight: float | None = None
    lowest: float | None = None
    highest: float | None = None
    transform: tuple[Transform, ...] = ()
    missing: Missing = Refuse()
    outliers: Outliers = NoTreatment()
    complement: float = 0.0
    normalise: tuple[Normalisation, ...] = ()
    published: bool = False
    line: int = field(default=0, compare=False)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that it is read from."""
        named = (self.column,) if self.column else (*self.numerator, *self.denominator)
        bases = (how.reference_column for how in self.normalise if isinstance(how, Goalposts))
        return (
            *(name.removeprefix("-") if not self.column else name for name in named),
            *filter(None, bases),
        )


@dataclass(frozen=True, slots=True)
class Level:
    """A domain, or the index itself: parts, how they are put together, and what becomes of the result."""

    code: str
    higher: Higher
    parts: tuple[Level | Indicator, ...]
    aggregate: Aggregation = Arithmetic()
    weights: Weighting = Equal()
    label: str = ""
    weight: float | None = None
    missing: LevelMissing = Refuse()
    complement: float = 0.0
    normalise: tuple[Normalisation, ...] = ()
    line: int = field(default=0, compare=False)


Part: TypeAlias = Level | Indicator


@dataclass(frozen=True, slots=True)
class RankRule:
    """Rank 1 at which end, what equal areas share, and to how many decimals areas are equal (None: to the last digit)."""

    first: First = First.WORST
    ties: Ties = Ties.MIN
    decimals: int | None = None


@dataclass(frozen=True, slots=True)
class Filter:
    """Rows are kept whose cell is, or is not, one of these texts."""

    column: str
    values: tuple[str, ...]
    operator: Operator = Operator.EQUALS


@dataclass(frozen=True, slots=True)
class TableRules:
    """How the table is read; an empty text is found out from the file."""

    key: tuple[str, ...]
    name: str = ""
    parent: str = ""
    exclude: str = ""
    vintage: str = ""
    separator: str = ""
    decimal: str = ""
    encoding: str = ""
    null: tuple[str, ...] = ()
    filters: tuple[Filter, ...] = ()
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Specification:
    """An index: how the table is read, the tree, the rule for ranks. `file` and `digest` (SHA-256) say where from."""

    table: TableRules
    index: Level
    rank: RankRule = RankRule()
    title: str = ""
    source: str = ""
    note: str = ""
    file: str = ""
    digest: str = ""

    def indicators(self) -> Iterator[Indicator]:
        """Every indicator, in the order of the tree."""
        return (part for part in walk(self.index) if isinstance(part, Indicator))

    def levels(self) -> Iterator[Level]:
        """Every level, a level after its parts, the index last."""
        return (part for part in walk(self.index) if isinstance(part, Level))

    def columns(self) -> tuple[str, ...]:
        """The columns of numbers that the index is computed from, each once."""
        return tuple(dict.fromkeys(name for one in self.indicators() for name in one.columns))


def walk(part: Part) -> Iterator[Part]:
    """The part and all below it, what is below first.

    >>> rent = Indicator("rent", Higher.WORSE, column="rent")
    >>> [part.code for part in walk(Level("index", Higher.WORSE, (Level("housing", Higher.WORSE, (rent,)),)))]
    ['rent', 'housing', 'index']
    """
    for below in part.parts if isinstance(part, Level) else ():
        yield from walk(below)
    yield part
