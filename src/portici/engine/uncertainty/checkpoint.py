"""Where a long run stands, in one file: written whole or not at all, taken up again only by the same run."""

from __future__ import annotations

from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from portici.kernel.findings import Finding, Invalid, Message, Severity, gettext_noop

from .tallies import Tally


def save(path: Path, digest: str, done: int, tally: Tally) -> None:
    """Write beside the path, then take its place."""
    beside = path.with_name(path.name + ".part")
    with beside.open("wb") as stream:
        np.savez(stream, digest=np.array(digest), done=np.array(done), counts=tally.counts, sums=tally.sums)
    beside.replace(path)


def load(path: Path, digest: str, tally: Tally) -> int:
    """Fill the tally from the file; how many draws it holds, 0 without a file. Errors: `Invalid` when it is of another run or damaged."""
    if not path.exists():
        return 0
    try:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as kept:
            if str(kept["digest"]) != digest:
                raise Invalid([_of_another_run(path)])
            tally.counts[:] = kept["counts"]
            tally.sums[:] = kept["sums"]
            return int(kept["done"])
    except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
        raise Invalid([_unreadable(path)]) from error


def _of_another_run(path: Path) -> Finding:
    return Finding(
        Severity.ERROR,
        "uncertainty.checkpoint",
        path.name,
        Message(gettext_noop("A checkpoint of the same table, specification, choices, draws and seed.")),
        Message(gettext_noop("Name another file, or take this one away: the run then begins anew.")),
    )


def _unreadable(path: Path) -> Finding:
    return Finding(
        Severity.ERROR,
        "uncertainty.checkpoint_damaged",
        path.name,
        Message(gettext_noop("A checkpoint that was written to its end.")),
        Message(gettext_noop("Take the file away: the run then begins anew.")),
    )
