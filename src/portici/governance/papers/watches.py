"""What falls due of minutes: those to be made of a closed meeting, and those that wait for approval."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portici.deadlines.registry import Due, register, watch_over
from portici.kernel.actor import Role

from ..meetings.watches import MEETING_NAME, meeting_name
from ..models import Meeting, Minutes, MinutesState
from . import queries

MEMBERS = frozenset({Role.BOARD_MEMBER})
#: As the meeting of a paper calls itself, written by the store.
_OF_MEETING = meeting_name("meeting__")
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
    register(
        watch_over(
            queries.to_read,
            lambda dossier: Due(dossier, dossier.meeting.day),
            name="dossiers-to-read",
            heading=_("Dossiers to be read before a meeting"),
            todo=_("Read the dossier before the meeting."),
            act=_("Read the dossier"),
            roles=MEMBERS,
            order=21,
            day="meeting__starts_at",
            label=_OF_MEETING,
            body="meeting__body",
        )
    )
    register(
        watch_over(
            queries.laid,
            lambda minutes: Due(minutes, minutes.meeting.day),
            name="minutes-laid",
            heading=_("Minutes that lie before the body"),
            todo=_("Read the minutes before the meeting in which they are approved."),
            act=_("Read the minutes"),
            roles=MEMBERS,
            order=22,
            day="meeting__starts_at",
            since=True,
            label=_OF_MEETING,
            body="meeting__body",
        )
    )


def _waiting(minutes: Minutes) -> Due:
    meeting: Meeting = minutes.meeting
    return Due(minutes, meeting.day, str(MinutesState(minutes.state).label))
