"""What falls due of minutes: those to be made of a closed meeting, and those that wait for approval."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portici.deadlines.registry import Due, register, watch_over
from portici.kernel.actor import Role

from ..meetings.watches import MEETING_NAME
from ..models import Meeting, Minutes, MinutesState
from . import queries

SECRETARIES = frozenset({Role.COORDINATOR, Role.BOARD_SECRETARY})


def put_in() -> None:
    """Register the watches."""
    register(
        watch_over(
            queries.without_minutes,
            lambda meeting: Due(meeting, meeting.day, meeting.body.name),
            name="minutes-missing",
            heading=_("Meetings without minutes"),
            todo=_("Make the minutes from what the meeting wrote down."),
            act=_("Make the minutes"),
            roles=SECRETARIES,
            order=33,
            day="closed_at",
            since=True,
            label=MEETING_NAME,
        )
    )
    register(
        watch_over(
            queries.to_approve,
            _waiting,
            name="minutes-to-approve",
            heading=_("Minutes to be approved"),
            todo=_("Lay the minutes before the next meeting, and record its approval."),
            act=_("Bring them to approval"),
            roles=SECRETARIES,
            order=34,
            day="meeting__starts_at",
            since=True,
            label="meeting__body__name",
            why="meeting__title",
            body="meeting__body",
        )
    )


def _waiting(minutes: Minutes) -> Due:
    meeting: Meeting = minutes.meeting
    return Due(minutes, meeting.day, str(MinutesState(minutes.state).label))
