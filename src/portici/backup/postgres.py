"""The PostgreSQL store: a dump of one snapshot while people write, and a new database put in the place of the old one."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, LiteralString
from urllib.parse import quote

import psycopg
from django.utils.translation import gettext as _
from psycopg import sql
from psycopg.conninfo import make_conninfo

from .facts import read_facts
from .manifest import Facts
from .said import Progress, Refusal

#: Debian keeps each version's tools here; those on the PATH may be of another one than the server.
INSTALLED = Path("/usr/lib/postgresql")
NAME_LIMIT = 63


@dataclass(frozen=True, slots=True)
class PostgresStore:
    """A database on a server, by what a client is told of it."""

    host: str
    port: str
    user: str
    password: str
    name: str

    kind = "postgresql"
    packed = True

    @property
    def staged(self) -> str:
        return f"{self.name[: NAME_LIMIT - 10]}_restoring"

    def beside(self, state: Path) -> Path:
        """Where the archive's dump is put before it is loaded."""
        return state / "restoring-database"

    def aside(self, stamp: str) -> str:
        return f"{self.name[: NAME_LIMIT - 24]}_before_{stamp.lower()}"

    def version(self) -> str:
        with self._connection() as store:
            return str(_value(store, "SHOW server_version"))

    def ensure_there(self) -> None:
        """Raise Refusal when the store cannot be reached, or the tool that dumps it is missing."""
        _tool("pg_dump")
        self._connection().close()

    def snapshot(self, target: Path, progress: Progress) -> Facts:
        """Dump the store as it is at this moment into `target`; the counts are read in the same snapshot. Raises Refusal."""
        command = [_tool("pg_dump"), "--format=custom", "--no-owner", "--no-privileges", f"--file={target}"]
        with self._connection() as store:
            store.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            snapshot = _value(store, "SELECT pg_export_snapshot()")
            size = _value(store, "SELECT pg_database_size(current_database())")
            self._run([*command, f"--snapshot={snapshot}", self.name], target, size, progress)
            return _facts(store)

    def facts(self) -> Facts:
        with self._connection() as store:
            return _facts(store)

    def refuse_if_used(self) -> None:
        """Raise Refusal while others are connected to the store."""
        with self._connection() as store:
            others = _value(
                store,
                "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"
                " AND backend_type = 'client backend'",
                [self.name],
            )
        if others:
            raise Refusal(
                _(
                    "%(others)s connections to the database %(name)s are open. Stop the web server and the worker, then restore."
                )
                % {"others": others, "name": repr(self.name)}
            )

    def clear_staged(self) -> None:
        self.drop(self.staged)

    def load(self, source: Path, progress: Progress) -> Facts:
        """Read the dump into a new database beside the store, in one transaction. Raises Refusal."""
        tool = _tool("pg_restore")
        self._create_staged()
        progress(_("database"), 0, 0)
        command = [tool, "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]
        self._run([*command, f"--dbname={self.staged}", str(source)], source, 0, progress)
        source.unlink()
        with self._connection(self.staged) as store:
            return _facts(store)

    def staged_url(self) -> str:
        password = f":{quote(self.password, safe='')}" if self.password else ""
        port = f":{self.port}" if self.port else ""
        place = f"{quote(self.user, safe='')}{password}@{quote(self.host, safe='')}{port}"
        return f"postgres://{place}/{quote(self.staged, safe='')}"

    def settle(self) -> None:
        """Tell the planner how the rows lie."""
        with self._connection(self.staged, autocommit=True) as store:
            store.execute("ANALYZE")

    def swap(self, aside: str) -> None:
        """Rename both databases in one transaction. May be called again. Raises Refusal when somebody has come in."""
        with self._maintenance() as server:
            if not _exists(server, self.staged):
                return
            self.refuse_if_used()
            try:
                with server.transaction():
                    if _exists(server, self.name):
                        server.execute(_rename(self.name, aside))
                    server.execute(_rename(self.staged, self.name))
            except psycopg.errors.ObjectInUse as error:
                raise Refusal(
                    _("%(error)s. Stop the web server and the worker, then restore again.") % {"error": error}
                ) from error

    def drop(self, aside: str) -> None:
        with self._maintenance() as server:
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(aside)))

    def _create_staged(self) -> None:
        """An empty database that sorts as the store does."""
        with self._maintenance() as server:
            row = server.execute(
                "SELECT datcollate, datctype FROM pg_database WHERE datname = %s", [self.name]
            ).fetchone()
            collate, ctype = row or ("C.UTF-8", "C.UTF-8")
            statement = sql.SQL(
                "CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE {} LC_CTYPE {}"
            ).format(sql.Identifier(self.staged), sql.Literal(collate), sql.Literal(ctype))
            try:
                server.execute(statement)
            except psycopg.errors.InsufficientPrivilege as error:
                raise Refusal(
                    _(
                        'The role "%(user)s" may not create databases, and a restore goes into a new one. '
                        'As the server\'s administrator: ALTER ROLE "%(user)s" CREATEDB;'
                    )
                    % {"user": self.user}
                ) from error

    def _connection(self, name: str = "", *, autocommit: bool = False) -> psycopg.Connection[Any]:
        told = {"host": self.host, "port": self.port, "user": self.user, "password": self.password}
        given = {key: value for key, value in told.items() if value}
        try:
            return psycopg.connect(make_conninfo(dbname=name or self.name, **given), autocommit=autocommit)
        except psycopg.OperationalError as error:
            raise Refusal(
                _("The database %(name)s cannot be reached: %(error)s")
                % {"name": repr(name or self.name), "error": error}
            ) from error

    @contextmanager
    def _maintenance(self) -> Iterator[psycopg.Connection[Any]]:
        """A connection to a database that is not the store: a database is not renamed from within."""
        try:
            server = self._connection("postgres", autocommit=True)
        except Refusal:
            server = self._connection("template1", autocommit=True)
        with server:
            yield server

    def _environment(self) -> Mapping[str, str]:
        told = {"PGHOST": self.host, "PGPORT": self.port, "PGUSER": self.user, "PGPASSWORD": self.password}
        return {**os.environ, **{name: value for name, value in told.items() if value}, "LC_ALL": "C.UTF-8"}

    def _run(self, command: list[str], watched: Path, size: int, progress: Progress) -> None:
        """Run a tool of PostgreSQL; a dump is followed by how its file grows. Raises Refusal with what it said."""
        with subprocess.Popen(  # noqa: S603 - the tool's whole path, and our own arguments
            command, env=self._environment(), stderr=subprocess.PIPE, text=True
        ) as process:
            while process.poll() is None:
                if size:
                    progress(_("database"), watched.stat().st_size if watched.exists() else 0, size)
                time.sleep(0.05)
            said = process.stderr.read() if process.stderr else ""
        if process.returncode:
            raise Refusal(
                _("%(name)s failed: %(said)s") % {"name": Path(command[0]).name, "said": said.strip()}
            )


def _facts(store: psycopg.Connection[Any]) -> Facts:
    def ask(query: str) -> list[tuple[Any, ...]]:
        return store.execute(query).fetchall()

    tables = ask("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
    return read_facts(ask, [name for (name,) in tables])


def _value(store: psycopg.Connection[Any], query: LiteralString, values: Sequence[object] = ()) -> Any:
    """What a query gives that has one row of one column."""
    (value,) = next(store.execute(query, values))
    return value


def _exists(server: psycopg.Connection[Any], name: str) -> bool:
    return server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def _rename(name: str, other: str) -> sql.Composed:
    return sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(name), sql.Identifier(other))


def _tool(name: str) -> str:
    """The newest client tool on this machine. Raises Refusal."""
    versions = [folder for folder in INSTALLED.glob("*/bin") if folder.parent.name.isdigit()]
    for folder in sorted(versions, key=lambda one: int(one.parent.name), reverse=True):
        if (folder / name).exists():
            return str(folder / name)
    found = shutil.which(name)
    if found is None:
        raise Refusal(
            _(
                "%(name)s is not on this machine: install PostgreSQL's client tools, of the server's version "
                "or a later one (on Debian and Ubuntu: apt install postgresql-client)."
            )
            % {"name": name}
        )
    return found
