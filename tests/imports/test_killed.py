"""A real process, really killed: what its batches committed stays, nothing is lost, nothing is counted
twice.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests import blank

ROWS = 6_000
HEADER = "ANNOSCOLASTICO,CODICEISTITUTORIFERIMENTO,CODICESCUOLA,DENOMINAZIONESCUOLA,DESCRIZIONECOMUNE\n"


def portici(*words: str) -> list[str]:
    return [sys.executable, "-m", "portici.cli.main", *words]


def environment(state: Path) -> dict[str, str]:
    kept = {name: text for name, text in os.environ.items() if name not in {"DATABASE_URL", "PORTICI_NOW"}}
    return {**kept, "PORTICI_STATE": str(state)}


def one(state: Path, query: str):
    with sqlite3.connect(f"file:{state / 'portici.sqlite3'}?mode=ro", uri=True, timeout=20) as store:
        row = store.execute(query).fetchone()
    store.close()
    return row


def cursor_of(state: Path) -> int:
    row = one(state, "SELECT cursor FROM imports_importrun")
    return row[0] if row else 0


@pytest.mark.slow
def test_killed_and_resumed(tmp_path):
    state = tmp_path / "state"
    state.mkdir()
    table = tmp_path / "scuole.csv"
    rows = (
        f"202526,BOIC{n // 10:05}X,BOEE{n:05}X,Scuola {n},BOLOGNA\n" for n in range(10_000, 10_000 + ROWS)
    )
    table.write_text(HEADER + "".join(rows))
    run = {"env": environment(state), "capture_output": True}
    blank.copy_to(state / "portici.sqlite3")

    command = portici("import_file", "--skip-checks", "--importer", "schools", str(table))
    process = subprocess.Popen(command, env=environment(state), stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while not cursor_of(state) and time.monotonic() < deadline:
        assert process.poll() is None, "it ended before it could be killed"
    process.send_signal(signal.SIGKILL)
    process.wait()

    uid, status, cursor, added = one(state, "SELECT uid, state, cursor, added FROM imports_importrun")
    assert (status, cursor % 1000, added) == ("running", 0, cursor)
    assert 0 < cursor < ROWS
    # Each school counted is there, with the institutes announced for them.
    schools = one(state, "SELECT count(*) FROM organisations_organisationcode WHERE value LIKE 'BOEE%'")[0]
    assert schools == cursor

    subprocess.run(portici("import_file", "--skip-checks", "--resume", uid), check=True, **run)
    ended = one(state, "SELECT state, cursor, added, changed, unchanged, refused FROM imports_importrun")
    assert ended == ("done", ROWS, ROWS, 0, 0, 0)
    assert one(state, "SELECT count(*) FROM organisations_organisationcode") == (ROWS + ROWS // 10,)
    assert one(state, "SELECT count(*) FROM organisations_organisation WHERE parent_id IS NULL") == (
        ROWS // 10,
    )
    assert one(state, "SELECT count(*) FROM journal_entry WHERE verb = 'import'") == (1,)
