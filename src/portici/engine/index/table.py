"""A table of areas and their numbers: keys, columns, who is excluded; from a CSV, a GeoJSON's properties, or its maker's arrays."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from portici.kernel.faults import Fault, Faulty
from portici.kernel.findings import Finding, Severity
from portici.kernel.parsing import parse_flag, unsafe_cell

from . import table_flaws
from .arrays import Floats
from .cells import Cells, csv_cells, feature_cells, plain
from .flaws import NAMED, listed
from .numbers import marks, numbers
from .spec import Filter, Operator, Specification

if TYPE_CHECKING:
    import polars as pl

#: Between the parts of a key made of several columns.
JOINT = " | "


@dataclass(frozen=True)
class Table:
    """n areas: `keys`, `names` and `parents` (n,), `columns` of float64 (n,) with not-a-number for what is missing.

    `excluded` (n,) marks areas that take no part. `lines` is each row's line in `file`, or its number among the features.
    `empty` names the file's columns without any value, `digest` is the file's SHA-256, `faults` holds warnings.
    `references` (n,) mark the rows of a reference vintage, by the filter that names them.
    """

    keys: tuple[str, ...]
    columns: dict[str, Floats]
    names: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    excluded: NDArray[np.bool_] | None = None
    lines: Sequence[int] = ()
    file: str = ""
    digest: str = ""
    empty: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    references: Mapping[Filter, NDArray[np.bool_]] = field(default_factory=dict)

    def line(self, row: int) -> int:
        return self.lines[row] if len(self.lines) else 0


def read_table(path: Path, spec: Specification) -> Table:
    """The table in a CSV or a GeoJSON, which is known by its first letter, read as the specification says.

    Warnings stay in `faults`. Raises Faulty with every error, each with line and column; OSError.

    >>> import tempfile
    >>> from .spec import Higher, Indicator, Level, TableRules
    >>> one = Indicator("rent", Higher.WORSE, column="rent")
    >>> spec = Specification(TableRules(("code",)), Level("index", Higher.WORSE, (one,)))
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "areas.csv"
    ...     _ = path.write_text("code;rent\\nA;1,5\\n")
    ...     read_table(path, spec).columns["rent"].tolist()
    [1.5]
    """
    return parse_table(path.read_bytes(), spec, str(path))


def parse_table(data: bytes, spec: Specification, file: str = "") -> Table:
    """The table in the bytes of a CSV or a GeoJSON. Raises Faulty.

    >>> from .reading import parse_specification
    >>> spec = parse_specification(b'''
    ... table = { key = "code" }
    ... index = { higher = "worse" }
    ... indicator = [{ code = "rent", column = "rent", higher = "worse", normalise = "none" }]
    ... ''')
    >>> table = parse_table(b"code,rent\\nA,1\\nB,2.5\\n", spec)
    >>> table.keys, table.columns["rent"].tolist()
    (('A', 'B'), [1.0, 2.5])
    """
    is_features = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"
    cells = feature_cells(data, file) if is_features else csv_cells(data, file, spec.table)
    return table_of(cells, spec, hashlib.sha256(data).hexdigest())


def table_of(cells: Cells, spec: Specification, digest: str = "") -> Table:
    """The areas and numbers that the specification asks for, from cells already read. Raises Faulty.

    >>> from .spec import Higher, Indicator, Level, TableRules
    >>> one = Indicator("rent", Higher.WORSE, column="rent")
    >>> spec = Specification(TableRules(("code",)), Level("index", Higher.WORSE, (one,)))
    >>> table_of(csv_cells(b"code,rent\\nA,2\\n", "areas.csv", spec.table), spec).keys
    ('A',)
    """
    _ensure_columns(cells, spec)
    rows = _Rows(cells, spec, list(cells.faults))
    keys, excluded = rows.keys(), rows.excluded()
    columns = {name: rows.numbers(name) for name in spec.columns()}
    rows.one_vintage(excluded)
    rows.not_across(excluded)
    if any(fault.finding.severity is Severity.ERROR for fault in rows.faults):
        raise Faulty(rows.faults)
    return Table(
        keys,
        columns,
        rows.texts(spec.table.name),
        rows.texts(spec.table.parent),
        excluded,
        rows.lines,
        cells.file,
        digest,
        tuple(name for name in cells.columns if rows.is_empty(name)),
        tuple(rows.faults),
        {one: _kept(rows.column(one.column), one) for one in spec.reference_rows()},
    )


def _ensure_columns(cells: Cells, spec: Specification) -> None:
    faults = []
    for line, place, name in _asked(spec):
        if plain(name) not in cells.columns:
            finding = table_flaws.no_column(name, cells.names)
            faults.append(Fault(spec.file, line, finding.at(place)))
        elif plain(name) in cells.doubled:
            faults.append(Fault(cells.file, 1, table_flaws.doubled_column(name).at(name)))
    if faults:
        raise Faulty(faults)


def _asked(spec: Specification) -> Iterator[tuple[int, str, str]]:
    """Every column that the specification names: at which line, as what."""
    rules = spec.table
    single = {
        "name": rules.name,
        "parent": rules.parent,
        "exclude": rules.exclude,
        "vintage": rules.vintage,
        "population": rules.population,
    }
    for name in rules.key:
        yield rules.line, "table.key", name
    for role, name in single.items():
        if name:
            yield rules.line, f"table.{role}", name
    for code, name in spec.comparable_within().items():
        yield 0, f"{code}.comparable_within", name
    for one in rules.filters:
        yield rules.line, "table.filter.column", one.column
    for part in spec.indicators():
        for name in part.columns:
            yield part.line, f"{part.code}.column", name
    for one in spec.reference_rows():
        yield 0, "reference_rows.column", one.column


@dataclass
class _Rows:
    """The rows that the filters keep, being read."""

    cells: Cells
    spec: Specification
    faults: list[Fault]
    lines: Sequence[int] = field(init=False)
    mask: NDArray[np.bool_] = field(init=False)

    def __post_init__(self) -> None:
        count = len(self.cells.lines)
        self.mask = np.ones(count, dtype=bool)
        for one in self.spec.table.filters:
            self.mask &= _kept(self.cells.columns[plain(one.column)], one)
        if not self.mask.any():
            said = listed(f"{one.column}: {listed(one.values)}" for one in self.spec.table.filters)
            raise Faulty([Fault(self.cells.file, 0, table_flaws.no_rows(said))])
        every = self.cells.lines
        self.lines = every if self.mask.all() else np.asarray(every)[self.mask].tolist()
        self.marks = marks(self.spec.table.decimal, self.spec.table.null)

    def column(self, name: str) -> pl.Series:
        texts = self.cells.columns[plain(name)]
        return texts if self.mask.all() else texts.filter(_series(self.mask))

    def texts(self, name: str) -> tuple[str, ...]:
        """A column of words; of those that were kept from being formulas, the first text."""
        found = self.column(name).str.strip_chars().to_list() if name else ()
        return tuple(unsafe_cell(text) if text.startswith("'") else text for text in found)

    def keys(self) -> tuple[str, ...]:
        parts = [self.texts(name) for name in self.spec.table.key]
        keys = parts[0] if len(parts) == 1 else tuple(JOINT.join(row) for row in zip(*parts, strict=True))
        place = JOINT.join(self.spec.table.key)
        blank = [row for row, key in enumerate(keys) if not key.replace(JOINT.strip(), "").strip()]
        self._tell(place, [(row, table_flaws.no_key()) for row in blank])
        if len(set(keys)) < len(keys):
            self._tell(place, list(self._doubled(keys, set(blank))))
        return keys

    def _doubled(self, keys: Sequence[str], blank: set[int]) -> Iterator[tuple[int, Finding]]:
        rows: dict[str, list[int]] = {}
        for row, key in enumerate(keys):
            rows.setdefault(key, []).append(row)
        for key, every in rows.items():
            if len(every) > 1 and every[0] not in blank:
                yield every[0], table_flaws.doubled_key(key, (self.lines[row] for row in every[1:]))

    def excluded(self) -> NDArray[np.bool_]:
        name = self.spec.table.exclude
        if not name:
            return np.zeros(len(self.lines), dtype=bool)
        texts = self.texts(name)
        flags = {text: parse_flag(text).value for text in dict.fromkeys(texts)}
        self._tell(name, [(row, table_flaws.no_flag(t)) for row, t in enumerate(texts) if flags[t] is None])
        found = np.array([bool(flags[text]) for text in texts])
        if found.all():
            self.faults.append(Fault(self.cells.file, 0, table_flaws.all_excluded(name).at(name)))
        return found

    def numbers(self, name: str) -> Floats:
        values, found = numbers(self.column(name), self.marks)
        self._tell(name, found)
        return values

    def one_vintage(self, excluded: NDArray[np.bool_]) -> None:
        name = self.spec.table.vintage
        texts = self.texts(name)
        found = dict.fromkeys(text for text, out in zip(texts, excluded, strict=False) if not out)
        if len(found) > 1:
            self.faults.append(Fault(self.cells.file, 0, table_flaws.vintages(found).at(name)))

    def not_across(self, excluded: NDArray[np.bool_]) -> None:
        for code, name in self.spec.comparable_within().items():
            texts = self.texts(name)
            found = dict.fromkeys(text for text, out in zip(texts, excluded, strict=True) if not out)
            if len(found) > 1:
                finding = table_flaws.across(name, found).at(f"{code}.comparable_within")
                self.faults.append(Fault(self.cells.file, 0, finding))

    def is_empty(self, name: str) -> bool:
        texts = self.column(name)
        if any(not self.marks.is_null(text) for text in texts.head(NAMED).to_list()):
            return False
        return all(self.marks.is_null(text) for text in texts.unique().to_list())

    def _tell(self, name: str, found: Sequence[tuple[int, Finding]]) -> None:
        """The first faults of a column, each with its line, and how many more there are."""
        for row, finding in found[:NAMED]:
            self.faults.append(Fault(self.cells.file, self.lines[row], finding.at(name)))
        if (more := len(found) - NAMED) > 0:
            line = self.lines[found[NAMED][0]]
            self.faults.append(Fault(self.cells.file, line, table_flaws.more(more).at(name)))


def _kept(texts: pl.Series, one: Filter) -> NDArray[np.bool_]:
    """Rows whose text is one of the values, or equals one as a number; or the others."""
    same = [text for text in texts.unique().to_list() if _is_one_of(text, one.values)]
    found = texts.is_in(same).to_numpy()
    return found if one.operator is Operator.EQUALS else ~found


def _is_one_of(text: str, values: Iterable[str]) -> bool:
    """
    >>> _is_one_of(" 2021.0", ["2021"]), _is_one_of("Bologna", ["bologna"])
    (True, False)
    """
    plain_text = text.strip()
    return any(plain_text == value or _as_number(plain_text) == _as_number(value) for value in values)


def _as_number(text: str) -> object:
    try:
        return float(text)
    except ValueError:
        return text


def _series(mask: NDArray[np.bool_]) -> pl.Series:
    import polars as pl

    return pl.Series(mask)
