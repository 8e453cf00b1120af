"""What reading a workbook may find wrong with it."""

from __future__ import annotations

from collections.abc import Iterable

from portici.kernel.findings import Finding, Message, Severity, gettext_noop

#: How much of a sheet is carried over from one piece to the next while its formulas are looked at.
KEPT = 1 << 16
#: How many sheets are named.
NAMED = 20


def _fault(code: str, found: str, accepted: str, todo: str, **params: object) -> Finding:
    return Finding(Severity.ERROR, code, found[:200], Message(accepted, params), Message(todo))


def damaged(error: BaseException) -> Finding:
    return _fault(
        "workbook.damaged",
        f"{type(error).__name__}: {error}",
        gettext_noop("A whole workbook in the XLSX format; this one is cut short or damaged."),
        gettext_noop("Open it in the spreadsheet and save it as XLSX again; or save the table as CSV."),
    )


def macros() -> Finding:
    return _fault(
        "workbook.macros",
        "",
        gettext_noop("A workbook without macros."),
        gettext_noop("Save it as XLSX (not XLSM): the values stay, the macros are left out."),
    )


def too_heavy(part: str, limit: int) -> Finding:
    return _fault(
        "workbook.heavy",
        part,
        gettext_noop("A workbook whose parts, apart from its sheets, hold at most %(limit)s bytes each."),
        gettext_noop("Save only the sheet with the table as CSV, and bring that in."),
        limit=limit,
    )


def too_large(rows: int, cells: int, columns: int = 0) -> Finding:
    todo = gettext_noop(
        "Delete the empty rows and columns beyond the table, which keep their formats, or save it as CSV."
    )
    if columns:
        accepted = gettext_noop("A sheet of at most %(columns)s columns.")
        return _fault("workbook.wide", "", accepted, todo, columns=columns)
    accepted = gettext_noop("A sheet of at most %(rows)s rows and %(cells)s cells.")
    return _fault("workbook.large", "", accepted, todo, rows=rows, cells=cells)


def no_sheet(wanted: str, sheets: Iterable[str]) -> Finding:
    return _fault(
        "workbook.no_sheet",
        wanted,
        gettext_noop("A sheet with a table; the workbook has: %(sheets)s."),
        gettext_noop("Say the sheet's name or its number, and look whether it is empty."),
        sheets=_listed(sheets),
    )


def which_sheet(sheets: Iterable[str]) -> Finding:
    return _fault(
        "workbook.which_sheet",
        _listed(sheets),
        gettext_noop("One table; several sheets could be it."),
        gettext_noop("Say in “Part of the file” which sheet is meant: its name or its number."),
    )


def not_worked_out(count: int, where: str) -> Finding:
    return _fault(
        "workbook.formulas",
        where,
        gettext_noop(
            "Formulas with the value that they gave; %(count)s have none, so their cells look empty."
        ),
        gettext_noop("Open the workbook in the spreadsheet, let it work the formulas out, and save it."),
        count=count,
    )


def error_cell(found: str, where: str) -> Finding:
    return _fault(
        "cell.formula_error",
        f"{where}: {found}",
        gettext_noop("Cells without errors of formulas such as #REF! or #N/A."),
        gettext_noop("Correct the formula, or write the value in its place."),
    )


def _listed(names: Iterable[str]) -> str:
    listed = list(names)
    return ", ".join(listed[:NAMED]) + (", …" if len(listed) > NAMED else "")
