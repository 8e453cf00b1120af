"""Names of backups in a folder, and which of them are kept."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

#: A backup that this software named; nothing else in the folder is touched.
STAMPED = re.compile(r"portici-\d{8}T\d{6}Z\.zip")


def stamp(moment: datetime) -> str:
    """`moment` in UTC, for a file's name: sorts as time does."""
    return moment.strftime("%Y%m%dT%H%M%SZ")


def file_name(moment: datetime) -> str:
    return f"portici-{stamp(moment)}.zip"


def drop_old(folder: Path, keep: int) -> list[Path]:
    """Take away all but the newest `keep` backups of the folder; gives those that went."""
    named = sorted((path for path in folder.iterdir() if STAMPED.fullmatch(path.name)), reverse=True)
    for path in named[keep:]:
        path.unlink()
    return named[keep:]
