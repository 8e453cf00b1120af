"""Pupils by school; positions that are taken, and those that something speaks against."""

from __future__ import annotations

import json

import pytest

from portici.organisations.domain import record_organisation
from portici.organisations.models import Seat
from portici.records import domain as records
from portici.territory.models import Area, Geometry, Layer, LayerKind

from .conftest import counts, faults

pytestmark = pytest.mark.django_db


@pytest.fixture
def school(coordinator):
    return record_organisation(
        actor=coordinator,
        name="Marconi",
        type="school",
        codes=[("school", "BOEE88001N")],
        facts={"grade": "x"},
    )


@pytest.mark.parametrize(("text", "kept"), [("219", "219"), ("117.0", "117"), ("<=3", "<=3"), ("0", "0")])
def test_pupils(bring, school, text, kept):
    content = f"CODICESCUOLA,NUMEROSTUDENTI\nBOEE88001N,{text}\n"
    run = bring("pupils", content, anno="202425")
    school.refresh_from_db()
    assert counts(run) == (0, 1, 0, 0, 0)
    assert school.facts == {"grade": "x", "pupils": kept, "pupils_year": "202425"}
    assert counts(bring("pupils", content, anno="202425")) == (0, 0, 1, 0, 0)


def test_pupils_of_schools_that_are_not_here(bring, school):
    content = "CODICESCUOLA,NUMEROSTUDENTI\nBOEE88001N,molti\nMIEE88001N,5\nXX,5\n"
    run = bring("pupils", content)
    assert (counts(run)[:4], {code for _line, _severity, code in faults(run)} - {"school.control"}) == (
        (0, 0, 0, 3),
        {"number.shape", "school.unknown", "school.shape"},
    )
    assert bring("pupils", content, sigla="bo").total == 1


HEADER = (
    "CODICESCUOLA,lat,lon,INDIRIZZOSCUOLA,"
    "matched_address,id_area_statistica,CODICECOMUNESCUOLA,DESCRIZIONECOMUNE\n"
)


def row(
    lat="44.48",
    lon="11.36",
    address="VIA LAURA BASSI N. 20",
    matched='"VIA LAURA BASSI VERATTI, 20"',
    area="58.0",
):
    return f"{HEADER}BOEE88001N,{lat},{lon},{address},{matched},{area},A944,BOLOGNA\n"


@pytest.fixture
def ground(coordinator):
    """Bologna, a square, with one statistical area in its half to the west of 11.4."""

    def area(kind, code, name, ring, path):
        layer = Layer.objects.create(code=kind, kind=kind, name=kind)
        made = records.add(actor=coordinator, record=Area(layer=layer, code=code, name=name, path=path))
        text = json.dumps({"type": "Polygon", "coordinates": [[*ring, ring[0]]]})
        Geometry.objects.create(
            area=made, whole=text, simplified=text, min_lon=11, min_lat=44, max_lon=12, max_lat=45
        )
        return made

    comune = area(
        LayerKind.COMUNE, "037006", "Bologna", [[11.2, 44.4], [11.5, 44.4], [11.5, 44.6], [11.2, 44.6]], "/1/"
    )
    part = area(
        LayerKind.STATISTICAL_AREA,
        "58",
        "Mengoli",
        [[11.2, 44.4], [11.4, 44.4], [11.4, 44.6], [11.2, 44.6]],
        "/1/2/",
    )
    return comune, part


def test_a_position_is_taken_with_its_smallest_area(bring, school, ground):
    run = bring("schools-geocoded", row())
    seat = school.seats.get()
    assert (counts(run), seat.lon, seat.lat, seat.area) == ((0, 1, 0, 0, 0), 11.36, 44.48, ground[1])
    assert counts(bring("schools-geocoded", row())) == (0, 0, 1, 0, 0)


def test_without_shapes_it_is_taken_all_the_same(bring, school):
    assert counts(bring("schools-geocoded", row())) == (0, 1, 0, 0, 0)
    assert school.seats.get().area is None


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"matched": '"GALLERIA UGO BASSI, 4"'}, "position.street"),
        ({"lat": "44.7"}, "position.outside"),
        ({"area": "30"}, "position.area"),
    ],
)
def test_doubtful_positions_are_not_taken(bring, school, ground, cells, code):
    run = bring("schools-geocoded", row(**cells))
    assert (counts(run), faults(run)) == ((0, 0, 1, 0, 1), [(2, "warning", code)])
    assert Seat.objects.count() == 0


@pytest.mark.parametrize("cells", [{"lat": "11.36", "lon": "44.48"}, {"lat": "nord"}, {"lat": ""}])
def test_positions_that_are_none(bring, school, cells):
    run = bring("schools-geocoded", row(**cells))
    assert (counts(run), faults(run)) == ((0, 0, 0, 1, 0), [(2, "error", "position.range")])


@pytest.mark.parametrize(
    "address", ["VIA GIULIO VERNE 19", "VIA L. BASSI, 3", "VIA BUON PASTORE4 - VIA C. PAVESE"]
)
def test_other_spellings_of_a_street_are_taken(bring, school, address):
    matched = {"G": '"VIA JULES VERNE, 19"', "L": '"VIA LAURA BASSI, 3"', "B": '"VIA BUON PASTORE, 4"'}[
        address[4]
    ]
    assert counts(bring("schools-geocoded", row(address=f'"{address}"', matched=matched))) == (0, 1, 0, 0, 0)


def test_rows_without_a_position_are_passed_over(bring, school):
    assert counts(bring("schools-geocoded", row(lat="", lon=""))) == (0, 0, 1, 0, 0)
