"""A published study in the portal: who is in, who is out and why, and the files to work it out again."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from tests import makers
from tests.fronts.portal.rows import Marks, at
from tests.study import kit

from portici.kernel.exhibit import digest_of_text
from portici.records import domain as records
from portici.study import domain
from portici.study.models import Edition
from portici.study.sureness import Asked
from portici.territory.models import Area, Indicator

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]

STATION = "Stazione is not compared: the source gives no value of 3 indicators for it, and says that it is excluded (–)."
CORTICELLA = (
    "Corticella is number 1 of the 4 areas compared, number 1 being the most distressed: its index is 107.84,"
    " and the mean of the areas is 100.00."
)


@pytest.fixture
def edition() -> Edition:
    """A computed edition, published with its study."""
    kit.areas()
    return kit.published(kit.computed())


def english(client: Client, name: str, *args: object) -> Any:
    return client.get(f"/en{at(name, *args)}")


def test_the_pages_lead_from_the_study_to_the_area(client: Client, edition: Edition) -> None:
    assert "Distress of the quartieri" in english(client, "studies").content.decode()
    assert list(english(client, "study", "distress").context["editions"]) == [edition]
    page = english(client, "edition", "distress", 1)
    assert [row.record.name for row in page.context["sections"][0].table.rows] == [
        "Corticella",
        "Bolognina",
        "Savena",
        "Colli",
    ]
    assert [reason for _row, reason in page.context["out"]] == [STATION]


def test_the_figures_are_the_count_of_their_rows(client: Client, edition: Edition) -> None:
    page = Marks(english(client, "edition", "distress", 1).content.decode())
    assert [int(figure.value) for figure in page.figures] == [4, 1]
    for figure in page.figures:
        rows = Marks(client.get(figure.url).content.decode()).rows
        assert len(rows) == figure.value


def test_an_area_says_why_it_is_in(client: Client, edition: Edition) -> None:
    row = edition.results.get(name="Corticella")
    page = english(client, "edition-area", "distress", 1, row.code)
    assert page.context["reasons"] == [
        CORTICELLA,
        "It stands worst in “People”: 1 of 4.",
        "It stands best in “Housing”: 2 of 4.",
        "The figures that speak most for distress: alone, 9.0 (1 of 4); income, 14.0 (1 of 4).",
    ]
    urls = [line.url for line in page.context["lines"] if line.url]
    with translation.override("en"):
        assert [client.get(url).status_code for url in urls] == [200, 200, 200]


def test_an_index_whose_higher_value_is_better_says_the_same_of_the_area(client: Client) -> None:
    kit.areas()
    made = kit.computed(specification=kit.specification(higher="better"))
    kit.published(made)
    row = made.results.get(name="Corticella")
    assert row.index < 100
    page = english(client, "edition-area", "distress", 1, row.code)
    assert page.context["reasons"][1:] == [
        "It stands worst in “People”: 1 of 4.",
        "It stands best in “Housing”: 2 of 4.",
        "The figures that speak most for distress: alone, 9.0 (1 of 4); income, 14.0 (1 of 4).",
    ]


def test_a_place_is_one_of_all_that_were_ranked_also_when_one_without_figures_is_withheld(
    client: Client, edition: Edition
) -> None:
    row = edition.results.get(name="Colli")
    Area.objects.filter(name="Stazione").update(publication="withdrawn")
    (first, *_others) = english(client, "edition-area", "distress", 1, row.code).context["reasons"]
    assert first.startswith("Colli is number 4 of the 4 areas compared")
    page = english(client, "edition", "distress", 1).content.decode()
    assert "from these alone the same digits do not come out" in page
    assert "anybody comes to the same digits" not in page


def test_an_area_without_a_figure_is_left_out_and_says_so(client: Client) -> None:
    kit.areas()
    lacking = makers.area("Murri")
    for code in ("alone", "income"):
        makers.observe(Indicator.objects.get(code=code), lacking, 5.0)
    text = kit.specification().replace('missing = "refuse"', 'missing = "leave-out"')
    made = kit.computed(specification=text)
    kit.published(made)
    page = english(client, "edition-area", "distress", 1, lacking.code)
    assert page.context["reasons"] == [
        "Murri has no place: it lacks “rent”, and the specification says not to guess it."
    ]


def test_the_files_have_the_digests_of_the_manifest(client: Client, edition: Edition) -> None:
    manifest = json.loads(client.get(at("edition-manifest", "distress", 1)).content)
    results = client.get(at("edition-results", "distress", 1)).content.decode()
    text = client.get(at("edition-specification", "distress", 1)).content.decode()
    assert digest_of_text(results) == manifest["results_sha256"]
    assert digest_of_text(text) == manifest["specification_sha256"]
    inputs = list(
        csv.DictReader(io.StringIO(client.get(at("edition-inputs", "distress", 1)).content.decode()))
    )
    assert [
        (row["name"], row["excluded"], row["rent@2024"])
        for row in inputs
        if row["name"] in {"Colli", "Stazione"}
    ] == [
        ("Colli", "0", "10.0"),
        ("Stazione", "1", ""),
    ]
    features = json.loads(client.get(at("edition-features", "distress", 1)).content)["features"]
    stored = {row.code: row.index for row in edition.results.all()}
    assert {one["properties"]["code"]: one["properties"]["index"] for one in features} == stored


def test_the_dictionary_explains_every_column(client: Client, edition: Edition) -> None:
    rows = list(
        csv.DictReader(io.StringIO(client.get(at("edition-dictionary", "distress", 1)).content.decode()))
    )
    for name, file in (("edition-results", "risultati.csv"), ("edition-inputs", "ingressi.csv")):
        header = client.get(at(name, "distress", 1)).content.decode().splitlines()[0].split(",")
        assert sorted(row["column"] for row in rows if row["file"] == file) == sorted(header)


NAMES = "edition edition-areas edition-results edition-features edition-inputs edition-manifest".split()


def test_a_withheld_area_without_figures_is_in_no_page_and_no_file(client: Client, edition: Edition) -> None:
    code = edition.results.get(name="Stazione").code
    Area.objects.filter(name="Stazione").update(publication="withdrawn")
    for name in NAMES:
        answer = client.get(at(name, "distress", 1))
        assert (name, answer.status_code, b"Stazione" in answer.content) == (name, 200, False)
    assert client.get(at("edition-area", "distress", 1, code)).status_code == 404


def test_with_an_area_that_it_ranks_an_edition_is_not_shown_and_the_study_says_why(
    client: Client, edition: Edition
) -> None:
    Area.objects.filter(name="Savena").update(publication="withdrawn")
    assert {client.get(at(name, "distress", 1)).status_code for name in NAMES} == {404}
    page = english(client, "study", "distress")
    assert list(page.context["editions"]) == []
    words = " ".join(page.content.decode().split())
    assert (
        "Edition 1 is not shown: 1 area whose figures are in it is not open to all, and these could be reckoned from what is told of"
        " the others."
    ) in words
    assert ("Savena" in words, "No edition is published yet" in words) == (False, False)
    Area.objects.filter(name="Savena").update(publication="published")
    assert list(english(client, "study", "distress").context["held_back"]) == []


def test_with_an_indicator_its_editions_are_withheld(client: Client, edition: Edition) -> None:
    Indicator.objects.filter(code="rent").update(publication="withdrawn")
    assert {client.get(at(name, "distress", 1)).status_code for name in NAMES} == {404}
    assert list(english(client, "study", "distress").context["editions"]) == []


def test_drafts_are_nowhere(client: Client) -> None:
    kit.areas()
    made = kit.computed()
    assert client.get(at("study", "distress")).status_code == 404
    records.publish(actor=makers.coordinator(), record=made.study)
    assert client.get(at("study", "distress")).status_code == 200
    assert client.get(at("edition", "distress", 1)).status_code == 404


def test_an_area_says_how_sure_its_place_is(client: Client) -> None:
    kit.areas()
    coordinator = makers.coordinator()
    draft = domain.ask_how_sure(actor=coordinator, edition=kit.edition(), asked=Asked(draws=200, seed=3, k=2))
    made = kit.run_edition(uid=domain.order_run(actor=coordinator, edition=draft).uid)
    for record in (made.study, made):
        records.publish(actor=coordinator, record=record)
    colli = made.results.get(name="Colli")
    assert english(client, "edition-area", "distress", 1, colli.code).context["reasons"][1:3] == [
        "Of 200 other reasonable choices, nine in ten and more leave it at place 4.",
        "It is among the 2 most distressed in 0 % of them.",
    ]
    page = english(client, "edition", "distress", 1).content.decode()
    assert "Over 200 draws of other reasonable choices" in page
    text = client.get(at("edition-sureness", "distress", 1)).content.decode()
    manifest = json.loads(client.get(at("edition-manifest", "distress", 1)).content)
    assert digest_of_text(text) == manifest["uncertainty"]["sha256"]
    rows = csv.DictReader(io.StringIO(client.get(at("edition-dictionary", "distress", 1)).content.decode()))
    assert [row["column"] for row in rows if row["file"] == "certezza.csv"] == text.splitlines()[0].split(",")


def test_the_page_shows_each_chart_with_its_finding_and_its_table(client: Client, edition: Edition) -> None:
    page = english(client, "edition", "distress", 1)
    assert [(shown.chart.name, shown.wide) for shown in page.context["charts"]] == [
        ("mappa", "/en/studi/distress/1/grafici/mappa.svg"),
        ("domini", "/en/studi/distress/1/grafici/domini.svg"),
    ]
    [the_map, _domains] = [shown.chart for shown in page.context["charts"]]
    assert the_map.title == "The most distressed: Corticella, Bolognina and Savena"
    assert [(row[0], row[1], row[3]) for row in the_map.rows] == [
        ("Corticella", "1", "4"),
        ("Bolognina", "2", "3"),
        ("Savena", "3", "2"),
        ("Colli", "4", "1"),
        ("Stazione", "–", "–"),
    ]
    text = page.content.decode()
    assert f'alt="{the_map.title}. The table below has the same." role="img"' in text
    natural = client.get("/en/studi/distress/1/", {"classi": "naturali"}).context["charts"][0]
    assert natural.narrow == "/en/studi/distress/1/grafici/mappa.svg?classi=naturali&larghezza=stretta"


def named(edition: Edition, values: dict[str, float]) -> None:
    """The city's own index, named beside the edition."""
    city = makers.indicator("fragility")
    for name, value in values.items():
        makers.observe(city, Area.objects.get(name=name), value)
    domain.name_published_index(actor=makers.coordinator(), edition=edition, indicator=city, period="2024")


def test_the_citys_index_stands_beside_with_its_differences_explained(
    client: Client, edition: Edition
) -> None:
    assert english(client, "edition", "distress", 1).context["beside"] is None
    named(edition, {"Bolognina": 9.0, "Corticella": 1.0, "Savena": 8.0, "Colli": 2.0})
    beside = english(client, "edition", "distress", 1).context["beside"]
    assert list(beside.sentences) == [
        "“fragility” of 2024, as the city publishes it, over the 4 areas that have a place here and a value there.",
        "Rank correlation: Spearman −0.200, Kendall 0.000. 1 would be the same order, 0 none in common, −1 the reverse.",
    ]
    # Means: rent 25, alone 4.75, income 22.75. Corticella has 30, 9 and 14: worse than the mean in all three.
    score = edition.results.get(name="Corticella").parts
    assert list(beside.largest[0].sentences) == [
        "Corticella is more distressed in ours: place 1, in the city's index 4 (1.0, mean 5.0).",
        (
            f"What pushes it up in ours: “People” (score {score['people']:.2f}, mean 100.00), above all “alone” 9.0 (mean 4.8);"
            f" “Housing” (score {score['housing']:.2f}, mean 100.00), above all “rent” 30.0 (mean 25.0)."
        ),
    ]


def test_with_the_citys_indicator_the_comparison_is_withheld(client: Client, edition: Edition) -> None:
    named(edition, {"Bolognina": 9.0, "Corticella": 1.0, "Savena": 8.0, "Colli": 2.0})
    Indicator.objects.filter(code="fragility").update(publication="withdrawn")
    page = english(client, "edition", "distress", 1)
    assert (page.context["beside"], page.context["ranking"], b"fragility" in page.content) == (
        None,
        None,
        False,
    )


def test_a_withheld_area_is_in_no_comparison(client: Client, edition: Edition) -> None:
    named(edition, {"Bolognina": 9.0, "Corticella": 1.0, "Savena": 8.0, "Colli": 2.0, "Stazione": 7.0})
    assert b"Stazione" in english(client, "edition", "distress", 1).content
    Area.objects.filter(name="Stazione").update(publication="withdrawn")
    page = english(client, "edition", "distress", 1)
    assert (len(page.context["beside"].beside.pairs), b"Stazione" in page.content) == (4, False)
