"""The store that the settings name, as this package works with it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .postgres import PostgresStore
from .sqlite import SqliteStore

Store = SqliteStore | PostgresStore


def store_of(settings: Mapping[str, Any]) -> Store:
    """From Django's settings of a database."""
    if settings["ENGINE"] == "django.db.backends.sqlite3":
        return SqliteStore(Path(settings["NAME"]))
    names = ("HOST", "PORT", "USER", "PASSWORD", "NAME")
    return PostgresStore(*(str(settings.get(name) or "") for name in names))
