"""The portal's first page: what the office is, the chain with its numbers, the way to an area."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests import chain, makers
from tests.fronts.portal.rows import assert_figures_add_up

from portici.citypack.models import City
from portici.programme import domain as programme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


def test_empty(client: Client) -> None:
    text = client.get("/en/").content.decode()
    assert "No city has been loaded yet" in text
    assert "No activity is published yet." in text


def test_says_what_the_office_is_in_the_page_s_language(client: Client) -> None:
    city = City.objects.create(code="bologna", name="Bologna", office_name="Office", description="Chi siamo")
    assert '<div class="lead" lang="it"><p>Chi siamo</p>' in client.get("/en/").content.decode()
    city.description_en = "Who we are"
    city.save()
    assert '<div class="lead"><p>Who we are</p>' in client.get("/en/").content.decode()
    assert '<div class="lead"><p>Chi siamo</p>' in client.get("/").content.decode()
    assert '<meta name="description" content="Chi siamo">' in client.get("/").content.decode()


def test_the_chain_opens_its_rows(client: Client) -> None:
    area = makers.area("Savena")
    chain.designation(area)
    chain.designation(makers.area(), until=date(2025, 12, 31))
    need = chain.need(area)
    chain.need(area, published=False)
    project = chain.project("BO3.3.1.b", title="Support")
    chain.sheet(project, amount_paid=Decimal("412248.83"))
    done = chain.activity(
        project,
        "Radio",
        areas=[area],
        needs=[need],
        responsible=makers.organisation(),
        partners=[makers.organisation()],
    )
    programme.move_activity(actor=makers.coordinator(), activity=done, state="running")
    makers.organisation("Not at work")
    chain.decision(chain.body(), "Start", activities=[done])
    found = assert_figures_add_up(client, "/en/")
    assert [figure.value for figure in found] == [1, 1, 1, 1, 2, Decimal("412248.83")]
    text = client.get("/en/").content.decode()
    for told in ("Radio", "Start", "BO3.3.1.b Support", f'href="/en/territorio/quartieri/{area.code}/"'):
        assert told in text, told


def test_areas_in_which_something_was_done_are_one_click_away(client: Client) -> None:
    makers.layer("zones", "zone")
    makers.layer("targets", "target")
    savena, navile, borgo = makers.area("Savena"), makers.area("Navile"), makers.area("Borgo")
    within = makers.area("Within", parent=savena, layer_code="zones")
    part = makers.area("Part", parent=navile, layer_code="zones")
    target = makers.area("Target", layer_code="targets", parts=(part,))
    hidden = makers.area("Zzarea", published=False)
    chain.activity(areas=[within, hidden])
    chain.activity(areas=[target])
    chain.activity(areas=[borgo], published=False)
    chain.activity(place=makers.place(area=makers.area("Reno")))
    groups = client.get("/en/").context["areas"]
    assert [area.name for _layer, areas in groups for area in areas] == [
        "Target",
        "Navile",
        "Reno",
        "Savena",
    ]
    assert "Zzarea" not in client.get("/en/").content.decode()


def test_the_box_leads_to_any_area(client: Client) -> None:
    area, hidden = makers.area("Savena"), makers.area("Zzarea", published=False)
    response = client.get(f"/en/vai/?area=quartieri/{area.code}")
    assert (response.status_code, response["Location"]) == (302, f"/en/territorio/quartieri/{area.code}/")
    assert client.get(f"/vai/?area=quartieri/{hidden.code}").status_code == 404
    assert client.get("/vai/?area=//evil.example").status_code == 404
    assert client.get("/vai/")["Location"] == "/territorio/"
    assert client.post("/vai/").status_code == 405


def test_nothing_withheld(client: Client) -> None:
    area = makers.area("Savena")
    project = chain.project("BO3.3.1.b", title="Zzproject", published=False)
    chain.activity(project, "Zzinside", areas=[area])
    chain.activity(title="Zzactivity", areas=[area], published=False)
    chain.decision(chain.body("x", name="Zzbody", published=False), "Zzdecision")
    assert "Zz" not in client.get("/en/").content.decode()


def test_the_same_queries_whatever_the_rows(client: Client) -> None:
    board = chain.body()

    def grow(rows: int) -> None:
        for _row in range(rows):
            area = makers.area()
            project = chain.project()
            chain.sheet(project, amount_paid=Decimal(1))
            done = chain.activity(project, areas=[area], place=makers.place(area=area))
            programme.move_activity(actor=makers.coordinator(), activity=done, state="running")
            chain.decision(board, activities=[done])

    grow(1)
    few = _queries(client)
    grow(14)
    assert _queries(client) == few


def _queries(client: Client) -> int:
    client.get("/")
    with CaptureQueriesContext(connection) as seen:
        client.get("/")
    return len(seen)
