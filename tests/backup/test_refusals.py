"""Archives that are whole and still do not fit: another store, a newer version, what they tell and what they hold."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.backup.houses import ON_POSTGRES, House

from portici.backup.archive import Writer
from portici.backup.manifest import read_manifest
from portici.backup.postgres import _tool
from portici.backup.said import Refusal

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("english")]


def remade(
    archive: Path, path: Path, change: Callable[[dict[str, Any]], None], database: bytes | None = None
) -> Path:
    """The archive with another manifest, and another database if one is given; all checksums right."""
    with zipfile.ZipFile(archive) as packed:
        raw = json.loads(packed.read("manifest.json"))
        change(raw)
        writer = Writer(path)
        for name in raw["members"]:
            given = database is not None and name.startswith("database")
            writer.add(name, io.BytesIO(database or b"") if given else packed.open(name))
    raw["members"] = {name: vars_of(one) for name, one in writer.members.items()}
    writer.close(read_manifest(json.dumps(raw).encode()))
    return path


def test_of_a_newer_version(archive: Path, empty: House, tmp_path: Path) -> None:
    def newer(raw: dict[str, Any]) -> None:
        raw["version"] = "9.0.0"
        raw["facts"]["migrations"].append("journal.0999_of_tomorrow")

    said = empty.refused("restore", remade(archive, tmp_path / "newer.zip", newer))
    assert "made by Portici 9.0.0, newer than this one" in said
    assert "journal.0999_of_tomorrow" in said
    assert empty.tables() == []


def test_of_another_store(archive: Path, empty: House, tmp_path: Path) -> None:
    other, name = ("sqlite", "database.sqlite3") if ON_POSTGRES else ("postgresql", "database.pgdump")
    path = tmp_path / "other.zip"
    with zipfile.ZipFile(archive) as packed:
        raw = json.loads(packed.read("manifest.json"))
    writer = Writer(path)
    with archive.open("rb") as stream:
        writer.add(name, stream)
    raw |= {"store": other, "members": {one: vars_of(member) for one, member in writer.members.items()}}
    writer.close(read_manifest(json.dumps(raw).encode()))
    assert f"The archive is of a {other} store" in empty.refused("restore", path)


def vars_of(member: Any) -> dict[str, Any]:
    return {"size": member.size, "sha256": member.sha256}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda raw: raw["facts"]["counts"].update(journal_entry=7), "journal_entry: 7 told"),
        (lambda raw: raw["facts"]["counts"].update(more=1), "more: 1 told, 0 found"),
        (lambda raw: raw["facts"]["journal"].update(head="f" * 64), f"not {'f' * 64}"),
        (lambda raw: raw["facts"]["migrations"].pop(), "the migrations are others"),
    ],
)
def test_that_tells_what_it_does_not_hold(
    archive: Path, empty: House, tmp_path: Path, change: Callable[[dict[str, Any]], None], said: str
) -> None:
    assert said in empty.refused("restore", remade(archive, tmp_path / "one.zip", change))
    assert (empty.tables(), empty.files()) == ([], {})
    assert not list(empty.state.glob("*restoring*"))


def test_whose_database_is_none(archive: Path, empty: House, tmp_path: Path) -> None:
    said = empty.refused(
        "restore", remade(archive, tmp_path / "one.zip", lambda _raw: None, b"no database" * 99)
    )
    assert ("pg_restore failed" if ON_POSTGRES else "The database is damaged") in said
    assert empty.tables() == []


def test_whose_journal_was_altered(
    archive: Path, another: Callable[[str], House], empty: House, tmp_path: Path
) -> None:
    """Altered, then backed up: the archive is whole, what it holds is not."""
    house = another("altered")
    statement = (
        "UPDATE journal_entry SET verb = 'publish' WHERE id = (SELECT min(entry_id) FROM journal_seal)"
    )
    house.change(statement)
    house.portici("backup", "--out", tmp_path / "one.zip")
    said = empty.refused("restore", tmp_path / "one.zip")
    assert "Link 1, entry" in said
    assert "The journal is not whole" in said
    assert empty.tables() == []


def test_of_an_older_version_is_brought_up(
    another: Callable[[str], House], filled: House, empty: House, tmp_path: Path
) -> None:
    house = another("older")
    house.portici("migrate", "-v0", "outbox", "zero")
    house.portici("migrate", "-v0", "deadlines", "zero")
    house.portici("backup", "--out", tmp_path / "old.zip")
    said = empty.portici("restore", tmp_path / "old.zip")
    assert "Brought up to this version: deadlines.0001_initial, outbox.0001_initial." in said
    assert empty.entries() == filled.entries()
    assert empty.ask("SELECT count(*) FROM outbox_message") == [(0,)]


def test_of_a_version_that_is_too_old(archive: Path, empty: House, tmp_path: Path) -> None:
    """It has some of the migrations that one stands for now: no step leads from there to this version."""

    def older(raw: dict[str, Any]) -> None:
        gone = {"governance.0001_first", "governance.0007_said_by"}
        raw["version"] = "0.0.9"
        raw["facts"]["migrations"] = [name for name in raw["facts"]["migrations"] if name not in gone]

    said = empty.refused("restore", remade(archive, tmp_path / "older.zip", older))
    assert "made by Portici 0.0.9, too old for this one" in said
    assert "it lacks governance.0007_said_by" in said
    assert empty.tables() == []


def test_of_the_version_before_the_steps_were_joined(
    another: Callable[[str], House], filled: House, empty: House, tmp_path: Path
) -> None:
    """It has done each of the steps that one stands for now, and knows nothing of that one."""
    house = another("before")
    house.change("DELETE FROM django_migrations WHERE name = '0001_first'")
    house.portici("backup", "--out", tmp_path / "before.zip")
    said = empty.portici("restore", tmp_path / "before.zip")
    assert "Brought up to this version" not in said
    assert empty.entries() == filled.entries()
    empty.portici("migrate", "-v0")
    assert empty.ask("SELECT count(*) FROM django_migrations WHERE name = '0001_first'") == [(9,)]


def test_of_an_older_version_over_a_store_at_work(another: Callable[[str], House], tmp_path: Path) -> None:
    """What the archive had is there, what the version brought besides is there and empty, the other store is set aside."""
    old, present = another("old"), another("present")
    old.portici("migrate", "-v0", "outbox", "zero")
    old.portici("backup", "--out", tmp_path / "old.zip")
    (present.media / "own.txt").write_text("of the store that is set aside")
    said = present.portici("restore", tmp_path / "old.zip", "--replace")
    assert "Brought up to this version: outbox.0001_initial." in said
    assert "Set aside:" in said
    assert present.ask("SELECT count(*) FROM outbox_message") == [(0,)]
    assert (present.entries(), present.files()) == (old.entries(), old.files())


def test_of_an_older_version_that_cannot_be_brought_up(
    another: Callable[[str], House], tmp_path: Path
) -> None:
    """It has in the way what a migration makes: nothing is taken, and it says which version takes it."""
    old, present = another("old"), another("present")
    old.portici("migrate", "-v0", "outbox", "zero")
    old.change("CREATE TABLE outbox_message (id integer)")
    old.portici("backup", "--out", tmp_path / "old.zip")
    before = (present.entries(), present.tables(), present.files())
    said = present.refused("restore", tmp_path / "old.zip", "--replace")
    assert "cannot be brought up to this one" in said
    assert "outbox_message" in said
    assert "already exists" in said
    assert "Nothing was changed. Install that version and restore it there." in said
    assert (present.entries(), present.tables(), present.files()) == before
    assert not list(present.state.glob("*restoring*"))


def test_without_the_tools_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("portici.backup.postgres.INSTALLED", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Refusal, match="apt install postgresql-client"):
        _tool("pg_dump")
