"""The portal's pages of listening, and of who is near the needs: nothing is shown that may not be."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from tests import chain, makers

from portici.needs import domain
from portici.organisations.models import Seat
from portici.territory.models import Area

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
WORDS = "zzparole sotto il portico"


def text(client: Client, url: str) -> str:
    response = client.get(url, headers={"accept-language": "en"})
    assert response.status_code == 200
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return str(body.decode("utf-8-sig"))


def rows(page: str) -> int:
    return len(re.findall(r"data-row", page))


def test_words_are_quoted_until_consent_is_withdrawn(client: Client) -> None:
    made = chain.listening(makers.area("Savena"), "Evening", people=28)
    row = chain.excerpt(made, text=WORDS, **chain.AGREED)
    chain.excerpt(made, text="zznonsicita")
    url = f"/en/territorio/ascolti/{made.uid}/"
    page = text(client, url)
    assert (WORDS in page, "zznonsicita" in page) == (True, False)
    domain.withdraw_consent(actor=makers.coordinator(), excerpt=row)
    asked = (
        url,
        "/en/territorio/ascolti/",
        "/en/territorio/ascolti/?formato=csv",
        "/en/cerca/?q=zzparole",
        "/api/v1/needs",
    )
    assert [WORDS in text(client, one) for one in asked] == [False] * 5


def test_small_counts_and_their_place_are_not_told(client: Client) -> None:
    area, place = makers.area(), makers.place("Back room")
    few = chain.listening(area, "Few", people=3, kind="interview", place=place)
    many = chain.listening(area, "Many", people=41, place=place)
    need = chain.need(area, listenings=[few, many])
    page = text(client, f"/en/territorio/ascolti/{few.uid}/")
    assert ("fewer than 5" in page, "Back room" in page) == (True, False)
    assert "Back room" in text(client, f"/en/territorio/ascolti/{many.uid}/")
    told = text(client, f"/en/territorio/bisogni/{need.uid}/")
    assert (
        "Heard in 1 session and 1 interview, from 41 people. 1 with fewer than 5 people is not in the sum."
        in told
    )
    lines = text(client, "/en/territorio/ascolti/?formato=csv").split("\r\n")[1:-1]
    assert {line.split(";")[0]: line.split(";")[-1] for line in lines} == {"Few": "<5", "Many": "41"}


def test_counts_by_theme_and_area_open_their_rows(client: Client) -> None:
    here, under = makers.area("Here"), makers.area("Under")
    for area, theme in ((here, "youth"), (here, "youth"), (under, "care")):
        chain.excerpt(chain.listening(area), theme=theme)
    page = text(client, "/en/territorio/ascolti/")
    figures = re.findall(r'href="([^"]+)" data-figure="count" data-value="(\d+)"', page)
    narrowed = [(url, int(value)) for url, value in figures if "theme=" in url or "here=" in url]
    assert sorted(value for _url, value in narrowed) == [1, 1, 2, 2]
    assert [rows(text(client, url)) for url, _value in narrowed] == [value for _url, value in narrowed]


def test_counts_of_a_narrowed_list_open_their_rows(client: Client) -> None:
    here = makers.area("Here")
    for kind, theme in (("session", "youth"), ("interview", "youth"), ("interview", "care")):
        chain.excerpt(chain.listening(here, kind=kind), theme=theme)
    page = text(client, "/en/territorio/ascolti/?kind=interview")
    figures = re.findall(r'href="([^"]+)" data-figure="count" data-value="(\d+)"', page)
    narrowed = [
        (url.replace("&amp;", "&"), int(value)) for url, value in figures if "here=" in url or "theme=" in url
    ]
    assert sorted(value for _url, value in narrowed) == [1, 1, 2]
    assert [rows(text(client, url)) for url, _value in narrowed] == [value for _url, value in narrowed]
    of_one_theme = text(client, "/en/territorio/ascolti/?theme=youth")
    assert "theme=care" not in of_one_theme


def placed() -> Area:
    area = makers.area("Savena")
    area.lon, area.lat = 11.34, 44.49
    area.save()
    school = makers.organisation("School near", type="school")
    Seat.objects.create(organisation=school, lon=11.341, lat=44.49)
    Seat.objects.create(organisation=makers.organisation("Of no theme"), lon=11.342, lat=44.49)
    chain.need(area, "Homework", theme="school")
    chain.need(area, "Lifts", theme="housing")
    return area


def test_the_finding_comes_first_and_figures_open_their_rows(client: Client) -> None:
    area = placed()
    url = f"/en/territorio/{area.layer.code}/{area.code}/vicino/"
    page = text(client, url)
    assert "1 of the 2 open needs in Savena has nobody within 800 m who works on its theme: Lifts." in page
    assert rows(page) == 2
    figures = re.findall(r'href="([^"]+)"[^>]* data-figure="count" data-value="(\d+)"', page)
    assert len(figures) == 5
    for behind, value in figures:
        assert rows(text(client, behind.replace("&amp;", "&"))) == int(value)
    assert "nobody within 400 m" in text(client, f"{url}?raggio=400")
    assert "nobody within 800 m" in text(client, f"{url}?raggio=99999999")
    assert "The one open need in Savena has somebody within 800 m" in text(client, f"{url}?tema=school")


def test_the_same_rows_as_a_file(client: Client) -> None:
    area = placed()
    lines = text(client, f"/en/territorio/{area.layer.code}/{area.code}/vicino/?formato=csv").split("\r\n")
    assert [line.split(";")[0:1] + line.split(";")[4:] for line in lines[1:-1]] == [
        ["Lifts", "", "", "nobody on its theme", ""],
        ["Lifts", "Of no theme", "Organisation", "theme not stated", "159"],
        ["Homework", "School near", "School", "on its theme", "80"],
        ["Homework", "Of no theme", "Organisation", "theme not stated", "159"],
    ]
