"""Organisations, bodies, decisions, needs, opportunities, target areas for machines."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from tests import chain, makers
from tests.fronts.api.conftest import Reader

from portici.governance.models import Ground, Member
from portici.organisations.models import Contact, Membership, OldAddress, Organisation, OrganisationCode, Seat


def test_an_organisation_without_its_people(reader: Reader) -> None:
    area, hidden = makers.area("Savena"), makers.area("Kept", published=False)
    one = makers.organisation("Cooperative", email="info@cooperative.example")
    Seat.objects.create(organisation=one, address="Via Emilia 1", town="Bologna", area=area)
    Seat.objects.create(organisation=one, address="Via Emilia 2", area=hidden, is_main=False)
    Contact.objects.create(organisation=one, name="Zenobia Verdi", email="zenobia@cooperative.example")
    OrganisationCode.objects.create(organisation=one, scheme="vat", value="01234567897")
    OrganisationCode.objects.create(organisation=one, scheme="fiscal", value="VRDZNB80A41A944X")
    response = reader.ask(f"organisations/{one.uid}")
    told = response.json()
    assert told["email"] == "info@cooperative.example"
    assert told["codes"] == [{"scheme": "vat", "value": "01234567897"}]
    assert [(seat["address"], seat["area"] and seat["area"]["title"]) for seat in told["seats"]] == [
        ("Via Emilia 1", "Savena"),
        ("Via Emilia 2", None),
    ]
    assert "enobia" not in response.text


def test_an_informal_group_gives_no_mailbox_of_its_people(reader: Reader) -> None:
    one = makers.organisation(
        "Friends of the street", type="informal_group", email="a@b.example", phone="051"
    )
    told = reader.got(f"organisations/{one.uid}")
    assert (told["email"], told["pec"], told["phone"]) == ("", "", "")


def test_organisations_are_narrowed_like_the_portals_list(reader: Reader) -> None:
    area = makers.area("Savena")
    pact, member = makers.organisation("Pact"), makers.organisation("Member")
    school = makers.organisation("School", type="school", parent=member)
    makers.organisation("Kept", type="school", published=False)
    Seat.objects.create(organisation=school, area=area)
    Membership.objects.create(member=member, network=pact)
    chain.activity(chain.project("BO3.3.1.b"), responsible=school)
    found = {
        query: reader.listed(f"organisations?{query}")
        for query in (
            "",
            "q=scho",
            "type=school",
            f"area=quartieri/{area.code}",
            f"network={pact.uid}",
            "acting=1",
            f"parent={member.uid}",
            "network=nobody",
            "page_size=2",
        )
    }
    assert found == {
        "": ["Member", "Pact", "School"],
        "q=scho": ["School"],
        "type=school": ["School"],
        f"area=quartieri/{area.code}": ["School"],
        f"network={pact.uid}": ["Member"],
        "acting=1": ["School"],
        f"parent={member.uid}": ["School"],
        "network=nobody": [],
        "page_size=2": ["Member", "Pact"],
    }
    networks = reader.got(f"organisations/{member.uid}")["networks"]
    assert [one["network"]["title"] for one in networks] == ["Pact"]


def test_a_merged_organisation_leads_to_the_one_that_it_became(reader: Reader) -> None:
    one = makers.organisation("Cooperative")
    OldAddress.objects.create(uid="oldaddress22", organisation=one)
    response = reader.ask("organisations/oldaddress22")
    assert response.status_code == 301
    assert response["Location"] == f"http://testserver/api/v1/organisations/{one.uid}"
    assert response["Access-Control-Allow-Origin"] == "*"


def test_the_parent_of_an_organisation_is_not_named_when_it_is_withheld(reader: Reader) -> None:
    one = makers.organisation("Branch", parent=makers.organisation("Kept", published=False))
    assert reader.got(f"organisations/{one.uid}")["parent"] is None


def test_a_decision_says_what_it_stands_on_as_far_as_it_is_published(reader: Reader) -> None:
    area = makers.area("Savena")
    need, hidden = chain.need(area, "Loneliness"), chain.need(area, "Kept need", published=False)
    activity = chain.activity(chain.project("BO3.3.1.b"), "Party")
    decision = chain.decision(chain.body("board"), "Go", activities=[activity], grounds="Because.")
    for one in (need, hidden):
        Ground.objects.create(
            decision=decision,
            kind="need",
            ref=one.uid,
            label=one.title,
            digest="0" * 64,
            as_of=timezone.now(),
        )
    response = reader.ask(f"decisions/{decision.address.upper()}")
    told = response.json()
    assert (told["number"], told["year"], told["grounds"]) == (1, 2026, "Because.")
    assert [one["title"] for one in told["activities"]] == ["Party"]
    assert [one["record"] and one["record"]["title"] for one in told["exhibits"]] == ["Loneliness", None]
    assert "Kept need" not in response.text


def test_decisions_are_narrowed_like_the_portals_list(reader: Reader) -> None:
    area = makers.area("Savena")
    activity = chain.activity(chain.project("BO3.3.1.b"), areas=[area])
    board, table = chain.body("board"), chain.body("table")
    chain.decision(board, "Go", activities=[activity])
    chain.decision(table, "Stay", decided_on=date(2025, 5, 1))
    chain.decision(board, "Kept", activities=[activity], published=False)
    found = {
        query: [one["title"].partition(" – ")[2] for one in reader.got(f"decisions?{query}")["items"]]
        for query in (
            "",
            "body=table",
            "year=2026",
            f"activity={activity.uid}",
            "project=BO3.3.1.b",
            "body=none",
            f"area=quartieri/{area.code}",
            "q=stay",
        )
    }
    assert found == {
        "": ["Go", "Stay"],
        "body=table": ["Stay"],
        "year=2026": ["Go"],
        f"activity={activity.uid}": ["Go"],
        "project=BO3.3.1.b": ["Go"],
        "body=none": [],
        f"area=quartieri/{area.code}": ["Go"],
        "q=stay": ["Stay"],
    }


def test_a_body_tells_organisations_and_no_person(reader: Reader) -> None:
    body = chain.body("board")
    Member.objects.create(body=body, organisation=makers.organisation("Comune"), person_name="Zenobia Verdi")
    Member.objects.create(body=body, organisation=makers.organisation("Kept", published=False))
    response = reader.ask(f"bodies/{body.uid}")
    assert [one["organisation"]["title"] for one in response.json()["members"]] == ["Comune"]
    assert "Zenobia" not in response.text
    assert reader.listed("bodies") == ["Board"]


def test_needs_and_opportunities_are_narrowed_like_the_portals_lists(reader: Reader) -> None:
    area = makers.area("Savena")
    group = chain.group("Young people")
    chain.need(area, "Loneliness", theme="loneliness", severity=5, groups=[group])
    chain.need(area, "Homework", severity=2)
    chain.need(area, "Kept", published=False)
    chain.need(makers.area("Kept area", published=False), "Of a kept area")
    host = makers.organisation("Host")
    chain.opportunity(area, "A room", theme="culture", organisation=host)
    chain.opportunity(area, "Kept", organisation=host, published=False)
    found = {
        path: reader.listed(path)
        for path in (
            "needs",
            "needs?severity=3",
            "needs?theme=loneliness",
            f"needs?group={group.uid}",
            "needs?state=closed",
            "opportunities",
            "opportunities?theme=school",
            "target-groups",
        )
    }
    assert found == {
        "needs": ["Loneliness", "Homework"],
        "needs?severity=3": ["Loneliness"],
        "needs?theme=loneliness": ["Loneliness"],
        f"needs?group={group.uid}": ["Loneliness"],
        "needs?state=closed": [],
        "opportunities": ["A room"],
        "opportunities?theme=school": [],
        "target-groups": ["Young people"],
    }


def test_an_opportunity_names_the_project_at_hand(reader: Reader) -> None:
    project = chain.project("BO3.3.1.b")
    one = chain.opportunity(makers.area("Savena"), "At hand", subject=project)
    assert reader.got(f"opportunities/{one.uid}")["subject"]["id"] == "BO3.3.1.b"


def test_target_areas_in_force_and_ended(reader: Reader) -> None:
    area = makers.area("Savena")
    indicator, hidden = makers.indicator("over-65"), makers.indicator("kept", published=False)
    for one in (indicator, hidden):
        makers.observe(one, area, 12.5)
    now = chain.designation(area, reason="Distress")
    chain.designation(makers.area("Navile"), until=date(2025, 12, 31))
    chain.designation(makers.area("Pilastro"), published=False)
    assert reader.listed("target-areas?state=now") == [str(now)]
    assert len(reader.listed("target-areas?state=ended")) == 1
    told = reader.got(f"target-areas/{now.uid}")
    assert (told["reason"], told["area"]["title"]) == ("Distress", "Savena")
    assert [(one["indicator"]["id"], one["value"]) for one in told["figures"]] == [("over-65", 12.5)]


def test_a_record_that_is_withdrawn_is_gone(reader: Reader) -> None:
    one = makers.organisation("Cooperative")
    assert reader.ask(f"organisations/{one.uid}").status_code == 200
    Organisation.objects.filter(pk=one.pk).update(publication="withdrawn")
    assert reader.ask(f"organisations/{one.uid}").status_code == 404
    assert reader.listed("organisations") == []
