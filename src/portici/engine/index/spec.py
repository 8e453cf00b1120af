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

from .methods import (
    AGGREGATIONS,
    LEVEL_MISSINGS,
    MISSINGS,
    OUTLIERS,
    WEIGHTINGS,
    Aggregation,
    Arithmetic,
    ByPercentiles,
    ByQuartiles,
    BySkewness,
    Equal,
    Geometric,
    Given,
    Keep,
    LeaveOut,
    LevelMissing,
    Loadings,
    Maximum,
    MazziottaPareto,
    Mean,
    Median,
    Minimum,
    Missing,
    NoTreatment,
    Outliers,
    ParentMean,
    Penalty,
    Power,
    Present,
    PrincipalComponents,
    Product,
    Refuse,
    Regression,
    Sum,
    Value,
    Weighting,
)
from .scales import (
    CLASSES,
    NORMALISATIONS,
    TRANSFORMS,
    Arcsine,
    Bounds,
    Classes,
    Clip,
    Deviation,
    Exponential,
    Filter,
    First,
    Goalposts,
    Groups,
    Inverse,
    Log,
    Log1p,
    Logit,
    MinMax,
    Normalisation,
    NormalScores,
    Operator,
    Over,
    Percentile,
    Position,
    Quantiles,
    Raised,
    Rank,
    Ratio,
    RatioTo,
    Reference,
    Rounded,
    Sqrt,
    Steps,
    Ties,
    Transform,
    Unchanged,
    ZScore,
)

#: The code of the tree's root, and the heading of its column.
INDEX = "index"
# What holds where nothing is said.
REFUSE, NO_TREATMENT, ARITHMETIC, EQUAL = Refuse(), NoTreatment(), Arithmetic(), Equal()


class Higher(StrEnum):
    """What a higher value means; where a part and the level above differ, the part is turned round."""

    WORSE = "worse"
    BETTER = "better"


@dataclass(frozen=True, slots=True)
class Indicator:
    """A column, or a sum of columns times `factor`, over another where there is a denominator, and what is made of it before its level takes it.

    `higher` speaks of the column as it is read. In `numerator` and `denominator` a name that begins with `-` is taken off.
    `published` marks a domain that is given as a column: it is shown with the domains. `comparable_within` names a column:
    values of areas that differ in it are not compared. `line` is where the specification says it.
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
    missing: Missing = REFUSE
    outliers: Outliers = NO_TREATMENT
    complement: float = 0.0
    normalise: tuple[Normalisation, ...] = ()
    comparable_within: str = ""
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
    """A domain, or the index itself: parts, how they are put together, and what becomes of the result; `comparable_within` as
    with an indicator."""

    code: str
    higher: Higher
    parts: tuple[Level | Indicator, ...]
    aggregate: Aggregation = ARITHMETIC
    weights: Weighting = EQUAL
    label: str = ""
    weight: float | None = None
    missing: LevelMissing = REFUSE
    complement: float = 0.0
    normalise: tuple[Normalisation, ...] = ()
    comparable_within: str = ""
    line: int = field(default=0, compare=False)


Part: TypeAlias = Level | Indicator


@dataclass(frozen=True, slots=True)
class RankRule:
    """Rank 1 at which end, what equal areas share, and to how many decimals areas are equal (None: to the last digit)."""

    first: First = First.WORST
    ties: Ties = Ties.MIN
    decimals: int | None = None


@dataclass(frozen=True, slots=True)
class TableRules:
    """How the table is read; an empty text is found out from the file."""

    key: tuple[str, ...]
    name: str = ""
    parent: str = ""
    exclude: str = ""
    vintage: str = ""
    population: str = ""
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
    classes: Classes | None = None
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

    def reference_rows(self) -> Iterator[Filter]:
        """The filters that say which rows are a reference vintage."""
        for one in self.indicators():
            for how in one.normalise:
                if isinstance(how, Goalposts) and how.reference_rows is not None:
                    yield how.reference_rows

    def comparable_within(self) -> dict[str, str]:
        """What areas must have in common to be compared, by the code of the part that says so."""
        return {part.code: part.comparable_within for part in walk(self.index) if part.comparable_within}

    def columns(self) -> tuple[str, ...]:
        """The columns of numbers that the index is computed from, each once."""
        named = (name for one in self.indicators() for name in one.columns)
        return tuple(dict.fromkeys((*named, *filter(None, (self.table.population,)))))


def walk(part: Part) -> Iterator[Part]:
    """The part and all below it, what is below first.

    >>> rent = Indicator("rent", Higher.WORSE, column="rent")
    >>> [part.code for part in walk(Level("index", Higher.WORSE, (Level("housing", Higher.WORSE, (rent,)),)))]
    ['rent', 'housing', 'index']
    """
    for below in part.parts if isinstance(part, Level) else ():
        yield from walk(below)
    yield part


__all__ = [
    "AGGREGATIONS",
    "CLASSES",
    "INDEX",
    "LEVEL_MISSINGS",
    "MISSINGS",
    "NORMALISATIONS",
    "OUTLIERS",
    "TRANSFORMS",
    "WEIGHTINGS",
    "Aggregation",
    "Arcsine",
    "Arithmetic",
    "Bounds",
    "ByPercentiles",
    "ByQuartiles",
    "BySkewness",
    "Classes",
    "Clip",
    "Deviation",
    "Equal",
    "Exponential",
    "Filter",
    "First",
    "Geometric",
    "Given",
    "Goalposts",
    "Groups",
    "Higher",
    "Indicator",
    "Inverse",
    "Keep",
    "LeaveOut",
    "Level",
    "LevelMissing",
    "Loadings",
    "Log",
    "Log1p",
    "Logit",
    "Maximum",
    "MazziottaPareto",
    "Mean",
    "Median",
    "MinMax",
    "Minimum",
    "Missing",
    "NoTreatment",
    "NormalScores",
    "Normalisation",
    "Operator",
    "Outliers",
    "Over",
    "ParentMean",
    "Part",
    "Penalty",
    "Percentile",
    "Position",
    "Power",
    "Present",
    "PrincipalComponents",
    "Product",
    "Quantiles",
    "Raised",
    "Rank",
    "RankRule",
    "Ratio",
    "RatioTo",
    "Reference",
    "Refuse",
    "Regression",
    "Rounded",
    "Specification",
    "Sqrt",
    "Steps",
    "Sum",
    "TableRules",
    "Ties",
    "Transform",
    "Unchanged",
    "Value",
    "Weighting",
    "ZScore",
    "walk",
]
