"""A folder of files imported by its list: in order, tried first, gone on with, and a second time nothing changes."""

from __future__ import annotations

import hashlib
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from portici.citypack.faults import Faulty
from portici.citypack.files import import_folder
from portici.imports.domain import receive_file
from portici.imports.models import ImportRun, RunState
from portici.kernel.actor import VISITOR, system_actor
from portici.kernel.findings import Refused
from portici.territory.models import Layer, Place

pytestmark = pytest.mark.django_db
ACTOR = system_actor("test")
PLACES = "nome,indirizzo\nSala Uno,Via Uno 1\nSala Due,Via Due 2\n"
BORDERS = (
    '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"k": "1", "n": "Uno"}, "geometry": {"type": '
    '"Polygon", "coordinates": [[[11.3, 44.4], [11.4, 44.4], [11.4, 44.5], [11.3, 44.4]]]}}]}'
)
LIST = """\
[[file]]
path = "confini/zone.geojson"
importer = "boundaries"
licence = "CC BY 4.0"
vintage = "2026"
options = {layer = "prove", code = "k", name = "n"}

[[file]]
path = "sale.csv"
importer = "places"
"""


@pytest.fixture
def folder(tmp_path: Path, settings) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    made = tmp_path / "dati"
    (made / "confini").mkdir(parents=True)
    (made / "confini" / "zone.geojson").write_text(BORDERS)
    (made / "sale.csv").write_text(PLACES)
    (made / "sources.toml").write_text(LIST)
    return made


def taken(folder: Path, **more) -> list[tuple[str, str]]:
    return [
        (one.item.path, one.outcome)
        for one in import_folder(actor=ACTOR, sources=folder / "sources.toml", data=folder, **more)
    ]


def lines_of(folder: Path) -> list[tuple[int, str]]:
    with pytest.raises(Faulty) as caught:
        taken(folder)
    return [(fault.line, fault.finding.code) for fault in caught.value.faults]


def test_all_are_taken_in_order_and_a_second_time_nothing_changes(folder: Path) -> None:
    assert taken(folder) == [("confini/zone.geojson", "imported"), ("sale.csv", "imported")]
    runs = ImportRun.objects.count()
    assert taken(folder) == [("confini/zone.geojson", "there already"), ("sale.csv", "there already")]
    assert (ImportRun.objects.count(), Place.objects.count()) == (runs, 2)


def test_licence_and_vintage_of_the_list_reach_the_importers_that_ask(folder: Path) -> None:
    taken(folder)
    assert Layer.objects.values_list("licence", "vintage").get(code="prove") == ("CC BY 4.0", "2026")


def test_a_trial_writes_nothing(folder: Path) -> None:
    assert taken(folder, dry_run=True) == [("confini/zone.geojson", "tried"), ("sale.csv", "tried")]
    assert (Layer.objects.filter(code="prove").exists(), Place.objects.count()) == (False, 0)


@pytest.mark.parametrize("state", [RunState.WAITING, RunState.STOPPED])
def test_a_run_that_broke_off_goes_on_and_is_not_begun_again(folder: Path, state: RunState) -> None:
    run = receive_file(actor=ACTOR, importer="places", filename="sale.csv", content=folder / "sale.csv")
    ImportRun.objects.filter(pk=run.pk).update(state=state)
    taken(folder)
    assert [(one.uid, one.state) for one in ImportRun.objects.filter(importer="places")] == [
        (run.uid, RunState.DONE)
    ]


def test_a_refused_and_a_missing_file_do_not_keep_the_others(folder: Path) -> None:
    (folder / "confini" / "zone.geojson").write_text("{}")
    (folder / "sources.toml").write_text(LIST + '[[file]]\npath = "altro.csv"\nimporter = "places"\n')
    out = StringIO()
    with pytest.raises(CommandError) as caught:
        call_command("import_folder", str(folder), stdout=out)
    assert Place.objects.count() == 2
    said = str(caught.value).splitlines()
    assert [line.removeprefix(str(folder)).partition(" ")[0] for line in said[1:]] == [
        "/sources.toml:2:",
        "/sources.toml:12:",
    ]


def test_a_file_other_than_the_pinned_one_is_refused(folder: Path) -> None:
    right = hashlib.sha256(PLACES.encode()).hexdigest()
    (folder / "sources.toml").write_text(LIST + f'sha256 = "{right}"\n')
    (folder / "sale.csv").write_text(PLACES + "Sala Tre,Via Tre 3\n")
    results = import_folder(actor=ACTOR, sources=folder / "sources.toml", data=folder)
    assert [fault.finding.code for fault in results[1].faults] == ["sources.checksum"]
    assert Place.objects.count() == 0


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("", [(0, "sources.none")]),
        ("[[file]\n", [(1, "pack.toml")]),
        ('[[file]]\npath = "../a.csv"\nimporter = "places"', [(2, "pack.value")]),
        ('[[file]]\npath = "/etc/passwd"\nimporter = "places"', [(2, "pack.value")]),
        ('[[file]]\npath = "a.csv"\nimporter = "boh"', [(3, "sources.importer")]),
        ('[[file]]\npath = "a.csv"', [(1, "pack.missing_key")]),
        ('[[file]]\npath = "a.csv"\nimporter = "places"\nurll = "x"', [(4, "pack.unknown_key")]),
        ('[[file]]\npath = "a.csv"\nimporter = "places"\n' * 2, [(5, "sources.twice")]),
        ('[[layer]]\ncode = "a"\nkind = "zone"\nname = "A"', [(1, "sources.table")]),
    ],
)
def test_faults_of_the_list_are_told_by_line_and_nothing_is_read(
    folder: Path, text: str, faults: list
) -> None:
    (folder / "sources.toml").write_text(text)
    assert sorted(lines_of(folder)) == sorted(faults)
    assert ImportRun.objects.count() == 0


def test_refused_to_whoever_may_not_load(folder: Path) -> None:
    with pytest.raises(Refused):
        import_folder(actor=VISITOR, sources=folder / "sources.toml", data=folder)
