"""`sources.toml`: a list of files of data, in the same `[[file]]` tables as a city pack's `data.toml`."""

from __future__ import annotations

from pathlib import Path

from portici.imports import registry
from portici.kernel.findings import Message, gettext_noop

from .faults import Fault, Faulty, Origin, fault, faults_of
from .items import DataFileItem
from .pack import read_file

#: What the list of a folder is called.
NAME = "sources.toml"
#: A list of files longer than this was not written by people.
MOST_BYTES = 5_000_000


def list_in(folder: Path) -> Path:
    """The list that a folder holds, or the file itself when it is one."""
    return folder / NAME if folder.is_dir() else folder


def read_sources(path: Path) -> list[DataFileItem]:
    """The files that the list names, in its order. Raises Faulty with all faults by line."""
    try:
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise Faulty([_whole(path.name, "sources.file", error.strerror or "", _no_list())]) from error
    if len(data) > MOST_BYTES:
        raise Faulty([_whole(path.name, "sources.size", "", _too_long())])
    items, faults = read_file(path.name, data, set())
    faults += [_other_table(item.origin, item.TABLE) for item in items if not isinstance(item, DataFileItem)]
    files = [item for item in items if isinstance(item, DataFileItem)]
    faults += [_unknown(item) for item in files if not registry.known(item.importer)]
    faults += _twice(files)
    if not files and not faults:
        faults.append(_whole(path.name, "sources.none", "", _no_list()))
    if faults:
        raise Faulty(faults)
    return files


def _twice(files: list[DataFileItem]) -> list[Fault]:
    seen: dict[str, DataFileItem] = {}
    return [
        fault(
            item.origin,
            "sources.twice",
            item.path,
            Message(
                gettext_noop("Each file and importer once; the first is at line %(line)s."),
                {"line": first.origin.line},
            ),
            Message(gettext_noop("Take one of the two out.")),
            name="path",
        )
        for item in files
        if (first := seen.setdefault(item.ref, item)) is not item
    ]


def _unknown(item: DataFileItem) -> Fault:
    codes = ", ".join(sorted(entry.code for entry in registry.importers()))
    accepted = Message(gettext_noop("One of these kinds of files: %(codes)s."), {"codes": codes})
    todo = Message(gettext_noop("Choose the kind of file."))
    return fault(item.origin, "sources.importer", item.importer, accepted, todo, name="importer")


def _other_table(origin: Origin, table: str) -> Fault:
    accepted = Message(gettext_noop("Only tables [[file]]; the others belong to a city pack."))
    return fault(origin, "sources.table", table, accepted, Message(gettext_noop("Take the table out.")))


def _whole(name: str, code: str, found: str, accepted: Message) -> Fault:
    todo = Message(gettext_noop("See docs/imports.md for an example."))
    finding = fault(Origin(name, 0), code, found, accepted, todo).finding
    return faults_of(Origin(name, 0), [finding])[0]


def _no_list() -> Message:
    return Message(gettext_noop("A list of files in tables [[file]], each with path and importer."))


def _too_long() -> Message:
    return Message(gettext_noop("A list of at most %(limit)s bytes."), {"limit": MOST_BYTES})
