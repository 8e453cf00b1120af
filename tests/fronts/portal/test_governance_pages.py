"""Decisions and bodies in the portal: the list, the page with its grounds and what carries it out."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from tests import chain, makers
from tests.fronts.portal.rows import assert_figures_add_up, queries_of

from portici.engine.voting import Majority, Requirement
from portici.governance import domain as governance
from portici.governance.models import Body, Decision
from portici.needs import domain as needs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
LIST = "/en/decisioni/"


@pytest.fixture
def board() -> Body:
    return chain.body("board", name="The Board", established_by="Protocol")


def page(decision: Decision) -> str:
    return f"/en/decisioni/{decision.address}/"


def titles(client: Client, query: str) -> set[str]:
    return {decision.title for decision in client.get(f"{LIST}{query}").context["table"].data}


def test_filters_sorting_and_file(client: Client, board: Body) -> None:
    area = makers.area("Savena")
    done = chain.activity(chain.project("BO3.3.1.b"), "Radio", areas=[area])
    chain.decision(board, "Radio starts", activities=[done])
    chain.decision(board, "Last year", decided_on=date(2025, 5, 5))
    chain.decision(chain.body("table"), "Of the table", exhibits=[chain.need(area)])
    chain.decision(board, "Zzriservata", published=False)
    assert titles(client, "?body=board") == {"Radio starts", "Last year"}
    assert titles(client, "?year=2025") == {"Last year"}
    assert titles(client, "?q=radio") == {"Radio starts"}
    assert titles(client, "?project=bo3.3.1B") == {"Radio starts"}
    assert titles(client, f"?activity={done.uid}") == {"Radio starts"}
    assert titles(client, f"?area=quartieri/{area.code}") == {"Radio starts", "Of the table"}
    assert titles(client, "?q=zzriservata") == set()
    assert titles(client, "?body=nonsense") == set()
    rows = b"".join(client.get(f"{LIST}?formato=csv&body=board&sort=decided_on")).decode("utf-8-sig")
    assert [row.split(";")[3] for row in rows.splitlines()] == ["Decision", "Last year", "Radio starts"]
    assert_figures_add_up(client, LIST)


def test_what_was_decided_on_which_grounds_and_what_became_of_it(client: Client, board: Body) -> None:
    area = makers.area("Savena")
    need = chain.need(area, "A place for the young")
    hidden = chain.need(area, "Zzneed", published=False)
    done = chain.activity(title="Radio", areas=[area], needs=[need], starts_on=date(2026, 1, 1))
    decision = chain.decision(
        board,
        "Radio starts",
        text="The radio\n\nstarts",
        grounds="A report",
        activities=[done, chain.activity(title="Zzactivity", published=False)],
        exhibits=[need, hidden],
    )
    text = client.get(page(decision)).content.decode()
    for told in (
        f"Decision 1/{decision.year}",
        "The Board",
        "1 February 2026",
        "<p>starts</p>",
        "A report",
        "A place for the young",
        "As recorded on 2 March 2026.",
        "a record that is not public, as of 2 March 2026.",
        "Radio",
        "Savena",
    ):
        assert told in text, told
    assert "Zz" not in text
    assert len(assert_figures_add_up(client, page(decision))) == 2
    needs.amend_need(actor=makers.coordinator(), need=need, values={"severity": 5}, reason="New survey")
    assert "It has changed since 2 March 2026." in client.get(page(decision)).content.decode()


def test_there_is_no_page_of_what_is_withheld(client: Client, board: Body) -> None:
    hidden = chain.decision(board, published=False)
    secret = chain.body("secret", published=False)
    of_secret = chain.decision(secret)
    for url in (
        page(hidden),
        page(of_secret),
        "/decisioni/nothing/",
        f"/decisioni/organi/{secret.uid}/",
        "/decisioni/organi/nothing/",
    ):
        assert client.get(url).status_code == 404


def test_a_body_has_its_members_and_decisions(client: Client, board: Body) -> None:
    for organisation in (makers.organisation("Curia"), makers.organisation("Zzsegreta", published=False)):
        governance.add_member(
            actor=makers.coordinator(), body=board, organisation=organisation, role="Member"
        )
    chain.decision(board, "Radio starts")
    chain.decision(board, "Zzriservata", published=False)
    url = f"/en/decisioni/organi/{board.uid}/"
    text = client.get(url).content.decode()
    for told in ("The Board", "Protocol", "Curia", "Radio starts"):
        assert told in text, told
    assert "Zz" not in text
    assert len(assert_figures_add_up(client, url)) == 1


def test_a_body_says_who_sits_with_which_vote_and_how_it_votes(client: Client, board: Body) -> None:
    secretary = makers.coordinator()
    seats = [
        governance.add_member(actor=secretary, body=board, organisation=makers.organisation(name), **values)
        for name, values in (
            ("Comune", {"weight": 3, "presides": True}),
            ("Curia", {}),
            ("Nomisma", {"is_observer": True}),
        )
    ]
    governance.appoint_delegate(actor=secretary, member=seats[1], person_name="Zzdelegate")
    governance.amend_body(
        actor=secretary, body=board, values={"kind": "board", "founding_act": "Protocol of 22 May 2017"}
    )
    for since, quorum in ((None, "1/3"), (date(2026, 1, 1), "1/2"), (date(2026, 12, 1), "2/3")):
        governance.set_rules(
            actor=secretary,
            body=board,
            in_force_from=since,
            values={"quorum_share": quorum, "callers": 4},
            majorities={"money": Requirement(Majority.ABSOLUTE)},
        )
    response = client.get(f"/en/decisioni/organi/{board.uid}/")
    text = response.content.decode()
    for told in ("Protocol of 22 May 2017", "3, presides", "observer", "In force from 1 January 2026"):
        assert told in text, told
    assert [(one.label, one.value) for one in response.context["rules"]][-1] == (
        "Money and commitments",
        "Absolute majority of those entitled",
    )
    assert "at least 1/2 of the seats" in text
    for untold in ("1/3", "2/3", "Zzdelegate"):
        assert untold not in text, untold


def test_a_body_without_rules_says_nothing_of_them(client: Client, board: Body) -> None:
    text = client.get(f"/en/decisioni/organi/{board.uid}/").content.decode()
    assert "How it meets and votes" not in text


def test_the_same_queries_whatever_the_rows(client: Client, board: Body) -> None:
    area = makers.area()
    first = chain.decision(board, activities=[chain.activity(areas=[area])], exhibits=[chain.need(area)])

    def grow(rows: int) -> None:
        for _row in range(rows):
            need, responsible = chain.need(area), makers.organisation()
            done = chain.activity(areas=[area], needs=[need], responsible=responsible)
            chain.decision(board, activities=[done])
            governance.add_member(actor=makers.coordinator(), body=board, organisation=makers.organisation())
            first.activities.add(done)

    urls = (LIST, f"{LIST}?formato=csv", page(first), f"/en/decisioni/organi/{board.uid}/")
    grow(1)
    few = [queries_of(client, url) for url in urls]
    grow(14)
    assert [queries_of(client, url) for url in urls] == few


def test_empty(client: Client) -> None:
    assert b"No decision answers" in client.get(LIST).content


def test_the_list_leads_to_bodies_meetings_and_guidelines(client: Client, board: Body) -> None:
    hidden = chain.body(published=False)
    shown = client.get(reverse("portal:decisions")).content.decode()
    ways = [
        reverse("portal:meetings"),
        reverse("portal:guidelines"),
        reverse("portal:body", args=[board.uid]),
    ]
    assert [f'href="{way}"' in shown for way in ways] == [True] * 3
    assert reverse("portal:body", args=[hidden.uid]) not in shown
