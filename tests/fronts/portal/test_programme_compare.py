"""Two published versions of a sheet, side by side on the portal."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from tests import chain, makers

from portici.programme.models import Project

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
PAGE = "/progetti/BO3.3.1.b/schede/confronto/"


@pytest.fixture
def project() -> Project:
    made = chain.project("BO3.3.1.b", title="Azioni di supporto", action=chain.action())
    hidden = makers.organisation("Ente riservato", published=False)
    for day, paid, text, published in (
        (date(2021, 3, 30), "1000.00", "Un Board che cura", True),
        (date(2023, 5, 2), "1500.50", "Un Board che decide", True),
        (date(2025, 5, 2), "9999.00", "Bozza riservata", False),
    ):
        chain.sheet(
            made, published=published, as_of=day, title="Azioni", amount_paid=Decimal(paid), implementer=hidden,
            sections=[("1) Governance", text)],
        )  # fmt: skip
    return made


@pytest.mark.usefixtures("project")
def test_the_two_newest_published_are_compared_unless_others_are_asked_for(client: Client) -> None:
    text = client.get(PAGE).content.decode()
    for told in (
        "<del>€ 1.000,00</del>",
        "<ins>€ 1.500,50</ins>",
        "+ € 500,50",
        "<del>cura</del>",
        "<ins>decide</ins>",
    ):
        assert told in text
    assert [word for word in ("Bozza", "9.999", "Ente riservato") if word in text] == []
    turned = client.get(f"{PAGE}?da=2023-05-02&a=2021-03-30").content.decode()
    assert "− € 500,50" in turned


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("asked", ["da=2025-05-02", "a=never", "da=2021-03-30/2"])
def test_a_version_that_is_not_published_is_not_there(client: Client, asked: str) -> None:
    assert client.get(f"{PAGE}?{asked}").status_code == 404


def test_with_one_version_there_is_nothing_to_compare(client: Client) -> None:
    made = chain.project("BO3.3.1.b", title="Azioni", action=chain.action())
    chain.sheet(made, as_of=date(2021, 3, 30), title="Azioni")
    assert "due versioni" in client.get(PAGE).content.decode()
    assert "confronto" not in client.get("/progetti/BO3.3.1.b/").content.decode()


@pytest.mark.usefixtures("project")
def test_the_page_of_the_project_leads_to_it(client: Client) -> None:
    assert PAGE in client.get("/progetti/BO3.3.1.b/").content.decode()
