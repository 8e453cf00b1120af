"""Studies of a pack: computed when they are loaded, once; what is wrong is told by its line, and nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from portici.citypack.domain import load_data, load_pack
from portici.citypack.faults import Faulty
from portici.journal.models import Entry
from portici.kernel.actor import VISITOR
from portici.study import queries
from portici.study.models import Edition, EditionState, Study
from portici.territory.models import Area
from tests import makers
from tests.citypack import packs

pytestmark = pytest.mark.django_db

STUDY = """\
[[layer]]
code = "quartieri"
kind = "quartiere"
name = "Quartieri"

[[area]]
layer = "quartieri"
code = "1"
name = "Levante"

[[area]]
layer = "quartieri"
code = "2"
name = "Ponente"

[[indicator]]
code = "rent"
name = "Affitti"
direction = "worse"
method = "published"
source = "Comune"

[[study]]
code = "casa"
title = "Casa"
layer = "quartieri"
source = "Comune"
[[study.edition]]
key = "prima"
title = "Prima"
draws = 200
k = 1
specification = '''
table = {key = "code", name = "name", parent = "parent", exclude = "excluded"}
index = {higher = "worse"}
rank = {first = "worst"}
[[indicator]]
code = "affitti"
column = "rent@2024"
higher = "worse"
normalise = "z-score"
'''
"""


def write(folder: Path, text: str = STUDY, *, name: str = "examples-studi") -> Path:
    """A pack whose areas and indicator are there already, with values; the study in a file of inventions."""
    for path in folder.glob("*.toml"):
        path.unlink()
    head, _mark, study = text.partition("[[study]]")
    (folder / "city.toml").write_text(packs.CITY + head)
    (folder / f"{name}.toml").write_text(f"[[study]]{study}")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The pack loaded without its study, and the values imported since."""
    write(tmp_path)
    load_pack(actor=makers.SYSTEM, folder=tmp_path)
    observe({"1": 40.0, "2": 20.0})
    return tmp_path


def observe(values: dict[str, float]) -> None:
    from portici.territory.models import Indicator

    indicator = Indicator.objects.get(code="rent")
    for area in Area.objects.filter(code__in=values):
        makers.observe(indicator, area, values[area.code])


def test_a_study_is_computed_published_and_marked(folder: Path) -> None:
    loaded = load_pack(actor=makers.SYSTEM, folder=folder, demo=True)
    assert loaded.counts["study"] == {"added": 1}
    edition = queries.computed(VISITOR, "casa").get()
    assert (edition.title, edition.state, edition.number) == ("Prima", EditionState.COMPUTED, 1)
    assert (edition.study.is_example, edition.is_example) == (True, True)
    rows = queries.in_order_of_rank(queries.results_of(VISITOR, edition))
    assert [(row.name, row.rank, row.probability) for row in rows] == [
        ("Levante", 1.0, 1.0),
        ("Ponente", 2.0, 0.0),
    ]


def test_twice_changes_nothing(folder: Path) -> None:
    load_pack(actor=makers.SYSTEM, folder=folder, demo=True)
    before = Entry.objects.count(), Edition.objects.get().updated_at
    loaded = load_pack(actor=makers.SYSTEM, folder=folder, demo=True)
    assert (Entry.objects.count(), Edition.objects.get().updated_at) == before
    assert loaded.total("added", "amended") == 0


def test_without_inventions_there_is_no_study(folder: Path) -> None:
    assert Study.objects.count() == 0


def test_a_corrected_edition_is_the_next_one(folder: Path) -> None:
    load_pack(actor=makers.SYSTEM, folder=folder, demo=True)
    write(folder, STUDY.replace('normalise = "z-score"', 'normalise = "rank"').replace("Prima", "Seconda"))
    loaded = load_pack(actor=makers.SYSTEM, folder=folder, demo=True)
    editions = queries.computed(VISITOR, "casa")
    assert [(one.number, one.title) for one in editions] == [(2, "Seconda"), (1, "Prima")]
    assert loaded.total("amended") == 1
    assert load_pack(actor=makers.SYSTEM, folder=folder, demo=True).total("amended") == 0


def test_a_study_kept_from_the_street(folder: Path) -> None:
    write(folder, STUDY.replace('title = "Casa"', 'title = "Casa"\npublication = "draft"'))
    load_pack(actor=makers.SYSTEM, folder=folder, demo=True)
    assert queries.computed(VISITOR, "casa").count() == 0
    assert Edition.objects.get().state == EditionState.COMPUTED


@pytest.mark.parametrize(
    ("right", "wrong", "at", "code"),
    [
        ('normalise = "z-score"', 'normalise = "zscore"', 'normalise = "zscore"', "spec.no_method"),
        ('column = "rent@2024"', 'column = "rend@2024"', "[[indicator]]", "study.no_indicator"),
        ('column = "rent@2024"', 'column = "rent@1999"', "[[indicator]]", "study.no_period"),
        ("draws = 200", "draws = 3", "draws = 3", "edition.asked"),
        ('layer = "quartieri"\nsource', 'layer = "zone"\nsource', 'layer = "zone"', "pack.stray"),
        ('title = "Prima"\n', "", "[[study.edition]]", "pack.missing_key"),
    ],
)
def test_what_is_wrong_is_told_by_its_line_and_nothing_is_written(
    folder: Path, right: str, wrong: str, at: str, code: str
) -> None:
    write(folder, STUDY.replace(right, wrong))
    before = Entry.objects.count()
    with pytest.raises(Faulty) as caught:
        load_pack(actor=makers.SYSTEM, folder=folder, demo=True)
    lines = (folder / "examples-studi.toml").read_text().splitlines()
    assert [(one.file, one.line, one.finding.code) for one in caught.value.faults] == [
        ("examples-studi.toml", 1 + lines.index(at), code)
    ]
    assert (Study.objects.count(), Entry.objects.count()) == (0, before)


def test_values_that_say_nothing_are_told_at_the_indicator(folder: Path) -> None:
    Area.objects.get(code="2").observations.update(value=40.0)
    with pytest.raises(Faulty) as caught:
        load_pack(actor=makers.SYSTEM, folder=folder, demo=True)
    lines = (folder / "examples-studi.toml").read_text().splitlines()
    assert [(one.line, one.finding.code) for one in caught.value.faults] == [
        (1 + lines.index("[[indicator]]"), "index.constant")
    ]
    assert Study.objects.count() == 0


def test_a_study_of_open_data_waits_for_its_figures(tmp_path: Path) -> None:
    folder, data = tmp_path / "pack", tmp_path / "data"
    folder.mkdir()
    data.mkdir()
    write(folder, name="examples-data")
    load_pack(actor=makers.SYSTEM, folder=folder, demo=True, data_follows=True)
    _files, waiting = load_data(actor=makers.SYSTEM, folder=folder, data=data, demo=True)
    assert (waiting.missing, Study.objects.count()) == (["quartieri: rent"], 0)
    observe({"1": 40.0, "2": 20.0})
    _files, done = load_data(actor=makers.SYSTEM, folder=folder, data=data, demo=True)
    assert (done.missing, [one.code for one in Study.objects.all()]) == ([], ["casa"])
