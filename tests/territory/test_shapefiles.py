"""Zipped shapefiles taken where GeoJSON is: systems, encodings, rings; what is missing or several is told."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
import shapefile

from portici.imports.domain import receive_file
from portici.kernel.findings import Invalid
from portici.territory.importers.features import GEOMETRY, read_features
from portici.territory.importers.rings import nested
from portici.territory.models import Area, Observation

from .kit import COORDINATOR, DATA, NO_DATA, area, codes, layer, run
from .shapes import box, parts, zipped

UNO = {"cod": "01", "nome": "Città d'Èmilia"}
SQUARE = box(11.3, 44.45, 0.01)


def features(path: Path, **options: str):
    return [
        ({name: text for name, text in row.raw.items() if name != GEOMETRY}, json.loads(row.raw[GEOMETRY]))
        for row in read_features(path, options)
    ]


def refused(path: Path, **options: str) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as caught:
        features(path, **options)
    return [(one.code, one.found) for one in caught.value.findings]


@pytest.mark.parametrize(
    ("crs", "within"), [(4326, 1e-8), (32632, 2e-8), (32633, 2e-8), (25832, 2e-5), (3003, 2e-5), (7791, 2e-5)]
)
def test_coordinates_come_in_degrees_whatever_the_system(tmp_path: Path, crs: int, within: float) -> None:
    ((_said, geometry),) = features(zipped(tmp_path / "a.zip", ("aree", parts([(UNO, [SQUARE])], crs=crs))))
    (ring,) = geometry["coordinates"]
    assert [tuple(point) for point in ring] == [pytest.approx(point, abs=within) for point in SQUARE]


@pytest.mark.parametrize(
    ("encoding", "cpg"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8", None),
        ("latin-1", "ISO-8859-1"),
        ("latin-1", "88591"),
        ("cp1252", "ANSI 1252"),
        ("cp1252", None),
        ("cp850", "850"),
    ],
)
def test_letters_by_the_cpg_or_by_what_they_are(tmp_path: Path, encoding: str, cpg: str | None) -> None:
    made = parts([(UNO, [SQUARE])], encoding=encoding) | ({".cpg": cpg.encode()} if cpg else {})
    ((said, _geometry),) = features(zipped(tmp_path / "a.zip", ("dati/aree", made)))
    assert said == UNO


@pytest.mark.parametrize("turned", [False, True])
def test_holes_and_islands_whatever_the_direction(tmp_path: Path, turned: bool) -> None:
    border, hole = box(11.3, 44.4, 0.05, turned=turned), box(11.31, 44.41, 0.02, turned=turned)
    isle, apart = box(11.315, 44.415, 0.01, turned=turned), box(11.4, 44.4, 0.01, turned=turned)
    archive = zipped(tmp_path / "a.zip", ("aree", parts([(UNO, [isle, hole, apart, border])])))
    ((_said, geometry),) = features(archive)
    shape = sorted(len(polygon) for polygon in geometry["coordinates"])
    assert (geometry["type"], shape) == ("MultiPolygon", [1, 1, 2])


def test_a_ring_of_too_few_points_stays_to_be_refused() -> None:
    assert nested([[(0, 0), (1, 1), (0, 0)], SQUARE]) == [[SQUARE], [[(0, 0), (1, 1), (0, 0)]]]


def test_several_in_one_archive_are_asked_for(tmp_path: Path) -> None:
    other = parts([(UNO | {"cod": "02"}, [SQUARE])])
    archive = zipped(
        tmp_path / "a.zip", ("a/comuni", parts([(UNO, [SQUARE])])), ("a/province", other), ("b/comuni", other)
    )
    assert refused(archive) == [("shapefile.which", "")]
    assert refused(archive, part="comuni") == [("shapefile.which", "comuni")]
    assert refused(archive, part="regioni") == [("shapefile.which", "regioni")]
    assert [features(archive, part=part)[0][0]["cod"] for part in ("a/comuni", "PROVINCE.shp")] == [
        "01",
        "02",
    ]


@pytest.mark.parametrize("absent", [".prj", ".shx", ".dbf"])
def test_a_part_that_is_missing_is_named_and_nothing_guessed(tmp_path: Path, absent: str) -> None:
    made = {ending: content for ending, content in parts([(UNO, [SQUARE])]).items() if ending != absent}
    assert refused(zipped(tmp_path / "a.zip", ("aree", made))) == [("shapefile.missing", absent)]


def broken(ending: str, content: bytes) -> dict[str, bytes]:
    return parts([(UNO, [SQUARE]), (UNO, [SQUARE])]) | {ending: content}


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (broken(".prj", b'LOCAL_CS["cantiere"]'), "shapefile.system"),
        (broken(".prj", b"boh"), "shapefile.system"),
        (broken(".cpg", b"klingon"), "shapefile.encoding"),
        (broken(".cpg", b"ascii"), "shapefile.damaged"),
        (broken(".shp", parts([(UNO, [SQUARE])])[".shp"][:150]), "shapefile.damaged"),
        (broken(".dbf", b"\x03" + b"\0" * 20), "shapefile.truncated"),
        (broken(".dbf", parts([(UNO, [SQUARE])])[".dbf"]), "shapefile.unequal"),
    ],
)
def test_damaged_parts_are_refused(tmp_path: Path, made: dict[str, bytes], code: str) -> None:
    assert [found for found, _said in refused(zipped(tmp_path / "a.zip", ("aree", made)))] == [code]


def test_an_archive_without_a_shapefile_is_refused(tmp_path: Path) -> None:
    assert refused(zipped(tmp_path / "a.zip", ("leggimi", {".txt": b"x"}))) == [("shapefile.none", "")]
    (tmp_path / "b.zip").write_bytes(b"PK\x03\x04")
    assert [code for code, _found in refused(tmp_path / "b.zip")] == ["shapefile.damaged"]


def test_an_archive_whose_packed_data_are_damaged_is_refused(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "a.zip", ("aree", parts([(UNO, [SQUARE])])))
    content = bytearray(archive.read_bytes())
    content[50:80] = b"\xff" * 30
    archive.write_bytes(content)
    assert [code for code, _found in refused(archive)] == ["shapefile.damaged"]


@pytest.mark.django_db
def test_boundaries_come_from_a_shapefile_and_faults_are_told_as_of_geojson(tmp_path: Path) -> None:
    records = [
        (UNO, [SQUARE]),
        ({"cod": "02", "nome": "Senza confine"}, None),
        ({"cod": "03", "nome": "Altrove"}, [box(2.3, 48.8, 0.01)]),
        (
            {"cod": "04", "nome": "Farfalla"},
            [[(11.3, 44.45), (11.32, 44.47), (11.32, 44.45), (11.3, 44.47), (11.3, 44.45)]],
        ),
    ]
    archive = zipped(tmp_path / "a.zip", ("aree", parts(records, crs=32632)))
    said = {"layer": "municipi", "kind": "quartiere", "code": "cod", "name": "nome"}
    done = run("boundaries", archive, **said)
    assert (done.state, codes(done)) == (
        "done",
        [(2, "geometry.format"), (3, "geometry.outside"), (4, "geometry.mended")],
    )
    assert list(Area.objects.values_list("code", "name").order_by("code")) == [
        ("01", "Città d'Èmilia"),
        ("04", "Farfalla"),
    ]
    again = run("boundaries", archive, **said)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 2)


@pytest.mark.django_db
def test_indicators_come_from_a_shapefile_of_points(tmp_path: Path) -> None:
    area("01", where=layer("municipi", "quartiere"))
    made = parts([({"cod": "01", "indice": "0,5"}, [[(11.3, 44.4)]])], kind=shapefile.POINT)
    done = run(
        "indicators",
        zipped(tmp_path / "a.zip", ("punti", made)),
        layer="municipi",
        area="cod",
        mapping="indice = prova",
        period="2021",
    )
    assert (done.state, codes(done), Observation.objects.get().value) == ("done", [], 0.5)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["../fuori.shp", "/etc/fuori.shp", "C:\\fuori.shp"])
def test_parts_that_would_lie_elsewhere_are_refused(tmp_path: Path, name: str) -> None:
    archive = zipped(tmp_path / "a.zip", ("aree", parts([(UNO, [SQUARE])])))
    with zipfile.ZipFile(archive, "a") as more:
        more.writestr(name, b"x")
    with pytest.raises(Invalid) as caught:
        receive_file(actor=COORDINATOR, importer="boundaries", filename="a.zip", content=archive)
    assert [one.code for one in caught.value.findings] == ["upload.path"]


@pytest.mark.real_data
@pytest.mark.skipif(not DATA.is_dir(), reason=NO_DATA)
def test_the_published_shapefile_says_what_its_geojson_says(tmp_path: Path) -> None:
    folder, stem = DATA / "bologna-fragility-2021", "climate_fragility_index_lst"
    made = {
        ending: (folder / (stem + ending)).read_bytes() for ending in (".shp", ".shx", ".dbf", ".prj", ".cpg")
    }
    said = [properties for properties, _shape in features(zipped(tmp_path / "a.zip", (stem, made)))]
    published = [properties for properties, _shape in features(folder / f"{stem}.geojson")]
    assert (len(said), said) == (68, published)
