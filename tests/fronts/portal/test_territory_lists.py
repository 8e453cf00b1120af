"""Lists and pages of needs, opportunities, places, target areas."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests import chain, makers
from tests.fronts.portal.rows import assert_figures_add_up, at, marks

pytestmark = pytest.mark.django_db

LISTS = ["targets", "needs", "opportunities", "places", "indicators"]


@pytest.fixture
def area(frozen: Any) -> Any:
    return makers.area("Savena")


def names(client: Client, url: str) -> list[str]:
    """The first cells of the list as a file."""
    lines = client.get(f"/en{url}").getvalue().decode("utf-8-sig").splitlines()
    return [line.split(";")[0] for line in lines[1:]]


def csv_of(name: str, query: str = "") -> str:
    return f"{at(name)}?formato=csv{query}"


def test_needs_are_narrowed_by_theme_state_severity_words_and_area(client: Client, area: Any) -> None:
    other = makers.area("Navile")
    chain.need(area, "Città aperta", theme="youth", severity=5)
    chain.need(other, "Lavoro", theme="work", severity=2)
    assert names(client, csv_of("needs", "&theme=youth")) == ["Città aperta"]
    assert names(client, csv_of("needs", "&severity=3")) == ["Città aperta"]
    assert names(client, csv_of("needs", "&q=citta")) == ["Città aperta"]
    assert names(client, csv_of("needs", f"&area=quartieri/{other.code}")) == ["Lavoro"]
    assert names(client, csv_of("needs", "&state=closed")) == []
    assert names(client, csv_of("needs", "&sort=severity")) == ["Lavoro", "Città aperta"]


def test_needs_of_a_group(client: Client, area: Any) -> None:
    young = chain.group("Young people")
    chain.need(area, "Theirs", groups=[young])
    chain.need(area, "Of others")
    assert names(client, csv_of("needs", f"&group={young.uid}")) == ["Theirs"]


@pytest.mark.parametrize(
    "query", ["?area=nowhere/1", "?theme=<b>", "?severity=9", "?page=x", "?sort=nothing"]
)
def test_bad_words_in_the_address_do_no_harm(client: Client, area: Any, query: str) -> None:
    chain.need(area)
    assert client.get(f"/territorio/bisogni/{query}").status_code == 200


@pytest.mark.parametrize("query", ["&area=nowhere/1", "&theme=<b>", "&severity=9"])
def test_of_a_filter_that_cannot_be_read_there_is_no_file(client: Client, area: Any, query: str) -> None:
    chain.need(area, "Lessons")
    answer = client.get(csv_of("needs", query))
    assert (answer.status_code, answer["Content-Type"]) == (400, "text/html; charset=utf-8")
    assert answer.content.decode().count("field--error") == 1


@pytest.mark.parametrize("name", LISTS)
def test_lists_answer_with_no_rows(client: Client, db: None, name: str) -> None:
    assert marks(client, at(name)).rows == []


def test_target_areas_in_force_and_ended(client: Client, area: Any) -> None:
    chain.designation(area, act="Act 1")
    chain.designation(makers.area("Navile"), until=date(2025, 6, 1))
    assert names(client, csv_of("targets", "&state=now")) == ["Savena"]
    assert names(client, csv_of("targets", "&state=ended")) == ["Navile"]


def test_the_figures_of_the_territory_open_their_lists(client: Client, area: Any) -> None:
    chain.designation(area)
    chain.need(area)
    chain.opportunity(area, place=makers.place(area=area))
    figures = assert_figures_add_up(client, "/territorio/")
    assert [figure.value for figure in figures] == [1, 1, 1, 1, 1]


def test_what_is_withheld_is_in_no_list_no_file_and_no_page(client: Client, area: Any) -> None:
    draft_area = makers.area("Draft area", published=False)
    offer = chain.opportunity(area, "Hidden", published=False, organisation=makers.organisation())
    hidden = [
        ("needs", "need", chain.need(area, "Hidden", published=False)),
        ("needs", "need", makers_need_in(draft_area)),
        ("opportunities", "opportunity", offer),
        ("places", "place", makers.place("Hidden", area=area, published=False)),
    ]
    for plural, single, record in hidden:
        assert names(client, csv_of(plural)) == []
        assert marks(client, f"{at(plural)}?q=hidden").rows == []
        assert client.get(at(single, record.uid)).status_code == 404
    assert client.get(at("place-map", hidden[-1][2].uid)).status_code == 404


def makers_need_in(area: Any) -> Any:
    """A published need of an area that was withdrawn afterwards."""
    from portici.needs.models import Need

    return makers.store(
        Need(area=area, title="Hidden", theme="school", source="x", recorded_on=date(2026, 1, 1))
    )


def test_a_need_is_read_both_ways(client: Client, area: Any) -> None:
    chain.designation(area)
    need = chain.need(area, "A need", groups=[chain.group("Teens")])
    doing = chain.activity(None, "An answer", areas=[area], needs=[need])
    chain.decision(chain.body(), "Decided so", activities=[doing])
    chain.activity(None, "Hidden answer", areas=[area], needs=[need], published=False)
    text = client.get(at("need", need.uid)).content.decode()
    for said in ("Savena", "Teens", "An answer", "Decided so"):
        assert said in text
    assert "Hidden" not in text


def test_a_place_and_an_opportunity_name_what_a_visitor_may_see(client: Client, area: Any) -> None:
    place = makers.place("Hall", area=area)
    body = makers.organisation("Owner")
    offer = chain.opportunity(area, "Free hall", place=place, organisation=body)
    chain.activity(None, "Held here", areas=[area], place=place)
    on_place = client.get(at("place", place.uid)).content.decode()
    on_offer = client.get(at("opportunity", offer.uid)).content.decode()
    assert "Held here" in on_place
    assert "Free hall" in on_place
    assert "Owner" in on_offer


@pytest.mark.parametrize("name", LISTS[:4])
def test_the_number_of_queries_does_not_grow_with_the_rows(client: Client, area: Any, name: str) -> None:
    def fill(times: int) -> None:
        for _number in range(times):
            body, place = makers.organisation(), makers.place(area=area)
            need = chain.need(area, groups=[chain.group()])
            chain.activity(None, areas=[area], needs=[need])
            chain.opportunity(area, organisation=body, place=place)
            chain.designation(makers.area())

    def queries() -> int:
        with CaptureQueriesContext(connection) as counted:
            client.get(at(name))
        return len(counted)

    fill(1)
    queries()
    few = queries()
    fill(8)
    assert queries() == few


def test_ten_thousand_rows_come_in_pages(client: Client, area: Any) -> None:
    for _number in range(60):
        makers.place(area=area)
    found = marks(client, "/territorio/luoghi/")
    assert (len(found.rows), bool(found.next)) == (20, True)
    assert_figures_add_up(client, "/territorio/luoghi/")
