"""The agenda: its order, what is taken off, put on, put off; options; what a meeting leaves over; what is due becomes an item."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from tests import chain, makers, meetings
from tests.makers import Role
from tests.meetings import BEGINS, SECRETARY

from portici.governance.meetings import domain, queries
from portici.governance.meetings.proposals import proposals_for
from portici.governance.models import AgendaItem, Decision, FollowUp, ItemState, Meeting, Minutes, Option
from portici.journal.models import Change, Entry
from portici.kernel.findings import Conflict, Invalid, Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
WHY = "Negotiation that is going on"


def order(held: Meeting) -> list[str]:
    rows = AgendaItem.objects.filter(meeting=held).exclude(state__in=("dropped", "carried_over"))
    assert [one.position for one in rows] == list(range(1, len(rows) + 1))
    return [one.title for one in rows]


def test_items_move_and_two_who_order_at_once_are_told() -> None:
    held = meetings.meeting(chain.body())
    first, second, third = (meetings.item(held, title) for title in ("a", "b", "c"))
    held.refresh_from_db()
    seen = held.version
    domain.move_item(actor=SECRETARY, item=third, by=-1, version=seen)
    assert order(held) == ["a", "c", "b"]
    with pytest.raises(Conflict):
        domain.move_item(actor=SECRETARY, item=first, by=1, version=seen)
    domain.move_item(actor=SECRETARY, item=first, by=99)
    domain.move_item(actor=SECRETARY, item=second, by=-99)
    assert order(held) == ["b", "c", "a"]
    assert set(Entry.objects.filter(verb="order-agenda").values_list("kind", "ref")) == {
        ("meeting", held.uid)
    }


def test_dropped_with_the_reason_and_numbered_anew() -> None:
    held = meetings.meeting(chain.body())
    first, second = meetings.item(held, "a"), meetings.item(held, "b")
    with pytest.raises(Invalid, match="why the item is taken off"):
        domain.drop_item(actor=SECRETARY, item=first, reason=" ")
    domain.drop_item(actor=SECRETARY, item=first, reason="Settled already")
    assert (order(held), AgendaItem.objects.get(pk=first.pk).state) == (["b"], ItemState.DROPPED)
    for desk in (
        lambda: domain.drop_item(actor=SECRETARY, item=first, reason="Again"),
        lambda: domain.carry_over(actor=SECRETARY, item=first),
        lambda: domain.move_item(actor=SECRETARY, item=first, by=1),
    ):
        with pytest.raises(Invalid):
            desk()
    assert order(held) == [second.title]


def test_put_off_and_taken_up_again() -> None:
    board = chain.body()
    held, following = meetings.meeting(board), meetings.meeting(board, starts_at=BEGINS + timedelta(days=30))
    item = meetings.item(held, "a", is_confidential=True, confidential_because=WHY)
    domain.add_option(actor=SECRETARY, item=item, title="Buy", cost=Decimal("1200.50"))
    waiting = domain.carry_over(actor=SECRETARY, item=item)
    assert (waiting.meeting, waiting.continues_id, waiting.is_confidential) == (None, item.pk, True)
    assert [one.cost for one in waiting.options.all()] == [Decimal("1200.50")]
    assert list(queries.backlog_of(SECRETARY, board)) == [waiting]
    assert list(queries.backlog_of(makers.actor(Role.FINANCE_OFFICER), board)) == []
    domain.put_on_agenda(actor=SECRETARY, item=waiting, meeting=following)
    with pytest.raises(Invalid, match="waits for a meeting"):
        domain.put_on_agenda(actor=SECRETARY, item=waiting, meeting=held)
    assert (order(held), order(following)) == ([], ["a"])
    back = domain.carry_over(actor=SECRETARY, item=waiting, to=held)
    assert (order(held), order(following), back.continues_id) == (["a"], [], waiting.pk)
    with pytest.raises(Invalid, match="Another meeting"):
        domain.carry_over(actor=SECRETARY, item=back, to=held)
    with pytest.raises(Invalid, match="body that the item is for"):
        domain.carry_over(actor=SECRETARY, item=back, to=meetings.meeting(chain.body()))
    told = Change.objects.filter(entry__kind="meeting").values_list("value__before", "value__after")
    assert not any(text == "a" for pair in told for text in pair)


@pytest.mark.parametrize("end", ["close", "cancel"])
def test_what_is_left_goes_among_what_waits(end: str) -> None:
    board = chain.body()
    held = meetings.meeting(board)
    left, treated = meetings.item(held, "left"), meetings.item(held, "treated")
    AgendaItem.objects.filter(pk=treated.pk).update(state=ItemState.TREATED)
    if end == "close":
        domain.close_meeting(actor=SECRETARY, meeting=meetings.sitting(held))
    else:
        domain.cancel_meeting(actor=SECRETARY, meeting=held, reason="No quorum to be expected")
    assert [one.title for one in queries.backlog_of(SECRETARY, board)] == ["left"]
    states = dict(AgendaItem.objects.filter(meeting=held).values_list("title", "state"))
    assert states == {"left": ItemState.CARRIED_OVER, "treated": ItemState.TREATED}
    assert left.continued_by.meeting is None


def test_options_belong_to_the_item() -> None:
    item = meetings.item(meetings.meeting(chain.body()))
    option = domain.add_option(actor=SECRETARY, item=item, title="Buy", cost=Decimal(100), version=1)
    with pytest.raises(Conflict):
        domain.amend_option(actor=SECRETARY, option=option, values={"cost": Decimal(90)}, version=1)
    option.refresh_from_db()
    domain.amend_option(actor=SECRETARY, option=option, values={"cost": Decimal(90)}, version=2)
    with pytest.raises(Invalid):
        domain.add_option(actor=SECRETARY, item=item, title="", cost=Decimal(1))
    with pytest.raises(Refused):
        domain.remove_option(actor=makers.actor(Role.FINANCE_OFFICER), option=option)
    assert Option.objects.get().cost == Decimal(90)
    domain.remove_option(actor=SECRETARY, option=option)
    assert not Option.objects.exists()


def test_what_is_due_is_proposed_once() -> None:
    board = chain.body()
    held = meetings.meeting(board)
    idle, followed = (chain.decision(board, title) for title in ("Idle", "Followed"))
    secret = chain.decision(board, "Zanzibar", published=False)
    Decision.objects.filter(pk=secret.pk).update(is_confidential=True)
    late = FollowUp.objects.create(decision=followed, what="Open the gym", due_on=date(2026, 2, 1))
    FollowUp.objects.create(decision=followed, what="Not yet", due_on=date(2026, 9, 1))
    past = meetings.meeting(board, starts_at=BEGINS - timedelta(days=30))
    minutes = makers.store(Minutes(meeting=past))
    proposed = {one.about: one for one in proposals_for(SECRETARY, board)}
    about = {
        f"minutes:{minutes.uid}",
        f"decision:{idle.uid}",
        f"decision:{secret.uid}",
        f"follow-up:{late.uid}",
    }
    assert (proposed.keys(), proposed[f"decision:{secret.uid}"].is_confidential) == (about, True)
    finance = proposals_for(makers.actor(Role.FINANCE_OFFICER), board)
    assert f"decision:{secret.uid}" not in {one.about for one in finance}
    for one in sorted(about):
        domain.take_up(actor=SECRETARY, meeting=held, about=one)
    assert proposals_for(SECRETARY, board) == []
    assert AgendaItem.objects.filter(is_confidential=True).get().about == f"decision:{secret.uid}"
    with pytest.raises(Invalid, match="proposals of today"):
        domain.take_up(actor=SECRETARY, meeting=held, about=f"decision:{idle.uid}")


@pytest.mark.parametrize("role", [Role.FINANCE_OFFICER, Role.BOARD_MEMBER, Role.ADMINISTRATOR])
def test_others_are_refused(role: Role) -> None:
    board = chain.body()
    held, actor = meetings.meeting(board), makers.actor(role, board)
    item, waiting = meetings.item(held), domain.add_item(actor=SECRETARY, body=board, title="W")
    for desk in (
        lambda: domain.move_item(actor=actor, item=item, by=1),
        lambda: domain.drop_item(actor=actor, item=item, reason="R"),
        lambda: domain.carry_over(actor=actor, item=item),
        lambda: domain.put_on_agenda(actor=actor, item=waiting, meeting=held),
        lambda: domain.take_up(actor=actor, meeting=held, about="x"),
        lambda: domain.add_option(actor=actor, item=item, title="O"),
        lambda: domain.cancel_meeting(actor=actor, meeting=held, reason="R"),
        lambda: domain.announce_agenda(actor=actor, meeting=held),
    ):
        with pytest.raises(Refused):
            desk()
