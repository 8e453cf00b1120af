"""What can be wrong with what is asked of a run, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import inf

import numpy as np

from portici.engine.index.flaws import flaw, listed, nearest
from portici.engine.index.spec import Loadings, PrincipalComponents, Specification
from portici.engine.index.table import Table
from portici.kernel.findings import Finding, gettext_noop

from .choices import Choices, Dirichlet


def asked(table: Table, specification: Specification, choices: Choices) -> Iterator[Finding]:
    """Of names that nothing has and numbers out of their bounds."""
    codes = [one.code for one in specification.indicators()]
    for code in dict.fromkeys((*choices.left_out, *choices.errors)):
        if code not in codes:
            yield _unknown(code, codes)
    levels = [one.code for one in specification.levels()]
    for code in choices.levels:
        if code not in levels:
            yield _unknown(code, levels)
    for code, error in choices.errors.items():
        if error.column and error.column not in table.columns:
            yield _unknown(error.column, table.columns).at(code)
        elif error.column and not (table.columns[error.column] >= 0).all():
            yield _standard_error(float(np.nanmin(table.columns[error.column]))).at(code)
        wrong = [one for one in (error.absolute, error.relative) if not 0 <= one < inf]
        if wrong:
            yield _standard_error(min(wrong)).at(code)
    yield from _of_weights(choices)
    yield from _of_components(specification, choices)


def bounds(*, areas: int, draws: int, k: int, interval: float) -> Iterator[Finding]:
    """Of the numbers of a run."""
    if draws < 1:
        yield _number("uncertainty.draws", draws, gettext_noop("One draw at least."))
    if not 1 <= k <= areas:
        yield _number(
            "uncertainty.k", k, gettext_noop("From 1 to the %(areas)s areas that take part."), areas=areas
        )
    if not 0 < interval < 1:
        yield _number("uncertainty.interval", interval, gettext_noop("A share between 0 and 1, such as 0.9."))


def gaps(codes: Iterable[str]) -> Finding:
    return flaw(
        "uncertainty.gaps",
        listed(codes),
        gettext_noop(
            "A value of every indicator for every area that takes part: draws put the parts together anew."
        ),
        gettext_noop("Fill what is missing, or leave those areas out, in the specification's `missing`."),
    )


def _of_components(specification: Specification, choices: Choices) -> Iterator[Finding]:
    """A component's own loadings have no sum to keep and may be negative."""
    own = [
        level.code
        for level in specification.levels()
        if isinstance(level.weights, PrincipalComponents) and level.weights.loadings is Loadings.COMPONENT
    ]
    if own and (choices.weights is not None or choices.left_out or len(choices.aggregations) > 1):
        yield flaw(
            "uncertainty.components",
            listed(own),
            gettext_noop(
                "Weights that add up, where weights or means vary or an indicator is left out: loadings taken as they are do not."
            ),
            gettext_noop("Take the loadings `squared` or `absolute`, or vary only normalisation and errors."),
        )


def _of_weights(choices: Choices) -> Iterator[Finding]:
    how = choices.weights
    if how is None:
        return
    if isinstance(how, Dirichlet):
        if not how.concentration > 0:
            yield _number(
                "uncertainty.concentration", how.concentration, gettext_noop("A concentration above 0.")
            )
    elif not 0 < how.width <= 1:
        yield _number("uncertainty.width", how.width, gettext_noop("A width above 0 and not above 1."))


def _standard_error(found: float) -> Finding:
    return _number(
        "uncertainty.standard_error",
        found,
        gettext_noop("A standard error that is 0 or above, for every area."),
    )


def _number(code: str, found: object, accepted: str, **params: object) -> Finding:
    return flaw(code, found, accepted, gettext_noop("Correct the number."), **params)


def _unknown(name: str, names: Iterable[str]) -> Finding:
    return flaw(
        "uncertainty.unknown",
        name,
        gettext_noop("One of: %(names)s."),
        gettext_noop("Correct the name, or leave it out."),
        names=nearest(name, names),
    )
