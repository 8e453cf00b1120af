"""Beginnings of addresses lead up; machines find their files; the foot of the page leads to its notices."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from tests import makers

from portici.citypack.models import City
from portici.fronts import addresses
from portici.kernel.actor import Role
from portici.people import domain as people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


@pytest.mark.parametrize(
    ("address", "above"),
    [
        ("/decisioni/organi/", "/decisioni/"),
        ("/territorio/mappe/", "/territorio/"),
        ("/territorio/quartieri/", "/territorio/"),
        ("/territorio/indicatori/anziani/quartieri/", "/territorio/indicatori/anziani/"),
        ("/territorio/indicatori/anziani/quartieri/3/", "/territorio/indicatori/anziani/"),
        ("/progetti/BO1.1.1.a/schede/", "/progetti/BO1.1.1.a/#versioni"),
        ("/en/territorio/mappe/", "/en/territorio/"),
    ],
)
def test_a_beginning_leads_up(client: Client, address: str, above: str) -> None:
    makers.area()
    answer = client.get(address)
    assert (answer.status_code, answer["Location"]) == (302, above)
    assert client.post(address).status_code == 405


def test_a_layer_without_published_areas_is_not_there(client: Client) -> None:
    makers.area("Draft", layer_code="zone", published=False)
    answers = [client.get(f"/territorio/{layer}/").status_code for layer in ("zone", "nowhere")]
    assert answers == [404, 404]


@pytest.mark.parametrize(
    ("address", "above"),
    [
        ("/ufficio/territorio/", "/ufficio/territorio/aree/"),
        ("/ufficio/programma/", "/ufficio/programma/attivita/"),
        ("/ufficio/programma/schede/", "/ufficio/programma/progetti/"),
        ("/ufficio/rete/abc/sedi/", "/ufficio/rete/abc/"),
        ("/ufficio/storia/", "/ufficio/"),
        ("/ufficio/storia/need/", "/ufficio/"),
        ("/ufficio/pubblica/need/", "/ufficio/"),
        ("/ufficio/ritira/need/", "/ufficio/"),
        ("/ufficio/utenti/ruoli/abc/", "/ufficio/utenti/"),
        ("/ufficio/rete/abc/codici/def/", "/ufficio/rete/abc/"),
        ("/ufficio/rete/abc/appartenenze/def/", "/ufficio/rete/abc/"),
        ("/ufficio/programma/progetti/abc/relazioni/def/", "/ufficio/programma/progetti/abc/"),
        ("/ufficio/programma/attivita/abc/persone/def/", "/ufficio/programma/attivita/abc/"),
    ],
)
def test_in_the_office_too(client: Client, address: str, above: str) -> None:
    assert client.get(address)["Location"] == f"/accesso/?next={address}"
    user = makers.user("Nina Prova")
    people.grant_role(actor=makers.actor(Role.ADMINISTRATOR), user=user, role=Role.COORDINATOR)
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(address)["Location"] == above


def test_robots_stay_out_of_the_office(client: Client) -> None:
    answer = client.get("/robots.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content.decode() == (
        "User-agent: *\nDisallow: /ufficio/\nDisallow: /accesso/\nDisallow: /redazione/\n"
        "Disallow: /en/ufficio/\nDisallow: /en/accesso/\nDisallow: /en/redazione/\n"
        "\nSitemap: http://testserver/sitemap.xml\n"
    )


def test_security_txt_when_somebody_is_named(client: Client, settings: Any) -> None:
    assert client.get("/.well-known/security.txt").status_code == 404
    settings.SECURITY_CONTACT = "sicurezza@portici.example"
    assert client.get("/.well-known/security.txt").content.decode() == (
        "Contact: mailto:sicurezza@portici.example\nExpires: 2026-08-29T00:00:00+02:00\n"
        "Preferred-Languages: it, en\nCanonical: http://testserver/.well-known/security.txt\n"
    )


def test_the_foot_leads_to_the_notices(client: Client) -> None:
    text = client.get("/en/").content.decode()
    assert 'href="/en/accessibilita/" data-element="accessibility-link"' in text
    assert 'href="/en/privacy/" data-element="privacy-policy-link"' in text
    assert "has not yet given a mailbox" in client.get("/en/accessibilita/").content.decode()
    City.objects.create(
        code="bologna",
        name="Bologna",
        office_name="Office",
        body_name="Metropolitan city",
        feedback_email="parla@portici.example",
        accessibility_url="https://form.example/declaration",
    )
    text = client.get("/en/").content.decode()
    assert 'href="https://form.example/declaration" data-element="accessibility-link"' in text
    page = client.get("/en/accessibilita/").content.decode()
    assert '<a href="https://form.example/declaration">read the statement</a>' in page
    assert '<a href="mailto:parla@portici.example">' in page
    assert "The controller of the data is Metropolitan city." in client.get("/en/privacy/").content.decode()


@pytest.mark.parametrize(
    "keys", [("quartieri", "3"), ("quartieri", "a bà"), ("quartieri", "zzz-the-key-zzz")]
)
def test_a_page_with_keys_is_what_django_would_say(keys: tuple[str, str]) -> None:
    for language in ("it", "en"):
        with translation.override(language):
            assert addresses.page("portal:area", *keys) == reverse("portal:area", args=keys)
            assert addresses.page("portal:need", "6aa328w7c3bk") == reverse(
                "portal:need", args=["6aa328w7c3bk"]
            )
            assert addresses.page("portal:needs") == reverse("portal:needs")
