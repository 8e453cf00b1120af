"""A body's rules: dated, told in words, handed to the workshop; what no act says stays unsaid."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import pytest
from tests import chain, makers
from tests.makers import VISITOR, Role

from portici.engine.voting import (
    Abstentions,
    Base,
    Choice,
    Majority,
    Outcome,
    Presence,
    Quorum,
    Recusals,
    Requirement,
    Rules,
    Ties,
    count,
    decide,
    room_at,
)
from portici.governance import domain, queries
from portici.governance.models import Body, BodyRules, MatterMajority
from portici.governance.sentences import from_when, majorities, quorum_said, rules_said
from portici.governance.voting import requirement_of, rules_of, seats_of
from portici.journal.queries import entries_about
from portici.kernel.findings import Conflict, Invalid, Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
PLAN = {
    "ordinary": Requirement(Majority.SIMPLE),
    "own_rules": Requirement(Majority.TWO_THIRDS, Base.ENTITLED),
    "plan": Requirement(Majority.CONSENSUS, objections=1),
}


def given(body: Body, **values: Any) -> BodyRules:
    majorities = values.pop("majorities", PLAN)
    since, version = values.pop("in_force_from", None), values.pop("version", None)
    actor = values.pop("actor", makers.actor(Role.BOARD_SECRETARY))
    return domain.set_rules(
        actor=actor,
        body=body,
        in_force_from=since,
        values=values,
        majorities=majorities,
        version=version,
    )


def test_rules_reach_the_workshop_as_they_are_written() -> None:
    made = given(
        chain.body(),
        quorum_share="2/3",
        quorum_strict=True,
        quorum_seats=5,
        quorum_weighted=True,
        abstentions="votes",
        recusals="for_quorum",
        ties="chair",
        most_proxies=2,
    )
    assert rules_of(made) == Rules(
        Quorum(Fraction(2, 3), strict=True, seats=5, weighted=True),
        Abstentions.VOTES,
        Recusals.FOR_QUORUM,
        Ties.CHAIR,
        2,
    )
    assert requirement_of(made, "plan") == Requirement(Majority.CONSENSUS, Base.VOTES, 1)
    assert requirement_of(made, "money") == Requirement(Majority.SIMPLE, Base.VOTES)


@pytest.mark.usefixtures("english")
def test_what_no_act_says_is_not_made_up() -> None:
    made = given(chain.body(), majorities={})
    assert (rules_of(made), requirement_of(made, "ordinary")) == (Rules(), None)
    assert quorum_said(made) == "not said by the act"


def test_the_rules_of_a_day_are_the_last_that_had_begun() -> None:
    body = chain.body()
    first = given(body, act="Founding protocol")
    second = given(body, in_force_from=date(2026, 1, 1), quorum_share="1/2")
    assert queries.rules_of_body(VISITOR, body) == [second, first]
    found = [
        queries.rules_on(VISITOR, body, day)
        for day in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 3, 2))
    ]
    assert found == [first, second, second]
    assert queries.rules_on(VISITOR, chain.body(), date(2026, 3, 2)) is None


def test_of_a_draft_body_a_visitor_reads_no_rules() -> None:
    body = chain.body(published=False)
    given(body)
    assert queries.rules_of_body(VISITOR, body) == []
    assert len(queries.rules_of_body(makers.coordinator(), body)) == 1


def test_rules_are_amended_under_the_body_version_and_told() -> None:
    body = chain.body()
    made = given(body, version=2, quorum_share="1/2")
    domain.amend_rules(
        actor=makers.coordinator(),
        rulebook=made,
        values={"quorum_share": "1/3", "act": "Regulation"},
        majorities={"ordinary": Requirement(Majority.ABSOLUTE)},
        version=3,
        reason="Misread",
    )
    (rulebook,) = queries.rules_of_body(VISITOR, body)
    told = [(row.matter, row.majority, row.base) for row in rulebook.majorities.all()]
    assert (rulebook.quorum, told) == (Fraction(1, 3), [("ordinary", "absolute", "entitled")])
    entry = entries_about(kind="body", ref=body.uid)[0]
    (change,) = entry.changes.all()
    assert (entry.verb, entry.reason, change.field) == ("amend-rules", "Misread", "rules")
    assert "quorum_share: 1/2" in change.value.before
    assert "ordinary: absolute entitled 0" in change.value.after
    domain.amend_rules(actor=makers.coordinator(), rulebook=rulebook, values={"act": "Regulation"})
    body.refresh_from_db()
    assert body.version == 4
    with pytest.raises(Conflict):
        domain.amend_rules(actor=makers.coordinator(), rulebook=rulebook, values={"act": "X"}, version=3)


def test_no_notice_at_all_is_another_rule_than_none_written() -> None:
    body = chain.body()
    made = given(body)
    domain.amend_rules(actor=makers.coordinator(), rulebook=made, values={"notice_days": 0})
    made.refresh_from_db()
    (change,) = entries_about(kind="body", ref=body.uid)[0].changes.all()
    assert made.notice_days == 0
    assert "notice_days: 0" in change.value.after
    assert "notice_days" not in change.value.before


@pytest.mark.parametrize(
    "values",
    [
        {"quorum_share": "half"},
        {"quorum_share": "0/2"},
        {"quorum_share": "3/2"},
        {"quorum_share": "2/2", "quorum_strict": True},
        {"quorum_share": "1/0"},
        {"quorum_seats": 0},
        {"callers": 0},
        {"abstentions": "perhaps"},
        {"in_force_from": date(2026, 1, 1)},
        {"majorities": {"lunch": Requirement(Majority.SIMPLE)}},
    ],
)
def test_bad_rules_write_nothing(values: dict[str, Any]) -> None:
    body = chain.body()
    given(body, in_force_from=date(2026, 1, 1))
    with pytest.raises(Invalid):
        given(body, **values)
    body.refresh_from_db()
    assert (BodyRules.objects.count(), MatterMajority.objects.count(), body.version) == (1, len(PLAN), 3)


def test_undated_rules_stand_once() -> None:
    body = chain.body()
    given(body)
    with pytest.raises(Invalid):
        given(body)


@pytest.mark.parametrize(
    "role", [role for role in Role if role not in (Role.COORDINATOR, Role.BOARD_SECRETARY)]
)
def test_others_are_refused(role: Role) -> None:
    body = chain.body()
    made = given(body)
    actor = makers.actor(role, body)
    with pytest.raises(Refused):
        given(body, actor=actor, in_force_from=date(2026, 1, 1))
    with pytest.raises(Refused):
        domain.amend_rules(actor=actor, rulebook=made, values={"act": "X"})


@pytest.mark.usefixtures("english")
def test_the_rules_are_said_in_words() -> None:
    made = given(
        chain.body(),
        in_force_from=date(2026, 1, 1),
        act="Regulation",
        quorum_share="1/2",
        quorum_strict=True,
        quorum_seats=5,
        meets_every_months=6,
        notice_days=5,
        callers=1,
        written_days=3,
        most_proxies=1,
    )
    assert from_when(made) == "In force from 1 January 2026: Regulation"
    assert [(one.label, one.value) for one in rules_said(made)] == [
        ("Meets", "at least every 6 months"),
        ("Who may ask for a meeting", "who presides, or one seat"),
        ("Notice", "5 days"),
        ("Written procedure", "3 days to answer"),
        ("Quorum", "more than 1/2 of the seats, at least 5 seats"),
        ("Abstentions are", "present, and no vote"),
        ("A recused seat is", "neither entitled nor present"),
        ("With as many for as against", "not adopted"),
        ("Proxies", "one seat votes for at most 1 other"),
        ("Ordinary matters", "Simple majority of the votes"),
        ("Annual work plan", "Consensus, 1 objection borne"),
        ("The body's own rules", "Two thirds of those entitled"),
    ]
    bare = given(chain.body(), majorities={}, quorum_share="1/3", quorum_weighted=True)
    assert from_when(bare) == "In force since the body is there"
    assert [one.value for one in rules_said(bare)][:5] == [
        "not said by the act", "who presides", "not said by the act", "not foreseen",
        "at least 1/3 of the voting weight",
    ]  # fmt: skip
    assert rules_said(bare)[-1].value == "none"


def test_each_majority_is_offered_once() -> None:
    listed = list(majorities())
    assert len(set(listed)) == len(listed) == 2 + 1 + 3 * 3 + 4


def test_a_vote_of_the_seats_on_a_day() -> None:
    body, coordinator = chain.body(), makers.coordinator()
    rows = [
        domain.add_member(actor=coordinator, body=body, organisation=makers.organisation(), **values)
        for values in ({"weight": 2}, {}, {"is_observer": True}, {"until": date(2025, 12, 31)}, {})
    ]
    made = given(body, quorum_share="1/2", quorum_strict=True)
    seats = seats_of(queries.seats_on(coordinator, body, date(2026, 3, 2)))
    nine = datetime(2026, 3, 2, 9, tzinfo=UTC)
    here = [Presence(row.uid, nine) for row in rows[:4]]
    room = room_at(seats, here, at=nine, rules=rules_of(made))
    tally = count(room, {rows[0].uid: Choice.FOR, rows[1].uid: Choice.AGAINST, rows[3].uid: Choice.AGAINST})
    asked = requirement_of(made, "own_rules")
    assert asked is not None
    result = decide(room, tally, asked, rules_of(made))
    assert (result.outcome, result.quorum.entitled, result.needed, result.total) == (
        Outcome.NOT_ADOPTED, 3, 3, 4,
    )  # fmt: skip
    simple = requirement_of(made, "ordinary")
    assert simple is not None
    assert decide(room, tally, simple, rules_of(made)).outcome is Outcome.ADOPTED
