"""Killed with SIGKILL at random moments, 200 times on each store, during edits, publishing, imports and backups."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.drills import front
from tests.e2e import store
from tests.installation import environment

sys.path.insert(0, str(front.ROOT / "scripts"))
from with_postgres import cluster

TIMES = 200


@contextmanager
def house(kind: str, folder: Path) -> Iterator[dict[str, str]]:
    """The environment of an installation with the demo city on a store of this kind."""
    if kind == "sqlite":
        shutil.copytree(store.template().state, folder)
        yield environment(folder)
        return
    with cluster(durable=True) as home:
        url = f"postgres://portici@{str(home).replace('/', '%2F')}/portici"
        told = environment(folder, DATABASE_URL=url)
        for words in (["migrate", "--verbosity", "0"], ["load", "cities/bologna", "--demo"]):
            run("portici.cli.main", *words, told=told)
        yield told


def run(module: str, *words: str, told: dict[str, str]) -> None:
    command = [sys.executable, "-m", module, *words]
    done = subprocess.run(command, cwd=front.ROOT, env=told, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]


def nothing_is_lost(kind: str, tmp_path: Path) -> None:
    """Kill, look at the store after each, and hold it to what had been answered; fails with what was found.

    Each store has a file of its own that calls this: files are what is shared out among processes.
    """
    report = tmp_path / "report.json"
    with house(kind, tmp_path / "state") as told:
        run("tests.drills.killing", "--rounds", str(TIMES), "--out", str(report), told=told)
    told = json.loads(report.read_text())
    print(json.dumps(told))
    assert told["faults"] == [], told
    assert sum(told["killed"].values()) == TIMES
    assert all(told["answers"].get(work, 0) > 0 for work in told["killed"])
