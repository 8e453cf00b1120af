"""In the office: an indicator is marked as comparable only inside one area, and two editions that are not comparable are told apart."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from tests import makers
from tests.study import kit

from portici.kernel.actor import Role
from portici.study.models import Edition
from portici.territory.models import Indicator

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

SignIn = Callable[[Role], Client]


def at(name: str, *args: object) -> str:
    with translation.override("en"):
        return reverse(f"office:{name}", args=args)


def test_the_paper_marks_an_indicator(signed_in: SignIn) -> None:
    indicator, layer = makers.indicator("idise"), makers.layer("comuni", "comune")
    client = signed_in(Role.COORDINATOR)
    form = client.get(at("indicator-edit", indicator.uid)).context["form"]
    given = {
        name: "" if value is None else value for name, value in form.initial.items() if name in form.fields
    }
    given |= {"formula": "{}", "version": str(indicator.version), "comparable_within": str(layer.pk)}
    assert client.post(at("indicator-edit", indicator.uid), given).status_code == 302
    indicator.refresh_from_db()
    assert indicator.comparable_within == layer
    assert "Comparable only within one area of" in client.get(at("indicator", indicator.uid)).content.decode()


def test_its_page_lists_no_values_of_two_areas(signed_in: SignIn) -> None:
    index = makers.indicator("idise")
    zones = [
        makers.area(f"{name}-zone", layer_code="zones", parent=makers.area(name, layer_code="comuni"))
        for name in ("East", "West")
    ]
    for zone in zones:
        makers.observe(index, zone, 3.0)
    Indicator.objects.update(comparable_within=makers.layer("comuni"))
    client = signed_in(Role.AUDITOR)
    page = client.get(at("indicator", index.uid))
    assert [area.name for area in page.context["apart"]] == ["East", "West"]
    assert len(page.context["table"].data) == 0
    parent = zones[1].parent
    assert parent is not None
    chosen = client.get(at("indicator", index.uid), {"entro": parent.code})
    assert [one.area for one in chosen.context["table"].data] == [zones[1]]


def test_editions_of_different_comuni_are_told_apart(signed_in: SignIn) -> None:
    kit.areas()
    first = kit.computed()
    for edition, name in ((first, "East"), (kit.computed(of=first.study), "West")):
        holding = makers.area(name, layer_code="comuni")
        told = {"comparable_within": {"layer": "comuni", "code": holding.code, "name": name}}
        Edition.objects.filter(pk=edition.pk).update(manifest=edition.manifest | told)
        last = edition
    client = signed_in(Role.AUDITOR)
    page = client.get(at("edition-comparison", last.uid))
    assert "open each by itself" in page.content.decode()
    assert "found" not in page.context
    shown = client.get(at("edition", last.uid)).content.decode()
    assert (
        "This index is comparable only within West: it is not set beside that of another area of “comuni”."
        in shown
    )
