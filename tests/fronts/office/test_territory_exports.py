"""The files of places and of an indicator's values: what the importers take back, of what the reader may see."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from tests import makers

from portici.kernel.actor import Role
from portici.territory import domain
from portici.territory.domain.readings import Reading, observe

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def lines(client: Client, address: str) -> list[str]:
    response = client.get(address)
    return b"".join(response.streaming_content).decode("utf-8-sig").splitlines()  # type: ignore[attr-defined]


def test_the_values_of_an_indicator(coordinator: Client) -> None:
    indicator, area = makers.indicator("prova"), makers.area("Savena")
    observe(actor=makers.coordinator(), readings=[Reading(indicator.pk, area.pk, "2021", 0.5)])
    address = reverse("office:indicator", args=[indicator.uid])
    page = coordinator.get(address).content.decode()
    assert 'href="?formato=csv"' in page
    assert lines(coordinator, f"{address}?formato=csv") == [
        "Area code;Area name;Indicator;Period;Value;Status",
        f"{area.layer.code}/{area.code};Savena;prova;2021;0.5;ok",
    ]


def test_the_places(coordinator: Client) -> None:
    made = domain.record_place(actor=makers.coordinator(), name="Sala", address="Via Uno 1", kind="library")
    assert lines(coordinator, f"{reverse('office:places')}?formato=csv") == [
        "Reference;Name;Code;Kind of place;Address;Postcode;Longitude;Latitude;Area;Website;Note;Source;Publication",
        f"{made.uid};Sala;;Library;Via Uno 1;;;;;;;;Draft",
    ]


def test_an_indicator_that_is_withheld_is_not_there(signed_in: Callable[..., Client]) -> None:
    indicator = makers.indicator("prova")
    type(indicator).objects.filter(pk=indicator.pk).update(publication="draft")
    address = reverse("office:indicator", args=[indicator.uid])
    client = signed_in(Role.AREA_OFFICER, makers.area("Savena"))
    assert client.get(f"{address}?formato=csv").status_code == 404
