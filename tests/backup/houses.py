"""Installations of their own for the drills: a state folder and a store each, on the store that the tests run on."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from tests import blank

ROOT = Path(__file__).resolve().parents[2]
BASE = os.environ.get("DATABASE_URL", "")
ON_POSTGRES = BASE.startswith("postgres")


@dataclass(frozen=True)
class House:
    """An installation by the folder of its state; `name` is its database on PostgreSQL."""

    state: Path
    name: str

    @property
    def file(self) -> Path:
        return self.state / "portici.sqlite3"

    @property
    def media(self) -> Path:
        return self.state / "media"

    @property
    def url(self) -> str:
        return f"{BASE.rsplit('/', 1)[0]}/{self.name}" if ON_POSTGRES else f"sqlite:///{self.file}"

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: text for name, text in os.environ.items() if name != "PORTICI_NOW"}
        return {
            **kept,
            "DATABASE_URL": self.url,
            "PORTICI_STATE": str(self.state),
            "PORTICI_LANGUAGE": "en",
            "PORTICI_SECRET_KEY": "for the tests only",
            "DJANGO_SETTINGS_MODULE": "portici.config.settings",
        }

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, *words]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )

    def portici(self, *words: object) -> str:
        """What the command said; it must have gone well."""
        done = self.run("-m", "portici.cli.main", *map(str, words))
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def refused(self, *words: object) -> str:
        """What the command said when it refused."""
        done = self.run("-m", "portici.cli.main", *map(str, words))
        assert done.returncode == 1, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return done.stderr

    def work(self, *words: object) -> None:
        done = self.run("-m", "tests.backup.work", *map(str, words))
        assert done.returncode == 0, done.stdout + done.stderr

    def begin(self, *words: object) -> subprocess.Popen[str]:
        """Work that goes on beside the test, until its input is closed."""
        return subprocess.Popen(
            [sys.executable, "-m", "tests.backup.work", *map(str, words)],
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        if ON_POSTGRES:
            with psycopg.connect(self.url) as store:
                return store.execute(query).fetchall()  # type: ignore[arg-type]
        with closing(sqlite3.connect(self.file)) as store:
            return store.execute(query).fetchall()

    def change(self, statement: str) -> None:
        """What somebody with the database's password does, past the desks."""
        if ON_POSTGRES:
            with psycopg.connect(self.url) as store:
                store.execute(statement)  # type: ignore[arg-type]
        else:
            with closing(sqlite3.connect(self.file)) as store, store:
                store.execute(statement)

    def tables(self) -> list[str]:
        if ON_POSTGRES:
            rows = self.ask("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        else:
            rows = self.ask("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
        return sorted(name for (name,) in rows)

    def rows(self) -> dict[str, list[str]]:
        """Every row of every table, as text."""
        return {name: sorted(map(repr, self.ask(f'SELECT * FROM "{name}"'))) for name in self.tables()}

    def files(self) -> dict[str, bytes]:
        return {
            str(path.relative_to(self.media)): path.read_bytes()
            for path in sorted(self.media.rglob("*"))
            if path.is_file()
        }

    def entries(self) -> int:
        return int(self.ask("SELECT count(*) FROM journal_entry")[0][0])

    def make(self, *, tables: bool = True) -> None:
        """The folder, and a database without a record, or without tables."""
        self.state.mkdir(parents=True)
        if ON_POSTGRES:
            server(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')
            server(
                f'CREATE DATABASE "{self.name}" TEMPLATE "{blank.database(BASE) if tables else "template1"}"'
            )
        elif tables:
            blank.copy_to(self.file)

    def copy_to(self, other: House) -> House:
        """The same installation once more. Nobody may be at work."""
        if ON_POSTGRES:
            server(f'DROP DATABASE IF EXISTS "{other.name}" WITH (FORCE)')
            server(f'CREATE DATABASE "{other.name}" TEMPLATE "{self.name}"')
        shutil.copytree(self.state, other.state)
        return other

    def databases(self) -> list[str]:
        """The stores on this server, or in this folder, that belong to the house."""
        if ON_POSTGRES:
            rows = server(f"SELECT datname FROM pg_database WHERE datname LIKE '{self.name}%'")
            return sorted(name for (name,) in rows)
        return sorted(path.name for path in self.state.glob("portici.sqlite3*"))


def server(statement: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(f"{BASE.rsplit('/', 1)[0]}/postgres", autocommit=True) as store:
        cursor = store.execute(statement)  # type: ignore[arg-type]
        return cursor.fetchall() if cursor.description else []
