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
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tests import blank, installation

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "portici-demo-2026"
BASE = os.environ.get("DATABASE_URL", "")
ON_POSTGRES = BASE.startswith("postgres")
BUILD = ROOT / "build" / "e2e" / ("postgres" if ON_POSTGRES else "sqlite")


#: Seconds for which a store of older sources is left to whoever may be reading it.
KEPT = 3600


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
        return installation.environment(
            self.state,
            DATABASE_URL=url,
            PORTICI_DEMO_PASSWORD=PASSWORD,
            PORTICI_SEARCHES_PER_MINUTE="100000",  # the tours of all pages are faster than people
            PORTICI_FILES_PER_MINUTE="100000",
            PORTICI_LOG_LEVEL="ERROR",
        )

    def portici(self, *words: str) -> None:
        """Run a command of the house on this store; what it said is in the error when it fails."""
        self.run("-m", "portici.cli.main", *words)

    def run(self, *words: str) -> None:
        """Run Python on this store; what it said is in the error when it fails."""
        environment = self.environment | {"DJANGO_SETTINGS_MODULE": "portici.config.settings"}
        command = [sys.executable, *words]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{' '.join(words)} failed:\n{done.stdout}\n{done.stderr}")


def template() -> Store:
    """The loaded demo, made by the first test process that asks and kept until the sources change."""
    return _once("demo", _load_demo)


def made(recipe: str) -> Store:
    """A store of `recipes`, kept likewise; all but the empty one begin as the demo."""

    def make(store: Store) -> None:
        if recipe == "empty":
            _lay_tables(store)
        else:
            _fill(store, template())
        store.run("-m", "tests.e2e.recipes", recipe)

    return _once(recipe, make)


def _load_demo(store: Store, pack: str = "cities/bologna") -> None:
    _lay_tables(store)
    store.portici("load", pack, "--demo")


def _lay_tables(store: Store) -> None:
    """All tables and no record."""
    if ON_POSTGRES:
        _create(store.name, blank.database(BASE))
    else:
        blank.copy_to(store.state / "portici.sqlite3")


def torino() -> Store:
    """Another city than the demo's."""
    return _once("torino", lambda store: _load_demo(store, "cities/torino"))


def bologna() -> Store:
    """The demo with the official figures on the 90 statistical areas."""
    from tests.e2e import official

    def make(store: Store) -> None:
        _fill(store, template())
        data = official.files(store.state / "data")
        store.portici("load", "cities/bologna", "--demo", "--data", str(data))

    return _once("bologna", make)


def _once(name: str, make: Callable[[Store], None]) -> Store:
    """The store of this name over these sources: made when it is not there, by one process at a time."""
    BUILD.mkdir(parents=True, exist_ok=True)
    digest = _digest()
    store = Store(name=f"{name}_{digest}", state=BUILD / f"{name}-{digest}")
    with (BUILD / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = store.state / "made"
        if not done.exists() or (ON_POSTGRES and done.read_text() != BASE):
            for old in [
                store.state,
                *(one for one in BUILD.glob(f"{name}-*") if time.time() - one.stat().st_mtime > KEPT),
            ]:
                shutil.rmtree(old, ignore_errors=True)
            store.state.mkdir()
            make(store)
            done.write_text(BASE)
    return store


def copy_of(store: Store, name: str) -> Store:
    """A copy to write in."""
    copy = Store(name=name, state=BUILD / name)
    shutil.rmtree(copy.state, ignore_errors=True)
    copy.state.mkdir(parents=True)
    _fill(copy, store)
    return copy


def _fill(copy: Store, store: Store) -> None:
    """Put what is in a store in another one."""
    if ON_POSTGRES:
        _create(copy.name, store.name)
        if (store.state / "media").exists():
            shutil.copytree(store.state / "media", copy.state / "media", dirs_exist_ok=True)
    else:
        shutil.copytree(store.state, copy.state, dirs_exist_ok=True)
        (copy.state / "made").unlink(missing_ok=True)


@contextmanager
def served(
    store: Store, *, jobs: bool = False, settings: Mapping[str, str] | None = None, log: IO[str] | None = None
) -> Iterator[str]:
    """The site over a store, on a free port; gives its address. What it says goes to `log` when there is one."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "portici.cli.main", "serve", "--port", str(port), "--workers", "1"]
    process = subprocess.Popen(
        command if jobs else [*command, "--no-worker"],
        cwd=ROOT,
        env=store.environment | dict(settings or {}),
        stderr=log,
    )
    address = f"http://localhost:{port}"
    try:
        _wait_for(f"{address}/-/readyz", process)
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
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise RuntimeError(f"no answer from {address}")


def _digest() -> str:
    """Of everything that the demo is made from."""
    sources = [
        *(ROOT / "src").rglob("*.py"),
        *(ROOT / "cities").rglob("*.*"),
        Path(__file__).with_name("recipes.py"),
    ]
    digest = hashlib.sha256()
    for path in sorted(path for path in sources if path.is_file() and "fronts" not in path.parts):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _create(name: str, template: str) -> None:
    _psql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    _psql(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


def _psql(statement: str) -> None:
    import psycopg

    with psycopg.connect(BASE, autocommit=True) as connection:
        connection.execute(statement)  # type: ignore[arg-type]
