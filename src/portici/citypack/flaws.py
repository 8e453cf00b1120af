"""What can be wrong with the files of a pack as files, in words."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from portici.kernel.codes.parsed import error
from portici.kernel.findings import Finding, Message, gettext_noop


def no_folder(folder: Path) -> Finding:
    return error(
        "pack.folder",
        str(folder),
        Message(gettext_noop("A folder with the files of a city, like cities/bologna.")),
        Message(gettext_noop("Correct the path.")),
    )


def no_city() -> Finding:
    return error(
        "pack.city",
        "",
        Message(gettext_noop("A table [city] with the city's name and its office.")),
        Message(gettext_noop("Write it in city.toml.")),
    )


def not_toml(said: str) -> Finding:
    return error(
        "pack.toml",
        said,
        Message(gettext_noop("A file written in TOML (toml.io).")),
        Message(gettext_noop("Look for a missing quote or bracket at this line or just above it.")),
    )


def not_csv(said: str) -> Finding:
    return error(
        "pack.csv",
        said,
        Message(gettext_noop("A table with commas between cells, quotes around texts that hold commas.")),
        Message(gettext_noop("Look for a missing quote at this line or just above it.")),
    )


def no_table(name: str, tables: Iterable[str]) -> Finding:
    return error(
        "pack.unknown_table",
        name,
        Message(gettext_noop("The tables are: %(known)s."), {"known": ", ".join(tables)}),
        Message(gettext_noop("Correct the name.")),
    )


def not_tables(name: str) -> Finding:
    return error(
        "pack.tables",
        name,
        Message(gettext_noop("Tables written as [[%(name)s]]."), {"name": name}),
        Message(gettext_noop("Write one table for each.")),
    )


def not_read(said: str) -> Finding:
    return error(
        "pack.unread",
        said,
        Message(gettext_noop("A file that can be read.")),
        Message(gettext_noop("Look at the rights of the file.")),
    )
