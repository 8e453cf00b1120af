"""The map of clusters: what each area is among its neighbours, in colour and in signs; what is withheld is not on it."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from django.core.cache import caches
from django.test import Client
from tests import makers
from tests.fronts.portal.rows import at
from tests.study import kit

from portici.fronts.charts import svg
from portici.fronts.charts.chart import Chart, Picture, Width
from portici.fronts.charts.gathered import gather
from portici.fronts.charts.listing import chart_named
from portici.fronts.charts.maps import OUT, UNSURE, MapPlan
from portici.fronts.charts.of_clusters import COLOURS, LEVELS, MARKS
from portici.fronts.gathering import KINDS, kind_of
from portici.kernel.actor import VISITOR, Actor, Role
from portici.records import domain as records
from portici.study import domain
from portici.study.models import Edition
from portici.study.neighbours import Neighbourhood
from portici.study.running import run_edition
from portici.territory.models import Area, Geometry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen", "english")]


@pytest.fixture(autouse=True)
def _own_pictures(settings: Any, tmp_path: Path) -> None:
    """Checkpoints in a folder of the test's own, pictures in memory."""
    settings.STATE = tmp_path
    memory = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "clusters"}
    settings.CACHES = settings.CACHES | {"charts": memory}
    caches["charts"].clear()


def published() -> Edition:
    coordinator = makers.coordinator()
    edition = domain.ask_clusters(
        actor=coordinator,
        edition=kit.edition(specification=kit.of_lattice()),
        asked=Neighbourhood(permutations=9_999),
    )
    edition = run_edition(uid=domain.order_run(actor=coordinator, edition=edition).uid)
    for record in (edition.study, edition):
        records.publish(actor=coordinator, record=record)
    return edition


def chart_of(edition: Edition, actor: Actor = VISITOR) -> Chart:
    found = chart_named(gather(actor, edition), "addensamenti")
    assert found is not None
    return found


def plan_of(edition: Edition, actor: Actor = VISITOR) -> MapPlan:
    plan: Any = chart_of(edition, actor).plan()
    assert isinstance(plan, MapPlan)
    return plan


def drawn(edition: Edition, width: Width = Width.WIDE) -> Element:
    chart = chart_of(edition)
    root: Element = fromstring(Picture(chart, chart.plan(), width).drawn())
    return root


def withhold(area: Area) -> None:
    area.refresh_from_db()
    records.withdraw(actor=makers.coordinator(), record=area, reason="Not to be seen")


def test_each_area_has_the_colour_and_the_signs_of_what_it_is() -> None:
    areas = kit.lattice()
    edition = published()
    kinds = {row.name: kind_of(row, 0.05) for row in edition.results.all()}
    named = {str(area.pk): name for name, area in areas.items()}
    shown = {named[one.key]: (one.level, one.mark) for one in plan_of(edition).panels[0].areas}
    assert shown == {name: (LEVELS[kind], MARKS.get(kind, "")) for name, kind in kinds.items()}
    assert (kinds["5-4"], kinds["0-0"]) == ("high-high", "low-low")
    assert list(plan_of(edition).colours) == list(COLOURS)


def test_the_title_is_the_finding_and_the_table_says_the_same() -> None:
    kit.lattice()
    edition = published()
    chart = chart_of(edition)
    high = [row for row in edition.results.order_by("rank") if kind_of(row, 0.05) == "high-high"]
    assert chart.title.startswith(
        f"Distressed among distressed: {high[0].name}, {high[1].name}, {high[2].name}"
    )
    assert [row[0] for row in chart.rows if row[2] == str(KINDS["high-high"])] == [one.name for one in high]
    assert len(chart.rows) == 30
    assert chart.header == ["Area", "Rank", "Among its neighbours", "q"]


def test_who_has_no_neighbours_or_no_border_is_named() -> None:
    areas = kit.lattice()
    kit.draw(areas["2-0"], kit.square(50, 50))
    Geometry.objects.filter(area=areas["0-4"]).delete()
    plan = plan_of(published())
    legend = dict(plan.legend)
    assert legend[UNSURE] == "dotted: without neighbours, nothing is said of them (2-0)"
    assert legend[OUT] == "hatched: without a valid border, nothing is said of them (0-4)"
    by_key = {one.key: one for one in plan.panels[0].areas}
    island, bare = by_key[str(areas["2-0"].pk)], by_key[str(areas["0-4"].pk)]
    assert (island.is_unsure, island.mark, bare.level) == (True, "", None)


def test_a_withheld_area_is_neither_on_the_map_nor_in_its_words(client: Client) -> None:
    areas = kit.lattice()
    edition = published()
    before = chart_of(edition)
    withhold(areas["5-4"])
    chart = chart_of(edition)
    assert ("5-4" in before.title, "5-4" in chart.title) == (True, False)
    assert [row[0] for row in before.rows if row[0] not in {one[0] for one in chart.rows}] == ["5-4"]
    plan = plan_of(edition)
    assert str(areas["5-4"].pk) not in {one.key for one in plan.panels[0].areas}
    assert str(areas["5-4"].pk) not in plan.borders
    url = at("edition-chart", "distress", 1, "addensamenti")
    assert "5-4" not in client.get(url).content.decode()


@pytest.mark.parametrize("width", [Width.WIDE, Width.NARROW])
def test_the_picture_says_it_in_marks_besides_colours(width: Width) -> None:
    kit.lattice()
    edition = published()
    root = drawn(edition, width)
    texts = {"".join(one.itertext()) for one in root.iter(f"{{{svg.SPACE}}}text")}
    assert {MARKS["high-high"], MARKS["low-low"]} <= texts
    fills = {one.get("fill") for one in root.iter(f"{{{svg.SPACE}}}path")}
    assert {svg.BRICK, svg.BLUE} <= fills


def test_office_and_portal_show_it_beside_the_table_of_clusters(client: Client, signed_in: Any) -> None:
    kit.lattice()
    edition = published()
    page = client.get(f"/en{at('edition', 'distress', 1)}")
    inside = signed_in(Role.COORDINATOR)
    office = inside.get(f"/en/ufficio/studi/edizioni/{edition.uid}/")
    for who, shown in ((client, page), (inside, office)):
        text = shown.content.decode()
        assert text.count("addensamenti.svg") == 3
        assert text.index('id="addensamenti"') < text.index("addensamenti.svg")
        assert who.get(shown.context["clusters"].narrow).status_code == 200


def test_where_nothing_is_said_of_clusters_there_is_no_map(client: Client) -> None:
    kit.areas()
    edition = kit.computed()
    for record in (edition.study, edition):
        records.publish(actor=makers.coordinator(), record=record)
    assert chart_named(gather(VISITOR, edition), "addensamenti") is None
    assert client.get(at("edition-chart", "distress", 1, "addensamenti")).status_code == 404


@pytest.mark.parametrize(
    ("quadrants", "title"),
    [
        ({}, "No area stands out among its neighbours"),
        ({"1-1": "low-low"}, "No area is distressed among distressed ones; less distressed among less distressed: 1-1"),
        ({"1-1": "high-low", "0-1": "low-high"}, "No cluster stands out; unlike what is around them: 1-1 and 0-1"),
        ({"1-1": "high-high", "0-1": "low-low"}, "Distressed among distressed: 1-1"),
    ],
)  # fmt: skip
def test_each_finding_has_its_title(quadrants: dict[str, str], title: str) -> None:
    kit.lattice(4, 5)
    edition = published()
    edition.results.update(cluster_q=0.5)
    for name, quadrant in quadrants.items():
        edition.results.filter(name=name).update(quadrant=quadrant, cluster_q=0.01)
    assert chart_of(edition).title == title
