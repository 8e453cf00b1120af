"""Layers, areas, places, indicators and their values for machines."""

from __future__ import annotations

import json

from tests import makers
from tests.fronts.api.conftest import Reader

from portici.territory.models import Area, Geometry, Indicator, Layer

LIGHT = {"type": "Point", "coordinates": [11.35, 44.49]}
WHOLE = {"type": "Point", "coordinates": [11.351234, 44.491234]}


def bordered(area: Area, west: float = 11.0) -> Area:
    Geometry.objects.create(
        area=area,
        whole=json.dumps(WHOLE),
        simplified=json.dumps(LIGHT),
        min_lon=west,
        min_lat=44.0,
        max_lon=west + 0.5,
        max_lat=44.5,
    )
    return area


def test_an_area_with_its_border_light_whole_or_not(reader: Reader) -> None:
    area = bordered(makers.area("Savena", parent=makers.area("Bologna", layer_code="comuni")))
    path = f"areas/quartieri/{area.code}"
    borders = {
        asked: reader.got(f"{path}?geometry={asked}")["geometry"] for asked in ("none", "simplified", "whole")
    }
    assert borders == {"none": None, "simplified": LIGHT, "whole": WHOLE}
    told = reader.got(path)
    assert told["bbox"] == [11.0, 44.0, 11.5, 44.5]
    assert [one["title"] for one in told["ancestors"]] == ["Bologna"]
    assert told["parent"]["title"] == "Bologna"
    assert told["url"] == f"http://testserver/territorio/quartieri/{area.code}/"


def test_the_parent_of_an_area_is_not_named_when_it_is_withheld(reader: Reader) -> None:
    area = makers.area("Savena", parent=makers.area("Kept", layer_code="comuni", published=False))
    told = reader.got(f"areas/quartieri/{area.code}")
    assert (told["parent"], told["ancestors"]) == (None, [])


def test_areas_by_layer_within_another_and_by_a_box(reader: Reader) -> None:
    comune = bordered(makers.area("Bologna", layer_code="comuni"), 10.0)
    savena = bordered(makers.area("Savena", parent=comune), 11.0)
    bordered(makers.area("Navile"), 12.0)
    bordered(makers.area("Kept", parent=comune, published=False), 11.0)
    found = {
        query: sorted(reader.listed(f"areas?{query}"))
        for query in (
            "layer=quartieri",
            f"area=comuni/{comune.code}",
            "bbox=11.4,44.4,11.9,44.6",
            "q=nav",
            "layer=none",
            f"area=quartieri/{savena.code}",
            "bbox=1,1,2,2",
        )
    }
    assert found == {
        "layer=quartieri": ["Navile", "Savena"],
        f"area=comuni/{comune.code}": ["Bologna", "Savena"],
        "bbox=11.4,44.4,11.9,44.6": ["Savena"],
        "q=nav": ["Navile"],
        "layer=none": [],
        f"area=quartieri/{savena.code}": ["Savena"],
        "bbox=1,1,2,2": [],
    }


def test_layers_say_their_own_licence_and_count_what_is_published(reader: Reader) -> None:
    makers.area("Savena")
    makers.area("Kept", published=False)
    makers.area("All kept", layer_code="comuni", published=False)
    Layer.objects.filter(code="quartieri").update(licence="IODL 2.0", source="Comune", vintage="2021")
    told = reader.got("layers")["items"]
    assert [(one["id"], one["areas"], one["license"]["name"]) for one in told] == [
        ("quartieri", 1, "IODL 2.0")
    ]
    sources = reader.got("sources")["items"]
    assert [(one["name"], one["used_for"]) for one in sources] == [("Comune", ["layer:quartieri"])]


def observed() -> tuple[Indicator, Area]:
    indicator = makers.indicator("over-65")
    Indicator.objects.filter(pk=indicator.pk).update(licence="CC BY 3.0", unit="%")
    area, kept = makers.area("Savena"), makers.area("Kept", published=False)
    for period, value in (("2023", 21.5), ("2024", 22.5)):
        makers.observe(indicator, area, value, period=period)
    makers.observe(indicator, kept, 99.5)
    makers.observe(makers.indicator("hidden", published=False), area, 88.5)
    return indicator, area


def test_the_values_of_an_indicator_with_its_licence(reader: Reader) -> None:
    _indicator, area = observed()
    told = reader.got("indicators/over-65/observations")
    assert [(one["period"], one["value"], one["area"]["title"]) for one in told["items"]] == [
        ("2024", 22.5, "Savena"),
        ("2023", 21.5, "Savena"),
    ]
    assert (told["total"], told["unit"], told["license"]["name"]) == (2, "%", "CC BY 3.0")
    figure = f"http://testserver/territorio/indicatori/over-65/quartieri/{area.code}/2024/"
    assert told["items"][0]["url"] == figure
    narrowed = [reader.got(f"indicators/over-65/observations?{query}")["total"] for query in
                ("period=2023", "layer=quartieri", "layer=none", f"area=quartieri/{area.code}", "area=quartieri/x")]  # fmt: skip
    assert narrowed == [1, 2, 0, 2, 0]


def test_an_indicator_says_where_and_when_it_was_observed(reader: Reader) -> None:
    observed()
    told = reader.got("indicators/over-65")
    assert told["license"] == {"name": "CC BY 3.0", "url": ""}
    assert [(one["layer"], one["periods"]) for one in told["layers"]] == [("quartieri", ["2024", "2023"])]
    assert reader.listed("indicators") == ["over-65"]
    assert [
        reader.ask(path).status_code for path in ("indicators/hidden", "indicators/hidden/observations")
    ] == [
        404,
        404,
    ]


def test_the_latest_figures_of_an_area(reader: Reader) -> None:
    _indicator, area = observed()
    figures = reader.got(f"areas/quartieri/{area.code}")["figures"]
    assert [
        (one["indicator"]["id"], one["period"], one["value"], one["rank"], one["among"]) for one in figures
    ] == [("over-65", "2024", 22.5, 1, 1)]


def test_a_layer_for_a_map_with_the_values_of_an_indicator(reader: Reader) -> None:
    _indicator, area = observed()
    bordered(area)
    response = reader.ask("layers/quartieri/areas.geojson?indicator=over-65&geometry=whole")
    told = response.json()
    assert response["Content-Type"] == "application/geo+json"
    assert (told["type"], told["period"], told["unit"], told["license"]["name"]) == (
        "FeatureCollection",
        "2024",
        "%",
        "CC BY 3.0",
    )
    (feature,) = told["features"]
    assert (feature["id"], feature["geometry"]) == (f"quartieri/{area.code}", WHOLE)
    assert (feature["properties"]["name"], feature["properties"]["value"]) == ("Savena", 22.5)
    assert reader.got("layers/quartieri/areas.geojson")["features"][0]["geometry"] == LIGHT
    assert [reader.ask(f"layers/{path}").status_code for path in
            ("none/areas.geojson", "quartieri/areas.geojson?indicator=hidden")] == [404, 404]  # fmt: skip


def test_places_by_kind_and_area(reader: Reader) -> None:
    area = makers.area("Savena")
    place = makers.place("Casa di quartiere", area=area)
    makers.place("Kept", area=area, published=False)
    told = reader.got(f"places/{place.uid}")
    assert (told["kind_of_place"], told["area"]["title"]) == ("building", "Savena")
    found = [
        reader.listed(f"places?{query}")
        for query in ("kind=building", "kind=library", f"area=quartieri/{area.code}")
    ]
    assert found == [["Casa di quartiere"], [], ["Casa di quartiere"]]
