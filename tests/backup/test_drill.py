"""The drill: the machine is lost, and everything is there again. Each step is the command that a person types."""

from __future__ import annotations

import hashlib
import json
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.backup.houses import ON_POSTGRES, ROOT, House

from portici.backup.archive import opened

pytestmark = pytest.mark.slow
Make = Callable[[str], House]


def test_every_row_file_and_the_head_are_equal(filled: House, archive: Path, empty: House) -> None:
    said = empty.portici("restore", archive)
    assert empty.rows() == filled.rows()
    assert empty.files() == filled.files()
    (head,) = filled.ask("SELECT hash FROM journal_seal ORDER BY position DESC LIMIT 1")[0]
    assert f"its head {head} is the archive's" in said
    assert "Set aside" not in said
    assert empty.databases() == [empty.name if ON_POSTGRES else "portici.sqlite3"]
    assert head in empty.portici("verify-journal", "--head", head)
    entries = empty.entries()
    empty.work("more")
    assert empty.entries() == entries + 1


def test_what_a_backup_prints_is_what_is_in_it(filled: House, tmp_path: Path) -> None:
    (head, sealed) = filled.ask("SELECT hash, position FROM journal_seal ORDER BY position DESC LIMIT 1")[0]
    said = filled.portici("backup", "--out", tmp_path / "one.zip")
    assert f"Head: {head}" in said
    assert f"{sealed:,} entries sealed" in said
    assert (tmp_path / "one.zip").stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(tmp_path / "one.zip") as packed:
        manifest = json.loads(packed.read("manifest.json"))
    assert manifest["facts"]["counts"] == {name: len(rows) for name, rows in filled.rows().items()}
    assert {name for name in manifest["members"] if name.startswith("media/")} == {
        f"media/{name}" for name in filled.files()
    }
    assert sorted(path.name for path in tmp_path.iterdir()) == [".portici-backup.lock", "one.zip"]


def test_a_kept_page_is_in_it_with_its_digest(filled: House, tmp_path: Path) -> None:
    [(stored_at, sha256)] = filled.ask("SELECT stored_at, sha256 FROM programme_snapshot")
    filled.portici("backup", "--out", tmp_path / "one.zip")
    with zipfile.ZipFile(tmp_path / "one.zip") as packed:
        assert hashlib.sha256(packed.read(f"media/{stored_at}")).hexdigest() == sha256


def test_while_people_work(another: Make, empty: House, tmp_path: Path) -> None:
    """Three at the desks, writing records and files all the time; no one of them fails, and the copy is of one moment."""
    house = another("busy")
    workers = [house.begin("go-on") for _number in range(3)]
    for worker in workers:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "1\n"
    before = house.entries()
    house.portici("backup", "--out", tmp_path / "one.zip")
    after = house.entries()
    written = [worker.communicate()[0].split()[-1] for worker in workers]
    assert [worker.returncode for worker in workers] == [0, 0, 0]
    assert all(int(number) > 1 for number in written)
    assert before < after
    empty.portici("restore", tmp_path / "one.zip")
    assert before <= empty.entries() <= after
    # What one transaction wrote is there together: the record, its entry, the entry's place in the queue or the chain.
    (organisations,) = empty.ask("SELECT count(*) FROM organisations_organisation")[0]
    query = "SELECT count(*) FROM journal_entry WHERE kind = 'organisation' AND verb = 'add'"
    assert empty.ask(query) == [(organisations - 1,)]  # one came from a file
    queued = "SELECT (SELECT count(*) FROM journal_seal) + (SELECT count(*) FROM journal_waiting)"
    assert empty.ask(queued) == [(empty.entries(),)]
    # A file that a record speaks of was there before the record.
    files = empty.files()
    named = empty.ask("SELECT name FROM organisations_organisation WHERE name LIKE 'Durante %'")
    for name in (name.removeprefix("Durante ") for (name,) in named):
        assert files[f"work/{name}.txt"] == f"{name}\n".encode() * 1000


def test_a_store_in_which_somebody_worked_is_replaced_only_when_told(
    archive: Path, another: Make, filled: House
) -> None:
    house = another("kept")
    house.work("more")
    (house.media / "mine.txt").write_text("mine")
    rows, files = house.rows(), house.files()
    assert "With --replace it is set aside" in house.refused("restore", archive)
    assert (house.rows(), house.files()) == (rows, files)
    said = house.portici("restore", archive, "--replace")
    assert (house.rows(), house.files()) == (filled.rows(), filled.files())
    places = [line.partition("Set aside: ")[2] for line in said.splitlines() if "Set aside" in line]
    assert len(places) == 2
    old = House(house.state, places[0]) if ON_POSTGRES else _of(house, Path(places[0]))
    assert old.rows() == rows
    assert (Path(places[1]) / "mine.txt").read_text() == "mine"


def _of(house: House, file: Path) -> House:
    """A house over a database file that was set aside."""
    place = house.state.parent / "aside"
    place.mkdir()
    (place / "portici.sqlite3").write_bytes(file.read_bytes())
    return House(place, "")


def test_media_alone_are_no_empty_house(archive: Path, empty: House) -> None:
    empty.media.mkdir()
    (empty.media / "mine.txt").write_text("mine")
    assert "There is a store already" in empty.refused("restore", archive)
    assert empty.files() == {"mine.txt": b"mine"}


def test_a_store_in_use_is_not_replaced(archive: Path, another: Make) -> None:
    house = another("used")
    worker = house.begin("go-on")
    assert worker.stdout is not None
    worker.stdout.readline()
    said = house.refused("restore", archive, "--replace")
    worker.communicate()
    assert "Stop the web server and the worker" in said
    assert worker.returncode == 0


def test_killed_at_any_moment_the_old_store_stands_or_the_new_one(
    archive: Path, another: Make, filled: House
) -> None:
    """SIGKILL after ever longer: what stands is all old or all new, and the next restore is not in its way."""
    house = another("killed")
    house.work("more")
    old = house.rows()
    outcomes = set()
    for seconds in (0.5, 1.5, 3, 5, 8, 12, 20):
        command = [sys.executable, "-m", "portici.cli.main", "restore", str(archive), "--replace"]
        process = subprocess.Popen(command, cwd=ROOT, env=house.environment, stdout=subprocess.DEVNULL)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
        found = house.rows()
        outcomes.add("old" if found == old else "new" if found == filled.rows() else "half")
        if found != old:
            break
    assert "half" not in outcomes
    assert "old" in outcomes
    _ended(house, "restore", archive, "--replace")
    assert (house.rows(), house.files()) == (filled.rows(), filled.files())
    assert not list(house.state.glob("*restoring*"))


def _ended(house: House, *words: object) -> None:
    """The command, once those that a killed one left behind have ended."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        done = house.run("-m", "portici.cli.main", *map(str, words))
        if "Another restore is under way" not in done.stderr:
            assert done.returncode == 0, done.stderr
            return
    raise AssertionError("a killed restore's command did not end")


def test_a_backup_that_was_killed_leaves_none(filled: House, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "portici.cli.main", "backup", "--out", str(tmp_path)]
    for seconds in (1, 1.5, 2, 2.5, 3):
        process = subprocess.Popen(command, cwd=ROOT, env=filled.environment, stdout=subprocess.DEVNULL)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
    for path in tmp_path.glob("*.zip"):  # those that were quicker
        with opened(path):
            path.unlink()
    filled.portici("backup", "--out", tmp_path / "last.zip")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".portici-backup.lock", "last.zip"]


def test_only_the_newest_are_kept(filled: House, tmp_path: Path) -> None:
    mine = tmp_path / "portici-notes.zip"
    mine.write_text("not a backup's name")
    for day in (1, 2, 3):
        (tmp_path / f"portici-2026010{day}T090000Z.zip").write_text("old")
    said = filled.portici("backup", "--out", tmp_path, "--keep", "2")
    left = sorted(path.name for path in tmp_path.glob("portici-*"))
    assert left[0] == "portici-20260103T090000Z.zip"
    assert (len(left), left[-1]) == (3, "portici-notes.zip")
    assert "Taken away: portici-20260101T090000Z.zip" in said


def test_where_it_cannot_be_written(filled: House, tmp_path: Path) -> None:
    there = tmp_path / "there.zip"
    there.write_text("mine")
    assert "never written over" in filled.refused("backup", "--out", there)
    assert there.read_text() == "mine"
    assert "no such folder" in filled.refused("backup", "--out", tmp_path / "none" / "one.zip")
    assert "give --out a folder" in filled.refused("backup", "--out", tmp_path / "one.zip", "--keep", "2")
