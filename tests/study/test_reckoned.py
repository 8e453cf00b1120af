"""From the scores of the others a withheld area's figures can be solved for: so an edition is shown with all its figures or not."""

from __future__ import annotations

import csv
import io

import pytest
from django.test import Client
from tests import makers
from tests.fronts.portal.rows import at
from tests.makers import Role
from tests.study import kit

from portici.kernel.actor import VISITOR
from portici.records import domain as records
from portici.study import checks, queries
from portici.study.inputs import digest_of_column
from portici.study.models import Edition
from portici.territory.models import Area, Observation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen", "english")]

ADDRESSES = (
    "edition", "edition-areas", "edition-results", "edition-inputs", "edition-features", "edition-manifest", "edition-imprint",
    "edition-dictionary", "edition-specification", "edition-sureness", "edition-dossier", "edition-dossier-paper",
    "edition-dossier-archive", "edition-clusters", "edition-neighbours", "edition-carried",
)  # fmt: skip


@pytest.fixture
def edition() -> Edition:
    kit.areas()
    return kit.published(kit.computed())


def solved(inputs: str, results: str, areas: int) -> float:
    """The rent of the one ranked area that is in neither file: two others give mean and deviation, the mean the rest."""
    figures = {
        row["code"]: float(row["rent@2024"])
        for row in csv.DictReader(io.StringIO(inputs))
        if row["rent@2024"]
    }
    scores = {row["code"]: float(row["rent"]) for row in csv.DictReader(io.StringIO(results)) if row["rent"]}
    one, other = list(figures)[:2]
    deviation = 10 * (figures[one] - figures[other]) / (scores[one] - scores[other])
    mean = figures[one] - (scores[one] - 100) / 10 * deviation
    return areas * mean - sum(figures.values())


def test_a_figure_that_could_be_solved_for_is_not_told(client: Client, edition: Edition) -> None:
    inputs, results = (
        client.get(at(name, "distress", 1)).content.decode() for name in ("edition-inputs", "edition-results")
    )
    without = [
        "\n".join(line for line in text.splitlines() if "Savena" not in line) for text in (inputs, results)
    ]
    assert solved(without[0], without[1], 4) == pytest.approx(kit.RENT["Savena"])
    Area.objects.filter(name="Savena").update(publication="withdrawn")
    assert {name: client.get(at(name, "distress", 1)).status_code for name in ADDRESSES} == dict.fromkeys(
        ADDRESSES, 404
    )
    assert (
        client.get(at("edition-area", "distress", 1, edition.results.get(name="Colli").code)).status_code
        == 404
    )
    assert queries.latest_of_area(VISITOR, Area.objects.get(name="Colli"), most=5) == []


def test_a_digest_that_a_guess_could_be_held_against_is_not_told(client: Client, edition: Edition) -> None:
    """An excluded area moves no score; where it has a figure, this is in the digest of the column."""
    rent = Observation.objects.get(indicator__code="rent", area__name="Stazione")
    Observation.objects.filter(pk=rent.pk).update(value=7.0, status="ok")
    second = kit.computed(edition.study)
    records.publish(actor=makers.coordinator(), record=second)
    Area.objects.filter(name="Stazione").update(publication="withdrawn")
    kept = {row.code: (row.inputs["rent@2024"], False) for row in second.results.all()}
    guessed = {**kept, rent.area.code: (7.0, False)}
    assert second.results.get(name="Stazione").state == "excluded"
    assert second.inputs[0]["sha256"] == digest_of_column(guessed)
    assert [client.get(at("edition-manifest", "distress", number)).status_code for number in (1, 2)] == [
        200,
        404,
    ]
    assert [(one.number, count) for one, count in queries.held_back(VISITOR, edition.study)] == [(2, 1)]


def test_the_office_reads_it_and_is_told_before_it_publishes(edition: Edition) -> None:
    Area.objects.filter(name="Savena").update(publication="withdrawn")
    assert set(queries.editions(makers.actor(Role.AUDITOR))) == {edition}
    assert list(queries.editions(makers.actor(Role.PARTNER_CONTACT, makers.organisation()))) == []
    found = [one for one in checks.on_edition(edition) if one.code == "edition.area"]
    assert [(one.found, str(one.severity)) for one in found] == [("Savena", "warning")]
