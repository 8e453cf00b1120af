"""Tables as offices send them: in CSV with any delimiter, legacy letters, headers with line breaks, rows cut
askew; or in a sheet of a workbook.

The standard reader is used, strictly: a quote that is never closed would otherwise swallow the rest of the
file unseen.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import ClassVar, TextIO

from portici.kernel.findings import Finding, Invalid
from portici.kernel.parsing import sniff_delimiter, unsafe_cell
from portici.kernel.text import fold

from .csv_findings import SHOWN, askew, bad_quote, doubled, long_cell, open_quote, wrong_columns
from .importer import PART, Importer, Row
from .textfile import cut_short, nature_of, open_text
from .workbook import Line, is_workbook, read_lines

#: How the name of a table ends: text, packed or not, or a workbook.
TABLES = (".csv", ".txt", ".csv.gz", ".xlsx")

#: Columns that the house adds to a file of refused rows; nobody reads them back.
OWN_PREFIX = "portici_"
#: Where the cells beyond the header's last column are kept.
SURPLUS = "portici_surplus"
NOTHING_SAID: Mapping[str, str] = MappingProxyType({})
#: How many lines above the header a title may take.
TITLE_LINES = 5
#: How many lines of an unreadable row are kept to be shown.
KEPT_LINES = 20
#: What tells a header that comes again from the first.
_NUMBER = re.compile(r" \([0-9]+\)")


@dataclass(frozen=True)
class Columns:
    """The columns of a layout: canonical name -> spellings that stand for it, compared folded.

    >>> columns = Columns({"name": ("nome", "denominazione")}, required=("name",))
    >>> columns.values({"Denominazione ": "Comune di Bologna", "note": "x"})
    {'name': 'Comune di Bologna'}
    """

    spellings: Mapping[str, Sequence[str]]
    required: Sequence[str] = ()
    _names: dict[str, str] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        for name, others in self.spellings.items():
            for spelling in (name, *others):
                self._names.setdefault(fold(spelling), name)

    def values(self, raw: Mapping[str, str]) -> dict[str, str]:
        """The row's cells by canonical name, outer blanks taken off; columns of no concern left out."""
        return {name: raw[header].strip() for name, header in _places(self, tuple(raw))}

    def canonical(self, header: str) -> str | None:
        return self._names.get(fold(header))

    def absent(self, headers: Iterable[str]) -> list[str]:
        """The required columns that the headers do not have."""
        there = {self.canonical(header) for header in headers}
        return [name for name in self.required if name not in there]

    def __hash__(self) -> int:
        return id(self)


@lru_cache(maxsize=64)
def _places(columns: Columns, headers: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Which header holds which column: the first one, when a file has two spellings of it."""
    found: dict[str, str] = {}
    for header in headers:
        name = columns.canonical(header)
        if name is not None:
            found.setdefault(name, header)
    return tuple(found.items())


class CsvImporter(Importer):
    """An importer of a table, in CSV or XLSX: says its columns, gets `read` and `examine`."""

    columns: ClassVar[Columns]
    extensions: ClassVar[tuple[str, ...]] = TABLES

    def columns_now(self) -> Columns:
        """The columns, for importers whose words a city's pack adds to."""
        return self.columns

    def read(self, path: Path, options: Mapping[str, str]) -> Iterator[Row]:
        return read_rows(path, self.columns_now(), options)

    def examine(self, path: Path, options: Mapping[str, str]) -> Iterable[Finding]:
        columns = self.columns_now()
        return (*letters_of(path), *_doubled(_headers(path, columns, options), columns))

    def column_of(self, row: Row, field: str) -> str:
        return next(
            (header for name, header in _places(self.columns_now(), tuple(row.raw)) if name == field), field
        )


def read_rows(path: Path, columns: Columns, options: Mapping[str, str] = NOTHING_SAID) -> Iterator[Row]:
    """The table's rows, keyed by its own headers, blank lines left out; a row cut askew carries its finding.

    `line` is where the row begins in the file or the sheet. Raises Invalid: no text and no workbook, no header with the
    required columns, cut short.
    """
    if is_workbook(path):
        yield from _sheet_rows(path, columns, options)
        return
    delimiter = _delimiter(path)
    with open_text(path) as stream:
        lines = _Lines(stream)
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        headers = _header(reader, columns)
        short = yield from _rows(reader, lines, headers)
    _ensure_whole(path, short)


def letters_of(path: Path) -> tuple[Finding, ...]:
    """Warnings on the letters of a text; a workbook says itself how its letters are written."""
    return () if is_workbook(path) else nature_of(path).findings


def _sheet_rows(path: Path, columns: Columns, options: Mapping[str, str]) -> Iterator[Row]:
    lines = _sheet_lines(path, columns, options)
    headers = _header((cells for _line, cells, _findings in lines), columns)
    for line, cells, findings in lines:
        padded = [unsafe_cell(cell) for cell in cells] + [""] * (len(headers) - len(cells))
        row = _row(line, headers, padded)
        yield Row(line, row.raw, (*row.findings, *findings))


def _sheet_lines(path: Path, columns: Columns, options: Mapping[str, str]) -> Iterator[Line]:
    def fits(lines: list[list[str]]) -> bool:
        return any(not columns.absent(_plain_headers(cells)) for cells in lines)

    return read_lines(path, sheet=options.get(PART.name, ""), fits=fits, first=TITLE_LINES + 1)


def _headers(path: Path, columns: Columns, options: Mapping[str, str]) -> list[str]:
    """The headers as `read_rows` names them. Raises Invalid."""
    if is_workbook(path):
        return _header((cells for _line, cells, _findings in _sheet_lines(path, columns, options)), columns)
    with open_text(path) as stream:
        return _header(csv.reader(stream, delimiter=_delimiter(path), strict=True), columns)


def _doubled(headers: list[str], columns: Columns) -> Iterator[Finding]:
    """A warning for each column that the file has twice: only the first is read."""
    read = dict(_places(columns, tuple(headers)))
    for header in headers:
        name = columns.canonical(_NUMBER.sub("", header))
        if name is not None and read.get(name, header) != header:
            yield doubled(header, read[name])


def _delimiter(path: Path) -> str:
    with open_text(path) as stream:
        return sniff_delimiter([line[:20_000] for line in islice(stream, 50)]) or ","


def _header(reader: Iterator[list[str]], columns: Columns) -> list[str]:
    """The first line that has the required columns; a title may stand above it."""
    seen: list[list[str]] = []
    try:
        for cells in islice(reader, TITLE_LINES + 1):
            headers = _plain_headers(cells)
            if any(headers):
                if not columns.absent(headers):
                    return _told_apart(headers)
                seen.append(headers)
    except csv.Error as error:
        raise Invalid([cut_short(str(error))]) from error
    found = max(seen, key=len, default=[])
    required, missing = (
        [_shown(columns, name) for name in names] for names in (columns.required, columns.absent(found))
    )
    raise Invalid([wrong_columns(found, required, missing)])


def _plain_headers(cells: list[str]) -> list[str]:
    return [" ".join(cell.replace("\ufeff", "").split()) for cell in cells]


def _told_apart(headers: list[str]) -> list[str]:
    """Names for empty headers, numbers for those that come twice."""
    counts: dict[str, int] = {}
    names = []
    for place, header in enumerate(headers, 1):
        name = header or f"column {place}"
        counts[name] = counts.get(name, 0) + 1
        names.append(name if counts[name] == 1 else f"{name} ({counts[name]})")
    return names


class _Lines(Iterator[str]):
    """The file's lines, with those since the last row begun kept for the row that cannot be read."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.number = 0
        self.kept: list[str] = []

    def __next__(self) -> str:
        line = next(self.stream)
        self.number += 1
        if len(self.kept) < KEPT_LINES:
            self.kept.append(line)
        return line

    def begin(self) -> int:
        """Forget the lines before; the number of the line that a row now begins at."""
        self.kept.clear()
        return self.number + 1


def _rows(reader: Iterator[list[str]], lines: _Lines, headers: list[str]) -> Generator[Row, None, int | None]:
    """The rows; returns the line of the last one when it lacks cells. After an unreadable row the strict
    reader goes on.
    """
    short = None
    while True:
        line = lines.begin()
        try:
            cells = next(reader)
        except StopIteration:
            return short
        except csv.Error as error:
            yield _unreadable(line, "".join(lines.kept), str(error))
            continue
        if any(cell.strip() for cell in cells):
            # A quote before a formula is the protection of a list that was made for spreadsheets.
            yield _row(line, headers, [unsafe_cell(cell) for cell in cells])
            short = line if len(cells) < len(headers) else None


def _unreadable(line: int, text: str, error: str) -> Row:
    """A row whose quotes do not agree. Raises Invalid when its quote swallowed what follows, to the end or
    the limit.
    """
    if "field larger" in error and '"' not in text:
        raise Invalid([long_cell(line, text)])
    if "unexpected end of data" in error or "field larger" in error:
        raise Invalid([open_quote(line, text)])
    return Row(line, {SURPLUS: text.rstrip()}, (bad_quote(text),))


def _row(line: int, headers: list[str], cells: list[str]) -> Row:
    surplus = [cell for cell in cells[len(headers) :] if cell.strip()]
    padded = cells + [""] * (len(headers) - len(cells))
    raw = dict(zip(headers, padded, strict=False))
    kept = {name: text for name, text in raw.items() if not name.startswith(OWN_PREFIX)}
    if raw.get(SURPLUS, "").strip():
        surplus.append(raw[SURPLUS])
    if surplus:
        kept[SURPLUS] = " | ".join(surplus)
    if surplus or len(cells) < len(headers):
        found = len(cells) if not raw.get(SURPLUS) else len(headers) + 1
        return Row(line, kept, (askew(found, len(headers), surplus or cells),))
    return Row(line, kept)


def _ensure_whole(path: Path, short: int | None) -> None:
    """A last row with cells missing and no line break after it is the mark of a file cut in its middle."""
    if short is None:
        return
    with open_text(path) as stream:
        text = ""
        while piece := stream.read(1 << 18):
            text = text[-SHOWN:] + piece
    if text[-1] not in "\r\n":
        raise Invalid([cut_short(text.rpartition("\n")[2])])


def _shown(columns: Columns, name: str) -> str:
    """A column as its files spell it: the first spelling, or the canonical name."""
    return next(iter(columns.spellings.get(name, ())), name)
