"""What can be wrong with a table, in words."""

from __future__ import annotations

from collections.abc import Iterable

from portici.kernel.findings import Finding, gettext_noop

from .flaws import flaw, listed, nearest


def no_geojson(reason: str) -> Finding:
    return flaw(
        "table.no_geojson",
        reason,
        gettext_noop("A GeoJSON FeatureCollection, in UTF-8, whose features have properties."),
        gettext_noop("Export it again from its program, or give a CSV."),
    )


def no_encoding(encoding: str, reason: str) -> Finding:
    return flaw(
        "table.no_encoding",
        encoding,
        gettext_noop(
            "The encoding that the file is written in; with this one it cannot be read: %(reason)s."
        ),
        gettext_noop("Correct `encoding` in [table], or take it out, so that it is found out."),
        reason=reason,
    )


def no_row(reason: str) -> Finding:
    return flaw(
        "table.no_row",
        reason,
        gettext_noop("Quotes that are closed, and doubled within a cell."),
        gettext_noop("Correct the quotes of this row, or export the table again."),
    )


def no_rows(found: str) -> Finding:
    return flaw(
        "table.no_rows",
        found,
        gettext_noop("A table with a header and at least one row that the filters keep."),
        gettext_noop("Look at the file, and at `filter` in [table]."),
    )


def askew(found: int, wanted: int) -> Finding:
    return flaw(
        "table.askew",
        found,
        gettext_noop("A row of %(wanted)s cells, as many as the header has."),
        gettext_noop("Correct the row; a text that holds the separator stands in quotes."),
        wanted=wanted,
    )


def no_column(name: str, names: Iterable[str]) -> Finding:
    return flaw(
        "table.no_column",
        name,
        gettext_noop("A column of the table: %(names)s."),
        gettext_noop("Correct the name in the specification."),
        names=nearest(name, names),
    )


def doubled_column(name: str) -> Finding:
    return flaw(
        "table.doubled_column",
        name,
        gettext_noop("A heading that only one column has."),
        gettext_noop("Rename one of the columns in the table."),
    )


def doubled_key(key: str, lines: Iterable[int]) -> Finding:
    return flaw(
        "table.doubled_key",
        key,
        gettext_noop("A code that no other row has; this one also stands at: %(lines)s."),
        gettext_noop(
            "Take the row out, or correct its code; of several years, keep one with `filter` or make the year part of `key`."
        ),
        lines=listed(map(str, lines)),
    )


def no_key() -> Finding:
    return flaw(
        "table.no_key",
        "",
        gettext_noop("A code in every row."),
        gettext_noop("Write the code, or take the row out (a row of totals, say)."),
    )


def no_flag(text: str) -> Finding:
    return flaw(
        "table.no_flag",
        text,
        gettext_noop("A yes or no: sì, yes, true or 1; no, false, 0 or nothing."),
        gettext_noop("Write one of these."),
    )


def no_number(text: str) -> Finding:
    return flaw(
        "table.no_number",
        text,
        gettext_noop("A number, or a mark of no value such as n.d.; other words for it are said in `null`."),
        gettext_noop("Correct the cell, or add the word to `null` in [table]."),
    )


def endless(text: str) -> Finding:
    return flaw(
        "table.endless",
        text,
        gettext_noop("A finite number, of sixty digits at most."),
        gettext_noop("Correct the cell: a division by zero, as a rule. Or leave it empty."),
    )


def either(text: str) -> Finding:
    return flaw(
        "table.either",
        text,
        gettext_noop(
            "A number that can be read in one way; the point may stand for thousands or for decimals here."
        ),
        gettext_noop('Say decimal = "," or decimal = "." in [table].'),
    )


def more(count: int) -> Finding:
    return flaw(
        "table.more",
        f"+{count}",
        gettext_noop("%(count)s more rows of this column have the same kind of fault."),
        gettext_noop("Correct them in the same way."),
        count=count,
    )


def vintages(values: Iterable[str]) -> Finding:
    return flaw(
        "table.vintages",
        listed(values),
        gettext_noop("Rows of one vintage: values of two are not compared."),
        gettext_noop("Choose one with `filter` in [table]."),
    )


def across(column: str, values: Iterable[str]) -> Finding:
    return flaw(
        "table.across",
        listed(values),
        gettext_noop("Areas with one and the same “%(column)s”: this part is comparable only within it."),
        gettext_noop("Choose one with `filter` in [table], or leave the part out."),
        column=column,
    )


def all_excluded(column: str) -> Finding:
    return flaw(
        "table.all_excluded",
        column,
        gettext_noop("At least one area that is not excluded."),
        gettext_noop("Look whether the column says yes for what is to be left out."),
    )
