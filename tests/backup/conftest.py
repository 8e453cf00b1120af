"""One filled installation for all drills, and copies of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.backup.houses import ON_POSTGRES, House, server


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> House:
    """Migrated, worked in through the desks, sealed, with media in folders and a name that is not ASCII."""
    house = House(tmp_path_factory.mktemp("filled") / "state", f"drill_{os.getpid()}")
    house.make()
    house.work("fill", 30)
    house.portici("seal-journal")
    (house.media / "foto").mkdir(parents=True)
    (house.media / "foto" / "città à l'alba.jpg").write_bytes(bytes(range(256)) * 300)
    (house.media / "vuoto.txt").write_bytes(b"")
    return house


@pytest.fixture
def another(filled: House, tmp_path: Path) -> Iterator[Callable[[str], House]]:
    """Makes a copy of the filled installation."""
    made = []

    def make(name: str) -> House:
        house = House(tmp_path / name, f"{filled.name}_{name}")
        made.append(house)
        return filled.copy_to(house)

    yield make
    for house in made if ON_POSTGRES else ():
        for name in house.databases():
            server(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def empty(filled: House, tmp_path: Path) -> Iterator[House]:
    """An installation in which nothing is yet, not even tables."""
    house = House(tmp_path / "empty", f"{filled.name}_empty")
    house.make(tables=False)
    yield house
    for name in house.databases() if ON_POSTGRES else ():
        server(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def archive(filled: House, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of the filled installation."""
    path = tmp_path_factory.mktemp("backups") / "one.zip"
    filled.portici("backup", "--out", path)
    return path
