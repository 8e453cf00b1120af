"""What an item of a pack is made of: a dataclass whose fields say how they are read, and the building of it
with every fault told.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Self, TypeVar, cast

from portici.kernel.findings import Message, gettext_noop
from portici.kernel.toml_lines import Path

from . import readers
from .faults import Fault, Origin, fault, faults_of
from .readers import Reader

T = TypeVar("T")
ItemT = TypeVar("ItemT", bound="Item")


def needed(read: Reader[Any], *, refers: str = "") -> Any:
    """A key that must be there; `refers` names the table that its value is a reference to."""
    return field(metadata={"read": read, "needed": True, "refers": refers})


def free(read: Reader[T], default: T, *, refers: str = "") -> T:
    """A key that may be left out."""
    metadata = {"read": read, "refers": refers}
    if isinstance(default, dict):
        made: Any = field(default_factory=dict, metadata=metadata)
    else:
        made = field(default=default, metadata=metadata)
    return cast("T", made)


def tables(of: type[ItemT]) -> tuple[ItemT, ...]:
    """Tables within the table, each an item of the class `of`."""
    made: Any = field(default=(), metadata={"items": of})
    return cast("tuple[ItemT, ...]", made)


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing that the pack tells. `source` says where it was read; an example is invented and has none."""

    TABLE: ClassVar[str] = ""
    #: Keys that stay out of the comparison of one loading with the next.
    UNTOLD: ClassVar[frozenset[str]] = frozenset({"origin", "comment"})

    origin: Origin = field(default_factory=lambda: Origin("", 0), compare=False, repr=False)
    example: bool = False
    source: str = free(readers.text, "")
    url: str = free(readers.web_address, "")
    comment: str = free(readers.text, "")

    @property
    def ref(self) -> str:
        """What the other files of the pack call it."""
        return str(getattr(self, "key", "") or getattr(self, "code", ""))

    @property
    def cited(self) -> str:
        """The source with its address, for records that keep both in one place."""
        return " – ".join(filter(None, (self.source, self.url)))

    @property
    def digest(self) -> str:
        """SHA-256 of what the item says, wherever in the pack it stands."""
        return hashlib.sha256(json.dumps(_plain(self), sort_keys=True, default=str).encode()).hexdigest()

    @classmethod
    def build(
        cls,
        raw: Mapping[str, object],
        origin: Origin,
        lines: Mapping[Path, int],
        path: Path,
        *,
        example: bool,
    ) -> tuple[Self | None, list[Fault]]:
        """The item of a table or of a row, or None, with all faults found in it."""
        known = {entry.name: entry for entry in dataclasses.fields(cls) if entry.metadata}
        faults = [_unknown(origin, name, known) for name in raw if name not in known]
        values: dict[str, Any] = {}
        for name, entry in known.items():
            if name in raw and "items" in entry.metadata:
                values[name], found = _nested(
                    entry.metadata["items"], raw[name], origin, lines, (*path, name), example
                )
            elif name in raw:
                parsed = entry.metadata["read"](raw[name])
                found = faults_of(origin, (finding.at(name) for finding in parsed.errors))
                values[name] = parsed.value
                if entry.metadata.get("needed") and not found and parsed.value in ("", None, ()):
                    found = [_missing(origin, name)]
                elif parsed.value is None and entry.default == "":
                    values[name] = ""
            else:
                found = [_missing(origin, name)] if entry.metadata.get("needed") else []
            faults.extend(found)
        if faults:
            return None, faults
        return cls(origin=origin, example=example, **values), []


def _nested(
    of: type[ItemT], raw: object, origin: Origin, lines: Mapping[Path, int], path: Path, example: bool
) -> tuple[tuple[ItemT, ...], list[Fault]]:
    if not isinstance(raw, list) or not all(isinstance(part, dict) for part in raw):
        accepted = Message(gettext_noop("Tables written as [[%(name)s]]."), {"name": ".".join(_names(path))})
        todo = Message(gettext_noop("Write one table for each."))
        return (), [fault(origin, "pack.tables", raw, accepted, todo, name=str(path[-1]))]
    items: list[ItemT] = []
    faults: list[Fault] = []
    for index, part in enumerate(raw):
        here = (*path, index)
        item, found = of.build(part, origin_at(origin.file, lines, here, part), lines, here, example=example)
        faults.extend(found)
        if item is not None:
            items.append(item)
    return tuple(items), faults


def origin_at(file: str, lines: Mapping[Path, int], path: Path, raw: Mapping[str, object]) -> Origin:
    """Where the table at `path` stands, and its keys."""
    line = lines.get(path, 0)
    return Origin(file, line, {name: lines.get((*path, name), line) for name in raw})


def references(item: Item) -> list[tuple[str, str, str]]:
    """What an item refers to: (key, table, reference)."""
    found: list[tuple[str, str, str]] = []
    for entry in dataclasses.fields(item):
        wanted = entry.metadata.get("refers")
        value = getattr(item, entry.name)
        if wanted and value:
            found.extend((entry.name, wanted, one) for one in ((value,) if isinstance(value, str) else value))
    return found


def parts_of(item: Item) -> list[Item]:
    """The item and the items within it."""
    found = [item]
    for entry in dataclasses.fields(item):
        if "items" in entry.metadata:
            for part in getattr(item, entry.name):
                found.extend(parts_of(part))
    return found


def _plain(item: Item) -> dict[str, object]:
    return {
        entry.name: [_plain(part) for part in getattr(item, entry.name)]
        if "items" in entry.metadata
        else getattr(item, entry.name)
        for entry in dataclasses.fields(item)
        if entry.name not in item.UNTOLD
    }


def _names(path: Path) -> list[str]:
    return [part for part in path if isinstance(part, str)]


def _unknown(origin: Origin, name: str, known: Mapping[str, object]) -> Fault:
    accepted = Message(gettext_noop("The keys are: %(known)s."), {"known": ", ".join(sorted(known))})
    return fault(
        origin,
        "pack.unknown_key",
        name,
        accepted,
        Message(gettext_noop("Correct or remove the key.")),
        name=name,
    )


def _missing(origin: Origin, name: str) -> Fault:
    accepted = Message(gettext_noop("The key %(name)s is required."), {"name": name})
    return fault(origin, "pack.missing_key", "", accepted, Message(gettext_noop("Add it.")), name=name)
