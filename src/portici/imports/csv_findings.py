"""What reading a table in CSV may find wrong with the file or with a row of it."""

from __future__ import annotations

import csv
from collections.abc import Iterable

from portici.kernel.findings import Finding, Message, Severity, gettext_noop

#: How many characters of what cannot be read are shown.
SHOWN = 200


def wrong_columns(headers: list[str], required: Iterable[str], missing: Iterable[str]) -> Finding:
    accepted = Message(
        gettext_noop("A table with the columns %(required)s; missing: %(missing)s."),
        {
            "required": ", ".join(required),
            "missing": ", ".join(missing),
        },
    )
    todo = gettext_noop("Choose another kind of file, or give the columns these names in the first line.")
    if len(headers) == 1:
        todo = gettext_noop(
            "Divide the cells with semicolons, commas, tabs or |, under a first line with the names of the "
            "columns; or choose another kind of file."
        )
    return Finding(Severity.ERROR, "file.columns", ", ".join(headers)[:400], accepted, Message(todo))


def open_quote(line: int, text: str) -> Finding:
    return Finding(
        severity=Severity.ERROR,
        code="file.open_quote",
        found=text.strip()[:SHOWN],
        accepted=Message(
            gettext_noop("A whole file; a quote opened at line %(line)s is never closed."), {"line": line}
        ),
        todo=Message(gettext_noop("Close the quote, or download the file again if it was cut short.")),
    )


def long_cell(line: int, text: str) -> Finding:
    return Finding(
        severity=Severity.ERROR,
        code="file.long_cell",
        found=text.strip()[:SHOWN],
        accepted=Message(
            gettext_noop("Cells of at most %(limit)s characters; line %(line)s has a longer one."),
            {"limit": csv.field_size_limit(), "line": line},
        ),
        todo=Message(
            gettext_noop("Look whether the line breaks were lost, and save the table again as CSV.")
        ),
    )


def bad_quote(found: str) -> Finding:
    return Finding(
        severity=Severity.ERROR,
        code="row.quote",
        found=found.strip()[:SHOWN],
        accepted=Message(gettext_noop("A quote inside a quoted cell is written twice.")),
        todo=Message(gettext_noop("Correct the quotes of this row and bring the row in again.")),
    )


def askew(found: int, expected: int, cells: list[str]) -> Finding:
    return Finding(
        severity=Severity.ERROR,
        code="row.cells",
        found=" | ".join(cells)[:SHOWN],
        accepted=Message(
            gettext_noop("A row of %(expected)s cells; this has %(found)s."),
            {"expected": expected, "found": found},
        ),
        todo=Message(
            gettext_noop("Move the cells under their headers; quote a cell that holds the delimiter.")
        ),
    )


def doubled(header: str, read: str) -> Finding:
    """A column that the file has already had: only the first is read."""
    accepted = Message(
        gettext_noop("One column each; of those that say the same, “%(read)s” was read."),
        {"read": read},
    )
    todo = Message(gettext_noop("Take the other column out, or give it another name."))
    return Finding(Severity.WARNING, "file.doubled", header, accepted, todo)
