"""What this version knows of a store's migrations: its own, and those of earlier versions that one of its own stands for.

The name of a migration is as Django keeps it: the room's label and the file's name.
"""

from __future__ import annotations

from collections.abc import Collection

from django.db.migrations.loader import MigrationLoader

Name = tuple[str, str]


def known() -> set[Name]:
    """Every migration that a store of this version, or of one that it can bring up, may have had."""
    own = MigrationLoader(None).disk_migrations
    return {*own, *(replaced for one in own.values() for replaced in one.replaces)}


def lacking(done: Collection[Name]) -> list[Name]:
    """The migrations that a store with these done has still to get, by name."""
    own = MigrationLoader(None).disk_migrations
    return sorted(
        name
        for name, one in own.items()
        if not all(
            step in done for step in one.replaces or [name]
        )  # so Django reads it: its own name alone is no proof
    )


def halfway(done: Collection[Name]) -> list[Name]:
    """What such a store lacks of the migrations that one of this version stands for and that are here no more, by name.

    With some of them done and others not, no step leads from there to this version: the last that had them must do them first.
    """
    own = MigrationLoader(None).disk_migrations
    left: list[Name] = []
    for one in own.values():
        there = [replaced in done for replaced in one.replaces]
        gone = not any(replaced in own for replaced in one.replaces)
        if gone and any(there) and not all(there):
            left += [replaced for replaced, is_done in zip(one.replaces, there, strict=True) if not is_done]
    return sorted(left)
