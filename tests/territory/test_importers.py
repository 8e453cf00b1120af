"""Files that are not as they should be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from portici.imports.importer import Report, Row
from portici.kernel.findings import Refused
from portici.territory import importers
from portici.territory.importers.matching import AreaFinder
from portici.territory.models import Area, Indicator, Layer, Observation, Place, PopulationCount

from .kit import AUDITOR, BOWTIE, area, codes, count, geojson, layer, outcome, run, square

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bologna_layouts")]
AREA = {"id_area_statistica": 1, "nome_area_statistica": "Pilastro", "id_zona": "Q"}


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def test_a_cut_geojson_writes_nothing(tmp_path: Path) -> None:
    whole = geojson(tmp_path / "a.geojson", (AREA, square()), (AREA | {"id_area_statistica": 2}, square(1)))
    cut = write(tmp_path / "b.geojson", whole.read_text()[:-40])
    done = run("boundaries", cut)
    assert (done.state, codes(done)) == ("refused", [(0, "file.truncated")])
    assert Area.objects.count() == 0


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[1, 2]", "file.geojson"),
        ('{"type": "Feature"}', "file.geojson"),
        ('{"type": "FeatureCollection", "features": []}', "file.geojson"),
        ('{"type": "FeatureCollection", "features": [1]}', "file.geojson"),
        ('{"crs": {"properties": {"name": "EPSG:32632"}}, "features": []}', "geometry.projected"),
    ],
)  # fmt: skip
def test_other_json_is_refused_whole(tmp_path: Path, text: str, code: str) -> None:
    done = run("boundaries", write(tmp_path / "a.geojson", text))
    assert (done.state, codes(done)) == ("refused", [(0, code)])


def test_half_characters_and_a_system_without_properties_do_not_stop_a_run(tmp_path: Path) -> None:
    feature = json.dumps(
        {"type": "Feature", "properties": AREA | {"nome_area_statistica": "\ud800x"}, "geometry": square()}
    )
    text = f'{{"crs": {{"properties": null}}, "type": "FeatureCollection", "features": [{feature}]}}'
    done = run("boundaries", write(tmp_path / "a.geojson", text))
    assert (done.state, Area.objects.get().name) == ("done", "?x")


def test_an_unknown_layout_says_what_to_do(tmp_path: Path) -> None:
    path = geojson(tmp_path / "a.geojson", ({"k": "1", "n": "Uno"}, square()))
    assert codes(run("boundaries", path)) == [(0, "boundaries.layout")]
    done = run("boundaries", path, layer="municipi", kind="quartiere", code="k", name="n")
    assert (done.added, Layer.objects.get(code="municipi").kind) == (1, "quartiere")


def test_bad_features_are_told_and_the_others_taken(tmp_path: Path) -> None:
    hostile = '<script>alert("x")</script>\x00\n'
    path = geojson(
        tmp_path / "a.geojson",
        (AREA, square()),
        (AREA | {"id_area_statistica": "2.0", "nome_area_statistica": hostile}, BOWTIE),
        (AREA, square(1)),
        (AREA | {"id_area_statistica": 3}, None),
        (AREA | {"id_area_statistica": 4, "nome_area_statistica": "x" * 500}, square(2)),
        (AREA | {"id_area_statistica": 5}, {"type": "Polygon", "coordinates": [[[44.4, 11.3]]]}),
        (AREA | {"id_area_statistica": ""}, square(3)),
    )
    done = run("boundaries", path)
    assert outcome(done) == {
        "state": "done", "added": 2, "changed": 0, "unchanged": 0, "refused": 5, "warned": 2,
    }  # fmt: skip
    errors = [(fault.line, fault.code) for fault in done.faults.filter(severity="error")]
    assert errors == [
        (3, "area.code"),
        (4, "geometry.format"),
        (5, "field"),
        (6, "geometry.swapped"),
        (7, "area.code"),
    ]
    assert Area.objects.get(code="2").name == '<script>alert("x")</script>'
    assert not any("geometry" in fault.raw for fault in done.faults.all())


def test_the_parent_is_filled_in_by_a_second_run(tmp_path: Path) -> None:
    areas = geojson(tmp_path / "a.geojson", (AREA, square()))
    zones = geojson(
        tmp_path / "z.geojson",
        ({"id_zona": "Q", "nome_zona": "San Donato", "id_quartiere": 14.0}, square(0, 0, 2)),
    )
    assert codes(run("boundaries", areas)) == [(1, "area.no_parent")]
    run("boundaries", zones)
    again = run("boundaries", areas)
    pilastro = Area.objects.get(name="Pilastro")
    assert (again.changed, pilastro.parent.name, pilastro.version) == (1, "San Donato", 2)
    assert pilastro.path == f"{pilastro.parent.path}{pilastro.pk}/"


def test_a_trial_leaves_nothing(tmp_path: Path) -> None:
    done = run("boundaries", geojson(tmp_path / "a.geojson", (AREA, square())), dry_run=True)
    assert (done.added, Area.objects.count(), Layer.objects.count()) == (1, 0, 0)


def test_names_are_matched_as_people_mean_them() -> None:
    for code, name in (
        ("17", "Piazza dell’Unità"),
        ("78", "Malpighi-1"),
        ("4", "S. Ruffillo"),
        ("5", "Doppia"),
        ("6", "DOPPIA"),
    ):
        area(code, name=name)
    finder = AreaFinder([layer()])
    for text, code in (
        ("PIAZZA DELL'UNITA", "17"),
        ("p.zza dell unita'", "17"),
        ("malpighi 1", "78"),
        ("San Ruffillo", "4"),
    ):
        assert finder.find(name=text).require().code == code
    assert finder.find(code="17.0").require().code == "17"
    assert finder.find(code="017").require().code == "17"
    found = {
        text: (finding.code, str(finding.accepted))
        for text in ("doppia", "Piazza Unita", "zzz")
        for finding in finder.find(name=text).findings
    }
    assert [code for code, _said in found.values()] == ["area.ambiguous", "area.unknown", "area.unknown"]
    assert found["Piazza Unita"][1] == "The name of an area; the nearest: Piazza dell’Unità."
    assert finder.find(code="17", name="Malpighi 1").findings[0].code == "area.contradiction"


def test_wrong_columns_are_refused_whole(tmp_path: Path) -> None:
    for importer in ("indicators", "population", "places"):
        done = run(importer, write(tmp_path / "a.csv", "x;y\n1;2\n"))
        assert (importer, done.state, codes(done)) == (importer, "refused", [(0, "file.columns")])


def test_a_long_table_makes_its_indicators(tmp_path: Path) -> None:
    area("1", name="Pilastro")
    text = (
        "area;indicatore;periodo;valore\nPilastro;Tasso di uscita;2021;12,5\n1;Tasso di uscita;2022.0;n.d.\n"
        "Nowhere;Tasso di uscita;2021;1\n1;Tasso di uscita;l'anno;1\n1;Tasso di uscita;2020;dodici\n"
    )
    path = write(tmp_path / "a.csv", text)
    done = run("indicators", path, unit="%", direction="worse", source="Prova")
    assert codes(done) == [(4, "area.unknown"), (5, "observation.period"), (6, "number.shape")]
    made = Indicator.objects.get(code="tasso-di-uscita")
    assert (made.name, made.unit, made.direction, made.source, made.publication) == (
        "Tasso di uscita", "%", "worse", "Prova", "draft",
    )  # fmt: skip
    values = Observation.objects.order_by("period").values_list("period", "value", "status", "line")
    assert list(values) == [("2021", 12.5, "ok", 2), ("2022", None, "missing", 3)]
    again = run("indicators", path, unit="%")
    assert (again.added, again.changed, again.unchanged) == (0, 0, 2)


def test_a_wide_table_is_mapped_by_its_options(tmp_path: Path) -> None:
    area("1", name="Pilastro")
    path = write(tmp_path / "a.csv", "Zona;NEET %;Verde\npilastro;10,5;\n")
    done = run(
        "indicators",
        path,
        layer="aree-statistiche",
        area="Zona",
        period="2023",
        mapping="NEET % = neet; verde=verde",
    )
    assert (done.state, done.refused) == ("done", 0)
    values = Observation.objects.order_by("indicator__code").values_list("indicator__code", "value", "status")
    assert list(values) == [("neet", 10.5, "ok"), ("verde", None, "missing")]
    wrong = run("indicators", path, area="Zona", period="2023", mapping="Altro = x")
    assert codes(wrong) == [(0, "file.columns")]


def test_population_rows_that_cannot_be(tmp_path: Path) -> None:
    area("1")
    text = (
        "id_area_statistica,anno,eta_grandi,eta,sesso,cittadinanza,residenti\n"
        "1,2021,25-34,15-29,Femmine,Italiana,5\n1,2021,25-34,15-29,Femmine,Italiana,7\n"
        "1,2021,65 e oltre,00-14,Maschi,Italiana,5\n"
        "1,2021,25-34,30-44,X,Italiana,5\n1,2021,25-34,30-44,Maschi,Italiana,-5\n99,2021,25-34,30-44,Maschi,Italiana,5\n"
        "1,2021,boh,30-44,Maschi,Italiana,5\n1,2021,25-34,30-44,Maschi,Italiana,9\n1,2021,15-39,15-39,Maschi,Italiana,9\n"
    )
    path = write(tmp_path / "a.csv", text)
    done = run("population", path)
    assert sorted(codes(done)) == [
        (3, "population.twice"), (4, "population.band"), (5, "population.word"), (6, "population.number"),
        (7, "area.unknown"), (8, "population.band"), (10, "population.overlap"),
    ]  # fmt: skip
    rows = PopulationCount.objects.values_list("age_from", "age_to", "sex", "citizenship", "people", "line")
    assert list(rows) == [(25, 29, "f", "it", 5, 2), (30, 34, "m", "it", 9, 9)]


def test_an_import_explains_with_its_lines(tmp_path: Path) -> None:
    from portici.kernel.actor import VISITOR
    from portici.territory import queries

    where = area("1", square())
    text = (
        "id_area_statistica,anno,eta,sesso,residenti\n1,2021,00-64,f,40\n1,2021,00-64,m,60\n1,2021,65+,m,25\n"
    )
    done = run("population", write(tmp_path / "a.csv", text), publish="yes")
    share = Indicator.objects.get(code="quota-65-oltre")
    explained = queries.explain(VISITOR, share, where, "2021")
    assert [
        (line.bands, line.people, line.file_lines, line.run_uids) for line in explained.components[1].lines
    ] == [
        (((0, 64),), 100, (2, 3), (done.uid,)),
        (((65, None),), 25, (4,), (done.uid,)),
    ]
    assert [one.name for one in explained.sources] == [
        "Comune di Bologna, anagrafe della popolazione residente"
    ]


def test_a_place_says_when_its_area_and_point_disagree(tmp_path: Path) -> None:
    area("1", square(0), name="Qui")
    area("2", square(1), name="Là")
    text = (
        "nome;indirizzo;lat;lon;area_statistica;posti_lettura;pagina_web\n"
        "Prima;Via A, 1, 40100 Bologna BO;44.455;11.305;LA';12;https://x.example/a\n"
        "Seconda;Via B, 2 40100 Bologna BO;44.455;11.305;;;\n"
        "Terza;Via C, 3;11.305;44.455;QUI;;\nQuarta;Via D;;;;;javascript:alert(1)\n"
    )
    done = run("places", write(tmp_path / "a.csv", text))
    assert codes(done) == [(2, "place.area_differs"), (4, "geometry.swapped"), (5, "field")]
    rows = Place.objects.order_by("code").values_list(
        "name", "area__name", "address", "postcode", "facts", "kind"
    )
    assert list(rows) == [
        ("Prima", "Là", "Via A, 1, Bologna BO", "40100", {"posti lettura": "12"}, "library"),
        ("Seconda", "Qui", "Via B, 2, Bologna BO", "40100", {}, "library"),
    ]
    assert run("places", tmp_path / "a.csv").changed == 0


def test_importers_ask_the_rule_book() -> None:
    for importer in (
        importers.BoundariesImporter(),
        importers.IndicatorsImporter(),
        importers.PlacesImporter(),
        importers.PopulationImporter(),
    ):
        with pytest.raises(Refused):
            importer.apply([Row(2, {})], actor=AUDITOR, options={}, report=Report(), run_uid="", write=True)


def test_counts_of_another_cut_do_not_add_up_twice(tmp_path: Path) -> None:
    where = area("1")
    count(where, 2021, a0=100)
    text = "id_area_statistica,anno,eta,residenti\n1,2021,00-14,40\n"
    assert codes(run("population", write(tmp_path / "a.csv", text))) == [(2, "population.overlap")]
