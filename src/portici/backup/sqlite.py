"""The SQLite store: a consistent copy while people write, and a new file put in its place."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from .facts import Ask, read_facts
from .manifest import Facts
from .said import Progress, Refusal

PAGES = 2000


@dataclass(frozen=True, slots=True)
class SqliteStore:
    """A database in a file, with the write-ahead log that belongs to it."""

    path: Path

    kind = "sqlite"
    packed = False

    @property
    def staged(self) -> Path:
        return self.path.with_name(f"{self.path.name}.restoring")

    def beside(self, _state: Path) -> Path:
        """Where the archive's database is put before it is loaded: on the store's own disk, so that it is only renamed."""
        return self.path.with_name("restoring-database")

    def aside(self, stamp: str) -> str:
        return str(self.path.with_name(f"{self.path.name}.before-{stamp}"))

    def version(self) -> str:
        return sqlite3.sqlite_version

    def ensure_there(self) -> None:
        """Raise Refusal when there is no store."""
        if not self.path.is_file():
            raise Refusal(_("%(path)s: there is no database to back up.") % {"path": self.path})

    def snapshot(self, target: Path, progress: Progress) -> Facts:
        """Copy the store as it is at this moment into `target`; gives what the copy says of itself.

        The reading transaction is held open over all steps: writers go on meanwhile, and the copy never has to begin anew.
        """
        with closing(_open(self.path)) as source, closing(sqlite3.connect(target)) as copy:
            source.execute("BEGIN")
            source.execute("SELECT count(*) FROM sqlite_master").fetchone()
            page = source.execute("PRAGMA page_size").fetchone()[0]
            source.backup(
                copy,
                pages=PAGES,
                progress=lambda _code, left, all_: progress(_("database"), (all_ - left) * page, all_ * page),
            )
            source.execute("ROLLBACK")
            copy.execute("PRAGMA journal_mode=DELETE")
            _check(copy)
            return _facts(copy)

    def facts(self) -> Facts:
        """What the store says of itself; all empty when there is no file."""
        if not self.path.exists():
            return read_facts(lambda _query: [], ())
        with closing(_open(self.path)) as store:
            return _facts(store)

    def refuse_if_used(self) -> None:
        """Raise Refusal while another process has the store open."""
        if not self.path.exists():
            return
        with closing(_open(self.path, timeout=2)) as store:
            try:
                # Leaving the log writes it into the file and asks that nobody else be there.
                store.execute("PRAGMA journal_mode=DELETE").fetchone()
                store.execute("BEGIN EXCLUSIVE")
                store.execute("ROLLBACK")
            except sqlite3.OperationalError as error:
                raise Refusal(
                    _("%(path)s is in use (%(error)s). Stop the web server and the worker, then restore.")
                    % {"path": self.path, "error": error}
                ) from error

    def clear_staged(self) -> None:
        """Take away what a restore that was killed left behind."""
        for path in (self.staged, *(Path(f"{self.staged}{end}") for end in ("-wal", "-shm", "-journal"))):
            path.unlink(missing_ok=True)

    def load(self, source: Path, progress: Progress) -> Facts:
        """Take the archive's database, already beside the store, for the staged one. Raises Refusal."""
        source.rename(self.staged)
        progress(_("database"), 1, 1)
        with closing(_open(self.staged)) as store:
            _check(store)
            return _facts(store)

    def staged_url(self) -> str:
        return f"sqlite:///{self.staged}"

    def settle(self) -> None:
        """Leave the staged database as one file."""
        with closing(_open(self.staged)) as store:
            store.execute("PRAGMA journal_mode=DELETE").fetchone()
        descriptor = os.open(self.staged, os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)

    def swap(self, aside: str) -> None:
        """Put the staged file in the place of the store; at no moment is there none. May be called again. Raises Refusal."""
        if not self.staged.exists():
            return
        self.refuse_if_used()
        if self.path.exists() and not Path(aside).exists():
            os.link(self.path, aside)
        self.staged.replace(self.path)

    def drop(self, aside: str) -> None:
        Path(aside).unlink(missing_ok=True)


def _open(path: Path, timeout: float = 20) -> sqlite3.Connection:
    store = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=timeout)
    store.isolation_level = None
    return store


def _facts(store: sqlite3.Connection) -> Facts:
    def ask(query: str) -> list[tuple[Any, ...]]:
        return store.execute(query).fetchall()

    return read_facts(ask, _tables(ask))


def _tables(ask: Ask) -> list[str]:
    rows = ask(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    )
    return [name for (name,) in rows]


def _check(store: sqlite3.Connection) -> None:
    """Raise Refusal when the file is no sound database."""
    try:
        found = store.execute("PRAGMA quick_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        found = str(error)
    if found != "ok":
        raise Refusal(_("The database is damaged: %(found)s") % {"found": found})
