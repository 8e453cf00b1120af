"""The last step killed between two of its moves: the next command carries out the rest, and nothing of the old is lost."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

import dj_database_url
import psycopg
import pytest
from tests.backup.houses import ON_POSTGRES, House, server

from portici.backup.said import Refusal
from portici.backup.stores import Store, store_of
from portici.backup.swapping import PLAN, Plan, finish_interrupted, staged_media, swap

pytestmark = pytest.mark.usefixtures("english")


class Halfway:
    """A house whose new store and media are staged, with one word in each store and one file in each folder."""

    def __init__(self, folder: Path) -> None:
        self.house = House(folder / "state", f"swap_{os.getpid()}")
        self.house.make(tables=False)
        self.store: Store = store_of(dj_database_url.parse(self.house.url))
        self.plan = Plan(
            self.store.aside("20260302t090000z"), str(self.house.media.with_name("media.before"))
        )
        staged = self.store.staged
        if ON_POSTGRES:
            server(f'CREATE DATABASE "{staged}"')
        for name, word in ((self._live, "old"), (str(staged), "new")):
            self._execute(name, "CREATE TABLE word (said varchar(9))", f"INSERT INTO word VALUES ('{word}')")
        for place, word in ((self.house.media, "old"), (staged_media(self.house.media), "new")):
            place.mkdir()
            (place / "word.txt").write_text(word)

    @property
    def _live(self) -> str:
        return self.house.name if ON_POSTGRES else str(self.house.file)

    def _execute(self, name: str, *statements: str) -> None:
        if ON_POSTGRES:
            with psycopg.connect(f"{self.house.url.rsplit('/', 1)[0]}/{name}") as store:
                for statement in statements:
                    store.execute(statement)  # type: ignore[call-overload]
            return
        with closing(sqlite3.connect(name)) as store, store:
            for statement in statements:
                store.execute(statement)

    def written_down(self) -> None:
        (self.house.state / PLAN).write_text(json.dumps(asdict(self.plan)))

    def finish(self) -> bool:
        return finish_interrupted(state=self.house.state, store=self.store, media=self.house.media)

    def words(self) -> tuple[Any, str, str]:
        aside = Path(self.plan.media_aside)
        return (
            self.house.ask("SELECT said FROM word")[0][0],
            (self.house.media / "word.txt").read_text(),
            (aside / "word.txt").read_text() if aside.exists() else "",
        )


@pytest.fixture
def halfway(tmp_path: Path) -> Iterator[Halfway]:
    made = Halfway(tmp_path)
    yield made
    for name in made.house.databases() if ON_POSTGRES else ():
        server(f'DROP DATABASE "{name}" WITH (FORCE)')


def nothing(_halfway: Halfway) -> None:
    """Killed right after the plan was written."""


def linked(halfway: Halfway) -> None:
    """The old store has its second name, and still its first."""
    if not ON_POSTGRES:
        os.link(halfway.house.file, halfway.plan.store_aside)


def stored(halfway: Halfway) -> None:
    halfway.store.swap(halfway.plan.store_aside)


def media_gone(halfway: Halfway) -> None:
    """No media where they are looked for."""
    stored(halfway)
    halfway.house.media.rename(halfway.plan.media_aside)


def all_moved(halfway: Halfway) -> None:
    media_gone(halfway)
    staged_media(halfway.house.media).rename(halfway.house.media)


@pytest.mark.parametrize("until", [nothing, linked, stored, media_gone, all_moved])
def test_the_rest_is_carried_out(halfway: Halfway, until: Callable[[Halfway], None]) -> None:
    halfway.written_down()
    until(halfway)
    assert halfway.finish() is True
    assert halfway.words() == ("new", "new", "old")
    old = House(halfway.house.state, halfway.plan.store_aside)
    if not ON_POSTGRES:
        Path(halfway.plan.store_aside).replace(halfway.house.file)
    assert old.ask("SELECT said FROM word") == [("old",)]
    assert halfway.finish() is False


def test_killed_before_the_plan_was_written_the_old_stands(halfway: Halfway) -> None:
    assert halfway.finish() is False
    assert halfway.words() == ("old", "old", "")


def test_all_at_once(halfway: Halfway) -> None:
    swap(state=halfway.house.state, store=halfway.store, media=halfway.house.media, plan=halfway.plan)
    assert halfway.words() == ("new", "new", "old")
    assert not list(halfway.house.state.glob("restore-plan*"))


def test_not_under_somebody_who_is_at_work(halfway: Halfway) -> None:
    halfway.written_down()
    if ON_POSTGRES:
        other: Any = psycopg.connect(halfway.house.url)
    else:
        other = sqlite3.connect(halfway.house.file)
        other.execute("PRAGMA journal_mode=WAL")
        other.execute("SELECT * FROM word").fetchall()
    with pytest.raises(Refusal, match="Stop the web server"):
        halfway.finish()
    other.close()
    assert halfway.words() == ("old", "old", "")
    assert halfway.finish() is True
    assert halfway.words() == ("new", "new", "old")
