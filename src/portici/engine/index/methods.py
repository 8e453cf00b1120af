"""The methods that a specification chooses from, each with its options: put together, weighed, filled, winsorised.

The names that a specification writes are the keys of the dictionaries; docs/indices.md explains each with formula and source.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from .scales import Deviation, Over


class Penalty(StrEnum):
    """The sign of the Mazziotta-Pareto penalty: added where higher is worse, subtracted where it is better."""

    ADDED = "added"
    SUBTRACTED = "subtracted"


class Loadings(StrEnum):
    """How loadings on the first principal component become weights; `component` takes them as they are, so that the sum is the component's score."""

    SQUARED = "squared"
    ABSOLUTE = "absolute"
    COMPONENT = "component"


# How parts are put together.


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """`arithmetic`: the weighted mean."""


@dataclass(frozen=True, slots=True)
class Sum:
    """`sum`: each part times its weight, 1 where none is said; weights need not add up."""


@dataclass(frozen=True, slots=True)
class Product:
    """`product`: each part to the power of its weight, 1 where none is said, multiplied; no part below zero."""


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


Aggregation: TypeAlias = Arithmetic | Sum | Product | Geometric | Power | MazziottaPareto | Minimum | Maximum
AGGREGATIONS: dict[str, type[Aggregation]] = {
    "arithmetic": Arithmetic,
    "sum": Sum,
    "product": Product,
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
    over: Over = Over.AREAS


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
