"""What is asked of values before they are compared with their neighbours'."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from portici.kernel.findings import Finding, Invalid, Message, Severity, gettext_noop

from .weights import Floats, Weights


def deviations(values: npt.ArrayLike, weights: Weights) -> Floats:
    """Deviations from the mean in population standard deviations, (n,).

    Raises `Invalid` with each area that has no finite value, when the values are not as many as the areas, when all
    are equal, and when no area has a neighbour.
    """
    given = np.asarray(values, dtype=np.float64)
    if given.shape != (weights.n,):
        raise Invalid([_length(len(given), weights.n)])
    absent = np.flatnonzero(~np.isfinite(given))
    if len(absent):
        raise Invalid([_absent(weights.keys[place], given[place]) for place in absent.tolist()])
    if weights.n < 3 or np.ptp(given) == 0:
        raise Invalid([_constant(given)])
    if not len(weights.data):
        raise Invalid([_alone(weights.n)])
    away = given - given.mean()
    return np.asarray(away / np.sqrt(np.mean(away**2)), dtype=np.float64)


def _length(found: int, n: int) -> Finding:
    return Finding(
        Severity.ERROR,
        "values.number",
        str(found),
        Message(gettext_noop("One value for each of the %(n)s areas."), {"n": n}),
        Message(gettext_noop("Give the values in the order of the areas.")),
    )


def _absent(key: str, value: float) -> Finding:
    return Finding(
        Severity.ERROR,
        "values.absent",
        f"{key}: {value}",
        Message(gettext_noop("A number for each area: a neighbour without one cannot be drawn.")),
        Message(
            gettext_noop(
                "Leave the area out of the weights too, or give it a value and say how it was found."
            )
        ),
    )


def _constant(values: Floats) -> Finding:
    return Finding(
        Severity.ERROR,
        "values.constant",
        str(values[0]) if len(values) else "",
        Message(gettext_noop("At least three areas, whose values differ.")),
        Message(gettext_noop("Check that the right column was taken.")),
    )


def _alone(n: int) -> Finding:
    return Finding(
        Severity.ERROR,
        "neighbours.none",
        str(n),
        Message(gettext_noop("Areas of which at least two are neighbours; here all are islands.")),
        Message(
            gettext_noop("Allow a tolerance between boundaries, or take the nearest neighbours instead.")
        ),
    )
