"""The page of a project: the sheet as published, its versions, and what it stands with."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests import chain, makers
from tests.fronts.portal.rows import assert_figures_add_up, marks

from portici.programme import domain as programme
from portici.programme.models import Project, RelationType

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
PAGE = "/progetti/BO3.3.1.b/"
AMOUNT = Decimal("412248.84")


@pytest.fixture
def project() -> Project:
    """The seed's sheet."""
    made = chain.project("BO3.3.1.b", title="Azioni di supporto", action=chain.action())
    chain.sheet(
        made,
        as_of=date(2026, 1, 15),
        published_by="pnmetroplus.it",
        source_url="https://www.pnmetroplus.it/progetto/?codice=BO3.3.1.b",
        city="Bologna",
        action_label="Azione 3.3.1",
        implementer=makers.organisation("Comune di Bologna"),
        cup="F39G16000350007",
        official="Miriam Pepe",
        starts_on=date(2016, 11, 1),
        ends_on=date(2021, 3, 30),
        amount_programmed=AMOUNT,
        amount_admitted=AMOUNT,
        amount_committed=AMOUNT,
        amount_paid=AMOUNT - Decimal("0.01"),
        documents_note="Documenti non disponibili",
        sections=[("", "Il presente progetto"), ("1) Governance", "Un Board\n\nche cura")],
    )
    return made


@pytest.mark.usefixtures("project")
def test_has_every_field_of_the_sheet_in_italian_formats(client: Client) -> None:
    text = client.get(PAGE).content.decode()
    for told in (
        "Bologna",
        "BO3.3.1.b",
        "Azione 3.3.1",
        "Comune di Bologna",
        "F39G16000350007",
        "Miriam Pepe",
        "01-11-2016",
        "30-03-2021",
        "€ 412.248,83",
        "Documenti non disponibili",
        "pnmetroplus.it",
        '<a href="#sezione-2">1) Governance</a>',
        "<p>che cura</p>",
    ):
        assert told in text, told
    assert text.count("€ 412.248,84") >= 3
    assert "€ 412,248.84" in client.get(f"/en{PAGE}").content.decode()


@pytest.mark.usefixtures("project")
def test_the_cent_that_is_left_is_explained(client: Client) -> None:
    text = client.get(f"/en{PAGE}").content.decode()
    assert "€ 0.01 of the legally binding amount were not paid" in text


def test_a_year_of_the_source_is_shown_and_doubted(client: Client) -> None:
    made = chain.project("BO7.1.1.a")
    chain.sheet(
        made,
        starts_on=date(21, 9, 1),
        amount_programmed=Decimal(2660000),
        amount_admitted=Decimal(2910000),
    )
    text = client.get("/en/progetti/BO7.1.1.a/").content.decode()
    assert "01-09-0021" in text
    assert "Year 0021 in the source, probably 2021" in text
    assert "The source gives no end date." in text
    assert "The source gives no CUP." in text
    assert "The source gives € 2,910,000.00, more than the amount that comes before it." in text


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("spelt", ["BO3.3.1b", "BO.3.3.1b", "bo3.3.1.B", "BO-3.3.1.b"])
def test_any_spelling_leads_to_the_one_address(client: Client, spelt: str) -> None:
    response = client.get(f"/progetti/{spelt}/?x=1")
    assert (response.status_code, response["Location"]) == (301, f"{PAGE}?x=1")
    version = client.get(f"/en/progetti/{spelt}/schede/2026-01-15/")
    assert (version.status_code, version["Location"]) == (301, f"/en{PAGE}schede/2026-01-15/")


@pytest.mark.parametrize("code", ["BO3.3.1.z", "nonsense", "BO9.9.9.z", "<script>"])
def test_there_is_no_page_of_what_is_withheld_or_unknown(client: Client, code: str) -> None:
    chain.project("BO9.9.9.z", published=False)
    assert client.get(f"/progetti/{code}/").status_code == 404


def test_without_a_sheet_and_with_a_withheld_one(client: Client) -> None:
    made = chain.project("BO3.3.1.b")
    chain.sheet(made, official="Zzriservata", published=False)
    text = client.get(f"/en{PAGE}").content.decode()
    assert "No sheet of this project is published yet." in text
    assert "Zzriservata" not in text
    assert client.get(f"{PAGE}schede/2026-01-15/").status_code == 404


def test_versions_of_two_portals_are_kept_apart(client: Client, project: Project) -> None:
    chain.sheet(project, as_of=date(2019, 5, 1), published_by="ponmetro.it", amount_paid=Decimal("10.00"))
    chain.sheet(project, as_of=date(2019, 5, 1), published_by="comune.it", amount_paid=Decimal("20.00"))
    text = client.get(PAGE).content.decode()
    for part in (
        "schede/2026-01-15/",
        "schede/2019-05-01/",
        "schede/2019-05-01/2/",
        "ponmetro.it",
        "comune.it",
    ):
        assert part in text, part
    first, second = (client.get(f"{PAGE}schede/2019-05-01/{part}") for part in ("", "2/"))
    assert [first.context["sheet"].published_by, second.context["sheet"].published_by] == [
        "comune.it",
        "ponmetro.it",
    ]
    for missing in ("schede/2019-05-01/3/", "schede/2018-01-01/", "schede/2018-13-45/"):
        assert client.get(f"{PAGE}{missing}").status_code == 404


@pytest.mark.usefixtures("project")
def test_each_amount_opens_its_row(client: Client) -> None:
    published = [figure for figure in marks(client, PAGE).figures if figure.how == "published"]
    assert [figure.value for figure in published] == [AMOUNT, AMOUNT, AMOUNT, AMOUNT - Decimal("0.01")]
    assert_figures_add_up(client, PAGE)
    assert marks(client, f"{PAGE}schede/2026-01-15/?importo=nonsense").rows == []


def test_relations_are_read_from_both_ends(client: Client, project: Project) -> None:
    other = chain.project("BO4.2.1.a", title="Buildings")
    hidden = chain.project("BO9.9.9.z", title="Zzriservato", published=False)
    for source in (other, hidden):
        programme.relate_projects(
            actor=makers.coordinator(), source=source, relation=RelationType.HOSTS_EVENTS_OF, target=project
        )
    here = client.get(f"/en{PAGE}").content.decode()
    assert "Has its events hosted by" in here
    assert "BO4.2.1.a Buildings" in here
    assert "Zzriservato" not in here
    assert "Hosts events of" in client.get("/en/progetti/BO4.2.1.a/").content.decode()


def test_what_it_is_for_and_what_is_done(client: Client, project: Project) -> None:
    area = makers.area("Savena")
    need = chain.need(area, "A place for the young")
    leader, secret = makers.organisation("Leader"), makers.organisation("Zzsegreta", published=False)
    done = chain.activity(
        project,
        "Radio",
        areas=[area, makers.area("Zzarea", published=False)],
        needs=[need, chain.need(area, "Zzneed", published=False)],
        responsible=leader,
        partners=[secret],
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 6, 1),
    )
    chain.activity(project, "Zzactivity", published=False)
    chain.decision(chain.body(), "Start the radio", activities=[done])
    chain.decision(chain.body(), "Zzdecision", activities=[done], published=False)
    text = client.get(f"/en{PAGE}").content.decode()
    for told in ("Savena", "A place for the young", "Leader", "Radio", "Start the radio", "tl-bar"):
        assert told in text, told
    assert "Zz" not in text
    assert len(assert_figures_add_up(client, f"/en{PAGE}")) == 4 + 2


def test_sub_projects_count_with_their_project(client: Client, project: Project) -> None:
    child = chain.project("BO3.3.1.b.1", title="Child", parent=project)
    chain.activity(child, "Of the child")
    text = client.get(f"/en{PAGE}").content.decode()
    assert "Of the child" in text
    assert "BO3.3.1.b.1 Child" in text
    assert_figures_add_up(client, f"/en{PAGE}")


def test_the_same_queries_whatever_the_rows(client: Client, project: Project) -> None:
    board, area = chain.body(), makers.area()

    def grow(rows: int) -> None:
        for _row in range(rows):
            need = chain.need(area)
            done = chain.activity(
                project,
                areas=[area],
                needs=[need],
                responsible=makers.organisation(),
                partners=[makers.organisation()],
                starts_on=date(2026, 1, 1),
            )
            chain.decision(board, activities=[done])
            chain.sheet(project, as_of=date(2020, 1, 1), published_by=done.uid)
            other = chain.project()
            programme.relate_projects(
                actor=makers.coordinator(), source=other, relation=RelationType.SUPPORTS, target=project
            )

    grow(1)
    few = _queries(client)
    grow(15)
    assert _queries(client) == few


def _queries(client: Client) -> int:
    client.get(PAGE)
    with CaptureQueriesContext(connection) as seen:
        client.get(PAGE)
    return len(seen)


def test_the_language_of_the_content_is_said(client: Client, project: Any) -> None:
    assert '<h1 lang="it">Azioni di supporto</h1>' in client.get(f"/en{PAGE}").content.decode()
    assert "<h1>Azioni di supporto</h1>" in client.get(PAGE).content.decode()
