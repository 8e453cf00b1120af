"""What is confidential is for the secretary, the coordinator, the auditor and the body's own members."""

from __future__ import annotations

import pytest
from tests import chain, makers, meetings
from tests.makers import VISITOR, Role
from tests.meetings import SECRETARY

from portici.governance import domain as governance
from portici.governance.meetings import domain as desks
from portici.governance.models import AgendaItem, Decision
from portici.journal.queries import entries_about, entries_visible_to
from portici.kernel.actor import Actor
from portici.kernel.findings import Conflict, Invalid, Refused
from portici.records import domain as records
from portici.records import registry
from portici.records.links import seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
READERS = {Role.COORDINATOR, Role.BOARD_SECRETARY, Role.AUDITOR, Role.BOARD_MEMBER}
WHY = "Negotiation that is going on"


@pytest.mark.parametrize("role", Role)
def test_who_reads_items_decisions_and_their_entries(role: Role) -> None:
    board = chain.body()
    held = meetings.meeting(board)
    item = meetings.item(held, "Zanzibar", is_confidential=True, confidential_because=WHY)
    meetings.item(held, "Zanzibar for all")
    decision = chain.decision(board, "Zanzibar", published=False)
    Decision.objects.filter(pk=decision.pk).update(is_confidential=True)
    actor, may = makers.actor(role, board), role in READERS
    assert seen(AgendaItem, actor).filter(pk=item.pk).exists() is may
    assert seen(Decision, actor).exists() is may
    found = {kind.name: number for kind, number, _rows in registry.search(actor, "zanzibar")}
    assert found.get("decision", 0) == may
    assert found.get("agenda-item", 0) == (2 if may else actor.reads_all)
    if actor.reads_all:
        told = set(entries_visible_to(actor).values_list("kind", "ref"))
        assert (("agenda-item", item.uid) in told) is may
        assert (("decision", decision.uid) in told) is may
        assert ("meeting", held.uid) in told


def test_a_member_of_another_body_reads_nothing_of_it() -> None:
    item = meetings.item(meetings.meeting(chain.body()), is_confidential=True, confidential_because=WHY)
    for stranger in (makers.actor(Role.BOARD_MEMBER, chain.body()), VISITOR, Actor(uid="nobody")):
        assert registry.find(stranger, "agenda-item", item.uid) is None


def test_it_says_why_and_is_not_published() -> None:
    held = meetings.meeting(chain.body())
    with pytest.raises(Invalid, match="reason why the item is confidential"):
        meetings.item(held, is_confidential=True)
    item = meetings.item(held, is_confidential=True, confidential_because=WHY)
    with pytest.raises(Refused, match="is not published"):
        records.publish(actor=makers.coordinator(), record=item)
    assert not seen(AgendaItem, VISITOR).exists()


def test_who_may_not_read_it_cannot_point_to_it() -> None:
    from portici.records.links import unseen

    item = meetings.item(meetings.meeting(chain.body()), is_confidential=True, confidential_because=WHY)
    finance = makers.actor(Role.FINANCE_OFFICER)
    assert [found.field for found in unseen(finance, {"item": item})] == ["item"]
    assert unseen(meetings.SECRETARY, {"item": item}) == []


def test_what_was_treated_in_confidence_is_opened_later_saying_why() -> None:
    board = chain.body()
    held = meetings.meeting(board)
    item = meetings.item(held, "Zanzibar", is_confidential=True, confidential_because=WHY)
    decision = chain.decision(board, "Zanzibar", published=False, item=item)
    meetings.sitting(held)
    desks.close_meeting(actor=SECRETARY, meeting=held)
    finance = makers.actor(Role.FINANCE_OFFICER)
    with pytest.raises(Refused, match="of the item first"):
        opened(decision)
    for actor in (finance, makers.actor(Role.AUDITOR), makers.actor(Role.BOARD_MEMBER, board)):
        with pytest.raises(Refused):
            desks.lift_confidentiality(actor=actor, item=item, reason="Over")
    with pytest.raises(Invalid, match="open to all"):
        desks.lift_confidentiality(actor=SECRETARY, item=item, reason=" ")
    with pytest.raises(Conflict):
        desks.lift_confidentiality(actor=SECRETARY, item=item, reason="Over", version=item.version - 1)
    desks.lift_confidentiality(actor=SECRETARY, item=item, reason="The negotiation is over")
    assert seen(AgendaItem, finance).filter(pk=item.pk).exists()
    assert not seen(Decision, finance).exists()
    entry = entries_about(kind="agenda-item", ref=item.uid)[0]
    assert (entry.verb, entry.reason) == ("lift-confidentiality", "The negotiation is over")
    with pytest.raises(Refused, match="not confidential"):
        desks.lift_confidentiality(actor=SECRETARY, item=item, reason="Over")
    opened(decision)
    records.publish(actor=SECRETARY, record=decision)
    records.publish(actor=SECRETARY, record=item)
    assert seen(Decision, VISITOR).exists()


def opened(decision: Decision) -> Decision:
    return governance.amend_decision(
        actor=SECRETARY, decision=decision, values={"is_confidential": False}, reason="It is over"
    )
