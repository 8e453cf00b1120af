"""What the analyst leaves open: which methods, how far the weights, which indicators, what errors of measurement.

The specification says the one ranking that is published; `Choices` says what else could have been chosen with as good a reason. A
choice left empty does not vary.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from portici.engine.index.spec import Aggregation, Normalisation


class Varied(StrEnum):
    """A choice whose share of the ranking's variance is told."""

    NORMALISATION = "normalisation"
    AGGREGATION = "aggregation"
    WEIGHTS = "weights"
    LEFT_OUT = "left out"
    ERROR = "measurement error"


@dataclass(frozen=True, slots=True)
class Dirichlet:
    """Weights of a level are drawn around the given ones: mean w, variance w (1 - w) / (concentration + 1)."""

    concentration: float


@dataclass(frozen=True, slots=True)
class Uniform:
    """Each weight is drawn between w (1 - width) and w (1 + width), then those of a level are brought to their sum again."""

    width: float


@dataclass(frozen=True, slots=True)
class MeasurementError:
    """Gaussian error of one indicator: `absolute` in its unit, `relative` to each value, or the standard error of each area in `column`."""

    absolute: float = 0.0
    relative: float = 0.0
    column: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """`normalisations` take the place of what each indicator says, `aggregations` of what each level says (or of those in `levels`
    alone), None being what the specification says; all are as likely. Each draw leaves out one of `left_out`, or none, each as
    likely. `errors` go by the indicator's code."""

    normalisations: tuple[Normalisation | None, ...] = ()
    aggregations: tuple[Aggregation | None, ...] = ()
    levels: tuple[str, ...] = ()
    weights: Dirichlet | Uniform | None = None
    left_out: tuple[str, ...] = ()
    errors: dict[str, MeasurementError] = field(default_factory=dict)

    @property
    def varied(self) -> tuple[Varied, ...]:
        """The choices that vary, in the order of `Varied`."""
        open_ones = {
            Varied.NORMALISATION: len(self.normalisations) > 1,
            Varied.AGGREGATION: len(self.aggregations) > 1,
            Varied.WEIGHTS: self.weights is not None,
            Varied.LEFT_OUT: bool(self.left_out),
            Varied.ERROR: bool(self.errors),
        }
        return tuple(one for one, is_open in open_ones.items() if is_open)
