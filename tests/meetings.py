"""Meetings made through the desks, for the tests of what is done with them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from portici.governance.meetings import domain
from portici.governance.models import AgendaItem, Body, Meeting
from tests import makers
from tests.makers import Role

BEGINS = datetime(2026, 3, 20, 9, 0, tzinfo=UTC)
SECRETARY = makers.actor(Role.BOARD_SECRETARY)


def meeting(body: Body, **values: Any) -> Meeting:
    """A meeting of the body on 20 March 2026 at ten in Bologna, planned by the secretary."""
    return domain.plan_meeting(actor=SECRETARY, body=body, **{"starts_at": BEGINS, **values})


def item(meeting: Meeting, title: str = "A thing to decide", **values: Any) -> AgendaItem:
    """An item on the meeting's agenda."""
    return domain.add_item(actor=SECRETARY, body=meeting.body, meeting=meeting, title=title, **values)


def sitting(meeting: Meeting) -> Meeting:
    """The meeting convened and begun."""
    domain.convene_meeting(actor=SECRETARY, meeting=meeting)
    return domain.open_meeting(actor=SECRETARY, meeting=meeting)
