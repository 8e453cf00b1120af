"""Figures loaded by mistake are taken out from the indicator's page, and the street follows."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from tests import makers

from portici.territory.models import Indicator, Method, Observation, PopulationCount, PopulationSource

pytestmark = pytest.mark.django_db


def at(name: str, *args: str) -> str:
    with translation.override("en"):
        return reverse(f"office:{name}", args=args)


def test_values_go_from_the_page_and_the_street(coordinator: Client) -> None:
    index, area = makers.indicator("frailty"), makers.area("Savena")
    makers.observe(index, area, 7.25, period="2021")
    street = f"/en/territorio/indicatori/{index.code}/quartieri/{area.code}/2021/"
    assert coordinator.get(street).status_code == 200
    address = at("indicator-values-remove", index.uid)
    page = coordinator.get(at("indicator", index.uid)).content.decode()
    assert f'href="{address}?layer=quartieri&amp;period=2021"' in page
    paper = coordinator.get(f"{address}?layer=quartieri&period=2021").context["form"]
    assert (paper.initial["layer"], paper.initial["period"]) == (area.layer, "2021")
    asked = {"layer": area.layer.pk, "period": "1999", "reason": "Wrong file"}
    assert coordinator.post(address, asked).status_code == 422
    done = coordinator.post(address, asked | {"period": "2021"})
    assert (done.status_code, done["Location"]) == (302, at("indicator", index.uid))
    assert (Observation.objects.count(), coordinator.get(street).status_code) == (0, 404)
    told = coordinator.get(at("indicator", index.uid)).content.decode()
    assert "Values taken out" in told
    assert "Wrong file" in told


def test_computed_values_lead_to_their_counts(coordinator: Client) -> None:
    area = makers.area("Savena")
    share = makers.store(
        Indicator(code="old", name="old", method=Method.SHARE, formula={"bands": [[65, None]]})
    )
    makers.observe(share, area, 25.0, period="2021")
    source = PopulationSource.objects.create(code="istat", name="Istat")
    PopulationCount.objects.create(area=area, year=2021, age_from=0, age_to=150, people=90, source=source)
    page = coordinator.get(at("indicator", share.uid)).content.decode()
    assert f'href="{at("counts-remove")}?layer=quartieri&amp;year=2021"' in page
    assert coordinator.get(at("indicator-values-remove", share.uid)).status_code == 403
    asked = {"layer": area.layer.pk, "year": "2021", "reason": "Wrong year"}
    assert coordinator.post(at("counts-remove"), asked | {"year": "x"}).status_code == 422
    done = coordinator.post(at("counts-remove"), asked)
    assert (done.status_code, done["Location"]) == (302, at("indicators"))
    assert (PopulationCount.objects.count(), Observation.objects.count()) == (0, 0)
