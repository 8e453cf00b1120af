"""The pictures of an edition as SVG: what is in them, what never is, how they are kept."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from django.core.cache import caches
from django.test import Client
from django.utils import translation
from tests import makers
from tests.fronts.portal.rows import at
from tests.study import kit

from portici.fronts.charts import serving
from portici.fronts.charts.chart import Picture, Width
from portici.fronts.charts.gathered import MOST_AREAS, gather
from portici.fronts.charts.listing import chart_named
from portici.kernel.actor import VISITOR
from portici.records import domain as records
from portici.study import domain
from portici.study.models import AreaResult, Edition
from portici.study.sureness import Asked
from portici.territory.models import Area, Geometry, Indicator

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]

SVG = "{http://www.w3.org/2000/svg}"
NAMES = ("mappa", "domini", "intervalli", "confronto")
#: Breaks out of text, of an attribute, of a script; and looks like an expression of Vega.
HOSTILE = "<script>alert(1)</script>\"'&{{7*7}}datum"


def shaped(area: Area, west: float) -> None:
    ring = [[west, 44.4], [west + 0.01, 44.4], [west + 0.01, 44.41], [west, 44.41], [west, 44.4]]
    text = json.dumps({"type": "Polygon", "coordinates": [ring]})
    Geometry.objects.create(
        area=area, whole=text, simplified=text, min_lon=west, min_lat=44.4, max_lon=west + 0.01, max_lat=44.41
    )


@pytest.fixture
def edition(settings: Any) -> Edition:
    """A published edition with borders, intervals, and the city's index beside it; pictures kept in memory."""
    memory = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "charts"}
    settings.CACHES = settings.CACHES | {"charts": memory}
    caches["charts"].clear()
    made = kit.areas()
    for number, area in enumerate(made.values()):
        shaped(area, 11.0 + number / 100)
    coordinator = makers.coordinator()
    draft = domain.ask_how_sure(actor=coordinator, edition=kit.edition(), asked=Asked(draws=200, seed=3, k=2))
    found = kit.run_edition(uid=domain.order_run(actor=coordinator, edition=draft).uid)
    city = makers.indicator("fragility")
    for name, value in {"Bolognina": 9.0, "Corticella": 7.0, "Savena": 8.0, "Colli": 1.0}.items():
        makers.observe(city, made[name], value)
    domain.name_published_index(actor=coordinator, edition=found, indicator=city, period="2024")
    for record in (found.study, found):
        records.publish(actor=coordinator, record=record)
    return Edition.objects.get(pk=found.pk)


def picture(edition: Edition, name: str, width: Width = Width.WIDE) -> Picture:
    chart = chart_named(gather(VISITOR, edition), name)
    assert chart is not None
    return Picture(chart, chart.plan(), width)


def drawn(edition: Edition, name: str, width: Width = Width.WIDE) -> Element:
    """The picture, parsed: not well formed, it is an error."""
    root: Element = fromstring(picture(edition, name, width).drawn())
    return root


def said(root: Element) -> list[str]:
    return [mark.get("aria-label", "") for mark in root.iter() if mark.get("role") == "graphics-symbol"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("width", Width)
def test_a_picture_is_one_image_with_its_finding_and_its_description(
    edition: Edition, name: str, width: Width
) -> None:
    wanted = picture(edition, name, width)
    root = fromstring(wanted.drawn())
    assert (root.tag, root.get("role"), root.get("aria-labelledby")) == (
        f"{SVG}svg",
        "img",
        "chart-title chart-description",
    )
    title, description = root[0], root[1]
    assert (title.tag, title.get("id"), title.text) == (f"{SVG}title", "chart-title", wanted.chart.title)
    assert (description.tag, description.get("id")) == (f"{SVG}desc", "chart-description")
    assert description.text == wanted.chart.description
    assert float(root.get("width", "0")) == int(width)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_a_picture_is_from_elsewhere_or_forbidden_by_the_policy(
    edition: Edition, name: str
) -> None:
    root = drawn(edition, name)
    tags = {mark.tag.removeprefix(SVG) for mark in root.iter()}
    assert tags.isdisjoint({"script", "style", "image", "use", "foreignObject", "a"})
    attributes = [(key, value) for mark in root.iter() for key, value in mark.attrib.items()]
    assert [
        key for key, _value in attributes if key == "style" or key.startswith("on") or "href" in key
    ] == []
    assert [value for _key, value in attributes if re.search(r"url\((?!#)|https?:|javascript:", value)] == []


def test_every_area_is_on_the_map_and_the_excluded_one_is_hatched_and_named(edition: Edition) -> None:
    with translation.override("en"):
        root = drawn(edition, "mappa")
    rank = {row.name: row for row in edition.results.all()}
    areas = [text for text in said(root) if ": " in text and text.partition(":")[0] in rank]
    assert sorted(text.partition(":")[0] for text in areas) == sorted(rank)
    assert "Stazione: out of the index" in areas
    texts = "".join(root.itertext())
    assert "hatched: out of the index (Stazione)" in texts
    hatching = [
        mark for mark in root.iter(f"{SVG}path") if mark.get("stroke-width") == "0.8" and mark.get("d")
    ]
    # The station, and the legend's own.
    assert len(hatching) == 2


def test_the_legend_names_the_method_and_the_bounds(edition: Edition) -> None:
    worst = edition.results.get(name="Corticella")
    with translation.override("en"):
        texts = "".join(drawn(edition, "mappa").itertext())
    assert "Classes by quantiles: about a fifth of the areas in each." in texts
    assert f"index from {worst.index:.2f} to {worst.index:.2f}: 1 area" in texts


def test_areas_whose_interval_reaches_into_another_class_are_dotted(edition: Edition) -> None:
    unsure = {row.name for row in edition.results.exclude(rank_low=None) if row.rank_low != row.rank_high}
    with translation.override("en"):
        root = drawn(edition, "mappa")
        told = {text.partition(":")[0] for text in said(root) if text.endswith("not sure")}
        chart = chart_named(gather(VISITOR, edition), "mappa")
    assert chart is not None
    # Four areas: each has a class of its own, so that any width of the interval leaves it.
    assert (told, unsure) == ({row[0] for row in chart.rows if row[4] == "no"}, told)
    assert 0 < len(unsure) < 4


def test_a_picture_speaks_the_language_of_the_page(edition: Edition) -> None:
    texts = {}
    for language in ("it", "en"):
        with translation.override(language):
            texts[language] = "".join(drawn(edition, "mappa").itertext())
    assert ("fuori dall’indice" in texts["it"], "out of the index" in texts["it"]) == (True, False)
    assert ("fuori dall’indice" in texts["en"], "out of the index" in texts["en"]) == (False, True)


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_name_is_text_and_nothing_else(edition: Edition, name: str) -> None:
    edition.results.filter(name="Savena").update(name=HOSTILE)
    root = drawn(edition, name)
    assert any(HOSTILE in text for text in said(root))
    assert {mark.tag for mark in root.iter()}.isdisjoint({f"{SVG}script", "script"})


@pytest.mark.parametrize("name", NAMES)
def test_a_withheld_area_is_in_no_picture_not_even_a_kept_one(
    client: Client, edition: Edition, name: str
) -> None:
    address = at("edition-chart", "distress", 1, name)
    assert b"Savena" in client.get(address).content
    Area.objects.filter(name="Savena").update(publication="withdrawn")
    assert b"Savena" not in client.get(address).content


def test_what_is_withheld_is_seen_by_the_office_alone(
    client: Client, edition: Edition, signed_in: Callable[..., Client]
) -> None:
    Area.objects.filter(name="Savena").update(publication="withdrawn")
    office = f"/ufficio/studi/edizioni/{edition.uid}/grafici/mappa.svg"
    from portici.kernel.actor import Role

    assert b"Savena" in signed_in(Role.COORDINATOR).get(office).content
    assert b"Savena" not in client.get(at("edition-chart", "distress", 1, "mappa")).content


def test_with_its_indicator_the_comparison_has_no_picture(client: Client, edition: Edition) -> None:
    address = at("edition-chart", "distress", 1, "confronto")
    assert client.get(address).status_code == 200
    Indicator.objects.filter(code="fragility").update(publication="withdrawn")
    assert client.get(address).status_code == 404


def test_a_picture_is_drawn_once_and_known_by_the_browser(client: Client, edition: Edition) -> None:
    address = at("edition-chart", "distress", 1, "intervalli")
    first = client.get(address)
    assert (first.status_code, first["Content-Type"]) == (200, "image/svg+xml; charset=utf-8")
    with translation.override("it"):
        wanted = picture(edition, "intervalli")
    assert caches["charts"].get(wanted.digest) == first.content.decode()
    caches["charts"].set(wanted.digest, "kept")
    assert client.get(address).content == b"kept"
    again = client.get(address, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_digest_is_of_all_that_is_in_the_picture(edition: Edition) -> None:
    digests = {picture(edition, name, width).digest for name in NAMES for width in Width}
    with translation.override("en"):
        digests |= {picture(edition, name, width).digest for name in NAMES for width in Width}
    assert len(digests) == 16
    before = picture(edition, "mappa").digest
    Geometry.objects.filter(area__name="Savena").delete()
    assert picture(edition, "mappa").digest != before


def test_an_area_without_a_border_is_named_below_the_map(edition: Edition) -> None:
    Geometry.objects.filter(area__name="Savena").delete()
    with translation.override("en"):
        texts = "".join(drawn(edition, "mappa").itertext())
    assert "Not on the map, for they have no border: Savena." in texts


def test_an_address_asks_for_a_narrow_picture_and_for_other_classes(client: Client, edition: Edition) -> None:
    address = f"/en{at('edition-chart', 'distress', 1, 'mappa')}"
    narrow: Element = fromstring(client.get(address, {serving.WIDTH: serving.NARROW}).content)
    natural = client.get(address, {serving.CLASSES: "naturali"}).content.decode()
    other = client.get(address, {serving.CLASSES: "<b>"}).content.decode()
    assert narrow.get("width") == "320"
    assert ("natural breaks" in natural, "natural breaks" in other) == (True, False)


def test_a_chart_that_there_is_not_is_not_found(client: Client, edition: Edition) -> None:
    assert client.get(at("edition-chart", "distress", 1, "altro")).status_code == 404


def grown(edition: Edition, areas: int) -> None:
    """Adds areas that the source excludes, until the edition has so many."""
    last, there = Area.objects.order_by("-pk")[0], edition.results.count()
    given = {
        "layer": last.layer,
        "publication": "published",
        "created_at": last.created_at,
        "updated_at": last.updated_at,
    }
    made = Area.objects.bulk_create(
        Area(code=f"more-{number}", name=f"More {number}", **given) for number in range(there, areas)
    )
    AreaResult.objects.bulk_create(
        AreaResult(
            edition=edition, area=area, position=there + place, code=area.code, name=area.name, state="excluded", has_figures=False
        )
        for place, area in enumerate(made)
    )  # fmt: skip


def test_more_areas_than_a_picture_holds_are_not_drawn_and_the_page_says_so(
    client: Client, edition: Edition
) -> None:
    grown(edition, MOST_AREAS)
    assert client.get(at("edition-chart", "distress", 1, "mappa")).status_code == 200
    grown(edition, MOST_AREAS + 1)
    assert client.get(at("edition-chart", "distress", 1, "mappa")).status_code == 404
    page = client.get(f"/en{at('edition', 'distress', 1)}")
    assert ("charts" in page.context, b"nothing is drawn here" in page.content) == (False, True)


def test_without_draws_and_without_the_citys_index_there_are_two_charts(edition: Edition) -> None:
    Edition.objects.filter(pk=edition.pk).update(uncertainty={}, published_index=None)
    found = gather(VISITOR, Edition.objects.get(pk=edition.pk))
    assert [name for name in NAMES if chart_named(found, name)] == ["mappa", "domini"]


def test_pages_and_the_start_do_not_load_what_draws() -> None:
    code = (
        "import django, sys; django.setup(); from django.urls import get_resolver; get_resolver().url_patterns;"
        "import portici.fronts.charts.showing; print(sorted({'altair', 'vl_convert', 'shapely', 'scipy'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_the_library_is_not_used_before_numpy_is_whole() -> None:
    """Two threads that draw the first pictures at once: the one must not meet a numpy that the other is still loading."""
    asked = (
        "import sys; from portici.fronts.charts import svg; assert 'numpy' not in sys.modules;"
        " svg.altair(); print(hasattr(sys.modules['numpy'], 'ndarray'))"
    )
    found = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert found.stdout == "True\n"
