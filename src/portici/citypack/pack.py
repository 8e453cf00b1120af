"""A city pack: a folder of TOML and CSV files that a person can edit, read into typed items with every
fault told.

Any table may stand in any TOML file of the folder (or of a folder in it); a CSV file is one table, named by
the file in the plural. Files whose name begins with `examples` hold inventions; `examples-data.toml` is for
where the small areas have been imported.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from portici.kernel.findings import Finding, Message, gettext_noop
from portici.kernel.parsing import decode
from portici.kernel.toml_lines import key_lines

from . import flaws
from .faults import Fault, Faulty, Origin, fault
from .items import TABLES, AreaItem, CityItem, LayerItem, ProjectItem
from .readers import project_code
from .shape import Item, origin_at, parts_of, references

PLURALS = {"organisations": "organisation", "memberships": "membership", "places": "place"} | {
    "projects": "project",
    "relations": "relation",
    "areas": "area",
}
#: The file of examples that speak of areas which only open data bring.
LATER = "examples-data.toml"
_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)")


#: Tables and names of items that could not be read: what refers to them is not at fault.
Broken = set[tuple[str, str]]


@dataclass(slots=True)
class Pack:
    """What a folder says: items by table, in the order of the files; and its digest."""

    folder: Path
    items: dict[str, list[Item]] = field(default_factory=dict)
    digest: str = ""

    def of(self, table: str) -> list[Item]:
        return self.items.get(table, [])

    def all_items(self) -> Iterator[Item]:
        for table in TABLES:
            yield from self.of(table)

    @property
    def city(self) -> CityItem:
        item = self.of("city")[0]
        assert isinstance(item, CityItem)  # noqa: S101 -- the table's class, which mypy cannot follow
        return item


def read_pack(folder: Path) -> Pack:
    """The pack in `folder`. Raises Faulty with all faults: of syntax, of keys and values, of references, of
    doubles.
    """
    if not folder.is_dir():
        raise Faulty([_file_fault(str(folder), flaws.no_folder(folder))])
    pack = Pack(folder=folder)
    faults: list[Fault] = []
    broken: Broken = set()
    seen = hashlib.sha256()
    for path in sorted([*folder.rglob("*.toml"), *folder.rglob("*.csv")]):
        name = path.relative_to(folder).as_posix()
        if path.is_dir():
            continue
        try:
            data = path.read_bytes()
        except OSError as flaw:
            faults.append(_file_fault(name, flaws.not_read(flaw.strerror or str(flaw))))
            continue
        seen.update(name.encode() + b"\0" + data)
        items, found = read_file(name, data, broken)
        faults.extend(found)
        for item in items:
            pack.items.setdefault(item.TABLE, []).append(item)
    pack.digest = seen.hexdigest()
    faults.extend(_doubles(pack))
    faults.extend(_strays(pack, broken))
    faults.extend(_second_cities(pack))
    if not pack.of("city") and all(one.file != "city.toml" for one in faults):
        faults.append(_file_fault("city.toml", flaws.no_city()))
    if faults:
        raise Faulty(faults)
    return pack


def read_file(name: str, data: bytes, broken: Broken) -> tuple[list[Item], list[Fault]]:
    """The items of one file, and what is wrong with it."""
    decoded = decode(data)
    if not decoded.encoding.startswith("utf-8"):
        return [], [Fault(name, 1, finding) for finding in decoded.findings]
    example = name.rpartition("/")[2].startswith("examples")
    read = _read_csv if name.endswith(".csv") else _read_toml
    return read(name, decoded.text, example, broken)


def _read_toml(name: str, text: str, example: bool, broken: Broken) -> tuple[list[Item], list[Fault]]:
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as flaw:
        found = _AT_LINE.search(str(flaw))
        line = int(found[1]) if found else len(text.splitlines())
        return [], [Fault(name, line, flaws.not_toml(str(flaw)))]
    lines = key_lines(text)
    items: list[Item] = []
    faults: list[Fault] = []
    for table, raw in document.items():
        of = TABLES.get(table)
        single = isinstance(raw, dict)
        if of is None or not (single or _is_tables(raw)):
            line = lines.get((table,), lines.get((table, 0), 1))
            faults.append(
                Fault(name, line, flaws.no_table(table, TABLES) if of is None else flaws.not_tables(table))
            )
            continue
        for index, part in enumerate([raw] if single else raw):
            path = (table,) if single else (table, index)
            item, found_here = of.build(
                part, origin_at(name, lines, path, part), lines, path, example=example
            )
            faults.extend(found_here)
            _sort_out(of, part, item, items, broken)
    return items, faults


def _is_tables(raw: object) -> bool:
    return isinstance(raw, list) and all(isinstance(part, dict) for part in raw)


def _read_csv(name: str, text: str, example: bool, broken: Broken) -> tuple[list[Item], list[Fault]]:
    stem = name.rpartition("/")[2].removesuffix(".csv").removeprefix("examples-")
    of = TABLES.get(PLURALS.get(stem, ""))
    if of is None:
        return [], [_file_fault(name, flaws.no_table(stem, TABLES))]
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    items: list[Item] = []
    faults: list[Fault] = []
    try:
        header = next(reader, [])
        line = reader.line_num + 1
        for cells in reader:
            origin = Origin(name, line)
            line = reader.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(header):
                faults.append(_width(origin, len(cells), len(header)))
                continue
            raw = {
                key: cell
                for key, cell in zip(header, cells, strict=True)
                if cell.strip() or key not in _optional(of)
            }
            item, found = of.build(raw, origin, {}, (), example=example)
            faults.extend(found)
            _sort_out(of, raw, item, items, broken)
    except csv.Error as flaw:
        faults.append(Fault(name, reader.line_num, flaws.not_csv(str(flaw))))
    return items, faults


def _sort_out(
    of: type[Item], raw: Mapping[str, object], item: Item | None, items: list[Item], broken: Broken
) -> None:
    """Keep the item, or the name that it would have had."""
    if item is not None:
        items.append(item)
        return
    name = str(raw.get("key") or raw.get("code") or raw.get("email") or "")
    if of is AreaItem:
        name = f"{raw.get('layer')}/{name}"
    elif of is ProjectItem:
        name = project_code(name).value or name
    broken.add((of.TABLE, name))


def _optional(of: type[Item]) -> frozenset[str]:
    """The columns whose empty cells are as good as absent."""
    from dataclasses import fields

    return frozenset(entry.name for entry in fields(of) if not entry.metadata.get("needed"))


def _doubles(pack: Pack) -> Iterable[Fault]:
    """Items of one table with the same name."""
    for table, items in pack.items.items():
        first: dict[str, Item] = {}
        for item in items:
            earlier = first.setdefault(item.ref, item)
            if earlier is not item:
                accepted = Message(
                    gettext_noop("One item of “%(table)s” of this name; the first is at %(file)s:%(line)s."),
                    {"table": table, "file": earlier.origin.file, "line": earlier.origin.line},
                )
                todo = Message(gettext_noop("Remove one, or give it another name."))
                yield fault(item.origin, "pack.double", item.ref, accepted, todo)


def _second_cities(pack: Pack) -> Iterable[Fault]:
    """A pack, and a store, is of one city."""
    for item in pack.of("city")[1:]:
        todo = Message(gettext_noop("Remove one; another city has a pack of its own."))
        yield fault(
            item.origin, "pack.second_city", item.ref, Message(gettext_noop("One city in a pack.")), todo
        )


def _strays(pack: Pack, broken: Broken) -> Iterable[Fault]:
    """References to what the pack does not have, and that nothing outside it will bring."""
    names = {table: {item.ref for item in pack.of(table)} for table in TABLES}
    for top in pack.all_items():
        for item in parts_of(top):
            for key, table, ref in references(item):
                there = ref in names[table] or (table, ref) in broken
                if not there and not _from_outside(pack, table, ref):
                    accepted = Message(
                        gettext_noop("An item of the table “%(table)s” that the pack has."), {"table": table}
                    )
                    todo = Message(gettext_noop("Correct the name, or add what it names to the pack."))
                    yield fault(item.origin, "pack.stray", ref, accepted, todo, name=key)


def _from_outside(pack: Pack, table: str, ref: str) -> bool:
    """Whether the area belongs to a layer that national or open data fill: it is looked for when the item
    is loaded.
    """
    if table != "area":
        return False
    layer = ref.partition("/")[0]
    return any(
        isinstance(item, LayerItem) and item.code == layer and item.filled_by for item in pack.of("layer")
    )


def is_later(item: Item) -> bool:
    """Whether the item waits for areas that open data bring."""
    return item.origin.file == LATER


def _file_fault(name: str, finding: Finding) -> Fault:
    return Fault(name, 0, finding)


def _width(origin: Origin, found: int, wanted: int) -> Fault:
    accepted = Message(gettext_noop("As many cells as the header has: %(wanted)s."), {"wanted": wanted})
    todo = Message(gettext_noop("Put quotes around a text that holds a comma."))
    return fault(origin, "pack.width", found, accepted, todo)
