"""The archive's first page: what is in it, from which version and store, how many rows, the journal's head, checksums."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from .said import Damaged

NAME = "manifest.json"
#: Of this layout of the archive; raised when an older Portici could not read it.
FORMAT = 1


@dataclass(frozen=True, slots=True)
class JournalHead:
    """The chain's last link when the copy was made; empty when nothing had been sealed."""

    head: str = ""
    sealed: int = 0
    sealed_at: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a store says of itself: rows of each table, migrations applied ("room.0001_initial"), the journal's head."""

    counts: dict[str, int]
    migrations: list[str]
    journal: JournalHead


@dataclass(frozen=True, slots=True)
class Member:
    """A file of the archive: bytes, and their SHA-256."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    made_at: str
    version: str
    store: str  # sqlite, postgresql
    store_version: str
    facts: Facts
    members: dict[str, Member] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def media(self) -> list[str]:
        return sorted(name for name in self.members if name.startswith("media/"))

    @property
    def total(self) -> int:
        """Bytes of all members."""
        return sum(member.size for member in self.members.values())

    def as_bytes(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True).encode()


def read_manifest(content: bytes) -> Manifest:
    """The manifest, every value of the kind that it must be. Raises Damaged."""
    try:
        raw = json.loads(content)
        found = raw.get("format") if isinstance(raw, dict) else None
        if isinstance(found, int) and found > FORMAT:
            raise Damaged([_newer(found, raw.get("version"))])
        return _manifest(raw)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise Damaged(
            [(_("manifest.json: it is not the manifest of a Portici backup (%(error)s).") % {"error": error})]
        ) from error


def _newer(found: int, version: object) -> str:
    return _(
        "manifest.json: the archive has layout %(found)s, made by Portici %(version)s; this one reads up to %(format)s. "
        "Restore it with that version or a later one."
    ) % {"found": found, "version": version, "format": FORMAT}


def _manifest(raw: Mapping[str, Any]) -> Manifest:
    if raw["format"] != FORMAT:
        raise ValueError(f"layout {raw['format']!r}")
    facts = raw["facts"]
    head = facts["journal"]
    made_at = _text(raw["made_at"])
    datetime.fromisoformat(made_at)
    return Manifest(
        made_at=made_at,
        version=_text(raw["version"]),
        store=_text(raw["store"]),
        store_version=_text(raw["store_version"]),
        facts=Facts(
            counts={_text(name): _number(count) for name, count in facts["counts"].items()},
            migrations=[_text(name) for name in facts["migrations"]],
            journal=JournalHead(_text(head["head"]), _number(head["sealed"]), _text(head["sealed_at"])),
        ),
        members={
            _text(name): Member(_number(member["size"]), _text(member["sha256"]))
            for name, member in raw["members"].items()
        },
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"a text is wanted, {value!r:.40} is there")
    return value


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError(f"a whole number is wanted, {value!r:.40} is there")
    return value
