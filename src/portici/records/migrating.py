"""What this version knows of a store's migrations: its own, and those of earlier versions that one of its own stands for.

The name of a migration is as Django keeps it: the room's label and the file's name.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader

Name = tuple[str, str]


@cache
def _own() -> dict[Name, Migration]:
    """The migrations whose files are here, which stay the same for as long as a process lives."""
    return dict(MigrationLoader(None).disk_migrations)


def known() -> set[Name]:
    """Every migration that a store of this version, or of one that it can bring up, may have had."""
    return {*_own(), *(step for one in _own().values() for step in one.replaces)}


def lacking(done: Collection[Name]) -> list[Name]:
    """The migrations that a store with these done has still to get, by name.

    As Django reads it, one that stands for others is done when all of those are: its own name alone is no proof.
    """
    return sorted(name for name, one in _own().items() if not set(one.replaces or [name]) <= set(done))


def halfway(done: Collection[Name]) -> list[Name]:
    """What such a store lacks of the migrations that one of this version stands for and that are here no more, by name.

    With some of them done and others not, no step leads from there to this version: the last that had them must do them first.
    """
    left: list[Name] = []
    for one in _own().values():
        missing = [step for step in one.replaces if step not in done]
        if 0 < len(missing) < len(one.replaces) and not _own().keys() & set(one.replaces):
            left += missing
    return sorted(left)
