"""The texts of a table's cells, by column, from a CSV or from a GeoJSON's properties.

polars reads a well-made CSV some twenty times as fast as the standard library; it fills up short rows unseen, and knows no
lines. What it may have read otherwise than it is written is read again by the standard library, row by row.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from portici.kernel.faults import Fault, Faulty
from portici.kernel.findings import Severity
from portici.kernel.parsing import decode, sniff_delimiter

from . import table_flaws
from .spec import TableRules

if TYPE_CHECKING:
    import polars as pl

#: How many lines above the header a title may take.
TITLE_LINES = 5


@dataclass(frozen=True)
class Cells:
    """Columns of texts (n,) by name, and the line of each row in the file (the number of the feature in a GeoJSON)."""

    file: str
    columns: dict[str, pl.Series]
    lines: Sequence[int]
    faults: tuple[Fault, ...] = ()
    doubled: frozenset[str] = frozenset()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self.columns)


def plain(name: str) -> str:
    """A heading as it is compared: single blanks, no mark of order, no line breaks.

    >>> plain("\\ufeffComune \\n di  nascita")
    'Comune di nascita'
    """
    return " ".join(name.replace("\ufeff", "").split())


def csv_cells(data: bytes, file: str, rules: TableRules) -> Cells:
    """The cells of a CSV: a title of a few lines may stand above the header, which has the key. Raises Faulty.

    >>> cells = csv_cells(b"code;rent\\nA;1,5\\n", "t.csv", TableRules(("code",)))
    >>> cells.columns["rent"].to_list(), list(cells.lines)
    (['1,5'], [2])
    """
    text, faults = _text(data, file, rules)
    separator = rules.separator or sniff_delimiter(text[: 1 << 16].splitlines()) or ","
    above, header = _header(text, separator, rules, file)
    names = [plain(name) or f"column {place}" for place, name in enumerate(header, 1)]
    doubled = frozenset(name for name in names if names.count(name) > 1)
    found = _fast(text, separator, above, len(names)) or _slow(text, separator, above, len(names), file)
    return Cells(file, dict(zip(names, found[0], strict=True)), found[1], faults, doubled)


def feature_cells(data: bytes, file: str) -> Cells:
    """The properties of a GeoJSON's features. Raises Faulty.

    >>> data = b'{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"c": "A", "x": 1.5}}]}'
    >>> feature_cells(data, "t.geojson").columns["x"].to_list()
    ['1.5']
    """
    import polars as pl

    rows = _properties(data, file)
    names = list(dict.fromkeys(name for row in rows for name in row))
    columns = {
        plain(name): pl.Series([_said(row.get(name)) for row in rows], dtype=pl.String) for name in names
    }
    return Cells(file, columns, range(1, len(rows) + 1))


def _properties(data: bytes, file: str) -> list[dict[str, Any]]:
    try:
        document = json.loads(data.decode("utf-8-sig"))
        features = [_of_feature(place, one) for place, one in enumerate(document["features"], 1)]
    except (ValueError, KeyError, TypeError) as error:
        raise Faulty(
            [Fault(file, getattr(error, "lineno", 0), table_flaws.no_geojson(str(error)))]
        ) from error
    if not all(isinstance(one, dict) for one in features):
        raise Faulty([Fault(file, 0, table_flaws.no_geojson("properties"))])
    return features


def _of_feature(place: int, feature: dict[str, Any]) -> Any:
    """Its properties, whether it has a geometry or not."""
    if "properties" not in feature:
        raise ValueError(f"features[{place}].properties")
    return feature["properties"] or {}


def _said(value: object) -> str:
    """A property as text; numbers keep their last digit."""
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _text(data: bytes, file: str, rules: TableRules) -> tuple[str, tuple[Fault, ...]]:
    if rules.encoding:
        try:
            return data.decode(rules.encoding).removeprefix("\ufeff"), ()
        except (LookupError, UnicodeDecodeError) as error:
            raise Faulty([Fault(file, 0, table_flaws.no_encoding(rules.encoding, str(error)))]) from error
    decoded = decode(data)
    faults = tuple(Fault(file, 0, finding) for finding in decoded.findings)
    if any(fault.finding.severity is Severity.ERROR for fault in faults):
        raise Faulty(faults)
    return decoded.text, faults


def _header(text: str, separator: str, rules: TableRules, file: str) -> tuple[int, list[str]]:
    """How many lines stand above the first row of values, and the headings: the row that has the key, else the first."""
    reader = csv.reader(io.StringIO(text[: 1 << 20], newline=""), delimiter=separator)
    seen: list[tuple[int, list[str]]] = []
    try:
        for cells in islice(reader, TITLE_LINES + 1):
            seen.append((reader.line_num, cells))
            if set(map(plain, cells)) >= set(map(plain, rules.key)):
                return seen[-1]
    except csv.Error as error:
        raise Faulty([Fault(file, reader.line_num, table_flaws.no_row(str(error)))]) from error
    filled = [one for one in seen if any(cell.strip() for cell in one[1])]
    if not filled:
        raise Faulty([Fault(file, 0, table_flaws.no_rows(""))])
    return filled[0]


def _fast(text: str, separator: str, above: int, width: int) -> tuple[list[pl.Series], Sequence[int]] | None:
    """The columns and lines; None when a row may be cut askew, broken over lines, or blank."""
    import polars as pl

    try:
        frame = pl.read_csv(
            io.BytesIO(text.encode()),
            separator=separator,
            has_header=False,
            skip_lines=above,
            infer_schema=False,
            empty_string_is_null=False,
        )
    except pl.exceptions.PolarsError:
        return None
    lines = text.count("\n") + (not text.endswith("\n"))
    if frame.height + above != lines or frame.width != width:
        return None
    ends_empty = (frame.to_series(width - 1) == "").arg_true().to_list()
    if ends_empty and not _are_whole(text, separator, [above + row for row in ends_empty], width):
        return None
    return frame.get_columns(), range(above + 1, above + 1 + frame.height)


def _are_whole(text: str, separator: str, places: Sequence[int], width: int) -> bool:
    """Whether each of these lines (from 0) plainly has all its cells, the last of them empty and another not: polars fills up short
    ones, and blank ones are no rows.

    >>> _are_whole("a,b\\n1,\\n2", ",", [1], 2), _are_whole("a,b\\n1,\\n2", ",", [2], 2)
    (True, False)
    """
    lines = text.split("\n")
    return all(
        line.count(separator) == width - 1 and '"' not in line and line.replace(separator, " ").strip()
        for line in (lines[place] for place in places)
    )


def _slow(
    text: str, separator: str, above: int, width: int, file: str
) -> tuple[list[pl.Series], Sequence[int]]:
    import polars as pl

    rows: list[list[str]] = []
    lines: list[int] = []
    faults: list[Fault] = []
    for line, cells in _rows(text, separator, above, file):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) < width or any(cell.strip() for cell in cells[width:]):
            faults.append(Fault(file, line, table_flaws.askew(len(cells), width)))
        rows.append(cells[:width])
        lines.append(line)
    if faults:
        raise Faulty(faults)
    columns = [pl.Series([row[place] for row in rows], dtype=pl.String) for place in range(width)]
    return columns, lines


def _rows(text: str, separator: str, above: int, file: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line that it begins at. Raises Faulty for quotes that do not agree."""
    stream = io.StringIO(text, newline="")
    for _line in range(above):
        next(stream)
    reader = csv.reader(stream, delimiter=separator, strict=True)
    line = above
    try:
        for cells in reader:
            yield line + 1, cells
            line = above + reader.line_num
    except csv.Error as error:
        raise Faulty([Fault(file, line + 1, table_flaws.no_row(str(error)))]) from error
