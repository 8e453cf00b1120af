"""The choices of the office's form, in frozen values."""

from __future__ import annotations

from dataclasses import dataclass, field

#: Where weights come from: as said beside the parts, those by their sum, or the first principal component.
GIVEN, DIVIDED, COMPONENTS = "", "divided", "principal-components"


@dataclass(frozen=True, slots=True)
class LevelChoice:
    """How the parts of the index, or of a domain, are put together; `weight` is the domain's own in the index.

    `code` is the heading of a domain's column, one after its label when not said. `normalise` is what becomes of the score before
    the level above takes it. `comparable_within`: the code of a layer in one area of which all areas must lie.
    """

    label: str = ""
    aggregate: str = "arithmetic"
    #: "" for the weights said beside the parts, or equal ones where none is said; DIVIDED for those by their sum.
    weights: str = GIVEN
    weight: float | None = None
    code: str = ""
    missing: str = "refuse"
    normalise: str = "none"
    comparable_within: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorChoice:
    """An indicator that is used: `code` and `period` are the register's ("" for the latest), `domain` a domain's label, "" for the
    index itself; `heading` is what the specification calls it where that is not `code`. Values beyond `lowest` and `highest` are errors."""

    code: str
    period: str
    higher: str
    domain: str = ""
    weight: float | None = None
    normalise: str = "z-score"
    missing: str = "refuse"
    label: str = ""
    unit: str = ""
    source: str = ""
    heading: str = ""
    transform: str = "none"
    outliers: str = "none"
    lowest: float | None = None
    highest: float | None = None
    comparable_within: str = ""

    @property
    def column(self) -> str:
        """The column that it is read from."""
        return f"{self.code}@{self.period}" if self.period else self.code

    @property
    def called(self) -> str:
        """The heading of its own column."""
        return self.heading or self.code


@dataclass(frozen=True, slots=True)
class Choices:
    """The whole index as the form shows it; `source` and `note` are the specification's own."""

    title: str
    higher: str = "worse"
    index: LevelChoice = field(default_factory=LevelChoice)
    domains: tuple[LevelChoice, ...] = ()
    indicators: tuple[IndicatorChoice, ...] = ()
    source: str = ""
    note: str = ""
