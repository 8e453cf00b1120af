"""What is kept of an index: a table of scores, a report. Written beside its place and moved there, whole or not at all."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import asdict
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from portici.kernel.findings import Finding
from portici.kernel.parsing import safe_cell

from .arrays import Floats
from .checks import Checks
from .result import Result, class_ranges
from .spec import INDEX
from .spec_rules import RAW

if TYPE_CHECKING:
    import polars as pl


def table_text(result: Result) -> str:
    """The scores as CSV (UTF-8, comma, decimal point): key, name where the table has one, each normalised indicator, each
    domain (`_raw` before it was normalised again), `index`, `rank`, `class` where the specification asks for it, `state`. Cells
    are empty for areas that take no part; numbers have all their digits.

    >>> from .compute import compute
    >>> from .spec import Higher, Indicator, Level, Specification, TableRules
    >>> from .table import Table
    >>> spec = Specification(TableRules(("c",)), Level(INDEX, Higher.WORSE, (Indicator("x", Higher.WORSE, column="x"),)))
    >>> print(table_text(compute(Table(("A", "B"), {"x": np.array([0.5, 2.0])}), spec)), end="")
    c,x,index,rank,state
    A,0.5,0.5,2,included
    B,2.0,2.0,1,included
    """
    import polars as pl

    return pl.DataFrame(_columns(result)).write_csv()


def _columns(result: Result) -> dict[str, pl.Series]:
    import polars as pl

    rules = result.specification.table
    columns = dict(zip(rules.key, _key_columns(result), strict=True))
    if result.names and rules.name not in columns:
        columns[rules.name] = pl.Series([safe_cell(name) for name in result.names], dtype=pl.String)
    for code, values in result.indicators.items():
        columns[code] = _numbers(values)
    for code, values in result.domains.items():
        if code in result.raw:
            columns[code + RAW] = _numbers(result.raw[code])
        columns[code] = _numbers(values)
    if INDEX in result.raw:
        columns[INDEX + RAW] = _numbers(result.raw[INDEX])
    columns[INDEX] = _numbers(result.index)
    columns["rank"] = _ranks(result.rank)
    if result.classes is not None:
        columns["class"] = _ranks(result.classes)
    columns["state"] = pl.Series([state.value for state in result.states], dtype=pl.String)
    return columns


def _key_columns(result: Result) -> list[pl.Series]:
    import polars as pl

    from .table import JOINT

    count = len(result.specification.table.key)
    rows = [[key] if count == 1 else key.split(JOINT) for key in result.keys]
    return [pl.Series([safe_cell(row[place]) for row in rows], dtype=pl.String) for place in range(count)]


def _numbers(values: Floats) -> pl.Series:
    import polars as pl

    return pl.Series(values, nan_to_null=True)


def _ranks(values: Floats) -> pl.Series:
    """Whole ranks without a decimal point; ties that share the mean may be halves."""
    import polars as pl

    ranks = pl.Series(values, nan_to_null=True)
    whole = values[~np.isnan(values)]
    return ranks.cast(pl.Int64) if (whole == np.floor(whole)).all() else ranks


def report_data(result: Result, checks: Checks) -> dict[str, Any]:
    """The report as plain values for JSON: manifest, areas by state, weights, what was filled, changed or lacked, checks.

    Findings carry their code, their part and the English text; not-a-number is null.

    >>> from .checks import examine
    >>> from .compute import compute
    >>> from .spec import Higher, Indicator, Level, Specification, TableRules
    >>> from .table import Table
    >>> spec = Specification(TableRules(("c",)), Level(INDEX, Higher.WORSE, (Indicator("x", Higher.WORSE, column="x"),)))
    >>> table = Table(("A", "B"), {"x": np.array([0.5, 2.0])})
    >>> result = compute(table, spec)
    >>> report_data(result, examine(result, table))["weights"]
    {'index': {'x': 1.0}}
    """
    states: dict[str, list[str]] = {}
    for key, state in zip(result.keys, result.states, strict=True):
        states.setdefault(state.value, []).append(key)
    found = {
        "title": result.specification.title,
        "manifest": asdict(result.manifest),
        "areas": {state: len(keys) for state, keys in states.items()},
        "not_included": {state: keys for state, keys in states.items() if state != "included"},
        "classes": [asdict(one) for one in class_ranges(result)],
        "weights": {level: dict(parts) for level, parts in result.weights.items()},
        "filled": [asdict(one) for one in result.filled],
        "winsorised": [asdict(one) for one in result.winsorised],
        "lacking": [
            {"level": level, "key": key, "parts": list(lacked)} for level, key, lacked in result.short
        ],
        "described": [asdict(one) for one in checks.described],
        "agreements": [asdict(one) for one in checks.agreements],
        "drifts": [asdict(one) for one in checks.drifts],
        "findings": [
            *(_plain(fault.finding) | {"file": fault.file, "line": fault.line} for fault in result.faults),
            *map(_plain, checks.findings),
        ],
    }
    cleaned = _without_nan(found)
    return cleaned if isinstance(cleaned, dict) else {}


def json_text(result: Result, checks: Checks) -> str:
    """`report_data` as JSON text.

    >>> from .checks import examine
    >>> from .compute import compute
    >>> from .spec import Higher, Indicator, Level, Specification, TableRules
    >>> from .table import Table
    >>> spec = Specification(TableRules(("c",)), Level(INDEX, Higher.WORSE, (Indicator("x", Higher.WORSE, column="x"),)))
    >>> table = Table(("A", "B"), {"x": np.array([0.5, 2.0])})
    >>> result = compute(table, spec)
    >>> json.loads(json_text(result, examine(result, table)))["areas"]
    {'included': 2}
    """
    return json.dumps(report_data(result, checks), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def write_together(texts: Mapping[Path, str]) -> None:
    """Write every text in UTF-8 beside its place, then move all of them there. Raises OSError; then no place was touched.

    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_together({Path(folder) / "a.csv": "code"})
    ...     [path.name for path in Path(folder).iterdir()]
    ['a.csv']
    """
    waiting: list[tuple[str, Path]] = []
    try:
        for path, text in texts.items():
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
            waiting.append((name, path))
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                file.write(text)
            Path(name).chmod(0o666 & ~_umask())
        for name, path in waiting:
            Path(name).replace(path)
    finally:
        for name, _path in waiting:
            Path(name).unlink(missing_ok=True)


def _umask() -> int:
    """The process's mask for new files, which can be read only by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _plain(finding: Finding) -> dict[str, Any]:
    return {
        "severity": finding.severity.value,
        "code": finding.code,
        "field": finding.field,
        "found": finding.found,
        "accepted": str(finding.accepted),
        "todo": str(finding.todo),
    }


def _without_nan(value: object) -> object:
    if isinstance(value, dict):
        return {name: _without_nan(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_without_nan(one) for one in value]
    return None if isinstance(value, float) and not isfinite(value) else value
