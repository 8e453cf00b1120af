"""Stores with every table and no record, to be copied: the migrations take longer than most test files."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from shutil import copyfile

import psycopg

from portici.cli import throwaway

FOLDER = Path(__file__).resolve().parents[1] / "build" / "test-stores"


def copy_to(path: Path) -> None:
    """The SQLite one, as the store of this file."""
    copyfile(throwaway.blank(FOLDER), path)


def database(server: str) -> str:
    """The name of the PostgreSQL one, a template, on the server of this address; made by the first process that asks."""
    name = f"portici_blank_{throwaway.version()}"
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock-postgres").open("w") as lock, psycopg.connect(server, autocommit=True) as asked:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not asked.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            making = f"{name}_{os.getpid()}"
            asked.execute(f'CREATE DATABASE "{making}"'.encode())
            throwaway.migrate(FOLDER, DATABASE_URL=f"{server.rsplit('/', 1)[0]}/{making}")
            asked.execute(f'ALTER DATABASE "{making}" RENAME TO "{name}"'.encode())
    return name
