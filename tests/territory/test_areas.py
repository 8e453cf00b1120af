"""Desks for layers and areas."""

from __future__ import annotations

from decimal import Decimal

import pytest

from portici.journal.models import Entry
from portici.kernel.actor import VISITOR
from portici.kernel.findings import Conflict, Invalid, Refused
from portici.records import domain as records
from portici.territory import domain, queries
from portici.territory.models import Area, Observation
from portici.territory.tree import Part

from .kit import AUDITOR, BOWTIE, COORDINATOR, area, count, layer, officer, square

pytestmark = pytest.mark.django_db


def codes(caught: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(finding.field, finding.code) for finding in caught.value.findings]


@pytest.fixture
def city() -> dict[str, Area]:
    """A quartiere of two by two squares with its four areas."""
    whole = area("Q", square(0, 0, 2), where=layer("quartieri", "quartiere", 20))
    return {
        "Q": whole,
        **{
            f"{column}{row}": area(f"{column}{row}", square(column, row), parent=whole)
            for column in range(2)
            for row in range(2)
        },
    }


def test_a_layer_is_recorded_and_told() -> None:
    made = layer()
    assert domain.amend_layer(actor=COORDINATOR, layer=made, values={"name": "Aree"}).name == "Aree"
    verbs = Entry.objects.filter(kind="layer").order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["add", "amend"]


def test_only_the_coordinator_records_layers_and_official_areas() -> None:
    where = layer()
    for who in (VISITOR, AUDITOR):
        with pytest.raises(Refused):
            domain.record_layer(actor=who, code="x", kind="zone", name="x")
        with pytest.raises(Refused):
            domain.record_area(actor=who, layer=where, code="1", name="x")


def test_a_code_comes_once_in_a_layer() -> None:
    area("1")
    with pytest.raises(Invalid):
        area("1")
    with pytest.raises(Invalid):
        layer("Not a slug!")


def test_an_area_has_path_surface_and_inner_point(city: dict[str, Area]) -> None:
    child = city["11"]
    assert child.path == f"/{city['Q'].pk}/{child.pk}/"
    assert child.surface_km2 == Decimal("0.8843")
    assert (child.lon, child.lat) == (11.315, 44.465)


def test_moving_a_parent_moves_what_is_within(city: dict[str, Area]) -> None:
    top = area("T", where=layer("comuni", "comune", 10))
    domain.amend_area(actor=COORDINATOR, area=city["Q"], values={"parent": top})
    city["00"].refresh_from_db()
    assert city["00"].path == f"/{top.pk}/{city['Q'].pk}/{city['00'].pk}/"
    with pytest.raises(Invalid) as caught:
        domain.amend_area(actor=COORDINATOR, area=Area.objects.get(pk=top.pk), values={"parent": city["00"]})
    assert codes(caught) == [("parent", "area.circle")]


def test_amending_an_old_version_is_a_conflict(city: dict[str, Area]) -> None:
    with pytest.raises(Conflict):
        domain.amend_area(actor=COORDINATOR, area=city["00"], values={"name": "x"}, version=1)


def test_a_new_border_replaces_the_old(city: dict[str, Area]) -> None:
    before = city["00"].shape_digest
    domain.amend_area(actor=COORDINATOR, area=city["00"], values={}, shape=square(0, 0, 0.5))
    assert city["00"].shape_digest != before
    assert round(city["00"].geometry.max_lon, 6) == 11.305


def test_a_drawing_finds_its_parent(city: dict[str, Area]) -> None:
    small = domain.draw_area(actor=COORDINATOR, name="Cortile", drawn=square(0.2, 0.2, 0.3))
    large = domain.draw_area(actor=COORDINATOR, name="Fascia", drawn=square(0.2, 0.2, 1.5))
    assert (small.parent, small.code, small.layer.kind) == (city["00"], "T01", "target")
    assert (large.parent, large.code) == (city["Q"], "T02")
    assert queries.area_ids_within(city["Q"]) == {one.pk for one in (*city.values(), small, large)}


def test_a_drawing_that_crosses_itself_says_where(city: dict[str, Area]) -> None:
    with pytest.raises(Invalid) as caught:
        domain.draw_area(actor=COORDINATOR, name="x", drawn=BOWTIE)
    assert codes(caught) == [("drawn", "geometry.crossing")]
    assert Area.objects.filter(is_drawn=True).count() == 0


def test_parts_give_the_shape_and_the_figures(city: dict[str, Area]) -> None:
    domain.record_computed_indicators(actor=COORDINATOR)
    count(city["00"], 2021, a0_64=60, a65=40)
    count(city["10"], 2021, a0_64=1000, a65=100)
    target = domain.draw_area(
        actor=COORDINATOR, name="Due", parts=[Part(city["00"]), Part(city["10"], Decimal("0.5"))]
    )
    share = Observation.objects.get(area=target, indicator__code="quota-65-oltre")
    assert share.value == float(100 * Decimal(90) / Decimal(650))
    domain.set_parts(actor=COORDINATOR, area=target, parts=[Part(city["00"])])
    share.refresh_from_db()
    assert (share.value, target.shape_digest) == (40.0, city["00"].shape_digest)
    domain.set_parts(actor=COORDINATOR, area=target, parts=[])
    assert not Observation.objects.filter(area=target).exists()
    verbs = Entry.objects.filter(ref=target.uid, verb="set-parts").count()
    assert verbs == 3


@pytest.mark.parametrize(
    ("names", "share", "code"),
    [
        (["00", "00"], "1", "area.part_twice"),
        (["Q", "00"], "1", "area.part_twice"),
        (["00"], "0", "area.part_share"),
        (["00"], "1.5", "area.part_share"),
    ],
)
def test_parts_that_would_count_people_twice(
    city: dict[str, Area], names: list[str], share: str, code: str
) -> None:
    parts = [Part(city[name], Decimal(share)) for name in names]
    with pytest.raises(Invalid) as caught:
        domain.draw_area(actor=COORDINATOR, name="x", parts=parts)
    assert {found for _field, found in codes(caught)} == {code}


def test_neither_drawing_nor_parts_is_no_area() -> None:
    with pytest.raises(Invalid) as caught:
        domain.draw_area(actor=COORDINATOR, name="x")
    assert codes(caught) == [("drawn", "area.no_shape")]


def test_an_area_officer_draws_within_the_own_area(city: dict[str, Area]) -> None:
    who = officer(city["00"])
    mine = domain.draw_area(actor=who, name="Mia", drawn=square(0.1, 0.1, 0.5))
    assert mine.parent == city["00"]
    domain.amend_area(actor=who, area=mine, values={"name": "Mia bis"})
    for drawn, parts in (
        (square(1.1, 0.1, 0.5), ()),
        (square(0.4, 0.1, 0.9), ()),
        (None, [Part(city["10"])]),
    ):
        with pytest.raises(Refused):
            domain.draw_area(actor=who, name="Altrui", drawn=drawn, parts=parts)
    with pytest.raises(Refused):
        domain.amend_area(actor=who, area=city["00"], values={"name": "x"})
    with pytest.raises(Refused):
        domain.set_parts(actor=officer(city["11"]), area=mine, parts=[])


def test_parts_are_proposed_from_a_drawing(city: dict[str, Area]) -> None:
    proposed = queries.parts_covering(VISITOR, __import__("json").dumps(square(0, 0, 1.5)), layer())
    found = {part.area.code: part.share for part in proposed}
    assert found["00"] == 1
    assert {code: round(share, 2) for code, share in found.items()} == {
        "00": Decimal(1),
        "01": Decimal("0.5"),
        "10": Decimal("0.5"),
        "11": Decimal("0.25"),
    }


def test_points_find_their_area(city: dict[str, Area]) -> None:
    assert queries.area_at(VISITOR, 11.315, 44.455, layer()) == city["10"]
    assert queries.area_at(VISITOR, 11.2, 44.455, layer()) is None


def test_places_are_within_the_own_area_for_an_officer(city: dict[str, Area]) -> None:
    who = officer(city["00"])
    place = domain.record_place(actor=who, name="Sala", area=city["00"], lon=11.305, lat=44.455)
    with pytest.raises(Refused):
        domain.amend_place(actor=who, place=place, values={"area": city["10"]})
    with pytest.raises(Refused):
        domain.record_place(actor=who, name="Sala")
    with pytest.raises(Refused):
        domain.record_place(actor=VISITOR, name="Sala", area=city["00"])
    for lon, lat, code in ((44.4, 11.3, "geometry.swapped"), (11.3, None, "place.half_position")):
        with pytest.raises(Invalid) as caught:
            domain.record_place(actor=COORDINATOR, name="Sala", lon=lon, lat=lat)
        assert [found for _field, found in codes(caught)] == [code]
    assert list(queries.places_in(who, city["Q"])) == [place]
    assert list(queries.places_in(VISITOR, city["Q"])) == []
    records.publish(actor=COORDINATOR, record=place)
    assert list(queries.places_in(VISITOR, city["Q"])) == [place]
