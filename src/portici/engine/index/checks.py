"""What a statistician looks at before believing an index: what agrees with what, what says nothing, what changed its unit.

Sources: OECD/JRC, Handbook on Constructing Composite Indicators (2008), ch. 4; Cronbach, Psychometrika 16 (1951).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isfinite, log10

import numpy as np

from portici.kernel.findings import Finding

from . import check_flaws
from .arrays import Floats, in_order, rank
from .outliers import kurtosis, skewness
from .result import Result
from .spec import Level, Specification, Ties
from .table import Table

#: Above it two parts of a level say the same; below its negative they contradict one another.
SAME, AGAINST = 0.95, -0.1
#: An alpha below which parts hardly measure one thing.
LEAST_ALPHA = 0.6
#: More than this share of areas with one value tells little; so does a part that goes so little with its level.
MOST_ALIKE, LEAST_TIE = 0.5, 0.1
#: A median that grew or shrank more than so many times between vintages points to another unit.
MOST_CHANGE = 3.0
#: A rank correlation between vintages below which the column is perhaps another one.
LEAST_LIKENESS = 0.5


@dataclass(frozen=True, slots=True)
class Described:
    """A part's values as its level takes them: how many, how spread, how skewed, how many of them are one value."""

    code: str
    count: int
    distinct: int
    commonest: float
    minimum: float
    maximum: float
    mean: float
    deviation: float
    skewness: float
    kurtosis: float


@dataclass(frozen=True, slots=True)
class Agreement:
    """A level's parts among themselves: correlations (m, m), each part's with the level's score (m,), Cronbach's alpha.

    Not-a-number where a part is the same everywhere, or fewer than two areas have all parts.
    """

    level: str
    parts: tuple[str, ...]
    correlations: tuple[tuple[float, ...], ...]
    with_level: tuple[float, ...]
    alpha: float


@dataclass(frozen=True, slots=True)
class Drift:
    """A column in two vintages: the medians, and the rank correlation of the areas that both have."""

    column: str
    before: float
    now: float
    likeness: float


@dataclass(frozen=True, slots=True)
class Checks:
    """Everything looked at, and in `findings` what is to be thought over, each said of a part."""

    described: tuple[Described, ...]
    agreements: tuple[Agreement, ...]
    drifts: tuple[Drift, ...]
    findings: tuple[Finding, ...]


def examine(result: Result, table: Table, before: Table | None = None) -> Checks:
    """The checks of a result; with an earlier vintage of the table, also what drifted.

    >>> from .compute import compute
    >>> from .spec import Higher, Indicator, TableRules
    >>> parts = tuple(Indicator(code, Higher.WORSE, column=code) for code in "ab")
    >>> spec = Specification(TableRules(("code",)), Level("index", Higher.WORSE, parts))
    >>> table = Table(("A", "B", "C"), {"a": np.array([1.0, 2.0, 3.0]), "b": np.array([2.0, 4.0, 6.0])})
    >>> checks = examine(compute(table, spec), table)
    >>> [round(one.alpha, 4) for one in checks.agreements], [one.code for one in checks.findings]
    ([0.8889], ['check.same'])
    """
    spec = result.specification
    values = {**result.indicators, **result.domains, spec.index.code: result.index}
    described = tuple(describe(code, one) for code, one in values.items())
    agreements = tuple(agreement(level, values) for level in spec.levels() if len(level.parts) > 1)
    drifts = drift(table, before, spec) if before is not None else ()
    findings = [
        *_about_columns(table),
        *_about_vintages(spec),
        *(finding for one in described for finding in _about_values(one)),
        *(finding for one in agreements for finding in _about_agreement(one)),
        *_about_weights(result),
        *(finding for one in drifts for finding in _about_drift(one)),
    ]
    return Checks(described, agreements, drifts, tuple(findings))


def describe(code: str, values: Floats) -> Described:
    """The numbers among values (n,); `commonest` is the share of the value that most areas have.

    >>> describe("rent", np.array([1.0, 1.0, 4.0])).commonest
    0.6666666666666666
    """
    ordered = in_order(values)
    if not len(ordered):
        return Described(code, 0, 0, *(float("nan"),) * 7)
    begins = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1]))
    counts = np.diff(np.append(begins, len(ordered)))
    return Described(
        code,
        len(ordered),
        len(counts),
        float(counts.max() / len(ordered)),
        float(ordered[0]),
        float(ordered[-1]),
        float(ordered.mean()),
        float(ordered.std()),
        skewness(ordered),
        kurtosis(ordered),
    )


def agreement(level: Level, values: Mapping[str, Floats]) -> Agreement:
    """The level's parts (n,) among themselves and with its score, on areas that have all of them.

    >>> from .spec import Higher, Indicator
    >>> parts = tuple(Indicator(code, Higher.WORSE) for code in "ab")
    >>> up = np.array([1.0, 2.0, 3.0])
    >>> round(agreement(Level("d", Higher.WORSE, parts), {"a": up, "b": -up, "d": up}).correlations[0][1], 6)
    -1.0
    """
    codes = tuple(part.code for part in level.parts)
    matrix = np.column_stack([values[code] for code in (*codes, level.code)])
    whole = matrix[~np.isnan(matrix).any(axis=1)]
    table = _correlations(whole)
    rows = tuple(tuple(row) for row in table[:-1, :-1].tolist())
    return Agreement(level.code, codes, rows, tuple(table[:-1, -1].tolist()), cronbach(whole[:, :-1]))


def cronbach(parts: Floats) -> float:
    """Cronbach's alpha of parts (n, m): m/(m-1) · (1 - Σ variances / variance of the sum); not-a-number where it is not defined.

    >>> cronbach(np.array([[1.0, 1.0], [2.0, 2.0], [3.0, 3.0]]))
    1.0
    """
    count = parts.shape[1]
    if count < 2 or len(parts) < 2:
        return float("nan")
    total = parts.sum(axis=1).var()
    return float(count / (count - 1) * (1 - parts.var(axis=0).sum() / total)) if total > 0 else float("nan")


def drift(now: Table, before: Table, spec: Specification) -> tuple[Drift, ...]:
    """Each column of the specification in two vintages of a table, areas matched by their keys.

    >>> from .spec import Higher, Indicator, TableRules
    >>> spec = Specification(TableRules(("c",)), Level("index", Higher.WORSE, (Indicator("x", Higher.WORSE, column="x"),)))
    >>> then = Table(("A", "B"), {"x": np.array([0.1, 0.3])})
    >>> [one] = drift(Table(("B", "A"), {"x": np.array([30.0, 10.0])}), then, spec)
    >>> one.before, one.now, round(one.likeness, 6)
    (0.2, 20.0, 1.0)
    """
    place = {key: row for row, key in enumerate(before.keys)}
    pairs = [(row, place[key]) for row, key in enumerate(now.keys) if key in place]
    here, there = np.array(pairs, dtype=np.intp).reshape(-1, 2).T
    found = []
    for name in spec.columns():
        a, b = now.columns[name], before.columns[name]
        found.append(Drift(name, _median(b), _median(a), _likeness(a[here], b[there])))
    return tuple(found)


def _median(values: Floats) -> float:
    ordered = in_order(values)
    return float(np.median(ordered)) if len(ordered) else float("nan")


def _likeness(now: Floats, before: Floats) -> float:
    """Spearman's rank correlation of the areas that have both values."""
    both = ~(np.isnan(now) | np.isnan(before))
    ranks = np.column_stack([rank(one[both], Ties.MEAN) for one in (now, before)])
    return float(_correlations(ranks)[0, 1])


def _correlations(whole: Floats) -> Floats:
    """Pearson correlations (m, m); not-a-number with a column that is the same everywhere."""
    if len(whole) < 2:
        return np.full((whole.shape[1],) * 2, np.nan)
    apart = whole - whole.mean(axis=0)
    length = np.sqrt((apart**2).sum(axis=0))
    length[whole.min(axis=0) == whole.max(axis=0)] = np.nan
    scaled = apart / length
    return np.asarray(np.clip(scaled.T @ scaled, -1.0, 1.0))


def _about_columns(table: Table) -> Iterator[Finding]:
    if table.empty:
        yield check_flaws.empty_columns(table.empty)


def _about_vintages(spec: Specification) -> Iterator[Finding]:
    found = dict.fromkeys(one.vintage for one in spec.indicators() if one.vintage)
    if len(found) > 1:
        yield check_flaws.vintages(found)


def _about_values(one: Described) -> Iterator[Finding]:
    if one.count and one.distinct == 1:
        yield check_flaws.same_everywhere(one.minimum).at(one.code)
    elif one.commonest > MOST_ALIKE:
        yield check_flaws.says_little(one.commonest).at(one.code)


def _about_agreement(one: Agreement) -> Iterator[Finding]:
    for row, code in enumerate(one.parts):
        for column in range(row):
            found = one.correlations[row][column]
            if found > SAME:
                yield check_flaws.same(one.parts[column], found).at(code)
            elif found < AGAINST:
                yield check_flaws.against(one.parts[column], found).at(code)
        if abs(one.with_level[row]) < LEAST_TIE:
            yield check_flaws.no_tie(one.level, one.with_level[row]).at(code)
    if one.alpha < LEAST_ALPHA:
        yield check_flaws.low_alpha(one.alpha, LEAST_ALPHA).at(one.level)


def _about_weights(result: Result) -> Iterator[Finding]:
    """Loadings taken as they are may turn a part against its level."""
    for level, parts in result.weights.items():
        for code, weight in parts.items():
            if weight < 0:
                yield check_flaws.negative_weight(level, weight).at(code)


def _about_drift(one: Drift) -> Iterator[Finding]:
    factor = one.now / one.before if one.before else float("nan")
    if isfinite(factor) and not 1 / MOST_CHANGE <= factor <= MOST_CHANGE:
        yield check_flaws.unit(one.before, one.now, _power(factor)).at(one.column)
    if one.likeness < LEAST_LIKENESS:
        yield check_flaws.unlike(one.likeness).at(one.column)


def _power(factor: float) -> str:
    """The power of ten that a factor is near, for what was a share and is a percentage; empty when it is near none.

    >>> _power(97.0), _power(5.0)
    ('100', '')
    """
    nearest = round(log10(factor)) if factor > 0 else 0
    near = nearest and abs(log10(factor) - nearest) < log10(1.5)
    return f"{10.0**nearest:g}" if near else ""
