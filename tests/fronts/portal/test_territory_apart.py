"""Values that are comparable only inside one comune, on the portal's pages: refused side by side, shown one comune at a time."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from tests import makers
from tests.fronts.portal.rows import at

from portici.territory.models import Area, Indicator

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen", "english")]

TOLD = "comparable only inside one area of “comuni”"


@pytest.fixture
def comuni() -> dict[str, Area]:
    """Two comuni of two zones each, with an index that is comparable only inside one."""
    made = {name: makers.area(name, layer_code="comuni") for name in ("East", "West")}
    index = makers.indicator("idise")
    Indicator.objects.filter(pk=index.pk).update(comparable_within=makers.layer("comuni"))
    for place, name in enumerate(("East", "West")):
        for number in range(2):
            made[f"{name}-{number}"] = makers.area(f"{name}-{number}", layer_code="zones", parent=made[name])
            makers.observe(index, made[f"{name}-{number}"], 100.0 + 10 * place + number)
    return made


def page(client: Client, **asked: str) -> Any:
    return client.get(f"/en{at('indicator', 'idise')}", {"layer": "zones"} | asked)


def test_the_page_refuses_and_offers_the_comuni(client: Client, comuni: dict[str, Area]) -> None:
    shown = page(client)
    assert TOLD in shown.content.decode()
    assert [(row.area.name, row.value, row.rank) for row in shown.context["table"].data] == [
        (name, None, None) for name in ("East-0", "East-1", "West-0", "West-1")
    ]
    assert shown.context["steps"] == []
    assert f"entro={comuni['West'].code}" in shown.content.decode()


def test_one_comune_is_shown_by_itself(client: Client, comuni: dict[str, Area]) -> None:
    shown = page(client, entro=comuni["West"].code)
    assert [(row.area.name, row.value, row.rank) for row in shown.context["table"].data] == [
        ("West-0", 110.0, 2),
        ("West-1", 111.0, 1),
    ]
    drawn = json.loads(client.get(shown.context["map_url"]).content)
    assert [one["properties"].get("value") for one in drawn["features"]] == [None, None, 110.0, 111.0]


def test_its_map_and_its_file_have_no_values_of_two(client: Client, comuni: dict[str, Area]) -> None:
    drawn = json.loads(client.get(page(client).context["map_url"]).content)
    assert [one["properties"].get("value") for one in drawn["features"]] == [None] * 4
    assert "110" not in page(client, formato="csv").getvalue().decode()
    of_api = json.loads(client.get("/api/v1/layers/zones/areas.geojson", {"indicator": "idise"}).content)
    assert [one["properties"]["value"] for one in of_api["features"]] == [None] * 4


def test_a_comune_that_there_is_not_shows_nothing(client: Client, comuni: dict[str, Area]) -> None:
    assert list(page(client, entro="nowhere").context["table"].data) == []


def test_an_indicator_that_is_comparable_everywhere_says_nothing(
    client: Client, comuni: dict[str, Area]
) -> None:
    Indicator.objects.update(comparable_within=None)
    shown = page(client, entro=comuni["West"].code)
    assert TOLD not in shown.content.decode()
    assert [row.value for row in shown.context["table"].data] == [100.0, 101.0, 110.0, 111.0]


def test_an_area_is_ranked_among_its_own(client: Client, comuni: dict[str, Area]) -> None:
    shown = client.get(f"/en{at('area', 'zones', comuni['West-0'].code)}")
    assert "2 of 2" in " ".join(shown.content.decode().split())
