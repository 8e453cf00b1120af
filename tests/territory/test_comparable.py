"""Values that are comparable only inside one area: never ranked, mapped or told beside those of another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import makers

from portici.needs.figures import freeze
from portici.territory import comparable, domain, queries
from portici.territory.models import Area, AreaOverlap, Indicator

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


@pytest.fixture
def city() -> dict[str, Any]:
    """Two comuni of two zones each, with an index that is comparable only inside a comune, and a rent that is everywhere."""
    whole = makers.area("Province", layer_code="province")
    east = makers.area("East", layer_code="comuni", parent=whole)
    west = makers.area("West", layer_code="comuni", parent=whole)
    zones = {
        name: makers.area(name, layer_code="zones", parent=parent)
        for name, parent in {"E1": east, "E2": east, "W1": west, "W2": west}.items()
    }
    index, rent = makers.indicator("idise"), makers.indicator("rent")
    Indicator.objects.filter(pk=index.pk).update(comparable_within=east.layer)
    index.refresh_from_db()
    for place, zone in enumerate(zones.values()):
        makers.observe(index, zone, 100.0 + place)
        makers.observe(rent, zone, 10.0 + place)
    return {"whole": whole, "east": east, "west": west, "index": index, "rent": rent, **zones}


def shown(indicator: Indicator, city: dict[str, Any], within: str = "") -> dict[str, tuple[Any, Any, Any]]:
    values = queries.values_of_indicator(makers.VISITOR, indicator, city["E1"].layer, "2024", within=within)
    return {one.area.name: (one.value, one.rank, one.level) for one in values}


def test_values_of_two_comuni_are_not_listed_side_by_side(city: dict[str, Any]) -> None:
    nothing = dict.fromkeys(("E1", "E2", "W1", "W2"), (None, None, None))
    assert shown(city["index"], city) == nothing
    assert shown(city["index"], city, within="nowhere") == nothing
    assert shown(city["index"], city, within=city["west"].code) == nothing | {
        "W1": (102.0, 2, 0),
        "W2": (103.0, 1, 2),
    }
    assert {value for value, _rank, _level in shown(city["rent"], city).values()} == {10, 11, 12, 13}


def test_there_is_a_comune_to_choose_where_there_are_several(city: dict[str, Any]) -> None:
    layer = city["E1"].layer
    assert queries.apart(makers.VISITOR, city["index"], layer, "2024") == [city["east"], city["west"]]
    assert queries.apart(makers.VISITOR, city["rent"], layer, "2024") == []
    Area.objects.filter(pk=city["east"].pk).update(publication="withdrawn")
    assert queries.apart(makers.VISITOR, city["index"], layer, "2024") == [city["west"]]
    for zone in ("W1", "W2"):
        city[zone].observations.all().delete()
    assert queries.apart(makers.VISITOR, city["index"], layer, "2024") == []
    assert [value for value, _rank, _level in shown(city["index"], city).values()] == [100, 101, None, None]


def test_the_map_has_no_values_of_two_comuni(city: dict[str, Any]) -> None:
    layer, index = city["E1"].layer, city["index"]

    def mapped(within: str) -> list[Any]:
        found = queries.feature_collection(makers.VISITOR, layer, index, "2024", within=within)
        assert found["digest"] == queries.collection_digest(
            makers.VISITOR, layer, index, "2024", within=within
        )
        return [feature["properties"]["value"] for feature in found["features"]]

    assert mapped("") == [None] * 4
    assert mapped(city["east"].code) == [100, 101, None, None]


def test_an_area_is_ranked_among_those_of_its_own_comune(city: dict[str, Any]) -> None:
    found = {
        one.indicator.code: (one.rank, one.among)
        for one in queries.observations_of_area(makers.VISITOR, city["W1"])
    }
    assert found == {"idise": (2, 2), "rent": (2, 4)}


def test_parts_in_two_comuni_have_no_range(city: dict[str, Any]) -> None:
    def told(area: Area) -> list[str]:
        return [spread.indicator.code for spread in queries.spreads_of_area(makers.VISITOR, area)]

    assert told(city["whole"]) == ["rent"]
    assert sorted(told(city["east"])) == ["idise", "rent"]


def test_a_figure_is_frozen_with_its_rank_in_its_own_comune(city: dict[str, Any]) -> None:
    found = {one.indicator.code: (one.rank, one.of) for one in freeze(city["W1"])}
    assert found == {"idise": (2, 2), "rent": (2, 4)}


READINGS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "figures of an area": lambda city: queries.observations_of_area(makers.VISITOR, city["W1"]),
    "spreads of an area": lambda city: queries.spreads_of_area(makers.VISITOR, city["whole"]),
    "figures frozen of an area": lambda city: freeze(city["W1"]),
    "figures frozen of its parts": lambda city: freeze(city["whole"]),
}


@pytest.mark.parametrize("name", READINGS)
def test_who_lies_where_is_asked_once_however_many_indicators(
    name: str, city: dict[str, Any], django_assert_num_queries: Any
) -> None:
    with CaptureQueriesContext(connection) as one:
        READINGS[name](city)
    for number, layer in enumerate(("comuni", "comuni", "province")):
        more = makers.indicator(f"more-{number}")
        Indicator.objects.filter(pk=more.pk).update(comparable_within=makers.layer(layer))
        for zone in ("E1", "E2", "W1", "W2"):
            makers.observe(more, city[zone], float(number))
    with django_assert_num_queries(len(one)):
        READINGS[name](city)


def test_where_an_area_lies_follows_from_its_surface_where_the_tree_is_silent(city: dict[str, Any]) -> None:
    lost = makers.area("Lost", layer_code="zones")
    layer = city["east"].layer.pk
    assert comparable.containers([lost, city["E1"], city["east"]], layer) == {
        lost.pk: None,
        city["E1"].pk: city["east"].pk,
        city["east"].pk: city["east"].pk,
    }
    makers.observe(city["index"], lost, 1.0)
    assert queries.observations_of_area(makers.VISITOR, lost)[0].among == 1
    AreaOverlap.objects.create(area=lost, other=city["west"], share=0.94)
    assert comparable.containers([lost], layer) == {lost.pk: None}
    AreaOverlap.objects.update(share=0.99)
    assert comparable.containers([lost], layer) == {lost.pk: city["west"].pk}


@pytest.mark.parametrize(
    ("found", "across"),
    [
        ({}, False),
        ({1: None}, False),
        ({1: 7, 2: 7}, False),
        ({1: 7, 2: 8}, True),
        ({1: None, 2: None}, True),
    ],
)
def test_several_containers_or_none_of_them_is_across(found: dict[int, int | None], across: bool) -> None:
    assert comparable.is_across(found) is across


def test_the_office_marks_an_indicator(city: dict[str, Any]) -> None:
    coordinator = makers.coordinator()
    layer = city["east"].layer
    marked = domain.amend_indicator(
        actor=coordinator, indicator=city["rent"], values={"comparable_within": layer}
    )
    marked.refresh_from_db()
    assert marked.comparable_within == layer
