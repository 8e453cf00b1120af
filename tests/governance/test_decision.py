"""Decisions: numbered, standing on exhibits, unaltered once published."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import chain, makers, sittings
from tests.makers import VISITOR, Role
from tests.meetings import SECRETARY

from portici.governance import domain, queries
from portici.governance.checks import on_decision
from portici.governance.forms import DecisionForm
from portici.governance.models import Decision, Ground
from portici.governance.sitting import domain as sitting
from portici.journal.queries import entries_about
from portici.kernel.findings import Conflict, Invalid, Refused, Severity
from portici.needs import domain as needs
from portici.records import domain as records

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


def test_takes_the_next_number_of_the_body_and_the_year() -> None:
    board, table = chain.body("board"), chain.body("table")
    made = [
        chain.decision(board),
        chain.decision(board, number=7),
        chain.decision(board),
        chain.decision(board, decided_on=date(2025, 5, 1)),
        chain.decision(table),
    ]
    assert [row.address for row in made] == [
        "board-2026-1", "board-2026-7", "board-2026-8", "board-2025-1", "table-2026-1",
    ]  # fmt: skip
    assert queries.decision_by_address(VISITOR, "board-2026-7") == made[1]


def test_a_taken_number_is_refused_and_the_next_free_is_said() -> None:
    board = chain.body()
    chain.decision(board, "First", number=3)
    with pytest.raises(Invalid, match="the next free is 4") as caught:
        chain.decision(board, number=3)
    assert [(found.found, found.field) for found in caught.value.findings] == [("3/2026 – First", "number")]
    assert Decision.objects.count() == 1


@pytest.mark.parametrize(
    "values", [{"number": 0}, {"decided_on": date(2026, 3, 3)}, {"title": " "}, {"text": ""}]
)
def test_bad_values_write_nothing(values: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        chain.decision(chain.body(), **values)
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    "role", [role for role in Role if role not in (Role.COORDINATOR, Role.BOARD_SECRETARY)]
)
def test_others_are_refused(role: Role) -> None:
    body = chain.body()
    actor = makers.actor(role, body)
    with pytest.raises(Refused):
        domain.record_decision(
            actor=actor, body=body, decided_on=date(2026, 2, 1), title="T", text="It is decided."
        )
    made = chain.decision(body, published=False)
    for desk, values in ((domain.amend_decision, {"values": {}}), (domain.carry_out, {"activities": []})):
        with pytest.raises(Refused):
            desk(actor=actor, decision=made, **values)


def test_exhibits_tell_later_whether_they_have_changed() -> None:
    area = makers.area()
    need, designation = chain.need(area, "Homework"), chain.designation(area)
    made = chain.decision(chain.body(), exhibits=[need, designation, need])
    states = queries.ground_states(VISITOR, made)
    assert [(state.record, state.label, state.has_changed) for state in states] == [
        (need, "Homework", False), (designation, str(designation), False),
    ]  # fmt: skip
    chain.activity(needs=[need])
    assert [state.has_changed for state in queries.ground_states(VISITOR, made)] == [False, False]
    needs.amend_need(actor=makers.coordinator(), need=need, values={"severity": 5})
    assert [state.has_changed for state in queries.ground_states(VISITOR, made)] == [True, False]


def test_a_withheld_exhibit_keeps_its_name_to_itself() -> None:
    secret = chain.need(makers.area(), "Secret", published=False)
    made = chain.decision(chain.body(), exhibits=[secret])
    (state,) = queries.ground_states(VISITOR, made)
    assert (state.is_visible, state.record, state.label, state.has_changed) == (False, None, "", None)
    (told,) = queries.ground_states(makers.coordinator(), made)
    assert (told.label, told.has_changed) == ("Secret", False)


def test_a_draft_is_amended_with_day_and_exhibits_and_keeps_its_number() -> None:
    secretary = makers.actor(Role.BOARD_SECRETARY)
    made = chain.decision(chain.body("board"), exhibits=[chain.need(makers.area())], published=False)
    group = chain.group()
    wrong: list[tuple[str, Any]] = [("number", 5), ("number", 0), ("decided_on", date(2025, 6, 1))]
    for name, value in wrong:
        with pytest.raises(
            Invalid, match="Number and year as they were first written down: 1/2026"
        ) as caught:
            domain.amend_decision(actor=secretary, decision=made, values={name: value})
        assert [found.field for found in caught.value.findings] == [name]
    domain.amend_decision(
        actor=secretary,
        decision=made,
        values={"number": None, "decided_on": date(2026, 1, 30), "text": "Otherwise."},
        exhibits=[group],
        version=1,
        reason="Misread",
    )
    assert (made.address, made.number, made.text) == ("board-2026-1", 1, "Otherwise.")
    assert made.decided_on == date(2026, 1, 30)
    assert [(row.kind, row.ref) for row in Ground.objects.all()] == [("target-group", group.uid)]
    with pytest.raises(Conflict):
        domain.amend_decision(actor=secretary, decision=made, values={"title": "T"}, version=1)
    with pytest.raises(TypeError, match="body"):
        domain.amend_decision(actor=secretary, decision=made, values={"body": None})


def test_what_a_vote_settled_stays_and_more_grounds_are_written_after_the_verdict() -> None:
    held = sittings.hold("ab")
    held.come("a", "b")
    voted = held.put(text="To open\nthe gym.")
    held.vote(voted, "a", "for")
    made = sitting.decide_from(actor=SECRETARY, motion=held.close(voted))
    wrong = {"decided_on": date(2026, 1, 2), "text": "To shut the gym.", "grounds": "All agreed."}
    with pytest.raises(Invalid, match="as they follow from the vote") as caught:
        domain.amend_decision(actor=SECRETARY, decision=made, values=wrong)
    assert [found.field for found in caught.value.findings] == ["decided_on", "text", "grounds"]
    more = f"{made.grounds}\n\nThe study of the year."
    for grounds in (more, made.grounds):
        domain.amend_decision(actor=SECRETARY, decision=made, values={"title": "Gym", "grounds": grounds})
        assert (made.title, made.grounds, made.text) == ("Gym", grounds, "To open\nthe gym.")
    form = DecisionForm(instance=made, actor=SECRETARY)
    assert {"number", "decided_on", "text", "reason"} & set(form.fields) == set()


def test_the_body_is_taken_before_the_decision_as_by_whoever_writes_its_guidelines() -> None:
    made = chain.decision(chain.body(), published=False)
    with CaptureQueriesContext(connection) as caught:
        domain.amend_decision(actor=SECRETARY, decision=made, values={"title": "T"})
    read = [query["sql"].partition('FROM "')[2].partition('"')[0] for query in caught]
    assert [name for name in read if name][:2] == ["governance_body", "governance_decision"]


def test_what_was_published_is_not_altered_only_withdrawn_and_linked() -> None:
    coordinator = makers.coordinator()
    made = chain.decision(chain.body())
    activity = chain.activity()
    with pytest.raises(Refused, match="not altered"):
        domain.amend_decision(actor=coordinator, decision=made, values={"text": "Otherwise."})
    domain.carry_out(actor=coordinator, decision=made, activities=[activity], version=2)
    assert list(made.activities.all()) == [activity]
    with pytest.raises(Conflict):
        domain.carry_out(actor=coordinator, decision=made, activities=[], version=2)
    domain.carry_out(actor=coordinator, decision=made, activities=[], reason="Other activity", version=3)
    records.withdraw(actor=coordinator, record=made, reason="Void")
    with pytest.raises(Refused, match="not altered"):
        domain.amend_decision(actor=coordinator, decision=made, values={"text": "Otherwise."})
    verbs = [entry.verb for entry in entries_about(kind="decision", ref=made.uid)]
    assert verbs == ["withdraw", "carry-out", "carry-out", "publish", "add"]


def test_an_activity_begun_before_is_told_and_stops_nothing() -> None:
    begun = chain.activity(title="Begun", starts_on=date(2026, 1, 31))
    same = chain.activity(title="Same day", starts_on=date(2026, 2, 1))
    undated = chain.activity(title="Undated")
    made = chain.decision(chain.body(), activities=[begun, same, undated], grounds="Report", published=False)
    told = [
        (finding.code, finding.field, finding.found)
        for finding in on_decision(records.publish(actor=makers.coordinator(), record=made))
    ]
    assert told == [("decision.begun", "activities", "Begun, 2026-01-31")]
    assert [finding.severity for finding in on_decision(made)] == [Severity.WARNING]


def test_a_number_once_taken_is_not_given_again_by_a_withdrawal() -> None:
    body = chain.body("board")
    void = chain.decision(body)
    records.withdraw(actor=makers.coordinator(), record=void, reason="Void")
    assert chain.decision(body).address == "board-2026-2"
