"""Every list of the office: filters, sorting, the file, nothing withheld, a number of queries that does not
grow."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from tests import chain, makers

from portici.kernel.actor import Role
from portici.territory.models import Indicator, Place

pytestmark = pytest.mark.django_db


def a_project(name: str, published: bool) -> Any:
    return chain.project(title=name, published=published)


def an_activity(name: str, published: bool) -> Any:
    partner = makers.organisation()
    return chain.activity(title=name, responsible=partner, areas=[makers.area()], published=published)


def a_programme(name: str, published: bool) -> Any:
    made = chain.action(published=False).axis.programme
    made.name = name
    return makers.records.amend(
        actor=makers.SYSTEM,
        record=made,
        values={"name": name, "publication": "published" if published else "draft"},
    )


LISTS: dict[str, Callable[[str, bool], Any]] = {
    "areas": lambda name, out: makers.area(name, published=out),
    "places": lambda name, out: makers.place(name, area=makers.area(), published=out),
    "indicators": lambda name, out: makers.store(
        Indicator(code=name.lower().replace(" ", "-"), name=name, direction="worse"), published=out
    ),
    "needs": lambda name, out: chain.need(makers.area(), name, published=out),
    "designations": lambda name, out: chain.designation(makers.area(name), published=out),
    "opportunities": lambda name, out: chain.opportunity(
        makers.area(), name, place=makers.place(), organisation=makers.organisation(), published=out
    ),
    "target-groups": lambda name, out: chain.group(name, published=out),
    "projects": a_project,
    "activities": an_activity,
    "programmes": a_programme,
    "bodies": lambda name, out: chain.body(name=name, published=out),
    "decisions": lambda name, out: chain.decision(chain.body(), name, published=out),
}


def at(name: str) -> str:
    with translation.override("en"):
        return reverse(f"office:{name}")


def rows_of(response: Any) -> list[list[str]]:
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


@pytest.mark.parametrize("name", LISTS)
def test_what_is_withheld_is_nowhere(name: str, signed_in: Callable[..., Client]) -> None:
    LISTS[name]("Shown", True)
    LISTS[name]("Secretum", False)
    contact = signed_in(Role.PARTNER_CONTACT, makers.organisation())
    page = contact.get(at(name)).content.decode()
    assert "Shown" in page
    assert "Secretum" not in page
    cells = [cell for row in rows_of(contact.get(at(name) + "?formato=csv")) for cell in row]
    assert any("Shown" in cell for cell in cells)
    assert not any("Secretum" in cell for cell in cells)
    found = contact.get(at(name) + "?q=Secretum")
    assert found.context["table"].paginator.count == 0
    assert "Secretum" in signed_in(Role.AUDITOR).get(at(name)).content.decode()


@pytest.mark.parametrize("name", LISTS)
def test_words_and_publication_narrow(name: str, coordinator: Client) -> None:
    LISTS[name]("Shown", True)
    LISTS[name]("Secretum", False)
    assert "Secretum" not in coordinator.get(at(name) + "?publication=published").content.decode()
    page = coordinator.get(at(name) + "?publication=draft").content.decode()
    assert "Secretum" in page
    assert "Shown" not in page


@pytest.mark.parametrize("name", LISTS)
def test_bad_input_shows_the_list(name: str, coordinator: Client) -> None:
    LISTS[name]("Shown", True)
    for query in ("?publication=elsewhere", "?page=zero", "?sort=nothing", "?page=-3", "?q=%00"):
        assert coordinator.get(at(name) + query).status_code == 200, query


@pytest.mark.parametrize("name", [*LISTS, "organisations"])
def test_of_a_filter_that_cannot_be_read_there_is_no_file(name: str, coordinator: Client) -> None:
    page = coordinator.get(f"{at(name)}?publication=elsewhere")
    assert page.status_code == 200
    answer = coordinator.get(f"{at(name)}?publication=elsewhere&formato=csv")
    assert (answer.status_code, answer["Content-Type"]) == (400, "text/html; charset=utf-8")
    told = "Select a valid choice. elsewhere is not one of the available choices."
    assert [told in one.content.decode() for one in (page, answer)] == [True, True]


@pytest.mark.parametrize("name", LISTS)
def test_queries_do_not_grow_with_rows(name: str, coordinator: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as counted:
            assert coordinator.get(at(name)).status_code == 200
        return len(counted)

    LISTS[name]("Row 0", True)
    coordinator.get(at(name))
    before = queries()
    for number in range(1, 15):
        LISTS[name](f"Row {number}", True)
    assert queries() == before


@pytest.mark.parametrize("name", LISTS)
def test_it_says_so_when_it_is_empty(name: str, coordinator: Client) -> None:
    assert 'class="empty"' in coordinator.get(at(name)).content.decode()


def test_rows_are_sorted_also_in_the_file(coordinator: Client) -> None:
    for name in ("Beta", "Alfa", "Gamma"):
        makers.place(name)
    listed = rows_of(coordinator.get(at("places") + "?sort=-name&formato=csv"))
    assert [row[1] for row in listed] == ["Name", "Gamma", "Beta", "Alfa"]


def test_a_file_carries_no_live_formulas(coordinator: Client) -> None:
    makers.store(Place(name="=HYPERLINK(1)"))
    cells = [row[1] for row in rows_of(coordinator.get(at("places") + "?formato=csv"))]
    assert cells[1] != "=HYPERLINK(1)"
    assert cells[1].endswith("=HYPERLINK(1)")


def test_a_list_is_narrowed_to_an_area_with_all_within_it(coordinator: Client) -> None:
    whole = makers.area("Bologna")
    part = makers.area("Savena", parent=whole)
    chain.need(part, "In the part")
    chain.need(makers.area("Imola"), "Elsewhere")
    page = coordinator.get(f"{at('needs')}?area={whole.uid}").content.decode()
    assert "In the part" in page
    assert "Elsewhere" not in page


def test_a_record_that_one_may_not_see_narrows_nothing(signed_in: Callable[..., Client]) -> None:
    hidden = makers.area("Secretum", published=False)
    contact = signed_in(Role.PARTNER_CONTACT, makers.organisation())
    page = contact.get(f"{at('needs')}?area={hidden.uid}").content.decode()
    assert "Secretum" not in page
    assert "was not found" in page


def test_a_withheld_parent_is_not_named(signed_in: Callable[..., Client]) -> None:
    makers.area("Savena", parent=makers.area("Secretum", published=False))
    contact = signed_in(Role.PARTNER_CONTACT, makers.organisation())
    assert "Secretum" not in contact.get(at("areas")).content.decode()
    assert "Secretum" in signed_in(Role.AUDITOR).get(at("areas")).content.decode()


def test_signing_in_comes_first(client: Client, db: None) -> None:
    response = client.get(at("needs"))
    assert response.status_code == 302
    assert "/accesso/" in response["Location"]
