"""Desks for guidelines, follow-ups and ties: they work, they are refused, the input is bad."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests import chain, following, makers, meetings
from tests.following import SECRETARY
from tests.makers import VISITOR, Role

from portici.governance import domain as governance
from portici.governance.following import domain, queries
from portici.governance.meetings import domain as planning
from portici.governance.models import Decision, DecisionTie, FollowUp, Guideline, Statement
from portici.journal.queries import entries_about
from portici.kernel.actor import Actor
from portici.kernel.findings import Conflict, Invalid, Refused
from portici.records import domain as records
from portici.records.links import seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
OTHERS = [role for role in Role if role not in (Role.COORDINATOR, Role.BOARD_SECRETARY)]
WHY = "It names a person"


def _secret(body: Any, title: str = "Zanzibar", **values: Any) -> Decision:
    return chain.decision(body, title, published=False, is_confidential=True, withheld_because=WHY, **values)


def test_a_follow_up_is_added_amended_spoken_of_and_kept() -> None:
    school, activity = makers.organisation("A school"), chain.activity(title="Lab")
    decision = chain.decision(chain.body())
    row = following.follow_up(decision, "Open the lab", owner=school, due_on=date(2026, 4, 1), amount="120.5")
    assert (decision.version, row.decision, row.owner) == (3, decision, school)
    domain.amend_follow_up(
        actor=SECRETARY, follow_up=row, values={"due_on": date(2026, 5, 1)}, version=3, reason="Late keys"
    )
    following.said(row, "under_way", "Painting")
    entries = list(entries_about(kind=Decision.KIND, ref=decision.uid))
    assert [entry.verb for entry in entries[:3]] == ["state-progress", "amend-follow-up", "add-follow-up"]
    with pytest.raises(Refused, match="stays on record"):
        domain.remove_follow_up(actor=SECRETARY, follow_up=row)
    domain.amend_follow_up(actor=SECRETARY, follow_up=row, values={"activity": activity})
    twin = chain.activity(title=activity.title)
    # Told alike, and yet another: what moved from one field to the next, and a record of the same name.
    for values in ({"budget_line": "Ch. 4"}, {"budget_line": "", "expected": "Ch. 4"}, {"activity": twin}):
        domain.amend_follow_up(actor=SECRETARY, follow_up=row, values=values)
        stored = FollowUp.objects.get(pk=row.pk)
        assert {name: getattr(stored, name) for name in values} == values
    version = Decision.objects.get(pk=row.decision_id).version
    domain.amend_follow_up(actor=SECRETARY, follow_up=row, values={"activity": twin})
    assert Decision.objects.get(pk=row.decision_id).version == version
    domain.amend_follow_up(actor=SECRETARY, follow_up=row, values={"activity": activity, "expected": ""})
    assert list(decision.activities.order_by("pk")) == [activity, twin]
    with pytest.raises(Refused, match="follows from its activity"):
        following.said(row, "done")
    assert Statement.objects.count() == 1
    other = following.follow_up(decision)
    domain.remove_follow_up(actor=SECRETARY, follow_up=other)
    assert list(FollowUp.objects.all()) == [row]


def test_its_owner_says_how_far_it_is_and_nobody_elses() -> None:
    school, stranger = makers.organisation(), makers.organisation()
    row = following.follow_up(chain.decision(chain.body()), owner=school)
    contact = makers.actor(Role.SCHOOL_CONTACT, school)
    said = domain.state_progress(actor=contact, follow_up=row, state="done", text="Here\nit is")
    assert (said.said_by, said.text, following.said(row, "stopped").said_by) == (school, "Here it is", None)
    assert [one.state for one in queries.statements_of(VISITOR, row)] == ["stopped", "done"]
    for actor in (makers.actor(Role.SCHOOL_CONTACT, stranger), makers.actor(Role.FINANCE_OFFICER), VISITOR):
        with pytest.raises(Refused, match="Only the office, and the organisation"):
            domain.state_progress(actor=actor, follow_up=row, state="done")
    withheld = following.follow_up(_secret(chain.body()), owner=school)
    with pytest.raises(Refused, match="no such decision"):
        domain.state_progress(actor=contact, follow_up=withheld, state="done")
    with pytest.raises(Invalid):
        following.said(row, "perhaps")


@pytest.mark.parametrize("values", [{"what": " "}, {"amount": "-1"}, {"budget_line": "x" * 121}])
def test_a_bad_follow_up_writes_nothing(values: dict[str, Any]) -> None:
    decision = chain.decision(chain.body())
    with pytest.raises(Invalid):
        domain.add_follow_up(actor=SECRETARY, decision=decision, **{"what": "A thing", **values})
    with pytest.raises(Conflict):
        domain.add_follow_up(actor=SECRETARY, decision=decision, what="A thing", version=1)
    assert not FollowUp.objects.exists()
    assert Decision.objects.get().version == 2


@pytest.mark.parametrize("role", OTHERS)
def test_others_are_refused(role: Role) -> None:
    board = chain.body()
    later, earlier = chain.decision(board), chain.decision(board, decided_on=date(2026, 1, 1))
    row, line, tie = following.follow_up(later), following.guideline(board), following.tie(later, earlier)
    actor: Actor = makers.actor(role, board)
    for desk, values in (
        (domain.add_follow_up, {"decision": later, "what": "A thing"}),
        (domain.amend_follow_up, {"follow_up": row, "values": {}}),
        (domain.remove_follow_up, {"follow_up": row}),
        (domain.state_progress, {"follow_up": row, "state": "done"}),
        (domain.record_guideline, {"body": board, "year": 2026, "code": "1", "title": "T"}),
        (domain.amend_guideline, {"guideline": line, "values": {}}),
        (domain.move_guideline, {"guideline": line, "parent": None}),
        (domain.tie_decisions, {"later": later, "earlier": earlier, "kind": "amends"}),
        (domain.untie_decisions, {"tie": tie, "reason": "R"}),
        (governance.serve_guidelines, {"decision": later, "guidelines": [line]}),
    ):
        with pytest.raises(Refused):
            desk(actor=actor, **values)  # type: ignore[operator] # desks of different shapes


def test_guidelines_stand_in_a_tree_of_one_plan_without_rings() -> None:
    board, other = chain.body(), chain.body()
    top = following.guideline(board, "School", code="1")
    below = following.guideline(board, "Homework", code="1.1", parent=top)
    lowest = following.guideline(board, "Volunteers", code="1.1.1", parent=below)
    for parent, match in (
        (lowest, "does not lie below"),
        (top, "does not lie below"),
        (following.guideline(other), "same body and year"),
        (following.guideline(board, year=2025), "same body and year"),
    ):
        with pytest.raises(Invalid, match=match):
            domain.move_guideline(actor=SECRETARY, guideline=top, parent=parent)
    domain.move_guideline(actor=SECRETARY, guideline=lowest, parent=top, version=2, reason="Plan of May")
    assert Guideline.objects.get(pk=lowest.pk).parent == top
    with pytest.raises(Conflict):
        domain.amend_guideline(actor=SECRETARY, guideline=lowest, values={"title": "T"}, version=2)
    with pytest.raises(Invalid, match="has not used"):
        following.guideline(board, code="1.1")
    with pytest.raises(Invalid):
        domain.amend_guideline(actor=SECRETARY, guideline=top, values={"title": ""})
    decision = chain.decision(board)
    governance.serve_guidelines(actor=SECRETARY, decision=decision, guidelines=[below, lowest])
    assert set(decision.guidelines.all()) == {below, lowest}


def test_a_tie_is_told_on_both_sides_and_names_the_other_by_its_address_alone() -> None:
    board = chain.body("board")
    earlier = _secret(board, decided_on=date(2025, 5, 1))
    later = chain.decision(board, "Open to all")
    tie = following.tie(later, earlier, "supersedes")
    assert following.tie(later, earlier, "supersedes") == tie
    entry = entries_about(kind=Decision.KIND, ref=later.uid)[0]
    told = str(list(entry.changes.values_list("value__before", "value__after")))
    assert (entry.verb, "board-2026-1 → board-2025-1" in told, "Zanzibar" in told) == ("tie", True, False)
    assert queries.chain_of(VISITOR, later).line == []
    assert [one.later for one in queries.chain_of(SECRETARY, earlier).overtaken_by] == [later]
    with pytest.raises(Invalid, match="why the tie"):
        domain.untie_decisions(actor=SECRETARY, tie=tie, reason=" ")
    domain.untie_decisions(actor=SECRETARY, tie=tie, reason="Misread")
    assert not DecisionTie.objects.exists()


def test_the_chain_is_told_both_ways_and_bad_ties_are_refused() -> None:
    board = chain.body()
    first, second, third, fourth = (
        chain.decision(board, decided_on=date(2026, 1, day)) for day in (5, 10, 15, 20)
    )
    following.tie(second, first, "amends")
    following.tie(third, second)
    for later, earlier, kind, match in (
        (first, third, "revokes", "taken before this one"),
        (first, first, "revokes", "Another decision"),
        (fourth, second, "revokes", "is in force"),
        (fourth, third, "annuls", "revokes, amends, supersedes"),
    ):
        with pytest.raises(Invalid, match=match):
            following.tie(later, earlier, kind)
    chain_told = queries.chain_of(VISITOR, second)
    assert chain_told.line == [first, second, third]
    assert [(tie.earlier, tie.kind) for tie in chain_told.earlier] == [(first, "amends")]
    assert [(tie.later, tie.kind) for tie in chain_told.overtaken_by] == [(third, "revokes")]
    in_force = seen(Decision, VISITOR).filter(queries.not_overtaken(VISITOR))
    assert set(in_force) == {first, third, fourth}
    assert set(queries.idle_decisions(VISITOR)) == {first, third, fourth}


def test_what_is_decided_on_a_confidential_item_is_confidential() -> None:
    held = meetings.meeting(chain.body())
    item = meetings.item(held, is_confidential=True, confidential_because=WHY)
    made = chain.decision(held.body, published=False, item=item, kind="approval")
    assert (made.is_confidential, made.withheld_because, made.item, made.kind) == (
        True,
        WHY,
        item,
        "approval",
    )
    with pytest.raises(Invalid, match="reason why the decision is confidential"):
        chain.decision(held.body, is_confidential=True)
    with pytest.raises(Invalid, match="reason why the decision is confidential"):
        governance.amend_decision(actor=SECRETARY, decision=made, values={"withheld_because": ""})
    opened = {"withheld_because": "", "is_confidential": False}
    with pytest.raises(Refused, match="taken on a confidential item"):
        governance.amend_decision(actor=SECRETARY, decision=made, values=opened, reason="It is over")
    planning.amend_item(actor=SECRETARY, item=item, values={"is_confidential": False})
    with pytest.raises(Invalid, match="why it is open to all"):
        governance.amend_decision(actor=SECRETARY, decision=made, values=opened)
    governance.amend_decision(actor=SECRETARY, decision=made, values=opened, reason="It is over")
    assert Decision.objects.get().is_confidential is False


def test_an_item_marked_afterwards_takes_what_was_decided_on_it_along() -> None:
    item = meetings.item(meetings.meeting(chain.body()))
    made = [
        chain.decision(item.body, published=False, item=item, withheld_because=said) for said in ("", "Own")
    ]
    hidden = {"is_confidential": True, "confidential_because": WHY}
    records.publish(actor=SECRETARY, record=made[1])
    with pytest.raises(Refused, match="has been published: withdraw it first"):
        planning.amend_item(actor=SECRETARY, item=item, values=hidden)
    assert not Decision.objects.filter(is_confidential=True).exists()
    records.withdraw(actor=SECRETARY, record=made[1], reason="By mistake")
    planning.amend_item(actor=SECRETARY, item=item, values=hidden)
    rows = Decision.objects.order_by("pk").values_list("is_confidential", "withheld_because")
    assert list(rows) == [(True, WHY), (True, "Own")]
