"""What can be wrong with numbers, in words: each a finding with what was found, what is accepted, what to do."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from portici.kernel.codes.parsed import shown
from portici.kernel.findings import Finding, Message, Severity, gettext_noop

#: How many of a list are named before the rest is counted.
NAMED = 5


def flaw(code: str, found: object, accepted: str, todo: str, **params: object) -> Finding:
    """An error; the templates are marked where they are written."""
    return Finding(Severity.ERROR, code, shown(str(found)), Message(accepted, params), Message(todo, params))


def remark(code: str, found: object, accepted: str, todo: str, **params: object) -> Finding:
    """A warning; the templates are marked where they are written."""
    return Finding(
        Severity.WARNING, code, shown(str(found)), Message(accepted, params), Message(todo, params)
    )


def listed(names: Iterable[str]) -> str:
    """The first names, and how many more there are.

    >>> listed("abcdefg"), listed(["a", "b"])
    ('a, b, c, d, e, … (+2)', 'a, b')
    """
    every = list(names)
    more = len(every) - NAMED
    return ", ".join(every[:NAMED]) + (f", … (+{more})" if more > 0 else "")


def nearest(name: str, names: Iterable[str]) -> str:
    """The names to choose from, the nearest first.

    >>> nearest("reddito", ["area", "Reddito"])
    'Reddito, area'
    """
    every = list(dict.fromkeys(names))
    folded = {one.casefold(): one for one in reversed(every)}
    near = [folded[one] for one in get_close_matches(name.casefold(), folded, n=3, cutoff=0.5)]
    return listed([*near, *(one for one in every if one not in near)])


def constant(value: float) -> Finding:
    return flaw(
        "index.constant",
        value,
        gettext_noop("Values that differ: this method divides by how much they do."),
        gettext_noop("Take the part out: the same everywhere, it tells no area from another."),
    )


def no_values() -> Finding:
    return flaw(
        "index.no_values",
        "",
        gettext_noop("At least one value that is a number."),
        gettext_noop("Take the part out, or name a column that is filled."),
    )


def bounds(minimum: float, maximum: float) -> Finding:
    return flaw(
        "index.bounds",
        f"{minimum:g} ≥ {maximum:g}",
        gettext_noop("A minimum below the maximum, both within what the transformation takes."),
        gettext_noop("Correct the bounds; they are in the column's unit and are transformed with it."),
    )


def zero_reference(found: float) -> Finding:
    return flaw(
        "index.zero_reference",
        f"{found:g}",
        gettext_noop(
            "A reference above zero: this method divides by it, and below zero would turn the order."
        ),
        gettext_noop("Choose another reference, or another method."),
    )


def one_value() -> Finding:
    return flaw(
        "index.one_value",
        1,
        gettext_noop("Two values at least: this method divides by their number less one."),
        gettext_noop("Choose a method that needs no comparison, or add areas."),
    )


def not_positive(found: float) -> Finding:
    return flaw(
        "index.not_positive",
        f"{found:g}",
        gettext_noop(
            "Values above zero: a geometric mean, or a power mean with a negative exponent, takes no others."
        ),
        gettext_noop("Normalise the parts to a positive range, or give a geometric mean a `shift`."),
    )


def negative(found: float) -> Finding:
    return flaw(
        "index.negative",
        f"{found:g}",
        gettext_noop(
            "Values of at least zero: a product, or a power mean with a positive exponent, takes no others."
        ),
        gettext_noop("Normalise the parts to a range that begins at zero or above."),
    )


def nobody_counted() -> Finding:
    return flaw(
        "index.nobody_counted",
        0,
        gettext_noop("At least one resident where a value is: `over` = population counts residents."),
        gettext_noop("Look at the column `population` of [table], or count areas."),
    )


def no_population(keys: Iterable[str]) -> Finding:
    return flaw(
        "index.no_population",
        listed(keys),
        gettext_noop("A number of residents, 0 or more, for every area that takes part."),
        gettext_noop("Fill the column `population` of [table], or exclude these areas."),
    )


def mean_not_positive(found: float) -> Finding:
    return flaw(
        "index.mean_not_positive",
        f"{found:g}",
        gettext_noop("Parts whose mean is above zero: the Mazziotta-Pareto penalty divides by it."),
        gettext_noop("Normalise the parts to z-scores with mean 100, or to AMPI goalposts."),
    )


def endless(formula: str) -> Finding:
    return flaw(
        "index.endless",
        formula,
        gettext_noop("A position strictly between 0 and 1: the normal quantile of 0 and of 1 is infinite."),
        gettext_noop("Take the formula r/(n+1) or (r-0.5)/n."),
    )


def untaken(step: str, found: float, least: float, most: float, *, open_ended: bool) -> Finding:
    accepted = {
        (False, False): gettext_noop("Values of at least %(least)s: %(step)s is defined for no others."),
        (False, True): gettext_noop("Values above %(least)s: %(step)s is defined for no others."),
        (True, False): gettext_noop(
            "Shares from %(least)s to %(most)s: %(step)s is defined for no others; a percentage is divided by 100 with `factor`."
        ),
        (True, True): gettext_noop(
            "Shares between %(least)s and %(most)s: %(step)s is defined for no others; a percentage is divided by 100 with `factor`."
        ),
    }[most < float("inf"), open_ended]
    return flaw(
        "index.untaken",
        f"{found:g}",
        accepted,
        gettext_noop(
            "Correct the value, exclude the area, or choose another transformation (log1p takes zeros)."
        ),
        step=step,
        least=f"{least:g}",
        most=f"{most:g}",
    )


def outgrown(step: str, found: float) -> Finding:
    return flaw(
        "index.outgrown",
        f"{found:g}",
        gettext_noop("Values that stay numbers of sixty digits at most after %(step)s."),
        gettext_noop("Correct the value, or choose another transformation or a smaller exponent."),
        step=step,
    )


def zero_denominator(names: Iterable[str]) -> Finding:
    return flaw(
        "index.zero_denominator",
        0,
        gettext_noop("A denominator that is not zero: %(names)s."),
        gettext_noop("Correct the value, leave the cell empty, or exclude the area."),
        names=listed(names),
    )


def lacks(keys: Iterable[str]) -> Finding:
    return flaw(
        "index.lacks",
        listed(keys),
        gettext_noop("A value for every area: missing = refuse."),
        gettext_noop(
            "Fill the cells, or say what to do with `missing`: leave-out, keep, or a way to fill them."
        ),
    )


def lacks_parts(keys: Iterable[str]) -> Finding:
    return flaw(
        "index.lacks_parts",
        listed(keys),
        gettext_noop("All parts of the level for every area: missing = refuse."),
        gettext_noop("Say what to do with `missing` of the level: leave-out, or present with a share."),
    )


def empty_column(name: str) -> Finding:
    return flaw(
        "index.empty_column",
        name,
        gettext_noop("A column with at least one number; this one is wholly empty."),
        gettext_noop("Take the indicator out, or name a column that is filled."),
    )


def nobody_left() -> Finding:
    return flaw(
        "index.nobody_left",
        "",
        gettext_noop("At least one area that is neither excluded nor left out."),
        gettext_noop("Look at `exclude` and at `missing`: together they leave no area."),
    )


def no_parent_value(keys: Iterable[str]) -> Finding:
    return flaw(
        "index.no_parent_value",
        listed(keys),
        gettext_noop("Areas with the same parent that have the value."),
        gettext_noop("Fill the cells, or choose another way to fill what is missing."),
    )


def no_regression(found: int, wanted: int) -> Finding:
    return flaw(
        "index.no_regression",
        found,
        gettext_noop("At least %(wanted)s areas that have the indicator and all its predictors."),
        gettext_noop("Name fewer predictors in `on`, or choose another way to fill what is missing."),
        wanted=wanted,
    )


def no_predictors(keys: Iterable[str]) -> Finding:
    return flaw(
        "index.no_predictors",
        listed(keys),
        gettext_noop("Values of all predictors where the indicator is to be filled by regression."),
        gettext_noop("Name predictors in `on` that these areas have, or choose another way."),
    )


def out_of_range(keys: Iterable[str], least: float | None, most: float | None) -> Finding:
    return flaw(
        "index.out_of_range",
        listed(keys),
        gettext_noop("Values from %(least)s to %(most)s, as the specification says of this indicator."),
        gettext_noop("Correct the cells, or the unit: a share written as 0.12 instead of 12, say."),
        least="-∞" if least is None else f"{least:g}",
        most="∞" if most is None else f"{most:g}",
    )


def no_reference(column: str, values: Iterable[str]) -> Finding:
    return flaw(
        "index.no_reference",
        f"{column}: {listed(values)}",
        gettext_noop("At least one value in the rows of the reference vintage."),
        gettext_noop("Correct `reference_rows`."),
    )


def too_large(keys: Iterable[str]) -> Finding:
    return flaw(
        "index.too_large",
        listed(keys),
        gettext_noop("A finite number, of sixty digits at most."),
        gettext_noop("Correct the value, or the denominator: it may be next to nothing."),
    )


def still_out(skew: float, kurtosis: float) -> Finding:
    return remark(
        "index.still_out",
        f"{skew:.2f}, {kurtosis:.2f}",
        gettext_noop("Skewness or kurtosis within its limit after the values that may be changed were."),
        gettext_noop("Look at the column; a transformation (log, sqrt) may serve better."),
    )
