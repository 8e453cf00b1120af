"""What was fetched when, with its sum, beside the files: the same list gives the same files again, or says that they changed."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

NAME = "sources.lock.json"


@dataclass(frozen=True, slots=True)
class Entry:
    """A file as it was first fetched; `fetched` is the day, in ISO form."""

    download: str
    sha256: str
    size: int
    etag: str
    fetched: str


def read(folder: Path) -> dict[str, Entry]:
    """The entries by path; none when there is no ledger or it is no longer legible: the files are then had anew."""
    try:
        said = json.loads((folder / NAME).read_text("utf-8"))
        return {str(path): Entry(**entry) for path, entry in said["files"].items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}


def keep(folder: Path, entries: dict[str, Entry]) -> None:
    """Write the ledger whole or not at all."""
    said = {"files": {path: asdict(entries[path]) for path in sorted(entries)}}
    target = folder / NAME
    written = target.with_suffix(".part")
    written.write_text(json.dumps(said, indent=1, ensure_ascii=False) + "\n", "utf-8")
    written.replace(target)
