"""Which seats a convocation reaches: those with somebody whom it is written to. The others are told otherwise."""

from __future__ import annotations

from dataclasses import dataclass

from portici.outbox.models import Message

from ..models import Meeting, MeetingState, Member
from . import calendars
from .seats import accounts_in, accounts_of, seats_of


@dataclass(frozen=True, slots=True)
class Reach:
    """The seats of a meeting that a message goes to, or has gone to, and those without an address for it."""

    reached: tuple[Member, ...]
    unreached: tuple[Member, ...]

    @property
    def seats(self) -> int:
        return len(self.reached) + len(self.unreached)


def reach_of(meeting: Meeting) -> Reach:
    """Once convened, whom the convocation was written to; before, whom it would be written to now. Constant number of queries."""
    if meeting.state == MeetingState.CONVENED:
        told = invited(meeting)
    else:
        told = {email.lower() for email in accounts_of(meeting.body).values_list("email", flat=True)}
    seats = seats_of(meeting)
    found = {seat.pk for seat in seats if any(one.email.lower() in told for one in accounts_in(seat))}
    return Reach(
        tuple(seat for seat in seats if seat.pk in found),
        tuple(seat for seat in seats if seat.pk not in found),
    )


def invited(meeting: Meeting) -> set[str]:
    """The addresses whose last message about the meeting was an invitation."""
    last = {
        message.recipient.lower(): message.data.get("method")
        for message in Message.objects.filter(key__startswith=key_of(meeting)).order_by("id")
    }
    return {email for email, method in last.items() if method == calendars.REQUEST}


def key_of(meeting: Meeting) -> str:
    """How the keys of all messages about the meeting begin."""
    return f"meeting:{meeting.uid}:"
