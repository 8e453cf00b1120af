"""Loading a small pack: through the desks, once, and never over what a person has changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from portici.citypack.domain import Progress, load_data, load_pack
from portici.citypack.faults import Faulty
from portici.citypack.models import City, PackedItem
from portici.governance.models import Decision
from portici.journal.models import Entry
from portici.kernel import clock
from portici.kernel.actor import Role
from portici.kernel.findings import Refused
from portici.needs.models import Designation, Need
from portici.organisations.models import Organisation
from portici.people.models import User
from portici.programme import domain as programme
from portici.programme.models import Activity, Axis
from portici.territory.models import Area, FileLayout
from tests import makers
from tests.citypack import packs

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def november() -> Iterator[None]:
    with clock.suspended(datetime(2026, 11, 22, 9, 0, tzinfo=UTC)):
        yield


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return packs.write(tmp_path, chain_toml=packs.CHAIN)


def change(folder: Path, name: str, before: str, after: str) -> None:
    path = folder / name
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after))


def test_the_chain_stands(folder: Path) -> None:
    steps: list[Progress] = []
    loaded = load_pack(actor=makers.SYSTEM, folder=folder, on_progress=steps.append)

    activity = Activity.objects.get()
    assert (activity.state, activity.publication) == ("running", "published")
    assert [area.name for area in activity.areas.all()] == ["Levante"]
    assert [milestone.title for milestone in activity.milestones.all()] == ["Tappa"]
    assert list(activity.decisions.values_list("address", flat=True)) == ["board-2026-1"]
    assert [(need.title, need.state) for need in activity.needs.all()] == [("Bisogno", "answered")]
    assert [(ground.kind, ground.label) for ground in Decision.objects.get().exhibits.all()] == [
        ("need", "Bisogno")
    ]
    assert City.objects.get().name == "Prova"
    assert loaded.total("added") == 11
    assert [step.what for step in steps] == [
        "city", "layer", "area", "organisation", "programme", "project", "body", "need", "activity",
        "decision",
    ]  # fmt: skip


def test_twice_changes_nothing(folder: Path) -> None:
    load_pack(actor=makers.SYSTEM, folder=folder)
    before = Entry.objects.count(), list(Activity.objects.values_list("version", "updated_at"))

    loaded = load_pack(actor=makers.SYSTEM, folder=folder)

    assert (Entry.objects.count(), list(Activity.objects.values_list("version", "updated_at"))) == before
    assert (loaded.total("added", "amended"), loaded.total("unchanged")) == (0, 11)


def test_inventions_only_in_a_demo(tmp_path: Path) -> None:
    accounts = '[[account]]\nemail = "Ada@portici.example"\nfull_name = "Ada Esempio"\n'
    accounts += '[[account.grant]]\nrole = "board_member"\nbody = "board"\n'
    body = '[[body]]\ncode = "board"\nname = "Board"\n'
    example = '[[group]]\nkey = "g"\nname = "Gruppo (esempio)"\n'
    folder = packs.write(tmp_path, accounts_toml=accounts, bodies_toml=body, examples_toml=example)

    load_pack(actor=makers.SYSTEM, folder=folder)
    assert User.objects.count() == 0
    load_pack(actor=makers.SYSTEM, folder=folder, demo=True)

    user = User.objects.get()
    assert (user.email, user.is_example, user.check_password("portici-demo-2026")) == (
        "ada@portici.example",
        True,
        True,
    )
    assert [(grant.role, grant.scope) for grant in user.grants.all()] == [("board_member", "body")]
    from portici.needs.models import TargetGroup

    assert list(TargetGroup.objects.values_list("name", "is_example")) == [("Gruppo (esempio)", True)]


def test_a_changed_pack_amends_only_what_differs(folder: Path) -> None:
    load_pack(actor=makers.SYSTEM, folder=folder)
    versions = dict(Organisation.objects.values_list("name", "version"))
    change(folder, "chain.toml", "Prima stesura", "Seconda stesura")
    change(folder, "plan.toml", 'endowment = "1000"', 'endowment = "2000"')

    loaded = load_pack(actor=makers.SYSTEM, folder=folder)

    assert Activity.objects.get().description == "Seconda stesura"
    assert Axis.objects.get().endowment == 2000
    assert dict(Organisation.objects.values_list("name", "version")) == versions
    assert (loaded.total("amended"), loaded.kept) == (2, [])
    told = Entry.objects.filter(kind="activity", verb="amend").get()
    assert [entry.field for entry in told.changes.all()] == ["description"]


def test_a_row_with_another_reference_is_not_one_that_a_person_changed(folder: Path) -> None:
    """As in a store whose rows were brought before they had references."""
    load_pack(actor=makers.SYSTEM, folder=folder)
    Axis.objects.update(uid="anotherone")
    change(folder, "plan.toml", 'endowment = "1000"', 'endowment = "2000"')

    loaded = load_pack(actor=makers.SYSTEM, folder=folder)

    assert (Axis.objects.get().endowment, loaded.kept) == (2000, [])


def test_what_a_person_has_changed_stays(folder: Path) -> None:
    load_pack(actor=makers.SYSTEM, folder=folder)
    activity = Activity.objects.get()
    programme.amend_activity(
        actor=makers.coordinator(), activity=activity, values={"description": "Parole di una persona"}
    )
    milestone = activity.milestones.get()
    programme.remove_milestone(actor=makers.coordinator(), milestone=milestone, reason="Non serve")
    change(folder, "chain.toml", "Prima stesura", "Seconda stesura")
    change(folder, "chain.toml", 'title = "Attività"', 'title = "Attività nuova"')

    loaded = load_pack(actor=makers.SYSTEM, folder=folder)

    activity.refresh_from_db()
    assert (activity.title, activity.description) == ("Attività nuova", "Parole di una persona")
    assert activity.milestones.count() == 0
    assert loaded.kept == ["activity a: description"]


def test_a_published_decision_is_not_altered(folder: Path) -> None:
    load_pack(actor=makers.SYSTEM, folder=folder)
    change(folder, "chain.toml", "Si faccia.", "Non si faccia.")

    loaded = load_pack(actor=makers.SYSTEM, folder=folder)

    assert Decision.objects.get().text == "Si faccia."
    assert loaded.kept == ["decision board-2026-1: text"]


def test_a_draft_that_the_pack_publishes_later(folder: Path) -> None:
    change(folder, "chain.toml", 'said_by = "Assemblea"', 'said_by = "Assemblea"\npublication = "draft"')
    load_pack(actor=makers.SYSTEM, folder=folder)
    assert Need.objects.get().publication == "draft"
    change(folder, "chain.toml", 'publication = "draft"\n', "")

    load_pack(actor=makers.SYSTEM, folder=folder)

    assert Need.objects.get().publication == "published"


def test_an_organisation_that_is_there_already_is_taken_up(folder: Path) -> None:
    makers.organisation("Cooperativa prova", type="third_sector")

    loaded = load_pack(actor=makers.SYSTEM, folder=folder)

    assert Organisation.objects.count() == 2
    assert loaded.counts["organisation"] == {"added": 1, "there already": 1}


def test_faults_of_the_desks_are_told_by_line_and_nothing_is_written(folder: Path) -> None:
    change(folder, "chain.toml", "recorded_on = 2026-01-10", "recorded_on = 2027-01-10")
    change(folder, "chain.toml", "ends_on = 2026-12-31", "ends_on = 2025-12-31")

    with pytest.raises(Faulty) as caught:
        load_pack(actor=makers.SYSTEM, folder=folder)

    assert [(fault.file, fault.line, fault.finding.code) for fault in caught.value.faults] == [
        ("chain.toml", 7, "date.future")
    ]
    assert (Entry.objects.count(), PackedItem.objects.count(), City.objects.count()) == (0, 0, 0)


def test_an_area_that_was_not_brought_is_told(folder: Path) -> None:
    change(folder, "plan.toml", 'name = "Quartieri"', 'name = "Quartieri"\nfilled_by = "data"')
    change(folder, "chain.toml", 'area = "quartieri/1"', 'area = "quartieri/9"')

    with pytest.raises(Faulty) as caught:
        load_pack(actor=makers.SYSTEM, folder=folder)

    assert [str(fault).split(".")[0:2] for fault in caught.value.faults] == [
        ["chain", "toml:3: area: 'quartieri/9'"]
    ]


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ADMINISTRATOR, Role.AUDITOR])
def test_refused_without_both_rights(folder: Path, role: Role) -> None:
    with pytest.raises(Refused):
        load_pack(actor=makers.actor(role), folder=folder)

    assert PackedItem.objects.count() == 0


POPULATION = """\
codice area,anno,eta,residenti
1,2024,0-64,50
1,2024,65 e oltre,50
"""
STANDING_ON_DATA = """\
[[designation]]
key = "t"
area = "quartieri/1"
decided_on = 2026-01-15
reason = "Molti anziani"

[[file]]
path = "people.csv"
importer = "population"
title = "Residenti"
options = {layer = "quartieri", source = "Anagrafe", publish = "yes"}
"""


def test_figures_are_frozen_when_the_data_are_there(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    data = tmp_path / "data"
    data.mkdir()
    (data / "people.csv").write_text(POPULATION)
    (tmp_path / "pack").mkdir()
    on_designation = packs.CHAIN + 'on_designations = ["t"]\n'
    folder = packs.write(tmp_path / "pack", chain_toml=on_designation, target_toml=STANDING_ON_DATA)

    load_pack(actor=makers.SYSTEM, folder=folder, data_follows=True)
    assert (Designation.objects.count(), Decision.objects.count(), Activity.objects.count()) == (0, 0, 1)
    _files, loaded = load_data(actor=makers.SYSTEM, folder=folder, data=data)

    frozen = Designation.objects.get().figures.filter(indicator__code="quota-65-oltre")
    assert [(figure.origin, figure.of_area.name, figure.value) for figure in frozen] == [
        ("own", "Levante", 50.0)
    ]
    assert {table: dict(counts) for table, counts in loaded.counts.items()} == {
        "designation": {"added": 1},
        "decision": {"added": 1},
    }
    again = load_pack(actor=makers.SYSTEM, folder=folder)
    assert again.total("added", "amended") == 0


LAYOUTS = """\
[[boundary_layout]]
code = "rioni"
layer = "rioni"
kind = "zone"
name = "Rioni"
code_property = "sigla_rione"
name_pattern = "Rione %s"

[[indicator_table]]
code = "disagio"
layer = "rioni"
area_code = "rione"
period = "2025"
source = "Comune di Prova"
[[indicator_table.measure]]
header = "Indice di disagio"
code = "disagio"
name = "Disagio"
unit = "indice"
direction = "worse"
[[indicator_table.measure]]
header = "Famiglie"
code = "famiglie"
name = "Famiglie"
unit = "famiglie"
additive = true

[[population_table]]
code = "anagrafe"
layer = "rioni"
area_column = "rione_anagrafe"
publisher = "comune-prova"
source = "Anagrafe di Prova"

[[file]]
path = "rioni.geojson"
importer = "boundaries"
title = "Rioni"
[[file]]
path = "disagio.csv"
importer = "indicators"
title = "Disagio"
[[file]]
path = "residenti.csv"
importer = "population"
title = "Residenti"
"""
SQUARE = [[[11.0, 44.0], [11.01, 44.0], [11.01, 44.01], [11.0, 44.01], [11.0, 44.0]]]


def test_another_city_brings_its_own_layouts(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    data, folder = tmp_path / "data", tmp_path / "pack"
    data.mkdir()
    folder.mkdir()
    feature = {
        "type": "Feature",
        "properties": {"sigla_rione": "N1"},
        "geometry": {"type": "Polygon", "coordinates": SQUARE},
    }
    (data / "rioni.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    (data / "disagio.csv").write_text("rione;Indice di disagio;Famiglie\nN1;104,5;1200\n")
    (data / "residenti.csv").write_text("rione_anagrafe,anno,eta,residenti\nN1,2024,0-64,50\n")
    packs.write(folder, layouts_toml=LAYOUTS)

    load_pack(actor=makers.SYSTEM, folder=folder)
    files, _loaded = load_data(actor=makers.SYSTEM, folder=folder, data=data)

    assert [(taken.outcome, taken.run.refused if taken.run else None) for taken in files] == [
        ("imported", 0)
    ] * 3
    rione = Area.objects.get(layer__code="rioni")
    assert (rione.name, rione.layer.kind, rione.population.get().source.name) == (
        "Rione N1",
        "zone",
        "Anagrafe di Prova",
    )
    published = rione.observations.filter(period="2025").order_by("indicator__code")
    assert [(one.indicator.code, one.value, one.indicator.adds_up) for one in published] == [
        ("disagio", 104.5, False),
        ("famiglie", 1200.0, True),
    ]
    assert load_pack(actor=makers.SYSTEM, folder=folder).total("added", "amended") == 0


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ('name_pattern = "Rione %s"', 'name_pattern = "Rione"', (7, "layout.name")),
        ('area_code = "rione"\n', "", (9, "layout.area")),
        ('period = "2025"\n', "", (9, "layout.period")),
        ('kind = "zone"', 'kind = "rione"', (4, "pack.choice")),
        ('direction = "worse"', 'direction = "up"', (20, "pack.choice")),
    ],
)
def test_faults_of_a_layout_are_told_by_line(
    tmp_path: Path, before: str, after: str, expected: tuple[int, str]
) -> None:
    assert before in LAYOUTS
    packs.write(tmp_path, layouts_toml=LAYOUTS.replace(before, after))
    with pytest.raises(Faulty) as caught:
        load_pack(actor=makers.SYSTEM, folder=tmp_path)
    assert [(fault.file, fault.line, fault.finding.code) for fault in caught.value.faults] == [
        ("layouts.toml", *expected)
    ]
    assert not FileLayout.objects.exists()
