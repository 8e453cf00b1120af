"""The map's data and its table twin say the same."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from tests import chain, makers
from tests.fronts.portal.rows import at, marks

from portici.citypack.models import City
from portici.fronts.portal.territory.choice import choose
from portici.territory.models import Area, Geometry, Indicator

pytestmark = pytest.mark.django_db


def shaped(area: Area, west: float = 11.3) -> Area:
    """A square of a hundredth of a degree."""
    east = west + 0.01
    ring = [[west, 44.4], [east, 44.4], [east, 44.41], [west, 44.41], [west, 44.4]]
    text = json.dumps({"type": "Polygon", "coordinates": [ring]})
    Geometry.objects.create(
        area=area, whole=text, simplified=text, min_lon=west, min_lat=44.4, max_lon=east, max_lat=44.41
    )
    return area


@pytest.fixture
def layer(frozen: Any) -> Any:
    """Six quartieri with values 1 to 5 and one without; one is a target area."""
    indicator = makers.indicator("fragility")
    areas = [shaped(makers.area(f"Q{number}"), 11 + number / 100) for number in range(6)]
    for value, area in enumerate(areas[:5], start=1):
        makers.observe(indicator, area, float(value), period="2021")
    chain.designation(areas[4])
    return areas


DATA = "/territorio/mappe/quartieri.geojson?indicator=fragility&period=2021"


def features(client: Client, url: str = DATA) -> dict[str, dict[str, Any]]:
    found = json.loads(client.get(url).content)["features"]
    return {one["properties"]["name"]: one["properties"] for one in found}


def test_each_area_has_value_class_kind_and_address(client: Client, layer: Any) -> None:
    found = features(client)
    assert [found[f"Q{number}"]["class"] for number in range(6)] == [0, 1, 2, 3, 4, None]
    assert [found[f"Q{number}"]["value"] for number in range(6)] == [1.0, 2.0, 3.0, 4.0, 5.0, None]
    assert found["Q4"]["kind"] == "target"
    assert found["Q0"]["kind"] == "area"
    assert found["Q0"]["url"] == at("area", "quartieri", layer[0].code)
    assert found["Q0"]["label"] == "1,0"


def test_without_an_indicator_the_shapes_are_plain(client: Client, layer: Any) -> None:
    assert "value" not in features(client, "/territorio/mappe/quartieri.geojson")["Q0"]


def test_a_target_area_of_another_layer_is_drawn_over(client: Client, layer: Any) -> None:
    drawn = shaped(makers.area("Streets", layer_code="aree-bersaglio"))
    chain.designation(drawn)
    assert features(client)["Streets"]["kind"] == "target"


def test_the_browser_is_told_when_nothing_changed(client: Client, layer: Any) -> None:
    first = client.get(DATA)
    again = client.get(DATA, headers={"if-none-match": first["ETag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    layer[0].observations.update(value=9.0)
    assert client.get(DATA, headers={"if-none-match": first["ETag"]}).status_code == 200


def test_it_is_sent_compressed(client: Client, layer: Any) -> None:
    assert client.get(DATA, headers={"accept-encoding": "gzip"})["Content-Encoding"] == "gzip"


def test_a_withheld_area_is_not_on_the_map_nor_in_the_table(client: Client, layer: Any) -> None:
    Area.objects.filter(pk=layer[2].pk).update(publication="draft")
    assert "Q2" not in features(client)
    page = client.get("/territorio/?layer=quartieri&indicator=fragility").content.decode()
    assert "Q1</a>" in page
    assert "Q2" not in page


@pytest.mark.parametrize(
    "url", ["/territorio/mappe/nowhere.geojson", "/territorio/mappe/quartieri.geojson?indicator=nothing"]
)
def test_what_is_not_there_is_not_found(client: Client, layer: Any, url: str) -> None:
    assert client.get(url).status_code == 404


def test_a_withheld_indicator_gives_no_map_and_is_not_offered(client: Client, layer: Any) -> None:
    hidden = makers.indicator("hidden-one", published=False)
    makers.observe(hidden, layer[0], 7.0)
    assert client.get("/territorio/mappe/quartieri.geojson?indicator=hidden-one").status_code == 404
    assert "hidden-one" not in client.get("/territorio/?layer=quartieri").content.decode()


def test_the_table_has_the_values_of_the_map(client: Client, layer: Any) -> None:
    found = marks(client, "/territorio/?layer=quartieri&indicator=fragility&sort=-rank")
    assert sorted(float(one.value) for one in found.figures if one.how == "published") == [1, 2, 3, 4, 5]


def test_the_table_as_a_file(client: Client, layer: Any) -> None:
    response = client.get("/en/territorio/?layer=quartieri&indicator=fragility&formato=csv&sort=-value")
    lines = response.getvalue().decode("utf-8-sig").splitlines()
    assert lines[0] == "Area;Value;Rank from the highest;Target area"
    assert lines[1] == "Q4;5.0;1;yes"


def test_words_that_name_nothing_are_told(client: Client, layer: Any) -> None:
    answer = client.get("/en/territorio/?layer=<b>&indicator=fragility")
    assert answer.status_code == 404
    assert "“&lt;b&gt;” is not a layer" in answer.content.decode()


@pytest.mark.parametrize("asked", ["layer=nowhere", "layer=quartieri&indicator=nothing"])
def test_words_that_name_nothing_give_no_file(client: Client, layer: Any, asked: str) -> None:
    page = client.get(f"/territorio/?{asked}")
    file = client.get(f"/territorio/?{asked}&formato=csv")
    assert (page.status_code, file.status_code) == (404, 400)
    assert file["Content-Type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize(
    "asked", ["layer=zone&indicator=fragility", "layer=quartieri&indicator=fragility&period=1999"]
)
def test_what_is_measured_elsewhere_is_told_and_gives_no_file(client: Client, layer: Any, asked: str) -> None:
    makers.area("Zone", layer_code="zone")
    page = client.get(f"/en/territorio/?{asked}")
    assert page.status_code == 200
    assert "is not measured in these areas" in page.content.decode()
    assert client.get(f"/territorio/?{asked}&formato=csv").status_code == 400


def test_the_page_of_an_indicator_knows_its_layers(client: Client, layer: Any) -> None:
    address = "/territorio/indicatori/fragility/?layer="
    assert [client.get(address + code).status_code for code in ("quartieri", "nowhere")] == [200, 404]


def test_with_no_area_at_all_the_page_says_so(client: Client, db: None) -> None:
    assert "No area is published yet" in client.get("/en/territorio/").content.decode()


def test_the_map_of_an_area_shows_what_lies_in_it(client: Client, layer: Any) -> None:
    zone = shaped(makers.area("Zone", parent=layer[0], layer_code="zone"))
    shaped(makers.area("Hidden", parent=layer[0], layer_code="zone", published=False))
    place = makers.place("Library", area=zone)
    place.lon, place.lat = 11.3, 44.4
    place.save()
    found = features(client, at("area-map", "quartieri", layer[0].code))
    assert {name: one["kind"] for name, one in found.items()} == {
        "Q0": "area",
        "Zone": "area",
        "Library": "point",
    }


def test_the_usual_indicator_compares_areas_and_is_not_their_totals(db: None) -> None:
    area = makers.area()
    total = makers.indicator("a-total")
    neutral, rate = makers.indicator("b-neutral", direction="neutral"), makers.indicator("c-rate")
    Indicator.objects.filter(pk=total.pk).update(is_additive=True)
    for one in (total, neutral):
        makers.observe(one, area, 5.0)
    asked = {"layer": area.layer.code}
    assert choose(asked).indicator == neutral
    makers.observe(rate, area, 5.0)
    assert choose(asked).indicator == rate
    assert [one.code for one in choose(asked).indicators] == ["a-total", "b-neutral", "c-rate"]
    assert choose(asked | {"indicator": "a-total"}).indicator == total


def test_the_pack_says_which_layer_is_shown_first(client: Client, layer: Any) -> None:
    makers.layer("comuni", kind="comune")
    makers.area("Comune", layer_code="comuni")
    assert (
        'data-geojson="/en/territorio/mappe/comuni.geojson' in client.get("/en/territorio/").content.decode()
    )
    City.objects.create(code="prova", name="Prova", office_name="Ufficio", map_layer="quartieri")
    assert (
        'data-geojson="/en/territorio/mappe/quartieri.geojson'
        in client.get("/en/territorio/").content.decode()
    )
