"""What did we do in Savena? One page, whose figures open their rows."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests import chain, makers
from tests.fronts.portal.rows import assert_figures_add_up, at, marks

from portici.organisations.models import Seat
from portici.territory.domain import amend_area

pytestmark = pytest.mark.django_db


@pytest.fixture
def savena(frozen: Any) -> Any:
    """Savena: a target area within, a need answered there, what was decided, who is there, money."""
    bologna = makers.area("Bologna", layer_code="comuni")
    savena = makers.area("Savena", parent=bologna)
    streets = makers.area("Via Populonia", parent=savena, layer_code="zone")
    drawn = makers.area("Cortili", layer_code="aree-bersaglio", parts=(streets,))
    chain.designation(drawn, reason="Few places to meet")
    project = chain.project("BO3.3.1.b", title="Laboratorio")
    chain.sheet(project, amount_programmed=Decimal("412248.84"), amount_paid=Decimal("412248.83"))
    school = makers.organisation("Scuola Savena", type="school")
    Seat.objects.create(organisation=school, area=streets, town="Bologna")
    need = chain.need(drawn, "A place to stay", severity=4)
    doing = chain.activity(
        project,
        "Open courtyards",
        areas=[drawn],
        needs=[need],
        responsible=school,
        place=makers.place("Sala", area=streets),
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 6, 1),
    )
    chain.decision(chain.body("board"), "Courtyards open", number=3, activities=[doing])
    chain.opportunity(savena, "An empty hall", organisation=school)
    return savena


def address(area: Any) -> str:
    return at("area", area.layer.code, area.code)


def test_everything_within_the_area_is_on_its_page(client: Client, savena: Any) -> None:
    text = client.get(address(savena)).content.decode()
    for said in (
        "Few places to meet",
        "A place to stay",
        "An empty hall",
        "Courtyards open",
        "Open courtyards",
        "Scuola Savena",
        "Sala",
        "BO3.3.1.b",
        "412.248,84",
    ):
        assert said in text


def test_every_figure_is_what_its_rows_give(client: Client, savena: Any) -> None:
    figures = assert_figures_add_up(client, address(savena))
    assert [figure.value for figure in figures[:5]] == [1, 1, 1, 1, 1]
    assert {figure.how for figure in figures} == {"count", "sum"}


def test_the_area_above_counts_it_too_and_the_area_beside_does_not(client: Client, savena: Any) -> None:
    above = marks(client, address(savena.parent)).figures
    beside = makers.area("Navile", parent=savena.parent)
    assert above[0].value == 1
    assert marks(client, address(beside)).figures[0].value == 0


@pytest.fixture
def parts(savena: Any) -> list[Any]:
    """Four areas in Savena with an index that Savena itself lacks."""
    index = makers.indicator("frailty")
    found = [makers.area(f"Part {n}", parent=savena, layer_code="small") for n in range(4)]
    for number, area in enumerate(found):
        makers.observe(index, area, 10.0 * number)
    return found


def test_what_is_measured_in_its_parts_is_told_by_the_worst_and_the_range(
    client: Client, savena: Any, parts: list[Any]
) -> None:
    (row,) = client.get(address(savena)).context["spreads"]
    assert [one.area.name for one in row.named] == ["Part 3", "Part 2", "Part 1"]
    assert (row.among, row.without) == (4, 0)
    shown = [
        figure.value for figure in assert_figures_add_up(client, address(savena)) if figure.how == "published"
    ]
    assert shown == [30, 20, 10, 0, 30]


def test_the_figures_of_a_designation_say_the_day_on_which_they_were_frozen(
    client: Client, savena: Any, parts: list[Any]
) -> None:
    made = chain.designation(savena)
    made.decided_on = date(2026, 6, 11)
    made.save()
    made.figures.update(taken_at=datetime(2026, 7, 8, 9, tzinfo=UTC))
    text = client.get(f"/en{address(savena).removeprefix('/en')}").content.decode()
    said = ["Designated on 11 June 2026", "The figures that speak for it, frozen on 8 July 2026"]
    assert [text.count(one) for one in said] == [1, 1]


def test_the_figures_of_a_designation_open_their_rows(client: Client, savena: Any, parts: list[Any]) -> None:
    chain.designation(savena)
    ((_one, frozen, others),) = client.get(address(savena)).context["designations"]
    assert [(row.indicator.code, row.whose != "", row.among) for row in frozen] == [("frailty", True, 4)]
    assert others == []
    shown = [
        figure.value for figure in assert_figures_add_up(client, address(savena)) if figure.how == "published"
    ]
    assert shown[:3] == [30, 20, 10]


def test_parts_that_are_withheld_are_not_measured(client: Client, savena: Any) -> None:
    hidden = makers.area("Hidden part", parent=savena, layer_code="small", published=False)
    makers.observe(makers.indicator("frailty"), hidden, 10.0)
    makers.observe(makers.indicator("draft", published=False), savena.children.first(), 10.0)
    assert client.get(address(savena)).context["spreads"] == []


def test_an_empty_area_says_so_in_words(client: Client, frozen: Any) -> None:
    page = client.get(address(makers.area("Navile"))).content.decode()
    assert "No need is recorded here yet." in client.get(f"/en{address(makers.area())}").content.decode()
    assert "Navile" in page


def test_what_is_withheld_is_nowhere(client: Client, savena: Any) -> None:
    chain.need(savena, "Hidden need", published=False)
    hidden = makers.organisation("Hidden body", published=False)
    Seat.objects.create(organisation=hidden, area=savena)
    chain.activity(None, "Hidden activity", areas=[savena], published=False)
    makers.place("Hidden place", area=savena, published=False)
    makers.area("Hidden area", parent=savena, published=False)
    assert "Hidden" not in client.get(address(savena)).content.decode()
    assert_figures_add_up(client, address(savena))


def test_a_withheld_responsible_is_not_named(client: Client, savena: Any) -> None:
    hidden = makers.organisation("Hidden body", published=False)
    chain.activity(None, "Seen activity", areas=[savena], responsible=hidden)
    text = client.get(address(savena)).content.decode()
    assert "Seen activity" in text
    assert "Hidden body" not in text


@pytest.mark.parametrize("code", ["nowhere", "A0", "%00"])
def test_an_area_that_is_not_there_is_not_found(client: Client, db: None, code: str) -> None:
    assert client.get(f"/territorio/quartieri/{code}/").status_code == 404


def test_a_draft_area_is_not_found(client: Client, db: None) -> None:
    hidden = makers.area("Hidden", published=False)
    for name in ("area", "area-money", "area-map"):
        assert client.get(at(name, "quartieri", hidden.code)).status_code == 404


def test_sub_projects_are_not_added_to_their_project(client: Client, savena: Any) -> None:
    project = chain.project("BO1.1.1.a")
    part = chain.project("BO1.1.1.a.1", parent=project)
    chain.sheet(project, amount_programmed=Decimal(100))
    chain.sheet(part, amount_programmed=Decimal(40))
    chain.activity(part, "Part", areas=[savena])
    sums = [figure.value for figure in assert_figures_add_up(client, address(savena)) if figure.how == "sum"]
    assert sums == [Decimal("412348.84"), Decimal("412248.83")]


def test_the_number_of_queries_does_not_grow_with_the_rows(client: Client, savena: Any) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as counted:
            assert client.get(address(savena)).status_code == 200
        return len(counted)

    queries()
    few = queries()
    for _number in range(12):
        need = chain.need(savena)
        school = makers.organisation()
        Seat.objects.create(organisation=school, area=savena)
        doing = chain.activity(None, areas=[savena], needs=[need], responsible=school, partners=[school])
        chain.decision(chain.body(), activities=[doing])
        chain.opportunity(savena, organisation=school)
        makers.place(area=savena)
    assert queries() == few


def test_the_queries_do_not_grow_with_the_times_that_an_area_was_designated(
    client: Client, savena: Any
) -> None:
    makers.observe(makers.indicator("poverty"), savena, 30.0)

    def queries() -> int:
        with CaptureQueriesContext(connection) as counted:
            assert client.get(address(savena)).status_code == 200
        return len(counted)

    def designated(year: int) -> None:
        chain.designation(savena, decided_on=date(year, 1, 10), until=date(year, 12, 31))

    designated(2020)
    queries()
    few = queries()
    for year in (2021, 2022, 2023):
        designated(year)
    assert client.get(address(savena)).content.decode().count('id="designazione-') == 3
    assert queries() == few


def test_a_source_is_named_in_the_page_s_language(client: Client, savena: Any) -> None:
    """The words of the record are its own; what the page says about them is the page's."""
    amend_area(actor=makers.SYSTEM, area=savena, values={"note": "Sud-est.", "source": "Comune di Bologna"})
    url = at("area", "quartieri", savena.code)
    italian, english = client.get(url).content.decode(), client.get(f"/en{url}").content.decode()
    assert '<p class="muted">Fonte: <span>Comune di Bologna</span></p>' in italian
    assert '<p class="muted">Source: <span lang="it">Comune di Bologna</span></p>' in english
    assert "Fonte" not in english
