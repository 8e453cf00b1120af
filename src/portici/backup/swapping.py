"""The last step of a restore: the new store and the new media take the places of the old ones.

Each move is one rename, and all of them are written down first: killed between two of them, the next `portici restore` or `portici serve` carries the
rest out. Killed before, the old store is as it was.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from .stores import Store

PLAN = "restore-plan.json"


@dataclass(frozen=True, slots=True)
class Plan:
    """Where the old store and the old media go."""

    store_aside: str
    media_aside: str


def staged_media(media: Path) -> Path:
    return media.with_name(f"{media.name}.restoring")


def swap(*, state: Path, store: Store, media: Path, plan: Plan) -> None:
    """Write the plan down and carry it out."""
    written = state / f"{PLAN}.new"
    with written.open("w") as stream:
        json.dump(asdict(plan), stream)
        stream.flush()
        os.fsync(stream.fileno())
    written.replace(state / PLAN)
    _carry_out(state, store, media, plan)


def finish_interrupted(*, state: Path, store: Store, media: Path) -> bool:
    """Carry out the rest of a restore that was killed in its last step; says whether there was one."""
    path = state / PLAN
    if not path.is_file():
        return False
    _carry_out(state, store, media, Plan(**json.loads(path.read_text())))
    return True


def _carry_out(state: Path, store: Store, media: Path, plan: Plan) -> None:
    store.swap(plan.store_aside)
    staged, aside = staged_media(media), Path(plan.media_aside)
    if staged.is_dir():
        if media.exists() and not aside.exists():
            media.rename(aside)
        staged.rename(media)
    (state / PLAN).unlink()
