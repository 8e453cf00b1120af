"""What shapes say: overlaps of areas and their shares, points in drawn areas, and who gets to read it."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import makers

from portici.kernel.actor import VISITOR
from portici.kernel.findings import Refused
from portici.organisations import domain as organisations
from portici.organisations.models import SeatInArea
from portici.territory import domain, geometry, queries
from portici.territory.domain import areas as desk
from portici.territory.models import AreaOverlap, Place, PlaceInArea
from portici.territory.overlaps import Shaped, shared

from . import kit
from .kit import COORDINATOR, STEP, area, layer, square

db = pytest.mark.django_db


def shape(column: float = 0, row: float = 0, side: float = 1) -> geometry.Shape:
    return geometry.read_shape(square(column, row, side), repair=False).require()


def rectangle(west: float, south: float, width: float, height: float) -> dict[str, Any]:
    """In hundredths of a degree from the corner that squares are counted from."""
    east, north = west + width, south + height
    corners = [(west, south), (east, south), (east, north), (west, north), (west, south)]
    ring = [[11.3 + x * STEP, 44.45 + y * STEP] for x, y in corners]
    return {"type": "Polygon", "coordinates": [ring]}


def drawn(name: str, where: dict[str, Any], *, published: bool = True) -> Any:
    made = domain.draw_area(actor=COORDINATOR, name=name, drawn=where)
    return kit.records.publish(actor=COORDINATOR, record=made) if published else made


def told(found: list[queries.Lying]) -> list[tuple[str, float, float]]:
    return [(one.area.code, round(one.share, 3), round(one.of_it, 3)) for one in found]


def quartieri() -> Any:
    """Two squares side by side."""
    where = layer("quartieri", "quartiere", 20)
    return area("Q1", square(0), where=where), area("Q2", square(1), where=where)


@settings(max_examples=40, deadline=None)
@given(
    cuts=st.lists(st.floats(0.02, 0.98), min_size=1, max_size=4, unique_by=lambda cut: round(cut, 2)),
    west=st.floats(-0.5, 0.5),
    south=st.floats(-2, 2),
)
def test_shares_of_a_partition_add_up_to_one(cuts: list[float], west: float, south: float) -> None:
    edges = [0.0, *sorted(cuts), 1.0]
    pieces = [
        geometry.read_shape(rectangle(west, south + low, 1, high - low), repair=True).require()
        for low, high in itertools.pairwise(edges)
    ]
    whole = geometry.united(pieces)
    found = list(
        shared(
            [Shaped(0, 1, True, whole)],
            [Shaped(key, 2, False, piece) for key, piece in enumerate(pieces, start=1)],
        )
    )
    assert sum(one.share for one in found if one.area == 0) == pytest.approx(1, abs=1e-9)
    assert [round(one.share, 9) for one in found if one.other == 0] == [1.0] * len(pieces)


@pytest.mark.parametrize(
    ("column", "row", "side", "expected"),
    [
        (0, 0, 1, (1.0, 1.0)),
        (0.25, 0.25, 0.5, (1.0, 0.25)),
        (0.5, 0, 1, (0.5, 0.5)),
        (-1, -1, 4, (1 / 16, 1.0)),
    ],
)
def test_shares_of_squares(column: float, row: float, side: float, expected: tuple[float, float]) -> None:
    found = shared([Shaped(1, 1, True, shape(column, row, side))], [Shaped(2, 2, False, shape())])
    assert [one.share for one in found] == pytest.approx(list(expected), abs=2e-4)


@pytest.mark.parametrize(("column", "row"), [(1, 0), (1, 1), (0, -1), (5, 5)])
def test_touching_is_no_overlap(column: float, row: float) -> None:
    assert list(shared([Shaped(1, 1, True, shape(column, row))], [Shaped(2, 2, False, shape())])) == []


def test_areas_of_one_layer_overlap_only_where_one_is_drawn() -> None:
    one, other = shape(), shape(0.5)
    assert list(shared([Shaped(1, 1, False, one)], [Shaped(2, 1, False, other)])) == []
    assert len(list(shared([Shaped(1, 1, True, one)], [Shaped(2, 1, False, other)]))) == 2
    both = [Shaped(1, 1, True, one), Shaped(2, 1, True, other)]
    assert [(found.area, found.other) for found in shared(both, both)] == [(1, 2), (2, 1)]


@db
def test_an_area_across_two_quartieri_is_told_by_shares_and_hangs_from_what_holds_it() -> None:
    city = area("C", square(0, 0, 2), where=layer("comuni", "comune", 10))
    quartieri()
    streets = drawn("Streets", rectangle(0.38, 0.25, 1, 0.5))
    assert streets.parent == city
    assert told(queries.lies_in(VISITOR, streets)) == [
        ("C", 1.0, 0.125),
        ("Q1", 0.62, 0.31),
        ("Q2", 0.38, 0.19),
    ]
    assert told(queries.drawn_in(VISITOR, streets)) == []


@db
def test_the_areas_across_whose_border_it_lies_name_it_and_do_not_hold_it() -> None:
    area("C", square(0, 0, 2), where=layer("comuni", "comune", 10))
    first, _second = quartieri()
    streets = drawn("Streets", rectangle(0.38, 0.25, 1, 0.5))
    (found,) = queries.drawn_in(VISITOR, first)
    assert (found.area, round(found.of_it, 3), found.is_inside) == (streets, 0.62, False)
    assert streets.pk not in queries.area_ids_within(first)


@db
def test_the_ancestors_of_an_official_area_are_told_by_the_tree_alone() -> None:
    city = area("C", square(0, 0, 1), where=layer("comuni", "comune", 10))
    other = area("Z", square(0, 0, 2), where=layer("zone", "zone", 30))
    # Of another source: a little of it lies outside the city's own border.
    quartiere = area("Q", square(0, 0, 1.01), where=layer("quartieri", "quartiere", 20), parent=city)
    assert [one.area for one in queries.lies_in(VISITOR, quartiere)] == [other]


@db
def test_an_area_outside_all_lies_nowhere() -> None:
    quartieri()
    away = drawn("Away", square(50))
    assert (away.parent, queries.lies_in(VISITOR, away)) == (None, [])
    assert not AreaOverlap.objects.exists()


@db
def test_what_overlaps_does_not_hang_on_which_of_two_came_first() -> None:
    streets = drawn("Streets", rectangle(0.38, 0.25, 1, 0.5))
    quartieri()
    assert [code for code, *_shares in told(queries.lies_in(VISITOR, streets))] == ["Q1", "Q2"]
    kept = set(AreaOverlap.objects.values_list("area__code", "other__code"))
    assert kept == {("T01", "Q1"), ("T01", "Q2"), ("Q1", "T01"), ("Q2", "T01")}


@db
def test_a_new_border_moves_the_area_and_what_was_there_goes() -> None:
    first, second = quartieri()
    streets = drawn("Streets", square(0.25, 0.25, 0.5))
    assert streets.parent == first
    domain.amend_area(actor=COORDINATOR, area=streets, values={}, shape=square(1.25, 0.25, 0.5))
    assert (streets.parent, streets.path) == (second, f"{second.path}{streets.pk}/")
    assert [code for code, *_shares in told(queries.lies_in(VISITOR, streets))] == ["Q2"]
    assert queries.drawn_in(VISITOR, first) == []


@db
def test_a_border_made_of_parts_anew_moves_the_area_too() -> None:
    first, second = quartieri()
    streets = drawn("Streets", square(0.25, 0.25, 0.5))
    small = area("S", square(1.5, 0, 0.5), parent=second)
    domain.set_parts(actor=COORDINATOR, area=streets, parts=[desk.Part(small)])
    assert streets.path.startswith(second.path)
    assert queries.drawn_in(VISITOR, first) == []


@db
def test_an_imported_layer_is_related_to_the_others(tmp_path: Any) -> None:
    quartieri()
    features = [({"id": "A", "nome": "A"}, square(0)), ({"id": "B", "nome": "B"}, square(0.75, 0, 0.5))]
    options = {"layer": "clima", "kind": "zone", "code": "id", "name": "nome", "publish": "yes"}
    kit.run("boundaries", kit.geojson(tmp_path / "clima.geojson", *features), **options)
    rows = AreaOverlap.objects.filter(area__layer__code="clima")
    assert {(row.area.code, row.other.code, round(row.share, 3)) for row in rows} == {
        ("A", "Q1", 1.0), ("B", "Q1", 0.5), ("B", "Q2", 0.5),
    }  # fmt: skip


@db
def test_what_is_withheld_is_named_to_nobody_outside() -> None:
    first, _second = quartieri()
    secret = drawn("Secret", square(0.25, 0.25, 0.5), published=False)
    hidden = area("H", square(0, 0, 1), where=layer("zone", "zone", 30), published=False)
    shown = drawn("Shown", square(0.1, 0.1, 0.2))
    assert [one.area for one in queries.drawn_in(VISITOR, first)] == [shown]
    assert hidden not in [one.area for one in queries.lies_in(VISITOR, shown)]
    assert hidden in [one.area for one in queries.lies_in(COORDINATOR, shown)]
    assert secret not in [one.area for one in queries.drawn_in(VISITOR, hidden)]
    assert [one.area for one in queries.drawn_in(COORDINATOR, hidden)] == [secret]


@db
def test_an_officer_draws_within_the_areas_of_the_grant_only() -> None:
    first, _second = quartieri()
    officer = kit.officer(first)
    with pytest.raises(Refused):
        domain.draw_area(actor=officer, name="Across", drawn=square(0.5))
    with pytest.raises(Refused):
        domain.draw_area(actor=officer, name="Away", drawn=square(1))
    assert not AreaOverlap.objects.exists()
    own = domain.draw_area(actor=officer, name="Own", drawn=square(0.25, 0.25, 0.5))
    with pytest.raises(Refused):
        domain.amend_area(actor=officer, area=own, values={}, shape=square(1))
    assert [one.area for one in queries.lies_in(COORDINATOR, own)] == [first]


@db
def test_places_are_found_in_drawn_areas_by_their_position() -> None:
    first, second = quartieri()
    place = domain.record_place(actor=COORDINATOR, name="Library", lon=11.305, lat=44.455, area=second)
    domain.record_place(actor=COORDINATOR, name="Without position", area=second)
    streets = drawn("Streets", square(0.25, 0.25, 0.5))
    assert list(queries.places_in(COORDINATOR, streets)) == [place]
    assert list(queries.places_in(COORDINATOR, first)) == [place]
    domain.amend_place(actor=COORDINATOR, place=place, values={"lon": 11.315})
    assert list(queries.places_in(COORDINATOR, streets)) == []
    domain.amend_place(actor=COORDINATOR, place=place, values={"lon": 11.3025})
    assert list(queries.places_in(COORDINATOR, streets)) == [place]
    domain.amend_place(actor=COORDINATOR, place=place, values={"lon": None, "lat": None})
    assert not PlaceInArea.objects.exists()


@db
def test_places_of_a_file_are_found_too(tmp_path: Any) -> None:
    quartieri()
    streets = drawn("Streets", square(0.25, 0.25, 0.5))
    path = tmp_path / "places.csv"
    path.write_text("nome;indirizzo;lat;lon\nIn;Via A 1;44.455;11.305\nOut;Via B 2;44.455;11.315\n")
    kit.run("places", path, publish="yes")
    assert [place.name for place in queries.places_in(VISITOR, streets)] == ["In"]
    assert Place.objects.count() == 2


@db
def test_official_areas_keep_no_points() -> None:
    first, _second = quartieri()
    domain.record_place(actor=COORDINATOR, name="Library", lon=11.305, lat=44.455)
    assert not PlaceInArea.objects.exists()
    assert list(queries.places_in(COORDINATOR, first)) == []


@db
def test_seats_are_found_in_drawn_areas_by_their_position() -> None:
    streets = drawn("Streets", square(0.25, 0.25, 0.5))
    school = makers.organisation("School")
    seat = organisations.add_seat(actor=COORDINATOR, organisation=school, lon=11.305, lat=44.455)
    assert list(SeatInArea.objects.values_list("area", "point")) == [(streets.pk, seat.pk)]
    organisations.amend_seat(actor=COORDINATOR, seat=seat, values={"lat": 44.6})
    assert not SeatInArea.objects.exists()
    domain.amend_area(actor=COORDINATOR, area=streets, values={}, shape=json.dumps(square(0.25, 14.75, 0.5)))
    assert list(SeatInArea.objects.values_list("area", "point")) == [(streets.pk, seat.pk)]


@db
def test_reading_takes_one_query_whatever_there_is() -> None:
    quartieri()
    first = queries.area_by_address(VISITOR, "quartieri", "Q1")
    assert first is not None

    def cost() -> list[int]:
        counted = []
        for read in (queries.lies_in, queries.drawn_in):
            with CaptureQueriesContext(connection) as seen:
                read(VISITOR, first)
            counted.append(len(seen))
        return counted

    drawn("One", square(0.1, 0.1, 0.2))
    before = cost()
    for number in range(4):
        drawn(f"More {number}", square(0.2 * number, 0.1, 0.15))
    assert (before, cost()) == ([1, 1], [1, 1])


@db
def test_relating_a_batch_takes_the_same_queries_whatever_its_size(tmp_path: Any) -> None:
    quartieri()
    options = {"layer": "clima", "kind": "zone", "code": "id", "name": "nome", "publish": "yes"}

    def cost(name: str, many: int) -> int:
        features = [
            ({"id": f"{name}{one}", "nome": f"{name}{one}"}, square(one / many, 0, 1 / many))
            for one in range(many)
        ]
        path = kit.geojson(tmp_path / f"{name}.geojson", *features)
        with CaptureQueriesContext(connection) as seen:
            kit.run("boundaries", path, **options)
        return len(seen)

    cost("first", 1)
    assert cost("few", 3) == cost("many", 40)
