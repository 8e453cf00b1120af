"""A demo city for the browser tests: loaded once through the desks, then copied for whoever needs one of their own."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOW = "2026-11-23T09:00:00+00:00"
PASSWORD = "portici-demo-2026"
BASE = os.environ.get("DATABASE_URL", "")
ON_POSTGRES = BASE.startswith("postgres")
BUILD = ROOT / "build" / "e2e" / ("postgres" if ON_POSTGRES else "sqlite")


@dataclass(frozen=True)
class Store:
    """A database of its own, with the folder of its state."""

    name: str
    state: Path

    @property
    def environment(self) -> dict[str, str]:
        url = (
            f"{BASE.rsplit('/', 1)[0]}/{self.name}"
            if ON_POSTGRES
            else f"sqlite:///{self.state / 'portici.sqlite3'}"
        )
        return {
            **os.environ,
            "DATABASE_URL": url,
            "PORTICI_STATE": str(self.state),
            "PORTICI_DEMO": "1",
            "PORTICI_DEMO_PASSWORD": PASSWORD,
            "PORTICI_NOW": NOW,
            "PORTICI_SECRET_KEY": "for the tests only",
            "PORTICI_LOG_LEVEL": "ERROR",
        }

    def portici(self, *words: str) -> None:
        """Run a command of the house on this store; what it said is in the error when it fails."""
        command = [sys.executable, "-m", "portici.cli.main", *words]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(f"{' '.join(words)} failed:\n{done.stdout}\n{done.stderr}")


def template() -> Store:
    """The loaded demo, made by the first test process that asks and kept until the sources change."""
    BUILD.mkdir(parents=True, exist_ok=True)
    with (BUILD / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        store = Store(name=f"demo_{_digest()}", state=BUILD / f"demo-{_digest()}")
        made = store.state / "made"
        if ON_POSTGRES and not _exists(store.name):
            _psql(f'CREATE DATABASE "{store.name}"')
        if not made.exists() or (ON_POSTGRES and made.read_text() != BASE):
            store.state.mkdir(parents=True, exist_ok=True)
            store.portici("migrate", "--verbosity", "0")
            store.portici("load", "cities/bologna", "--demo")
            made.write_text(BASE)
    return store


def copy_of(store: Store, name: str) -> Store:
    """A copy to write in."""
    copy = Store(name=name, state=BUILD / name)
    shutil.rmtree(copy.state, ignore_errors=True)
    if ON_POSTGRES:
        _psql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        _psql(f'CREATE DATABASE "{name}" TEMPLATE "{store.name}"')
        copy.state.mkdir(parents=True)
    else:
        shutil.copytree(store.state, copy.state)
    return copy


@contextmanager
def served(store: Store, *, jobs: bool = False) -> Iterator[str]:
    """The site over a store, on a free port; gives its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "portici.cli.main", "serve", "--port", str(port), "--workers", "1"]
    process = subprocess.Popen(
        command if jobs else [*command, "--no-worker"], cwd=ROOT, env=store.environment
    )
    address = f"http://localhost:{port}"
    try:
        _wait_for(f"{address}/accesso/", process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}")
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    raise RuntimeError(f"no answer from {address}")


def _digest() -> str:
    """Of everything that the demo is made from."""
    sources = [*(ROOT / "src").rglob("*.py"), *(ROOT / "cities").rglob("*.*")]
    digest = hashlib.sha256()
    for path in sorted(path for path in sources if path.is_file() and "fronts" not in path.parts):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _psql(statement: str) -> None:
    import psycopg

    with psycopg.connect(BASE, autocommit=True) as connection:
        connection.execute(statement)  # type: ignore[arg-type]


def _exists(name: str) -> bool:
    import psycopg

    with psycopg.connect(BASE, autocommit=True) as connection:
        return (
            connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None
        )
