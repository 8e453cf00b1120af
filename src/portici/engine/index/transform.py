"""A column before it is compared: sums and their ratios, logarithms, powers, reciprocals, odds. Orders stay, or turn as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from portici.kernel.findings import Finding, Invalid

from . import flaws
from .arrays import LARGEST, Floats
from .spec import (
    TRANSFORMS,
    Arcsine,
    Indicator,
    Inverse,
    Log,
    Log1p,
    Logit,
    Raised,
    Sqrt,
    Transform,
)

#: Between which values each is defined, and whether those themselves are out.
_WITHIN: Mapping[type[Transform], tuple[float, float, bool]] = {
    Log: (0.0, np.inf, True),
    Log1p: (-1.0, np.inf, True),
    Sqrt: (0.0, np.inf, False),
    Raised: (0.0, np.inf, False),
    Inverse: (0.0, np.inf, True),
    Arcsine: (0.0, 1.0, False),
    Logit: (0.0, 1.0, True),
}
_NAMES = {cls: name for name, cls in TRANSFORMS.items()}


class Untransformed(Invalid):
    """Values that cannot be transformed: `told` has the row (from 0) of each and what is wrong with it."""

    def __init__(self, told: Iterable[tuple[int, Finding]]) -> None:
        self.told = tuple(told)
        super().__init__([finding for _row, finding in self.told])


def transformed(values: Floats, steps: Iterable[Transform]) -> Floats:
    """Values (n,) after each step in turn; not-a-number stays.

    Raises Untransformed: not above -shift for `log`, not above -1 for `log1p`, below zero for `sqrt` and `power`, not above
    zero for `inverse`, outside [0, 1] for `arcsine`, not within it for `logit`.

    >>> transformed(np.array([1.0, 4.0]), [Sqrt(), Inverse()]).tolist()
    [1.0, 0.5]
    >>> transformed(np.array([0.0]), [Log(shift=1.0), Arcsine()]).tolist()
    [0.0]
    """
    for step in steps:
        values = _taken(values, step)
    return values


def _taken(values: Floats, step: Transform) -> Floats:
    least, most, open_ended = _WITHIN[type(step)]
    if isinstance(step, Log):
        least -= step.shift
    out = (values <= least) | (values >= most) if open_ended else (values < least) | (values > most)
    if isinstance(step, Inverse):
        out |= values < 1 / LARGEST
    name = _NAMES[type(step)]
    if out.any():
        raise Untransformed(
            (row, flaws.untaken(name, float(values[row]), least, most, open_ended=open_ended))
            for row in _first(out)
        )
    with np.errstate(over="ignore"):
        made = _made(values, step)
    if (large := np.abs(made) > LARGEST).any():
        raise Untransformed((row, flaws.outgrown(name, float(values[row]))) for row in _first(large))
    return made


def _first(out: NDArray[np.bool_]) -> list[int]:
    """The first rows that are out: as many as are named."""
    found: list[int] = np.flatnonzero(out)[: flaws.NAMED].tolist()
    return found


def _made(values: Floats, step: Transform) -> Floats:
    match step:
        case Log(shift=shift):
            return np.asarray(np.log(values + shift if shift else values))
        case Log1p():
            return np.asarray(np.log1p(values))
        case Sqrt():
            return np.asarray(np.sqrt(values))
        case Raised(exponent=exponent):
            return np.asarray(values**exponent)
        case Inverse():
            return np.asarray(np.reciprocal(values))
        case Arcsine():
            return np.asarray(np.arcsin(np.sqrt(values)))
    return np.asarray(np.log(values / (1 - values)))


def read_values(indicator: Indicator, columns: Mapping[str, Floats]) -> Floats:
    """The indicator's values (n,) as its unit says: factor × its column, or × sum of numerator, or that / sum of
    denominator.

    A missing part makes it missing. Raises Untransformed where a denominator is zero.

    >>> from .spec import Higher
    >>> one = Indicator("rent", Higher.WORSE, numerator=("A46",), denominator=("A46", "A47"), factor=100.0)
    >>> read_values(one, {"A46": np.array([1.0]), "A47": np.array([3.0])}).tolist()
    [25.0]
    """
    if indicator.column:
        return indicator.factor * columns[indicator.column]
    above = _sum(indicator.numerator, columns)
    if not indicator.denominator:
        return indicator.factor * above
    below = _sum(indicator.denominator, columns)
    zero = below == 0
    if zero.any():
        raise Untransformed((row, flaws.zero_denominator(indicator.denominator)) for row in _first(zero))
    return indicator.factor * (above / below)


def is_turned(indicator: Indicator) -> bool:
    """Whether the transformation turns the order: 1/x does, once for each time that it is said.

    >>> from .spec import Higher
    >>> is_turned(Indicator("x", Higher.WORSE, transform=(Log(), Inverse())))
    True
    """
    return sum(isinstance(step, Inverse) for step in indicator.transform) % 2 == 1


def oriented(values: Floats, *, turn: bool, complement: float) -> Floats:
    """Values as they are, or complement - values where a higher one means the opposite.

    >>> oriented(np.array([30.0]), turn=True, complement=100.0).tolist()
    [70.0]
    """
    return complement - values if turn else values


def _sum(names: Iterable[str], columns: Mapping[str, Floats]) -> Floats:
    terms = [-columns[name[1:]] if name.startswith("-") else columns[name] for name in names]
    return np.asarray(sum(terms[1:], start=terms[0]))
