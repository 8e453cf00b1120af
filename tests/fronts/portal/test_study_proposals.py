"""Published proposals of target areas: why an area is in or out, from its page and from the proposal's."""

from __future__ import annotations

import csv
import io

import pytest
from django.test import Client
from tests import makers
from tests.fronts.portal.rows import Marks, at
from tests.study import kit

from portici.records import domain as records
from portici.study import domain
from portici.study.models import Edition, Proposal
from portici.study.proposals.rule import Stated
from portici.territory import domain as territory
from portici.territory.models import Area, Indicator

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


@pytest.fixture
def proposal() -> Proposal:
    """A proposal of two of four areas with their residents, published with its edition."""
    areas, coordinator = kit.areas(), makers.coordinator()
    edition = kit.computed()
    people = makers.indicator("people", direction="neutral")
    Indicator.objects.filter(pk=people.pk).update(is_additive=True)
    for name in kit.RENT:
        makers.observe(people, areas[name], 250.0)
    made = domain.propose_target_areas(
        actor=coordinator,
        edition=edition,
        title="Two areas",
        stated=Stated("worst", number=2, residents="people@2024"),
    )
    for record in (edition.study, edition, made):
        records.publish(actor=coordinator, record=record)
    return made


def test_the_proposal_says_who_is_in_and_its_figures_add_up(client: Client, proposal: Proposal) -> None:
    page = client.get(f"/en{at('target-proposal', 'distress', 1, proposal.uid)}")
    reading = page.context["reading"]
    assert [line.row.name for line in reading.chosen] == ["Corticella", "Bolognina"]
    figures = Marks(page.content.decode()).figures
    assert [float(figure.value) for figure in figures] == [2.0, 500.0]
    for figure, rows in zip(figures, (2, 2), strict=True):
        marks = Marks(client.get(figure.url).content.decode()).rows
        assert (len(marks), sum(value for _part, value in marks)) == (rows, figure.value)


def test_the_area_says_whether_it_is_in_and_leads_to_the_proposal(client: Client, proposal: Proposal) -> None:
    savena = Area.objects.get(name="Savena")
    for address in (at("edition-area", "distress", 1, savena.code), at("area", "quartieri", savena.code)):
        (said,) = client.get(f"/en{address}").context["proposed"]
        assert (said.row.proposal, said.verdict, said.reasons[1]) == (
            proposal,
            "Savena is out, but only just: a small change of the rule would take it.",
            "Out: the last one taken, Bolognina, has 107.12.",
        )
    (said,) = client.get(f"/en{at('edition-area', 'distress', 1, station())}").context["proposed"]
    assert (said.verdict, list(said.reasons)) == (
        "Stazione is out, whatever the rule.",
        ["It is never a candidate: the source of the figures excludes it from the study."],
    )
    assert list(client.get(at("edition", "distress", 1)).context["proposals"]) == [proposal]


def station() -> str:
    return str(Area.objects.get(name="Stazione").code)


def test_a_designated_area_is_linked_both_ways(client: Client, proposal: Proposal) -> None:
    row = proposal.areas.get(name="Corticella")
    done = domain.designate_proposed(
        actor=makers.coordinator(),
        proposal=proposal,
        areas=[row.code],
        decided_on=proposal.computed_at.date(),
        reason="Most in distress",
    )
    records.publish(actor=makers.coordinator(), record=done.made[0])
    lines = client.get(at("target-proposal", "distress", 1, proposal.uid)).context["reading"].chosen
    assert [(line.designation, bool(line.target_url)) for line in lines] == [
        (done.made[0], True),
        (None, False),
    ]
    page = client.get(at("area", "quartieri", row.code)).content.decode()
    assert at("target-proposal", "distress", 1, proposal.uid) in page
    assert f"designazione-{done.made[0].uid}" in page


def test_the_map_is_coloured_by_what_the_rule_says(client: Client, proposal: Proposal) -> None:
    address = at("target-proposal", "distress", 1, proposal.uid)
    assert client.get(address).context["map_url"] == ""
    area = proposal.areas.get(name="Corticella").area
    square = {
        "type": "Polygon",
        "coordinates": [[[11.3, 44.5], [11.4, 44.5], [11.4, 44.6], [11.3, 44.6], [11.3, 44.5]]],
    }
    territory.amend_area(actor=makers.coordinator(), area=area, values={}, shape=square)
    (feature,) = client.get(client.get(address).context["map_url"]).json()["features"]
    assert {name: feature["properties"][name] for name in ("name", "class", "label", "url")} == {
        "name": "Corticella",
        "class": 4,
        "label": "Scelta",
        "url": at("edition-area", "distress", 1, area.code),
    }


def test_the_file_has_the_reasons(client: Client, proposal: Proposal) -> None:
    address = at("target-proposal-areas", "distress", 1, proposal.uid)
    answer = client.get(f"/en{address}?standing=near&formato=csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined] # a file is streamed
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert [row[1] for row in rows[1:]] == ["Savena", "Colli"]
    assert "Out: the last one taken, Bolognina, has 107.12." in rows[1][-1]


def test_drafts_and_what_is_withheld_are_nowhere(client: Client, proposal: Proposal) -> None:
    address = at("target-proposal", "distress", 1, proposal.uid)
    Area.objects.filter(name="Bolognina").update(publication="withdrawn")
    assert client.get(address).status_code == 404
    Area.objects.filter(name="Bolognina").update(publication="published")
    Area.objects.filter(name="Stazione").update(publication="withdrawn")
    page = client.get(f"/en{address}")
    assert (page.status_code, b"Stazione" in page.content) == (200, False)
    # A total of all, beside that of those who are shown, would tell the residents of who is not.
    reading = page.context["reading"]
    assert {move.residents for move in reading.moves} == {None}
    assert reading.next["cost"] == "what it costs is not told, since not all areas are public"
    Indicator.objects.filter(code="people").update(publication="withdrawn")
    assert client.get(address).status_code == 404
    Indicator.objects.filter(code="people").update(publication="published")
    Proposal.objects.update(publication="withdrawn")
    assert client.get(address).status_code == 404
    assert list(client.get(at("edition", "distress", 1)).context["proposals"]) == []
    Edition.objects.update(publication="withdrawn")
    assert client.get(address).status_code == 404


def test_the_best_set_says_its_limits_what_it_covers_and_what_comes_next(
    client: Client, proposal: Proposal
) -> None:
    made = domain.propose_target_areas(
        actor=makers.coordinator(),
        edition=proposal.edition,
        title="Best",
        stated=Stated("best-set", most_areas=2, most_residents=600, residents="people@2024"),
    )
    records.publish(actor=makers.coordinator(), record=made)
    reading = client.get(f"/en{at('target-proposal', 'distress', 1, made.uid)}").context["reading"]
    assert list(reading.rule) == [
        "The set of areas that covers most, with these limits:",
        "at most 2 areas",
        "at most 600 residents in all",
    ]
    assert reading.covers.startswith(
        "What is covered: the residents of each area (people, 2024), each counting"
    )
    assert reading.proof == "It is proved that no set within these limits covers more."
    # 250 × (1 + 3/4) against 250 × (1 + 2/4).
    assert reading.next == {
        "entered": "Savena",
        "left": "Bolognina",
        "cost": "it covers 62.50 less (14 % of what the best set covers)",
    }
    assert [(move.change, move.residents) for move in reading.moves][:2] == [
        ("Number of areas: 1.", 250),
        ("Number of areas: 3.", 500),
    ]
