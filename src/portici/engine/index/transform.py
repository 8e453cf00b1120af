"""A column before it is compared: ratios of sums, logarithms, roots, reciprocals. Orders stay, or turn as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import numpy as np

from portici.kernel.findings import Finding, Invalid

from . import flaws
from .normalise import LARGEST, Floats
from .spec import Indicator, Transform

_WHAT: Mapping[Transform, Callable[[Floats], Floats]] = {
    Transform.LOG: np.log,
    Transform.LOG1P: np.log1p,
    Transform.SQRT: np.sqrt,
    Transform.INVERSE: np.reciprocal,
}
#: The least that each takes, and whether that itself is out.
_LEAST = {
    Transform.LOG: (0.0, True),
    Transform.LOG1P: (-1.0, True),
    Transform.SQRT: (0.0, False),
    Transform.INVERSE: (0.0, True),
}


class Untransformed(Invalid):
    """Values that cannot be transformed; `rows` (from 0) says which."""

    def __init__(self, finding: Finding, rows: Iterable[int]) -> None:
        super().__init__([finding])
        self.rows = tuple(int(row) for row in rows)


def transformed(values: Floats, steps: Iterable[Transform]) -> Floats:
    """Values (n,) after each step in turn: natural logarithm, log(1 + x), square root, 1/x; not-a-number stays.

    Raises Untransformed: not above zero for `log` and `inverse`, not above -1 for `log1p`, below zero for `sqrt`.

    >>> transformed(np.array([1.0, 4.0]), [Transform.SQRT, Transform.INVERSE]).tolist()
    [1.0, 0.5]
    """
    for step in steps:
        values = _taken(values, step)
    return values


def _taken(values: Floats, step: Transform) -> Floats:
    least, itself = _LEAST[step]
    out = values <= least if itself else values < least
    if step is Transform.INVERSE:
        out |= values < 1 / LARGEST
    if out.any():
        rows = np.flatnonzero(out)
        raise Untransformed(flaws.untaken(step.value, float(values[rows[0]]), least, itself=itself), rows)
    return _WHAT[step](values)


def read_values(indicator: Indicator, columns: Mapping[str, Floats]) -> Floats:
    """The indicator's values (n,) as its unit says: its column, or factor × sum of numerator / sum of denominator.

    A missing part makes the ratio missing. Raises Untransformed where a denominator is zero.

    >>> from .spec import Higher
    >>> one = Indicator("rent", Higher.WORSE, numerator=("A46",), denominator=("A46", "A47"), factor=100.0)
    >>> read_values(one, {"A46": np.array([1.0]), "A47": np.array([3.0])}).tolist()
    [25.0]
    """
    if indicator.column:
        return columns[indicator.column]
    above, below = (_sum(names, columns) for names in (indicator.numerator, indicator.denominator))
    zero = np.flatnonzero(below == 0)
    if len(zero):
        raise Untransformed(flaws.zero_denominator(indicator.denominator), zero)
    return indicator.factor * (above / below)


def is_turned(indicator: Indicator) -> bool:
    """Whether the transformation turns the order: 1/x does, once for each time that it is said.

    >>> from .spec import Higher
    >>> is_turned(Indicator("x", Higher.WORSE, transform=(Transform.LOG, Transform.INVERSE)))
    True
    """
    return indicator.transform.count(Transform.INVERSE) % 2 == 1


def oriented(values: Floats, *, turn: bool, complement: float) -> Floats:
    """Values as they are, or complement - values where a higher one means the opposite.

    >>> oriented(np.array([30.0]), turn=True, complement=100.0).tolist()
    [70.0]
    """
    return complement - values if turn else values


def _sum(names: Iterable[str], columns: Mapping[str, Floats]) -> Floats:
    terms = [-columns[name[1:]] if name.startswith("-") else columns[name] for name in names]
    return np.asarray(sum(terms[1:], start=terms[0]))
