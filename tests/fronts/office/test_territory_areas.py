"""Areas drawn in the office: on the map, as text, of parts; what is wrong with a border is said where it
is."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from tests import makers

from portici.kernel.actor import Role
from portici.records.picking import label_of
from portici.territory import domain
from portici.territory.models import Area

pytestmark = pytest.mark.django_db


def square(west: float = 11.3, south: float = 44.45, side: float = 0.01) -> str:
    ring = [
        [west, south],
        [west + side, south],
        [west + side, south + side],
        [west, south + side],
        [west, south],
    ]
    return json.dumps({"type": "Polygon", "coordinates": [ring]})


BOWTIE = json.dumps(
    {
        "type": "Polygon",
        "coordinates": [[[11.3, 44.4], [11.4, 44.5], [11.4, 44.4], [11.3, 44.5], [11.3, 44.4]]],
    }
)


def at(name: str, *args: str) -> str:
    with translation.override("en"):
        return reverse(f"office:{name}", args=args)


def official(name: str, west: float) -> Area:
    made = domain.record_area(
        actor=makers.coordinator(), layer=makers.layer(), code=name, name=name, shape=square(west)
    )
    return makers.records.publish(actor=makers.coordinator(), record=made)


def test_a_drawing_becomes_a_draft_area(coordinator: Client) -> None:
    page = coordinator.get(at("area-draw")).content.decode()
    assert "data-draw" in page
    assert 'data-target="id_drawn"' in page
    assert coordinator.post(at("area-draw"), {"name": "Via Tasso", "drawn": square()}).status_code == 302
    area = Area.objects.get(name="Via Tasso")
    assert (area.is_drawn, area.publication, float(area.surface_km2) > 0) == (True, "draft", True)


@pytest.mark.parametrize(
    ("drawn", "said"),
    [
        (BOWTIE, "Self-intersection[11.35 44.45]"),
        ("{not json", "GeoJSON with one polygon"),
        (square(44.45, 11.3), "write the longitude first"),
        ("", "A drawing, or parts whose borders are known."),
    ],
)
def test_a_border_that_is_wrong_is_said_beside_it(drawn: str, said: str, coordinator: Client) -> None:
    response = coordinator.post(at("area-draw"), {"name": "Via Tasso", "drawn": drawn})
    assert response.status_code == 422
    assert said in " ".join(response.context["form"].errors["drawn"])
    assert not Area.objects.exists()


def test_an_area_of_parts(coordinator: Client) -> None:
    one, two = official("Uno", 11.3), official("Due", 11.31)
    given = {"name": "Both", "parts": [label_of(one)], "parts-add": label_of(two)}
    assert coordinator.post(at("area-draw"), given).status_code == 302
    area = Area.objects.get(name="Both")
    assert set(area.parts.all()) == {one, two}
    given = {"version": area.version, "parts": [label_of(one)], "reshape": "on"}
    assert coordinator.post(at("area-parts", area.uid), given).status_code == 302
    assert set(area.parts.all()) == {one}


def test_one_more_part_is_picked_before_anything_is_checked(coordinator: Client) -> None:
    one = official("Uno", 11.3)
    response = coordinator.post(at("area-draw"), {"name": "", "parts-add": "uno", "pick-add": "parts"})
    assert response.status_code == 200
    assert response.context["form"]["parts"].value() == [label_of(one)]
    assert response.context["form"].errors == {}
    response = coordinator.post(at("area-draw"), {"name": "", "parts-add": "due", "pick-add": "parts"})
    assert "was not found" in " ".join(response.context["form"].errors["parts"])


def test_an_officer_draws_at_home(signed_in: Callable[..., Client]) -> None:
    officer = signed_in(Role.AREA_OFFICER, official("Savena", 11.3))
    inside, outside = square(11.302, 44.452, 0.005), square(11.5, 44.452, 0.005)
    assert officer.post(at("area-draw"), {"name": "In", "drawn": inside}).status_code == 302
    response = officer.post(at("area-draw"), {"name": "Out", "drawn": outside})
    assert response.status_code == 403
    assert not Area.objects.filter(name="Out").exists()


def test_the_border_of_a_drawn_area_changes_only_when_it_does(coordinator: Client) -> None:
    area = domain.draw_area(actor=makers.coordinator(), name="Via Tasso", drawn=square())
    form = coordinator.get(at("area-edit", area.uid)).context["form"]
    same = {"name": "Via Tasso", "shape": form["shape"].value(), "language": "it", "version": area.version}
    coordinator.post(at("area-edit", area.uid), same)
    area.refresh_from_db()
    assert area.version == 1
    coordinator.post(at("area-edit", area.uid), same | {"shape": square(11.4)})
    area.refresh_from_db()
    assert round(area.lon, 3) == 11.405


def test_the_map_shows_only_what_one_may_see(signed_in: Callable[..., Client]) -> None:
    whole = official("Bologna", 11.3)
    part = domain.record_area(
        actor=makers.coordinator(),
        layer=makers.layer(),
        code="S",
        name="Secretum",
        parent=whole,
        shape=square(11.3),
    )
    contact, auditor = signed_in(Role.PARTNER_CONTACT, makers.organisation()), signed_in(Role.AUDITOR)

    def names(client: Client, query: str) -> set[str]:
        features = client.get(f"{at('borders')}?{query}").json()["features"]
        return {feature["properties"]["name"] for feature in features}

    assert names(contact, f"area={whole.uid}") == {"Bologna"}
    assert names(contact, f"layer={whole.layer.code}") == {"Bologna"}
    assert names(contact, f"area={part.uid}") == set()
    assert names(auditor, f"area={whole.uid}") == {"Bologna", "Secretum"}


def test_pages_of_withheld_areas_are_not_there(signed_in: Callable[..., Client]) -> None:
    hidden = makers.area("Secretum", published=False)
    contact = signed_in(Role.PARTNER_CONTACT, makers.organisation())
    for name in ("area", "area-edit", "area-parts"):
        assert contact.get(at(name, hidden.uid)).status_code == 404
    with translation.override("en"):
        assert contact.get(reverse("office:history", args=["area", hidden.uid])).status_code == 404


def test_indicators_show_the_values_of_a_layer(coordinator: Client) -> None:
    area, alone = makers.area("Savena"), makers.indicator("alone")
    makers.observe(alone, area, 3.5)
    makers.observe(alone, makers.area("Comune", layer_code="comuni"), 9.0, period="2023")
    response = coordinator.get(at("indicator", alone.uid))
    assert {layer.code for layer in response.context["layers"]} == {"quartieri", "comuni"}
    page = coordinator.get(f"{at('indicator', alone.uid)}?layer=quartieri&period=2024")
    assert [row.record.value for row in page.context["table"].paginated_rows] == [3.5]


def test_a_formula_that_cannot_be_is_told(coordinator: Client) -> None:
    given = {
        "name": "Old",
        "code": "old",
        "decimals": "1",
        "direction": "worse",
        "method": "share",
        "kind": "quantity",
        "order": "1",
        "formula": '{"bands": [[80, 65]]}',
        "language": "it",
    }
    response = coordinator.post(at("indicator-add"), given)
    assert response.status_code == 422
    assert "Correct the ages" in " ".join(response.context["form"].errors["formula"])


def test_an_area_page_says_where_it_lies_and_what_is_drawn_there(coordinator: Client) -> None:
    west, east = official("West", 11.3), official("East", 11.31)
    across = domain.draw_area(actor=makers.coordinator(), name="Across", drawn=square(11.304))
    text = " ".join(coordinator.get(at("area", across.uid)).content.decode().split())
    assert text.index("quartieri · 60 %") < text.index("quartieri · 40 %")
    for area, share in ((west, "60 %"), (east, "40 %")):
        page = " ".join(coordinator.get(at("area", area.uid)).content.decode().split())
        assert f"{share} of it lies here" in page or f"qui ne ricade il {share}" in page
