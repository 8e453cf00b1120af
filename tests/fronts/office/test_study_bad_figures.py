"""Bad files on the way to a study: each fault is told on a page with what to do, and nothing of it stands half in the study."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from tests import makers
from tests.study import kit
from tests.territory.kit import BOWTIE, geojson, run, square

from portici.study.choices import IndicatorChoice
from portici.study.models import AreaResult, Edition, EditionState
from portici.study.running import run_edition
from portici.territory.models import Area, Observation

pytestmark = pytest.mark.django_db
OF_FILE = {"layer": "quartieri", "kind": "quartiere", "code": "k", "name": "n", "publish": "yes"}


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


def at(name: str, *args: object) -> str:
    with translation.override("en"):
        return reverse(f"office:{name}", args=args)


def borders(folder: Path, *shapes: Any) -> None:
    """Areas 1, 2, 3, … of these shapes, from a file."""
    features = [({"k": str(number), "n": f"Area {number}"}, shape) for number, shape in enumerate(shapes, 1)]
    run("boundaries", geojson(folder / "borders.geojson", *features), **OF_FILE)


def figures(folder: Path, *lines: str) -> Any:
    """Values of a long table, from a file."""
    path = folder / "figures.csv"
    path.write_text("\n".join(["area;indicatore;periodo;valore", *lines]))
    return run("indicators", path, direction="worse", source="Invented", publish="yes")


def told(client: Client, uid: str) -> str:
    page = client.get(f"/en/ufficio/importazioni/{uid}/")
    assert page.status_code == 200
    return page.content.decode()


def ordered(client: Client, edition: Edition) -> str:
    """What the page says after the button is pressed."""
    answer = client.post(at("edition-order", edition.uid), {"version": edition.version}, follow=True)
    edition.refresh_from_db()
    return answer.content.decode()


def one(edition_of: Any = None, **values: Any) -> Edition:
    """An edition of one indicator, `rent`."""
    chosen = (IndicatorChoice("rent", values.pop("period", "2024"), "worse"),)
    return kit.edition(edition_of, specification=kit.specification(domains=(), indicators=chosen))


def nothing_is_half_done(edition: Edition, state: EditionState = EditionState.DRAFTED) -> bool:
    return (edition.state, edition.inputs, AreaResult.objects.count()) == (state, [], 0)


def test_a_word_in_a_column_of_numbers(coordinator: Client, tmp_path: Path) -> None:
    """Told with its line where the file was brought in; the area then lacks the value, and the study says so."""
    borders(tmp_path, square(), square(1), square(2))
    done = figures(tmp_path, "1;rent;2024;40", "2;rent;2024;twenty", "3;rent;2024;10")
    page = told(coordinator, done.uid)
    assert (done.refused, Observation.objects.count()) == (1, 2)
    assert "twenty" in page
    edition = one()
    page = coordinator.get(at("edition", edition.uid))
    assert [(found.code, found.found) for found in page.context["findings"]] == [
        ("index.lacks", "rent: Area 2")
    ]
    ordered(coordinator, edition)
    assert nothing_is_half_done(edition)


def test_two_values_for_one_area(coordinator: Client, tmp_path: Path) -> None:
    borders(tmp_path, square(), square(1))
    done = figures(tmp_path, "1;rent;2024;40", "1;rent;2024;50", "2;rent;2024;10", "2;rent;2024;10")
    assert (done.refused, [(fault.line, fault.code) for fault in done.faults.all()]) == (
        1,
        [(3, "figures.twice")],
    )
    assert "line 2 says another value" in told(coordinator, done.uid)
    assert sorted(Observation.objects.values_list("area__code", "value")) == [("1", 40.0), ("2", 10.0)]


def test_two_lines_for_one_area_in_a_table_of_columns(coordinator: Client, tmp_path: Path) -> None:
    borders(tmp_path, square(), square(1))
    path = tmp_path / "wide.csv"
    path.write_text("area;anno;Rent\n1;2024;40\n2;2024;20\n1;2023;40\n1;2024;41\n")
    done = run("indicators", path, mapping="Rent = rent", publish="yes")
    assert [(fault.line, fault.code) for fault in done.faults.all()] == [(5, "figures.twice")]
    assert Observation.objects.count() == 3


def test_two_borders_for_one_area(coordinator: Client, tmp_path: Path) -> None:
    features = [({"k": "1", "n": "Uno"}, square()), ({"k": "1", "n": "Due"}, square(1))]
    done = run("boundaries", geojson(tmp_path / "a.geojson", *features), **OF_FILE)
    assert [(fault.line, fault.code) for fault in done.faults.all()] == [(2, "area.code")]
    assert [area.name for area in Area.objects.all()] == ["Uno"]


def test_a_border_that_crosses_itself(coordinator: Client, tmp_path: Path) -> None:
    """It is mended when it comes in, and told."""
    done = run("boundaries", geojson(tmp_path / "a.geojson", ({"k": "1", "n": "Uno"}, BOWTIE)), **OF_FILE)
    assert (done.added, done.warned) == (1, 1)
    assert "Self-intersection" in told(coordinator, done.uid)


def test_a_border_that_is_no_polygon(coordinator: Client, tmp_path: Path) -> None:
    line = {"type": "Polygon", "coordinates": [[[11.3, 44.4], [11.4, 44.4]]]}
    done = run("boundaries", geojson(tmp_path / "a.geojson", ({"k": "1", "n": "Uno"}, line)), **OF_FILE)
    assert (done.refused, Area.objects.count()) == (1, 0)
    [fault] = done.faults.all()
    assert fault.code == "geometry.kind"
    assert "Polygon" in told(coordinator, done.uid)


def test_an_area_without_a_border_is_ranked_and_has_none_in_the_file(
    coordinator: Client, tmp_path: Path
) -> None:
    borders(tmp_path, square(), square(1))
    makers.area("Area 3")
    figures(tmp_path, "1;rent;2024;40", "2;rent;2024;20", "Area 3;rent;2024;30")
    edition = one()
    ordered(coordinator, edition)
    made = run_edition(uid=edition.uid)
    assert [row.rank for row in made.results.all()] == [1.0, 3.0, 2.0]
    for record in (made.study, made):
        record.refresh_from_db()
        answer = coordinator.post(at("publish", record.KIND, record.uid), {"version": record.version})
        assert answer.status_code == 302
    with translation.override("en"):
        file = coordinator.get(reverse("portal:edition-features", args=[made.study.code, made.number]))
    assert [one["geometry"] is None for one in json.loads(file.content)["features"]] == [False, False, True]


def test_an_indicator_that_says_nothing(coordinator: Client, tmp_path: Path) -> None:
    borders(tmp_path, square(), square(1))
    figures(tmp_path, "1;rent;2024;40", "2;rent;2024;40")
    edition = one()
    page = coordinator.get(at("edition", edition.uid))
    assert [found.code for found in page.context["findings"]] == ["index.constant"]
    ordered(coordinator, edition)
    assert nothing_is_half_done(edition)


def test_two_vintages_in_one_index_are_told_and_stop_nothing(coordinator: Client, tmp_path: Path) -> None:
    borders(tmp_path, square(), square(1))
    figures(tmp_path, "1;rent;2024;40", "2;rent;2024;20", "1;alone;2021;3", "2;alone;2021;5")
    chosen = (IndicatorChoice("rent", "2024", "worse"), IndicatorChoice("alone", "2021", "worse"))
    edition = kit.edition(specification=kit.specification(domains=(), indicators=chosen))
    page = coordinator.get(at("edition", edition.uid))
    assert [
        (found.code, found.found) for found in page.context["findings"] if found.code == "study.periods"
    ] == [("study.periods", "2021, 2024")]
    assert "2021, 2024" in page.content.decode()
    ordered(coordinator, edition)
    assert edition.state == EditionState.ORDERED
