"""Files of imports go to the test's own folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests import makers
from tests.citypack import packs

from portici.citypack.loading import layouts
from portici.citypack.loading.base import House
from portici.citypack.pack import read_pack


@pytest.fixture(autouse=True)
def _own_media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def bologna_layouts(db: None) -> None:
    """The layouts of Bologna's publishers, as its pack tells them, and nothing else of it."""
    house = House(actor=makers.SYSTEM)
    pack = read_pack(packs.BOLOGNA)
    for step in layouts.STEPS:
        for item in pack.of(step.table):
            step(house).load(item)
    assert house.faults == []
