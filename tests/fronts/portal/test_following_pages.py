"""Guidelines, plans and what became of decisions in the portal: with where each state comes from, and nothing that is confidential."""

from __future__ import annotations

import csv
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from django.utils.html import strip_tags
from tests import chain, following, makers
from tests.fronts.portal.rows import assert_figures_add_up, queries_of
from tests.makers import Role

from portici.governance import domain as governance
from portici.governance.following import domain, queries
from portici.kernel.actor import VISITOR
from portici.programme.models import Activity

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
SECRET = "zanzibar"


def text(client: Client, path: str) -> str:
    response = client.get(path)
    body = b"".join(response) if response.streaming else response.content
    return f"{response.status_code} {body.decode('utf-8-sig')}"


def test_what_carries_it_out_and_is_not_public_is_not_denied(client: Client) -> None:
    board = chain.body("board")
    decision = chain.decision(board, "Open doors", activities=[chain.activity(title=SECRET, published=False)])
    page = text(client, f"/en/decisioni/{decision.address}/")
    assert "It is taken up, and what carries it out is not open to you" in page
    assert "Not known" in page
    rows = text(client, "/en/decisioni/?formato=csv")
    assert "Not known" in rows
    for told in (page, rows):
        assert "Nobody works on it" not in told
        assert SECRET not in told
    assert client.get(f"/api/v1/decisions/{decision.address}").json()["execution"] == "unknown"
    assert list(client.get("/en/decisioni/?state=idle").context["table"].data) == []


def test_a_decision_says_how_far_it_is_and_where_that_comes_from(client: Client) -> None:
    board, school = chain.body("board"), makers.organisation("A school")
    activity = chain.activity(title="Open lab")
    Activity.objects.update(state="running")
    earlier = chain.decision(board, "Closed doors", decided_on=date(2026, 1, 10))
    decision = chain.decision(board, "Open doors")
    following.tie(decision, earlier, "supersedes")
    following.follow_up(decision, "Run the lab", activity=activity)
    spoken = following.follow_up(decision, "Ask families", owner=school, due_on=date(2026, 2, 20))
    contact = makers.actor(Role.SCHOOL_CONTACT, school)
    domain.state_progress(actor=contact, follow_up=spoken, state="under_way", text="Half of them")
    page = text(client, f"/en/decisioni/{decision.address}/")
    for words in (
        "follows from the activity", "said by A school on 2 March 2026", "Half of them", "Late", "It supersedes",
        "follows from activities: 1 · said: 1 · not known: 0",
    ):  # fmt: skip
        assert words in page
    assert "This decision has been superseded by" in text(client, f"/en/decisioni/{earlier.address}/")
    for query, titles in (
        ("?state=under_way", {"Open doors"}), ("?state=idle", {"Closed doors"}), ("?force=no", {"Closed doors"}),
        ("?force=yes", {"Open doors"}), ("?state=done", set()), ("?kind=opinion", set()),
    ):  # fmt: skip
        rows = client.get(f"/en/decisioni/{query}").context["table"].data
        assert {row.title for row in rows} == titles
    line = text(client, "/en/decisioni/?formato=csv&force=no").splitlines()[1]
    assert "Nobody works on it" in line
    assert "Revoked or superseded" in line
    told = client.get(f"/api/v1/decisions/{decision.address}").json()
    assert (told["execution"], told["in_force"]) == ("under_way", True)
    assert [(one["origin"], one["said"]) for one in told["steps"]] == [
        ("said", "Half of them"),
        ("derived", ""),
    ]
    assert [one["kind"] for one in told["earlier"]] == ["supersedes"]
    assert client.get("/api/v1/decisions?state=idle").json()["total"] == 1


def test_how_far_decisions_are_is_asked_of_those_that_are_shown(client: Client) -> None:
    """A store that puts ten thousand in order works out what is asked of each on the way: the order is asked first, without it."""
    board = chain.body("board")
    activity = chain.activity(title="Open lab")
    for turn in range(30):
        chain.decision(board, f"Open door {turn}", activities=[activity])
    lists = (
        "/decisioni/",
        f"/decisioni/organi/{board.uid}/",
        f"/progetti/{activity.project.code}/",
        "/api/v1/decisions?page_size=10",
    )
    for page, most in (("/", 0), *((one, 1) for one in lists)):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(page).status_code == 200, page
        steps = [query["sql"] for query in asked if "governance_followup" in query["sql"]]
        assert len(steps) == most, page
        assert [sql for sql in steps if 'ORDER BY "governance_decision"' in sql] == [], page


def test_each_row_of_a_list_says_how_far_its_own_decision_is(client: Client) -> None:
    board = chain.body("board")
    labs = {
        state: chain.activity(title=f"Lab {state}") for state in ("planned", "running", "done", "cancelled")
    }
    for state, lab in labs.items():
        Activity.objects.filter(pk=lab.pk).update(state=state)
    rows = [*labs.values(), None] * 6
    taken = [
        chain.decision(board, f"Door {turn}", activities=[lab] if lab else [])
        for turn, lab in enumerate(rows)
    ]
    wanted = {one.title: queries.execution_of(VISITOR, one).state for one in taken}
    assert len(set(wanted.values())) == 5
    api = client.get("/api/v1/decisions?page_size=50").json()["items"]
    assert {one["title"].partition(" – ")[2]: one["execution"] for one in api} == wanted
    with translation.override("en"):
        labels = {title: str(state.label) for title, state in wanted.items()}
    lines = list(
        csv.DictReader(
            text(client, "/en/decisioni/?formato=csv").partition(" ")[2].splitlines(), delimiter=";"
        )
    )
    assert {line["Decision"]: line["How far it is"] for line in lines} == labels
    shown: dict[str, str] = {}
    for number in (1, 2):
        table = client.get(f"/en/decisioni/?page={number}").context["table"]
        with translation.override("en"):
            shown |= {row.record.title: strip_tags(row.get_cell("execution")) for row in table.paginated_rows}
    assert shown == labels


def test_a_guideline_shows_the_whole_chain_below_it_and_its_figures_open_their_rows(client: Client) -> None:
    board, area = chain.body("board", name="The Board"), makers.area("Savena")
    top = following.guideline(board, "School", code="1")
    below = following.guideline(board, "Homework", code="1.2", parent=top)
    following.guideline(board, "Later", code="1.10", parent=top)
    project = chain.project("BO3.3.1.b")
    chain.sheet(project, amount_admitted="1000", amount_paid="250")
    activity = chain.activity(project, "Radio", areas=[area], needs=[chain.need(area)])
    decision = chain.decision(board, "Start the radio", activities=[activity])
    governance.serve_guidelines(actor=following.SECRETARY, decision=decision, guidelines=[below])
    address = f"/en/decisioni/indirizzi/{top.uid}/"
    page = text(client, address)
    for words in ("Start the radio", "Radio", "Savena", "€ 1,000.00", "€ 250.00", "Homework"):
        assert words in page
    assert_figures_add_up(client, address)
    plan = text(client, f"/en/decisioni/organi/{board.uid}/piano/2026/")
    assert plan.index("Homework") < plan.index("Later")
    assert client.get(f"/en/decisioni/organi/{board.uid}/piano/2025/").status_code == 404

    def grow(times: int) -> int:
        for _time in range(times):
            one = chain.activity(project, areas=[makers.area()], needs=[chain.need(area)])
            made = chain.decision(board, activities=[one])
            following.said(following.follow_up(made, owner=makers.organisation()), "done")
            line = following.guideline(board, parent=below)
            governance.serve_guidelines(actor=following.SECRETARY, decision=made, guidelines=[line, below])
        return queries_of(client, address)

    assert grow(1) == grow(5)


def test_nothing_of_a_confidential_decision_shows(client: Client) -> None:
    board = chain.body("board")
    line = following.guideline(board, "School", code="1")
    secret = chain.decision(
        board,
        SECRET,
        published=False,
        is_confidential=True,
        withheld_because=f"{SECRET} because",
        guidelines=[line],
    )
    following.follow_up(secret, f"{SECRET} to do", activity=chain.activity(title="Open to all"))
    shown = chain.decision(board, "Shown", decided_on=date(2026, 2, 20))
    following.tie(shown, secret)
    for path in (
        "/en/decisioni/", "/en/decisioni/?formato=csv", f"/en/decisioni/{shown.address}/",
        f"/en/decisioni/indirizzi/{line.uid}/", f"/en/decisioni/organi/{board.uid}/piano/2026/",
        f"/en/decisioni/organi/{board.uid}/", f"/api/v1/decisions/{shown.address}", "/api/v1/decisions",
    ):  # fmt: skip
        found = text(client, path)
        assert found.startswith("200")
        assert SECRET not in found.lower()
    assert client.get(f"/en/decisioni/{secret.address}/").status_code == 404
