"""The network on the portal: the list and the page of each organisation."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests import chain, makers
from tests.fronts.portal.rows import assert_figures_add_up, at, marks

from portici.organisations import domain
from portici.organisations.models import Contact, Membership, OrganisationCode, Seat

pytestmark = pytest.mark.django_db


def page(one: Any) -> str:
    return at("organisation", one.uid)


def names(client: Client, query: str = "") -> list[str]:
    lines = client.get(f"/en/rete/?formato=csv{query}").getvalue().decode("utf-8-sig").splitlines()
    return [line.split(";")[0] for line in lines[1:]]


def test_the_list_is_narrowed_by_type_area_network_and_words(client: Client, frozen: Any) -> None:
    area = makers.area("Savena")
    school = makers.organisation("Liceo Città", type="school")
    Seat.objects.create(organisation=school, area=area, town="Bologna")
    pact = makers.organisation("Patto")
    Membership.objects.create(member=school, network=pact)
    assert names(client, "&type=school") == ["Liceo Città"]
    assert names(client, f"&area=quartieri/{area.code}") == ["Liceo Città"]
    assert names(client, f"&network={pact.uid}") == ["Liceo Città"]
    assert names(client, "&q=citta liceo") == ["Liceo Città"]
    assert names(client, "&sort=-name") == ["Patto", "Liceo Città"]


def test_figures_by_type_open_their_rows(client: Client, frozen: Any) -> None:
    for number in range(30):
        makers.organisation(f"School {number}", type="school")
    makers.organisation("Firm", type="enterprise")
    makers.organisation("Hidden", type="enterprise", published=False)
    figures = assert_figures_add_up(client, "/rete/")
    assert sorted(figure.value for figure in figures) == [1, 30, 31]


def test_what_is_withheld_is_in_no_list_file_or_page(client: Client, frozen: Any) -> None:
    hidden = makers.organisation("Hidden", published=False)
    seen = makers.organisation("Seen", parent=hidden)
    Membership.objects.create(member=seen, network=hidden)
    assert names(client) == ["Seen"]
    assert marks(client, "/rete/?q=hidden").rows == []
    assert marks(client, f"/rete/?parent={hidden.uid}").rows == []
    assert client.get(page(hidden)).status_code == 404
    assert client.get(at("seats-map", hidden.uid)).status_code == 404
    for url in ("/rete/", page(seen)):
        assert "Hidden" not in client.get(url).content.decode()


def test_contacts_and_a_persons_code_are_never_shown(client: Client, frozen: Any) -> None:
    one = makers.organisation("Firm", type="informal_group", phone="051 123", email="ada@example.org")
    Contact.objects.create(organisation=one, name="Ada Bianchi", phone="333 1", email="ada.b@example.org")
    OrganisationCode.objects.create(organisation=one, scheme="fiscal", value="BNCDAA80A41A944X")
    OrganisationCode.objects.create(organisation=one, scheme="vat", value="01234567897")
    text = client.get(page(one)).content.decode()
    assert "01234567897" in text
    for withheld in ("Ada", "333 1", "ada.b@", "051 123", "ada@example.org", "BNCDAA80A41A944X"):
        assert withheld not in text


def test_a_merged_organisation_leads_to_the_one_that_stands(client: Client, frozen: Any) -> None:
    kept, gone = makers.organisation("Kept"), makers.organisation("Gone")
    domain.merge_organisations(actor=makers.coordinator(), kept=kept, merged=gone, reason="The same")
    response = client.get(page(gone))
    assert (response.status_code, response["Location"]) == (301, page(kept))
    assert names(client) == ["Kept"]


def test_a_page_says_what_it_is_part_of_and_what_it_does(client: Client, frozen: Any) -> None:
    area = makers.area("Savena")
    whole, one = makers.organisation("Whole"), makers.organisation("One", website="https://one.example")
    one.parent = whole
    one.save()
    pact = makers.organisation("Pact")
    Membership.objects.create(member=one, network=pact, since=date(2021, 5, 1))
    Seat.objects.create(organisation=one, area=area, address="Via Roma 1", town="Bologna", lon=11.3, lat=44.4)
    chain.activity(None, "Led", areas=[area], responsible=one)
    joined = chain.activity(None, "Joined", areas=[area], responsible=whole, partners=[one])
    chain.decision(chain.body(), "Decided", activities=[joined])
    chain.opportunity(area, "Offered", organisation=one)
    text = client.get(page(one)).content.decode()
    for said in ("Whole", "Pact", "Via Roma 1", "Savena", "Led", "Joined", "Decided", "Offered"):
        assert said in text
    assert 'href="https://one.example"' in text
    assert [figure.value for figure in assert_figures_add_up(client, page(one))] == [2]
    assert [figure.value for figure in assert_figures_add_up(client, page(pact))] == [0, 1]
    found = client.get(at("seats-map", one.uid)).json()["features"]
    assert [feature["properties"]["kind"] for feature in found] == ["point"]


def test_a_website_that_is_no_web_address_is_not_a_link(client: Client, frozen: Any) -> None:
    one = makers.organisation("One", website="javascript:alert(1)")
    assert 'href="javascript' not in client.get(page(one)).content.decode()


@pytest.mark.parametrize("uid", ["nothing", "23456789abcd"])
def test_what_is_not_there_is_not_found(client: Client, db: None, uid: str) -> None:
    assert client.get(f"/rete/{uid}/").status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_rows(client: Client, frozen: Any) -> None:
    area = makers.area("Savena")
    one = makers.organisation("One")

    def fill(times: int) -> None:
        for _number in range(times):
            other = makers.organisation(parent=one)
            Seat.objects.create(organisation=other, area=area)
            Membership.objects.create(member=other, network=one)
            Membership.objects.create(member=one, network=other)
            doing = chain.activity(None, areas=[area], responsible=one, partners=[other])
            chain.decision(chain.body(), activities=[doing])
            chain.opportunity(area, organisation=one)

    def queries(url: str) -> int:
        with CaptureQueriesContext(connection) as counted:
            client.get(url)
        return len(counted)

    fill(1)
    few = [(queries(url), queries(url))[1] for url in ("/rete/", page(one))]
    fill(8)
    assert [queries(url) for url in ("/rete/", page(one))] == few
