"""Values that are comparable only inside one area, for machines: marked so, and told one area at a time."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import makers
from tests.fronts.api.conftest import Reader

from portici.territory.models import Area, Indicator

SHAPES = "layers/zones/areas.geojson?indicator=idise"


@pytest.fixture
def comuni(db: None, frozen: object) -> dict[str, Area]:
    """Two comuni of two zones each, with an index that is comparable only inside one, and a rent that is everywhere."""
    made = {name: makers.area(name, layer_code="comuni") for name in ("East", "West")}
    index, rent = makers.indicator("idise"), makers.indicator("rent")
    Indicator.objects.filter(pk=index.pk).update(comparable_within=makers.layer("comuni"))
    for place, name in enumerate(("East", "West")):
        for number in range(2):
            zone = made[f"{name}-{number}"] = makers.area(
                f"{name}-{number}", layer_code="zones", parent=made[name]
            )
            makers.observe(index, zone, 100.0 + 10 * place + number)
            makers.observe(rent, zone, 1.0)
    return made


def classed(reader: Reader, path: str) -> dict[str, tuple[float | None, int | None]]:
    found = [one["properties"] for one in reader.got(path)["features"]]
    return {one["name"]: (one["value"], one["class"]) for one in found}


def test_the_map_is_marked_and_names_the_areas_to_choose_from(
    reader: Reader, comuni: dict[str, Area]
) -> None:
    told = reader.got(SHAPES)
    assert (told["comparable_within"], told["within"]) == ("comuni", None)
    assert [one["title"] for one in told["apart"]] == ["East", "West"]
    assert classed(reader, SHAPES) == dict.fromkeys(("East-0", "East-1", "West-0", "West-1"), (None, None))


def test_within_one_area_it_has_classes_of_that_one_alone(reader: Reader, comuni: dict[str, Area]) -> None:
    path = f"{SHAPES}&within={comuni['West'].code}"
    assert reader.got(path)["within"]["title"] == "West"
    assert classed(reader, path) == {
        "East-0": (None, None), "East-1": (None, None), "West-0": (110.0, 0), "West-1": (111.0, 2),
    }  # fmt: skip
    nowhere = f"{SHAPES}&within=nowhere"
    assert (reader.got(nowhere)["within"], set(classed(reader, nowhere).values())) == (None, {(None, None)})


def test_who_holds_one_choice_is_not_told_that_another_is_the_same(
    reader: Reader, comuni: dict[str, Area]
) -> None:
    tag = reader.ask(SHAPES)["ETag"]
    assert reader.ask(f"{SHAPES}&within={comuni['West'].code}")["ETag"] != tag
    Area.objects.filter(name="East").update(name="Far east")
    assert reader.ask(SHAPES)["ETag"] != tag


def test_values_of_two_areas_are_not_listed_together(reader: Reader, comuni: dict[str, Area]) -> None:
    told = reader.got("indicators/idise/observations")
    assert (told["total"], told["items"], told["comparable_within"]) == (0, [], "comuni")
    assert [one["id"] for one in told["apart"]] == [
        f"comuni/{comuni[name].code}" for name in ("East", "West")
    ]
    own = reader.got(f"indicators/idise/observations?area=comuni/{comuni['West'].code}")
    assert ([one["value"] for one in own["items"]], own["apart"]) == ([110.0, 111.0], [])


def test_where_the_areas_to_choose_from_are_withheld_nothing_is_told(
    reader: Reader, comuni: dict[str, Area]
) -> None:
    Area.objects.filter(layer__code="comuni").update(publication="withdrawn")
    told = reader.got("indicators/idise/observations")
    assert (told["items"], told["apart"]) == ([], [])
    assert b'East"' not in json.dumps(reader.got(SHAPES)).encode()


def test_the_indicator_and_the_figures_of_an_area_say_so(reader: Reader, comuni: dict[str, Area]) -> None:
    assert [reader.got(f"indicators/{code}")["comparable_within"] for code in ("idise", "rent")] == [
        "comuni",
        None,
    ]
    figures = reader.got(f"areas/zones/{comuni['West-0'].code}")["figures"]
    assert [
        (one["indicator"]["id"], one["comparable_within"], one["rank"], one["among"]) for one in figures
    ] == [
        ("idise", "comuni", 2, 2),
        ("rent", None, 1, 4),
    ]


def test_what_is_comparable_everywhere_is_told_whole(reader: Reader, comuni: dict[str, Area]) -> None:
    told = reader.got(f"layers/zones/areas.geojson?indicator=rent&within={comuni['West'].code}")
    assert [one["properties"]["value"] for one in told["features"]] == [1.0] * 4
    assert (told["comparable_within"], told["within"], told["apart"]) == (None, None, [])
    assert reader.got("indicators/rent/observations")["total"] == 4


def test_saying_so_costs_no_query_an_indicator(reader: Reader, comuni: dict[str, Area]) -> None:
    paths = ("indicators", "indicators/idise", f"areas/zones/{comuni['West-0'].code}")

    def counted() -> list[int]:
        found = []
        for path in paths:
            with CaptureQueriesContext(connection) as queries:
                reader.got(path)
            found.append(sum("territory_layer" in one["sql"].partition("FROM")[2][:20] for one in queries))
        return found

    before = counted()
    for number in range(3):
        more = makers.indicator(f"more-{number}")
        Indicator.objects.filter(pk=more.pk).update(comparable_within=makers.layer("comuni"))
        makers.observe(more, comuni["West-0"], 1.0)
    assert counted() == before
