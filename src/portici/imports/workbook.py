"""Workbooks in XLSX read row by row, with the cells as whoever made the table sees them.

openpyxl reads (read-only, with defusedxml); here stand the limits that keep a small file from taking a large memory, the choice of the sheet
and the spelling of the values. Only the values that the spreadsheet kept are read: no formula is worked out, nothing outside is followed.
"""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from portici.kernel.findings import Finding, Invalid, Message, Severity, gettext_noop

from .workbook_findings import (
    KEPT,
    damaged,
    error_cell,
    macros,
    no_sheet,
    not_worked_out,
    too_heavy,
    too_large,
    which_sheet,
)

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

#: What a sheet can hold at most, in any spreadsheet; and how many columns are read of it.
MOST_ROWS, MOST_COLUMNS, MOST_SHEETS = 1_048_576, 1_000, 200
#: Cells, empty ones between others included, of one sheet.
MOST_CELLS = 40_000_000
#: Bytes, unpacked, of the parts that are held in memory while a sheet is read.
HEAVIEST = {"xl/sharedStrings.xml": 120_000_000, "xl/styles.xml": 20_000_000, "xl/workbook.xml": 5_000_000}
#: The same for every other part that is not a sheet.
HEAVIEST_OTHER = 20_000_000
_AT_ONCE = 200
_PIECE = 1 << 18
#: A formula in a cell whose value nobody has worked out; an empty text (t="str") is a value.
_EMPTY_FORMULA = re.compile(
    rb'<(?:\w+:)?c\b(?![^>]*\bt="str")[^>]*>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*'
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_CELL_NAME = re.compile(rb'\br="([A-Z]{1,3}[0-9]{1,7})"')
#: A number format that fills up with noughts: postcodes, codes of comuni.
_PADDED = re.compile(r"0{2,}")

#: A line of the table: its number in the sheet, its cells as text, what was found in them.
Line = tuple[int, list[str], tuple[Finding, ...]]
Fits = Callable[[list[list[str]]], bool]


def is_workbook(path: Path) -> bool:
    return path.suffix.lower() == ".xlsx"


def read_lines(path: Path, *, sheet: str, fits: Fits, first: int) -> Iterator[Line]:
    """The lines of the sheet that was named or is the only one that `fits`, judged by its `first` lines; empty ones left out.

    Raises Invalid: no workbook, damaged, too large, with macros, formulas never worked out, no such sheet, several that fit.
    """
    _ensure_fit(path)
    with _opened(path) as book:
        chosen = _chosen(book, sheet, fits, first)
        _ensure_worked_out(path, chosen)
        yield from _lines(chosen)


def _ensure_fit(path: Path) -> None:
    """The archive's directory says that it is a workbook whose parts fit in memory; more than it says is never unpacked."""
    try:
        with zipfile.ZipFile(path) as archive:
            sizes = {part.filename: part.file_size for part in archive.infolist()}
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Invalid([damaged(error)]) from error
    if any(name.lower().endswith("vbaproject.bin") for name in sizes):
        raise Invalid([macros()])
    for name, size in sizes.items():
        limit = HEAVIEST.get(name, HEAVIEST_OTHER)
        if size > limit and not name.startswith(("xl/worksheets/", "xl/media/")):
            raise Invalid([too_heavy(name, limit)])


@contextmanager
def _opened(path: Path) -> Iterator[Workbook]:
    from openpyxl import load_workbook

    with path.open("rb") as stream:
        with _told():
            book = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
        try:
            yield book
        finally:
            book.close()


@contextmanager
def _told() -> Iterator[None]:
    """Whatever the reader raises over a damaged file becomes a finding; it has no error of its own for that."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except Invalid:
            raise
        except Exception as error:
            raise Invalid([damaged(error)]) from error


def _chosen(book: Workbook, wanted: str, fits: Fits, first: int) -> Any:
    sheets = {sheet.title: sheet for sheet in book.worksheets[:MOST_SHEETS]}
    if wanted:
        number = int(wanted) if re.fullmatch(r"[0-9]{1,3}", wanted) and wanted not in sheets else 0
        named = [title for title in sheets if title.strip().casefold() == wanted.casefold()]
        named += [title for place, title in enumerate(sheets, 1) if place == number]
        if not named:
            raise Invalid([no_sheet(wanted, sheets)])
        return sheets[named[0]]
    visible = {title: sheet for title, sheet in sheets.items() if sheet.sheet_state == "visible"}
    filled = {title: list(islice(_texts(sheet), first)) for title, sheet in visible.items()}
    fitting = [title for title, lines in filled.items() if lines and fits(lines)]
    if len(fitting) == 1:
        return sheets[fitting[0]]
    if fitting:
        raise Invalid([which_sheet(fitting)])
    # None fits: the fullest is read, so that what is missing is told of it.
    best = max(filled, key=lambda title: max(map(len, filled[title]), default=0), default=None)
    if best is None or not filled[best]:
        raise Invalid([no_sheet("", sheets)])
    return sheets[best]


def _texts(sheet: Any) -> Iterator[list[str]]:
    return (cells for _number, cells, _findings in _lines(sheet))


def _lines(sheet: Any) -> Iterator[Line]:
    """The sheet's lines; what it says of its own size is not believed, what comes out is counted."""
    sheet.reset_dimensions()
    rows = iter(sheet.iter_rows())
    number = count = 0
    while True:
        with _told():
            batch = list(islice(rows, _AT_ONCE))
        if not batch:
            return
        for row in batch:
            number += 1
            count += len(row)
            if number > MOST_ROWS or count > MOST_CELLS:
                raise Invalid([too_large(MOST_ROWS, MOST_CELLS)])
            with _told():
                cells, findings = _shown(row)
            if len(cells) > MOST_COLUMNS:
                raise Invalid([too_large(MOST_ROWS, MOST_CELLS, columns=MOST_COLUMNS)])
            if any(cells) or findings:
                yield number, cells, findings


def _shown(row: tuple[Any, ...]) -> tuple[list[str], tuple[Finding, ...]]:
    """A row's cells as text up to the last that is filled; errors of formulas are told."""
    filled = [cell for cell in row if cell.value is not None]
    if not filled:
        return [], ()
    findings = tuple(
        error_cell(str(cell.value), f"{cell.column_letter}{cell.row}")
        for cell in filled
        if cell.data_type == "e"
    )
    width = max(cell.column for cell in filled)
    if width > MOST_COLUMNS:
        return [""] * width, findings
    cells = [""] * width
    for cell in filled:
        cells[cell.column - 1] = shown(cell.value, cell.number_format)
    return cells, findings


def shown(value: object, number_format: str = "General") -> str:
    """A value as an Italian spreadsheet shows it, without separators of thousands, which are read in two ways.

    >>> shown(12000.5), shown(40, "00000"), shown(0.125, "0.0%"), shown(True), shown(date(2021, 3, 31))
    ('12000,5', '00040', '12,5%', 'VERO', '31/03/2021')
    """
    if isinstance(value, bool):
        return "VERO" if value else "FALSO"
    if isinstance(value, int | float):
        return _number(value, number_format)
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y}" if value.time() == time() else f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds() // 60)
        return f"{minutes // 60:02}:{minutes % 60:02}"
    return str(value)


def _number(value: float, number_format: str) -> str:
    if isinstance(value, float) and not abs(value) < 1e300:
        return str(value)
    percent = "%" in number_format
    # Fifteen digits are what a spreadsheet keeps of a number; more are the noise of its arithmetic.
    exact = Decimal(f"{value * 100 if percent else value:.15g}")
    text = f"{exact:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if _PADDED.fullmatch(number_format) and text.isdigit():
        text = text.zfill(len(number_format))
    return text.replace(".", ",") + ("%" if percent else "")


def _ensure_worked_out(path: Path, sheet: Any) -> None:
    """Raises Invalid when the sheet has formulas without a kept value, which would be read as empty cells."""
    part = str(getattr(sheet, "_worksheet_path", "")).lstrip("/")
    count, where, rest = 0, "", b""
    with _told(), zipfile.ZipFile(path) as archive, archive.open(part) as stream:
        while piece := stream.read(_PIECE):
            text, end = rest + piece, 0
            for match in _EMPTY_FORMULA.finditer(text):
                name = _CELL_NAME.search(match[0])
                where = where or (name[1].decode() if name else "")
                count, end = count + 1, match.end()
            rest = text[max(end, len(text) - KEPT) :]
    if count:
        raise Invalid([not_worked_out(count, where)])


def foreign(name: str, head: bytes) -> Finding | None:
    """Why a file of a spreadsheet is not taken though it is one: another format, macros, a password.

    >>> foreign("dati.xlsx", b"PK"), foreign("dati.xls", b"").code
    (None, 'workbook.format')
    """
    lower = name.lower()
    if lower.endswith((".xlsm", ".xltm")):
        return macros()
    if head.startswith(b"\xd0\xcf\x11\xe0") and lower.endswith(".xlsx"):
        accepted = gettext_noop("A workbook without a password, in the XLSX format.")
        todo = gettext_noop("Take the password off, save the workbook as XLSX, and bring it in again.")
        return Finding(Severity.ERROR, "workbook.locked", name, Message(accepted), Message(todo), "file")
    if lower.endswith((".xls", ".xlsb", ".ods", ".xlt", ".numbers")):
        accepted = gettext_noop("A table in CSV or in XLSX; other formats of spreadsheets are not read.")
        todo = gettext_noop("Open it in the spreadsheet, choose “Save as”, XLSX, and bring that file in.")
        return Finding(Severity.ERROR, "workbook.format", name, Message(accepted), Message(todo), "file")
    return None
