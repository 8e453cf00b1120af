"""What an index comes to, and what has to be known about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from portici.kernel.faults import Fault

from .arrays import Floats
from .missing import Filled
from .outliers import Winsorised
from .spec import Specification


class State(StrEnum):
    """Whether an area takes part: yes; excluded by the table; left out for what it lacks; with a level that it lacks."""

    INCLUDED = "included"
    EXCLUDED = "excluded"
    LEFT_OUT = "left-out"
    INCOMPLETE = "incomplete"


@dataclass(frozen=True)
class Scores:
    """The tree worked out for k areas: `parts` holds each part as the level above takes it, `raw` each level before it
    was normalised, all (k,); `weights` the weights of each level's parts by code; `index`, `rank` and, where the
    specification asks for them, `classes` (k,).

    `short` names the levels without a score, or with one from fewer parts: (level, row, parts that lacked).
    """

    parts: Mapping[str, Floats]
    raw: Mapping[str, Floats]
    weights: Mapping[str, Mapping[str, float]]
    index: Floats
    rank: Floats
    classes: Floats | None = None
    short: tuple[tuple[str, int, tuple[str, ...]], ...] = ()


@dataclass(frozen=True)
class Prepared:
    """The areas that take part (k) and their indicators' values (k,), filled, transformed, winsorised and turned to what
    their level calls higher: what is still to do is the tree. `bases` holds the values of reference vintages.

    `rows` (k,) says where in the table each stands, `keys` (k,) what it is called there, `sizes` (k,) how many live there.
    """

    rows: tuple[int, ...]
    keys: tuple[str, ...]
    values: Mapping[str, Floats]
    bases: Mapping[str, Floats]
    filled: tuple[Filled, ...] = ()
    winsorised: tuple[Winsorised, ...] = ()
    faults: tuple[Fault, ...] = ()
    sizes: Floats | None = None


@dataclass(frozen=True)
class Manifest:
    """What makes the result repeatable: SHA-256 of table and specification, version of the program."""

    table: str
    table_digest: str
    specification: str
    specification_digest: str
    version: str


@dataclass(frozen=True)
class Result:
    """n areas in the table's order; not-a-number where an area takes no part.

    `indicators` holds each normalised indicator, `domains` each domain as the level above takes it, `raw` each domain that
    is normalised again before it was; `states` says who takes part, `short` which
    level lacked which parts for which area. `faults` are warnings.
    """

    specification: Specification
    keys: tuple[str, ...]
    names: tuple[str, ...]
    indicators: Mapping[str, Floats]
    domains: Mapping[str, Floats]
    raw: Mapping[str, Floats]
    index: Floats
    rank: Floats
    states: tuple[State, ...]
    weights: Mapping[str, Mapping[str, float]]
    filled: tuple[Filled, ...]
    winsorised: tuple[Winsorised, ...]
    manifest: Manifest
    classes: Floats | None = None
    short: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class ClassRange:
    """A class of the index: how many areas it has, and between which indices they lie."""

    number: int
    areas: int
    lowest: float
    highest: float


def class_ranges(result: Result) -> tuple[ClassRange, ...]:
    """The classes that have areas, in their order; none when the specification asks for none.

    >>> from .compute import compute
    >>> from .spec import Higher, Indicator, Level, Quantiles, Specification, TableRules
    >>> from .table import Table
    >>> one = Indicator("x", Higher.WORSE, column="x")
    >>> spec = Specification(TableRules(("c",)), Level("index", Higher.WORSE, (one,)), classes=Quantiles(2))
    >>> [found.areas for found in class_ranges(compute(Table(("A", "B", "C"), {"x": np.array([1.0, 2.0, 5.0])}), spec))]
    [1, 2]
    """
    if result.classes is None:
        return ()
    found = []
    for number in np.unique(result.classes[~np.isnan(result.classes)]):
        within = result.index[result.classes == number]
        found.append(ClassRange(int(number), len(within), float(within.min()), float(within.max())))
    return tuple(found)
