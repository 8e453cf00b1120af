"""The list of projects: tree, filters, sorting, totals, the file."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from tests import chain, makers
from tests.fronts.portal.rows import behind, marks, queries_of

from portici.programme.models import Project

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
LIST = "/en/progetti/"


def codes(client: Client, url: str) -> list[str]:
    return [project.code for project in client.get(url).context["table"].data]


@pytest.fixture
def family() -> dict[str, Project]:
    """A project with a sub-project, another of a second implementer, one without a sheet, one withheld."""
    action = chain.action()
    city, agency = makers.organisation("Comune"), makers.organisation("Agency")
    mother = chain.project("BO3.3.1.c", title="Mother", action=action)
    child = chain.project("BO3.3.1.c.9", title="Child", action=action, parent=mother)
    ninth = chain.project("BO3.3.1.c.10", title="Tenth child", action=action, parent=mother)
    other = chain.project("BO4.2.1.a", title="Buildings")
    bare = chain.project("BO7.1.1.d", title="Bare")
    chain.sheet(
        mother,
        implementer=city,
        amount_paid=Decimal("100.10"),
        starts_on=date(2016, 11, 1),
        ends_on=date(2021, 3, 30),
    )
    chain.sheet(child, implementer=agency, amount_paid=Decimal("40.05"))
    chain.sheet(other, implementer=agency, amount_paid=Decimal("7.00"), starts_on=date(2022, 1, 1))
    hidden = chain.project("BO9.9.9.z", title="Zzriservato", published=False)
    chain.sheet(hidden, amount_paid=Decimal("999.00"))
    chain.sheet(
        bare, published=False, as_of=date(2026, 2, 1), amount_paid=Decimal("555.00"), cup="F39G16000350007"
    )
    return {"mother": mother, "child": child, "ninth": ninth, "other": other, "bare": bare, "hidden": hidden}


@pytest.mark.usefixtures("family")
def test_in_reading_order_without_what_is_withheld(client: Client) -> None:
    outside, inside = ["BO4.2.1.a", "BO7.1.1.d"], ["BO3.3.1.c", "BO3.3.1.c.9", "BO3.3.1.c.10"]
    assert codes(client, LIST) == [*inside, *outside]
    text = client.get(LIST).content.decode()
    assert "Zzriservato" not in text
    assert "F39G16000350007" not in text
    assert "Axis 3. Inclusion" in text


@pytest.mark.usefixtures("family")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("livello=progetto", {"BO3.3.1.c", "BO4.2.1.a", "BO7.1.1.d"}),
        ("livello=sottoprogetto", {"BO3.3.1.c.9", "BO3.3.1.c.10"}),
        ("parent=BO3.3.1C", {"BO3.3.1.c.9", "BO3.3.1.c.10"}),
        ("q=bo3.3.1C.9", {"BO3.3.1.c.9"}),
        ("q=buildings", {"BO4.2.1.a"}),
        ("q=zzriservato", set()),
        ("year=2018", {"BO3.3.1.c"}),
        ("year=2025", {"BO4.2.1.a"}),
        ("importo=erogato", {"BO3.3.1.c", "BO3.3.1.c.9", "BO4.2.1.a"}),
        ("importo=programmato", set()),
        ("year=nonsense", set()),
        ("livello=../../etc/passwd", set()),
    ],
)
def test_filters(client: Client, query: str, expected: set[str]) -> None:
    assert set(codes(client, f"{LIST}?{query}")) == expected


@pytest.mark.parametrize(
    ("year", "expected"), [("2027", []), ("2021", []), ("2023", ["BO7.1.1.b"]), ("2024", [])]
)
def test_a_slip_of_the_source_is_no_year(client: Client, year: str, expected: list[str]) -> None:
    chain.sheet(chain.project("BO7.1.1.a"), starts_on=date(21, 9, 1))
    chain.sheet(chain.project("BO7.1.1.b"), starts_on=date(2023, 9, 1), ends_on=date(2023, 12, 1))
    assert codes(client, f"{LIST}?year={year}") == expected


def test_a_slip_of_the_source_is_marked(client: Client) -> None:
    chain.sheet(chain.project("BO7.1.1.a"), starts_on=date(21, 9, 1))
    chain.sheet(chain.project("BO7.1.1.b"), starts_on=date(2021, 9, 1))
    periods = [row.get_cell("starts_on") for row in client.get(LIST).context["table"].rows]
    assert periods == ["from 01/09/0021 (as in the source)", "from 01/09/2021"]


def test_by_implementer_programme_and_axis(client: Client, family: dict[str, Project]) -> None:
    sheet = family["child"].sheets.get()
    programme = family["mother"].action.axis.programme
    assert set(codes(client, f"{LIST}?implementer={sheet.implementer.uid}")) == {"BO3.3.1.c.9", "BO4.2.1.a"}
    of_programme = {"BO3.3.1.c", "BO3.3.1.c.9", "BO3.3.1.c.10"}
    assert set(codes(client, f"{LIST}?programme={programme.code}")) == of_programme
    assert set(codes(client, f"{LIST}?axis={programme.code}/3")) == of_programme
    assert codes(client, f"{LIST}?axis={programme.code}/4") == []


@pytest.mark.usefixtures("family")
def test_sorts_by_a_field_of_the_newest_sheet(client: Client) -> None:
    assert codes(client, f"{LIST}?sort=-amount_paid")[:3] == ["BO3.3.1.c", "BO3.3.1.c.9", "BO4.2.1.a"]
    assert codes(client, f"{LIST}?sort=amount_paid")[:3] == ["BO4.2.1.a", "BO3.3.1.c.9", "BO3.3.1.c"]
    assert codes(client, f"{LIST}?sort=implementer")[-2:] == ["BO3.3.1.c.10", "BO7.1.1.d"]


@pytest.mark.usefixtures("family")
@pytest.mark.parametrize(
    ("query", "paid"), [("", "107.10"), ("?livello=sottoprogetto", "40.05"), ("?parent=BO3.3.1.c", "40.05")]
)
def test_totals_open_the_rows_that_they_add_up(client: Client, query: str, paid: str) -> None:
    page = f"{LIST}{query}"
    found = [figure for figure in marks(client, page).figures if figure.how == "sum"]
    assert [figure.value for figure in found] == [Decimal(paid)]
    assert behind(client, found[0], page) == Decimal(paid)


def test_the_newest_published_sheet_counts(client: Client) -> None:
    project = chain.project("BO3.3.1.b")
    chain.sheet(project, as_of=date(2020, 1, 1), amount_paid=Decimal("5.00"))
    chain.sheet(project, as_of=date(2021, 1, 1), amount_paid=Decimal("6.00"))
    chain.sheet(project, as_of=date(2022, 1, 1), amount_paid=Decimal("7.00"), published=False)
    found = [figure.value for figure in marks(client, LIST).figures if figure.how == "sum"]
    assert found == [Decimal("6.00")]


@pytest.mark.usefixtures("family")
def test_the_file_has_the_same_rows(client: Client) -> None:
    response = client.get(f"{LIST}?formato=csv&sort=-amount_paid")
    lines = b"".join(response).decode("utf-8-sig").splitlines()
    assert lines[0].split(";")[:4] == ["Project", "Title", "Implementing body", "CUP"]
    assert lines[1] == "BO3.3.1.c;Mother;Comune;;2016-11-01/2021-03-30;;;;100.10"
    assert len(lines) == 6
    assert "Zzriservato" not in "".join(lines)


def test_the_implementer_that_is_withheld_has_no_name(client: Client) -> None:
    project = chain.project("BO3.3.1.b")
    chain.sheet(project, implementer=makers.organisation("Zzsegreta", published=False))
    for url in (LIST, f"{LIST}?formato=csv", "/en/progetti/BO3.3.1.b/"):
        response = client.get(url)
        text = b"".join(response).decode() if response.streaming else response.content.decode()
        assert "Zzsegreta" not in text


def test_empty(client: Client) -> None:
    assert b"No project answers" in client.get(LIST).content


def test_the_same_queries_whatever_the_rows(client: Client) -> None:
    action, city = chain.action(), makers.organisation()

    def grow(rows: int) -> None:
        for _row in range(rows):
            chain.sheet(chain.project(action=action), implementer=city, amount_paid=Decimal(1))

    grow(1)
    few = queries_of(client, LIST)
    grow(24)
    assert queries_of(client, LIST) == few
    assert queries_of(client, f"{LIST}?formato=csv") <= few
