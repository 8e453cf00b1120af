"""A store that is there for the length of a check and then gone, whatever DATABASE_URL says.

What is checked is written for good in it, through the same desks and migrations: a transaction rolled back in the
office's own store would keep everybody else from writing for as long as the check takes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.utils import ConnectionHandler

#: Nobody reads it meanwhile and it need not outlive the machine.
_OPTIONS = {"init_command": "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON"}


@contextmanager
def throwaway_store() -> Iterator[None]:
    """Within, the store is a new and empty one in SQLite; after it, the one of the settings again."""
    kept = connections[DEFAULT_DB_ALIAS]
    with TemporaryDirectory(prefix="portici-check-") as folder:
        told = {"ENGINE": "django.db.backends.sqlite3", "NAME": Path(folder) / "store", "OPTIONS": _OPTIONS}
        store = ConnectionHandler({DEFAULT_DB_ALIAS: told})[DEFAULT_DB_ALIAS]
        connections[DEFAULT_DB_ALIAS] = store
        try:
            call_command("migrate", verbosity=0, interactive=False)
            yield
        finally:
            store.close()
            connections[DEFAULT_DB_ALIAS] = kept
