"""Where distress gathers and what the ranking hangs on, as a visitor reads it: sentences, tables, files."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests import makers
from tests.fronts.portal.rows import at
from tests.study import kit

from portici.fronts.gathering import around_of
from portici.kernel.exhibit import digest_of_text
from portici.records import domain as records
from portici.study import clustering, domain, neighbours
from portici.study.models import Edition
from portici.study.neighbours import Neighbourhood
from portici.study.running import run_edition
from portici.study.sureness import Asked
from portici.territory.models import Area, Geometry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen", "english")]

ASKED = Neighbourhood(permutations=9_999)


@pytest.fixture(autouse=True)
def _own_state(settings: Any, tmp_path: Path) -> None:
    """Checkpoints of a test are kept in a folder of its own."""
    settings.STATE = tmp_path


def published(asked: Neighbourhood = ASKED, draws: int = 200) -> Edition:
    coordinator = makers.coordinator()
    edition = kit.edition(specification=kit.of_lattice())
    edition = domain.ask_clusters(actor=coordinator, edition=edition, asked=asked)
    if draws:
        edition = domain.ask_how_sure(actor=coordinator, edition=edition, asked=Asked(draws=draws))
    edition = run_edition(uid=domain.order_run(actor=coordinator, edition=edition).uid)
    for record in (edition.study, edition):
        records.publish(actor=coordinator, record=record)
    return edition


def page(client: Client, name: str, *args: object) -> Any:
    return client.get(f"/en{at(name, *args)}")


def rows_of(client: Client, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(page(client, name, "distress", 1).content.decode())))


def test_the_finding_is_a_sentence_and_the_clusters_are_a_table(client: Client) -> None:
    kit.lattice()
    published()
    found = page(client, "edition", "distress", 1).context["gathering"]
    assert found.title == "Distress gathers in some parts"
    assert found.sentences[0].startswith(
        "Areas near one another resemble each other more than chance explains (Moran's I 0."
    )
    assert found.sentences[1].startswith("1 cluster of high distress, ")
    assert [group.quadrant for group in found.groups] == ["high-high", "low-low"]
    names = [name for name, _url in found.groups[0].areas]
    assert "5-4" in names
    assert client.get(found.groups[0].areas[0][1]).status_code == 200
    assert found.notes[-1].startswith(
        "Neighbours touch, be it at one point. Local Moran with 9,999 permutations"
    )


def test_what_the_ranking_hangs_on_is_a_sentence_and_a_table(client: Client) -> None:
    kit.lattice()
    published()
    found = page(client, "edition", "distress", 1).context["hanging"]
    assert found.sentence.startswith("The ranking hangs mostly on which indicator is left out: ")
    assert [line.choice for line in found.lines[:1]] == ["which indicator is left out"]
    assert len(found.lines) == 4


def test_an_area_reads_what_is_around_it(client: Client) -> None:
    areas = kit.lattice()
    kit.draw(areas["2-0"], kit.square(50, 50))
    Geometry.objects.filter(area=areas["0-4"]).delete()
    published()
    said = {
        name: page(client, "edition-area", "distress", 1, areas[name].code).context["around"]
        for name in ("5-4", "0-0", "2-0", "0-4")
    }
    assert said["5-4"][0].startswith("It lies in a cluster of high distress: it and, on the whole,")
    assert said["0-0"][0].startswith("It lies in a cluster of low distress")
    assert said["2-0"] == ["Nothing is said of what is around it: no area that is compared touches it."]
    assert said["0-4"] == ["Nothing is said of what is around it: its border is missing, or is not valid."]
    notes = page(client, "edition", "distress", 1).context["gathering"].notes
    assert notes[:2] == [
        "Without a border, so not looked at: 0-4.",
        "Without neighbours, so nothing is said of them: 2-0.",
    ]


@pytest.mark.parametrize(
    ("quadrant", "q", "start"),
    [
        ("high-low", 0.01, "It stands out: it is more distressed than the mean"),
        ("low-high", 0.0001, "It stands out: it is less distressed than the mean"),
        (
            "high-high",
            0.2,
            "The areas around it are neither more nor less like it than chance explains (q 0.200).",
        ),
    ],
)
def test_each_quadrant_has_its_words(quadrant: str, q: float, start: str) -> None:
    kit.lattice(4, 5)
    edition = published(draws=0)
    row = edition.results.select_related("edition").get(name="1-1")
    row.quadrant, row.cluster_q = quadrant, q
    (said,) = around_of(row)
    assert said.startswith(start)


def test_where_the_areas_are_too_few_a_visitor_reads_nothing(client: Client) -> None:
    kit.areas()
    edition = kit.computed()
    for record in (edition.study, edition):
        records.publish(actor=makers.coordinator(), record=record)
    shown = page(client, "edition", "distress", 1)
    assert (shown.context["gathering"], shown.context["hanging"]) == (None, None)
    assert b'id="addensamenti"' not in shown.content
    code = edition.results.get(name="Colli").code
    assert page(client, "edition-area", "distress", 1, code).context["around"] == []


def test_the_files_have_the_digests_of_the_manifest(client: Client) -> None:
    kit.lattice()
    edition = published()
    manifest = json.loads(page(client, "edition-manifest", "distress", 1).content)
    assert manifest == edition.manifest
    texts = {
        name: page(client, f"edition-{name}", "distress", 1).content.decode()
        for name in ("clusters", "neighbours", "carried")
    }
    assert digest_of_text(texts["clusters"]) == manifest["clusters"]["sha256"]
    assert digest_of_text(texts["neighbours"]) == manifest["clusters"]["neighbours_sha256"]
    assert digest_of_text(texts["carried"]) == manifest["carried_by"]["sha256"]
    described = {row["file"] for row in rows_of(client, "edition-dictionary")}
    assert described == {
        "ingressi.csv", "risultati.csv", "risultati.geojson", "certezza.csv", "scelte.csv", "addensamenti.csv", "vicini.csv"
    }  # fmt: skip
    offered = [url for _kind, url, _about in page(client, "edition", "distress", 1).context["files"]]
    assert [client.get(url).status_code for url in offered] == [200] * 11


def test_the_engine_alone_comes_to_the_same_clusters_from_the_files(client: Client) -> None:
    kit.lattice()
    edition = published()
    pairs: dict[str, list[str]] = {}
    for row in rows_of(client, "edition-neighbours"):
        pairs.setdefault(row["code"], []).extend(filter(None, [row["neighbour"]]))
    index = {row["code"]: float(row["index"]) for row in rows_of(client, "edition-results") if row["index"]}
    asked = neighbours.asked_of(edition.clusters)
    assert asked is not None
    again = clustering.work_out(asked, pairs, index)
    assert again is not None
    assert clustering.text_of(again.areas) == page(client, "edition-clusters", "distress", 1).content.decode()


def test_with_an_area_of_the_map_withheld_nothing_of_the_clusters_is_told(client: Client) -> None:
    areas = kit.lattice()
    published()
    names = ("edition", "edition-manifest", "edition-clusters", "edition-neighbours", "edition-features")
    assert {page(client, name, "distress", 1).status_code for name in names} == {200}
    Area.objects.filter(pk=areas["5-4"].pk).update(publication="withdrawn")
    assert {page(client, name, "distress", 1).status_code for name in names} == {404}
