"""The report as a page of Markdown, in the language of whoever asks: `say` turns a message into its text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from math import isfinite
from typing import TypeAlias

from portici.kernel.findings import Message, gettext_noop

from .checks import Agreement, Checks
from .result import Result, State, class_ranges

Say: TypeAlias = Callable[[Message], str]

_STATES = {
    State.INCLUDED: gettext_noop("in the index"),
    State.EXCLUDED: gettext_noop("excluded by the table"),
    State.LEFT_OUT: gettext_noop("left out for what they lack"),
    State.INCOMPLETE: gettext_noop("without a score: a level lacks parts"),
}


def markdown(result: Result, checks: Checks, say: Say = str) -> str:
    """The report: what it was made of, who takes part, weights, what was filled or changed, agreement, what to think over.

    >>> import numpy as np
    >>> from .checks import examine
    >>> from .compute import compute
    >>> from .spec import Higher, Indicator, Level, Specification, TableRules
    >>> from .table import Table
    >>> one = Indicator("x", Higher.WORSE, column="x")
    >>> spec = Specification(TableRules(("c",)), Level("index", Higher.WORSE, (one,)), title="Rents")
    >>> table = Table(("A", "B"), {"x": np.array([0.5, 2.0])})
    >>> result = compute(table, spec)
    >>> markdown(result, examine(result, table)).splitlines()[0]
    '# Rents'
    """

    def t(template: str, **params: object) -> str:
        return say(Message(template, params))

    sections = [
        _made_of(result, t),
        _areas(result, t),
        _classes(result, t),
        _weights(result, t),
        _filled(result, t),
        _winsorised(result, t),
        _lacking(result, t),
        _described(checks, t),
        *(_agreement(one, t) for one in checks.agreements),
        _drifts(checks, t),
        _findings(result, checks, say, t),
    ]
    title = result.specification.title or t(gettext_noop("Composite index"))
    return "\n".join([f"# {title}", *(line for lines in sections for line in lines)]) + "\n"


_T: TypeAlias = Callable[..., str]


def _made_of(result: Result, t: _T) -> Iterator[str]:
    made = result.manifest
    yield from ["", "## " + t(gettext_noop("What it was made of")), ""]
    if result.specification.source:
        yield "- " + t(gettext_noop("Source: %(source)s"), source=result.specification.source)
    yield "- " + t(
        gettext_noop("Table: %(file)s, SHA-256 %(digest)s"), file=made.table, digest=made.table_digest
    )
    yield "- " + t(
        gettext_noop("Specification: %(file)s, SHA-256 %(digest)s"),
        file=made.specification,
        digest=made.specification_digest,
    )
    yield "- " + t(gettext_noop("Portici %(version)s"), version=made.version)


def _areas(result: Result, t: _T) -> Iterator[str]:
    yield from ["", "## " + t(gettext_noop("Areas")), ""]
    for state, said in _STATES.items():
        keys = [key for key, one in zip(result.keys, result.states, strict=True) if one is state]
        if keys:
            named = "" if state is State.INCLUDED else f": {', '.join(map(_cell, keys))}"
            yield f"- {len(keys)} {t(said)}{named}"


def _classes(result: Result, t: _T) -> Iterator[str]:
    if result.classes is None:
        return
    yield from ["", "## " + t(gettext_noop("Classes")), ""]
    said = (
        gettext_noop("class"),
        gettext_noop("areas"),
        gettext_noop("index from"),
        gettext_noop("index to"),
    )
    rows = [
        (str(one.number), str(one.areas), _number(one.lowest), _number(one.highest))
        for one in class_ranges(result)
    ]
    yield from _table([t(head) for head in said], rows)


def _weights(result: Result, t: _T) -> Iterator[str]:
    yield from ["", "## " + t(gettext_noop("Weights")), ""]
    rows = [
        (level, part, _number(weight))
        for level, parts in result.weights.items()
        for part, weight in parts.items()
    ]
    heads = (t(gettext_noop("level")), t(gettext_noop("part")), t(gettext_noop("weight")))
    yield from _table(heads, rows)


def _filled(result: Result, t: _T) -> Iterator[str]:
    if not result.filled:
        return
    yield from ["", "## " + t(gettext_noop("Missing values")), ""]
    said = (
        gettext_noop("area"),
        gettext_noop("indicator"),
        gettext_noop("what was done"),
        gettext_noop("value put in"),
    )
    rows = [(one.key, one.code, one.method, _number(one.value)) for one in result.filled]
    yield from _table([t(head) for head in said], rows)


def _winsorised(result: Result, t: _T) -> Iterator[str]:
    if not result.winsorised:
        return
    yield from ["", "## " + t(gettext_noop("Outliers brought nearer")), ""]
    said = (gettext_noop("area"), gettext_noop("indicator"), gettext_noop("found"), gettext_noop("made"))
    rows = [(one.key, one.code, _number(one.found), _number(one.value)) for one in result.winsorised]
    yield from _table([t(head) for head in said], rows)


def _lacking(result: Result, t: _T) -> Iterator[str]:
    if not result.short:
        return
    yield from ["", "## " + t(gettext_noop("Levels that lack parts")), ""]
    said = (gettext_noop("area"), gettext_noop("level"), gettext_noop("parts that lack"))
    rows = [(key, level, ", ".join(parts)) for level, key, parts in result.short]
    yield from _table([t(head) for head in said], rows)


def _described(checks: Checks, t: _T) -> Iterator[str]:
    yield from ["", "## " + t(gettext_noop("Values")), ""]
    said = (
        gettext_noop("part"),
        gettext_noop("areas"),
        gettext_noop("different values"),
        gettext_noop("minimum"),
        gettext_noop("mean"),
        gettext_noop("maximum"),
        gettext_noop("standard deviation"),
        gettext_noop("skewness"),
        gettext_noop("kurtosis"),
    )
    rows = []
    for one in checks.described:
        spread = (one.minimum, one.mean, one.maximum, one.deviation, one.skewness, one.kurtosis)
        rows.append((one.code, str(one.count), str(one.distinct), *map(_number, spread)))
    yield from _table([t(head) for head in said], rows)


def _agreement(one: Agreement, t: _T) -> Iterator[str]:
    yield from ["", "## " + t(gettext_noop("Agreement within %(level)s"), level=one.level), ""]
    yield t(gettext_noop("Cronbach's alpha: %(alpha)s. Correlations:"), alpha=_number(one.alpha))
    yield ""
    heads = (t(gettext_noop("part")), *one.parts, t(gettext_noop("with the score")))
    rows = [
        (code, *map(_number, row), _number(tie))
        for code, row, tie in zip(one.parts, one.correlations, one.with_level, strict=True)
    ]
    yield from _table(heads, rows)


def _drifts(checks: Checks, t: _T) -> Iterator[str]:
    if not checks.drifts:
        return
    yield from ["", "## " + t(gettext_noop("Since the earlier vintage")), ""]
    said = (
        gettext_noop("column"),
        gettext_noop("median before"),
        gettext_noop("median here"),
        gettext_noop("rank correlation"),
    )
    rows = [(d.column, _number(d.before), _number(d.now), _number(d.likeness)) for d in checks.drifts]
    yield from _table([t(head) for head in said], rows)


def _findings(result: Result, checks: Checks, say: Say, t: _T) -> Iterator[str]:
    every = [*(fault.finding for fault in result.faults), *checks.findings]
    if not every:
        return
    yield from ["", "## " + t(gettext_noop("To be thought over")), ""]
    for one in every:
        place = f"**{_cell(one.field)}**: " if one.field else ""
        found = f"“{_cell(one.found)}”. " if one.found else ""
        yield f"- {place}{found}{say(one.accepted)} {say(one.todo)}"


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    every = list(heads)
    yield f"| {' | '.join(map(_cell, every))} |"
    yield f"|{'---|' * len(every)}"
    for row in rows:
        yield f"| {' | '.join(map(_cell, row))} |"


def _cell(text: str) -> str:
    """A text that breaks no table and starts no markup."""
    plain = " ".join(text.split())
    for mark in "\\|*_`<[":
        plain = plain.replace(mark, f"\\{mark}")
    return plain


def _number(value: float | None) -> str:
    return "" if value is None or not isfinite(value) else f"{value:.6g}"
