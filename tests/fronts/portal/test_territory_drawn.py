"""A few streets drawn by hand in Savena: their page says where they lie, Savena's page tells what happens there."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests import chain, makers
from tests.fronts.portal.rows import assert_figures_add_up, at, marks
from tests.territory import kit
from tests.territory.kit import square

from portici.organisations import domain as organisations
from portici.records import domain as records
from portici.territory import domain

pytestmark = pytest.mark.django_db
COORDINATOR = kit.COORDINATOR


def address(area: Any) -> str:
    return at("area", area.layer.code, area.code)


def published(record: Any) -> Any:
    return records.publish(actor=COORDINATOR, record=record)


def drawn(name: str, where: dict[str, Any]) -> Any:
    return domain.draw_area(actor=COORDINATOR, name=name, drawn=where)


class Streets:
    """Two quartieri side by side, neither of which the streets hang from; a need, a designation, an activity, a
    place and a school in the streets."""

    def __init__(self) -> None:
        where = kit.layer("quartieri", "quartiere", 20)
        self.savena = kit.area("Q1", square(0), where=where, name="Savena")
        self.navile = kit.area("Q2", square(1), where=where, name="Navile")
        self.area = drawn("Tre strade", square(0.25, 0.25, 0.5))
        # Found by the border alone.
        self.area.parent, self.area.path = None, f"/{self.area.pk}/"
        self.area.save()

    def filled(self) -> Streets:
        published(self.area)
        chain.designation(self.area, reason="Few places to meet")
        need = chain.need(self.area, "A place to stay")
        chain.activity(areas=[self.area], needs=[need], title="Open courtyards")
        place = domain.record_place(actor=COORDINATOR, name="Sala Nuova", lon=11.305, lat=44.455)
        chain.activity(title="Lessons in the hall", place=published(place))
        school = makers.organisation("Scuola Savena", type="school")
        organisations.add_seat(actor=COORDINATOR, organisation=school, lon=11.304, lat=44.454)
        return self


@pytest.fixture
def streets(frozen: Any) -> Streets:
    return Streets()


SAID = (
    "Few places to meet",
    "A place to stay",
    "Open courtyards",
    "Lessons in the hall",
    "Sala Nuova",
    "Scuola Savena",
)


def test_its_page_says_where_it_lies(client: Client, streets: Streets) -> None:
    published(streets.area)
    text = " ".join(client.get(address(streets.area)).content.decode().split())
    assert re.search(r"Si trova in: quartieri</dt><dd><a [^>]*>Savena</a> \(100 %\)</dd>", text)
    assert "Navile" not in re.sub(r"<option.*?</option>", "", text)


@pytest.mark.parametrize("where", ["area", "savena"])
def test_what_happens_there_is_on_its_page_and_on_that_of_the_quartiere(
    client: Client, streets: Streets, where: str
) -> None:
    page = address(getattr(streets.filled(), where))
    text = client.get(page).content.decode()
    assert [said for said in SAID if said not in text] == []
    assert "Tre strade" in text
    figures = assert_figures_add_up(client, page)
    assert [figure.value for figure in figures[:5]] == [1, 2, 0, 1, 1]


def test_the_quartiere_beside_tells_nothing_of_it(client: Client, streets: Streets) -> None:
    page = address(streets.filled().navile)
    assert [figure.value for figure in marks(client, page).figures[:5]] == [0, 0, 0, 0, 0]
    assert "Tre strade" not in client.get(page).content.decode()


def test_an_area_across_the_border_is_named_and_not_counted(client: Client, streets: Streets) -> None:
    across = published(drawn("A cavallo", square(0.5, 0, 1)))
    across.parent, across.path = None, f"/{across.pk}/"
    across.save()
    chain.need(across, "A need across")
    for area in (streets.savena, streets.navile):
        text = client.get(address(area)).content.decode()
        assert "a cavallo del confine: qui ne ricade il 50 %" in text
        assert "A need across" not in text


def test_a_withheld_area_leaks_through_no_door(client: Client, streets: Streets) -> None:
    chain.need(streets.area, "A secret need")
    chain.designation(streets.area, reason="A secret reason")
    chain.activity(areas=[streets.area], title="Walk")
    doors = [
        address(streets.savena),
        f"{at('needs')}?area=quartieri/Q1",
        f"{at('targets')}?area=quartieri/Q1",
        at("area-map", "quartieri", "Q1"),
        "/api/v1/areas/quartieri/Q1",
        "/api/v1/areas?area=quartieri/Q1",
        "/api/v1/needs?area=quartieri/Q1",
        "/cerca/?q=strade",
    ]
    for door in doors:
        got = client.get(door)
        assert got.status_code == 200, door
        text = got.content.decode()
        for secret in ("Tre strade", streets.area.uid, "A secret need", "A secret reason"):
            assert secret not in text, (door, secret)
    assert client.get(address(streets.area)).status_code == 404


def test_the_api_says_where_it_lies(client: Client, streets: Streets) -> None:
    published(streets.area)
    told = client.get(f"/api/v1/areas/{streets.area.layer.code}/{streets.area.code}").json()
    (one,) = told["lies_in"]
    assert (one["area"]["title"], one["share"], round(one["share_of_it"], 3)) == ("Savena", 1.0, 0.25)
    above = client.get("/api/v1/areas/quartieri/Q1").json()
    assert [found["area"]["title"] for found in above["drawn_here"]] == ["Tre strade"]
    assert above["lies_in"] == []


def test_the_page_asks_the_store_the_same_however_many_are_drawn(client: Client, streets: Streets) -> None:
    streets.filled()

    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get(address(streets.savena))
        return len(seen)

    cost()
    before = cost()
    for number in range(4):
        more = published(drawn(f"Altre {number}", square(0.1 * number, 0.1, 0.1)))
        chain.need(more)
    assert cost() == before
