"""Meetings: numbered in the body's year, convened with the notice that the rules ask for, in the order of their states."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from tests import chain, makers, meetings
from tests.makers import Role
from tests.meetings import BEGINS, SECRETARY

from portici.governance import domain as governance
from portici.governance.meetings import domain
from portici.governance.models import AgendaItem, Meeting, MeetingState
from portici.journal.models import Change
from portici.kernel import clock
from portici.kernel.findings import Conflict, Invalid, Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


def test_takes_the_next_number_of_the_body_and_the_year() -> None:
    board, table = chain.body("board"), chain.body("table")
    new_year = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)  # already the first of January in Bologna
    made = [meetings.meeting(board), meetings.meeting(board), meetings.meeting(table)]
    made.append(meetings.meeting(board, starts_at=new_year))
    assert [one.address for one in made] == [
        "board-2026-m1", "board-2026-m2", "table-2026-m1", "board-2027-m1",
    ]  # fmt: skip


def test_goes_through_its_states_in_their_order() -> None:
    held = meetings.meeting(chain.body())
    with pytest.raises(Refused, match="next states are: convened, cancelled"):
        domain.open_meeting(actor=SECRETARY, meeting=held)
    domain.convene_meeting(actor=SECRETARY, meeting=held)
    assert (held.state, held.sequence) == (MeetingState.CONVENED, 1)
    domain.open_meeting(actor=SECRETARY, meeting=held)
    with pytest.raises(Refused, match="plan another"):
        domain.amend_meeting(actor=SECRETARY, meeting=held, values={"place": "Elsewhere"})
    domain.close_meeting(actor=SECRETARY, meeting=held)
    with pytest.raises(Refused, match="Use the next meeting"):
        meetings.item(held)
    assert not AgendaItem.objects.exists()


def test_the_notice_is_the_one_of_the_rules_of_its_day() -> None:
    board = chain.body()
    governance.set_rules(actor=SECRETARY, body=board, values={"notice_days": 19}, majorities={})
    held = meetings.meeting(board)  # eighteen days from the second of March
    with pytest.raises(Invalid, match="19 days of notice"):
        domain.convene_meeting(actor=SECRETARY, meeting=held)
    assert Meeting.objects.get().state == MeetingState.PLANNED
    domain.amend_meeting(actor=SECRETARY, meeting=held, values={"urgent_because": "The call closes"})
    domain.convene_meeting(actor=SECRETARY, meeting=held)
    in_time = meetings.meeting(board, starts_at=BEGINS + timedelta(days=1))
    domain.convene_meeting(actor=SECRETARY, meeting=in_time)
    assert in_time.state == MeetingState.CONVENED


def test_the_same_moment_in_another_zone_is_no_change() -> None:
    held = meetings.meeting(chain.body())
    in_bologna = BEGINS.astimezone(clock.OFFICE_ZONE)
    domain.amend_meeting(actor=SECRETARY, meeting=held, values={"starts_at": in_bologna})
    assert Meeting.objects.get().version == 1
    later = in_bologna + timedelta(hours=1)
    domain.amend_meeting(actor=SECRETARY, meeting=held, values={"starts_at": later})
    values = Change.objects.filter(entry__verb="amend").values_list("value__before", "value__after")
    assert list(values) == [("2026-03-20 09:00:00+00:00", "2026-03-20 10:00:00+00:00")]


def test_bad_times_write_nothing() -> None:
    with pytest.raises(Invalid, match="end after the beginning"):
        meetings.meeting(chain.body(), ends_at=BEGINS)
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(
    "role", [role for role in Role if role not in (Role.COORDINATOR, Role.BOARD_SECRETARY)]
)
def test_others_are_refused(role: Role) -> None:
    board = chain.body()
    held, actor = meetings.meeting(board), makers.actor(role, board)
    with pytest.raises(Refused):
        domain.plan_meeting(actor=actor, body=board, starts_at=BEGINS)
    for desk in (domain.convene_meeting, domain.open_meeting, domain.close_meeting):
        with pytest.raises(Refused):
            desk(actor=actor, meeting=held)
    with pytest.raises(Refused):
        domain.add_item(actor=actor, body=board, meeting=held, title="T")
    with pytest.raises(Refused):
        domain.amend_meeting(actor=actor, meeting=held, values={})


def test_two_who_move_it_at_once() -> None:
    held = meetings.meeting(chain.body())
    domain.amend_meeting(actor=SECRETARY, meeting=held, values={"place": "Hall"}, version=1)
    with pytest.raises(Conflict):
        domain.amend_meeting(actor=SECRETARY, meeting=held, values={"place": "Room"}, version=1)
