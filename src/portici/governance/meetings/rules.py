"""Which state of a meeting follows which, and what may still change in each."""

from __future__ import annotations

from collections.abc import Collection

from portici.kernel.actor import Actor
from portici.kernel.findings import YES, Verdict, gettext_noop, no
from portici.kernel.states import Transitions

from ..models import AgendaItem, Meeting, MeetingState, Member, Minutes, MinutesState
from ..rules import may_write, no_vote_open
from .seats import own_seats

MEETING_STATES = Transitions(
    {
        MeetingState.PLANNED: (MeetingState.CONVENED, MeetingState.CANCELLED),
        MeetingState.CONVENED: (MeetingState.OPEN, MeetingState.CANCELLED),
        MeetingState.OPEN: (MeetingState.CLOSED,),
    }
)
#: As long as it has not begun.
BEFORE = frozenset({MeetingState.PLANNED, MeetingState.CONVENED})


def may_move(actor: Actor, meeting: Meeting, after: MeetingState) -> Verdict:
    """Convene, open, close, cancel: who writes for the body, in the order of the states."""
    verdict = may_write(actor) and MEETING_STATES.allows(MeetingState(meeting.state), after)
    return verdict and (no_vote_open(meeting) if after is MeetingState.CLOSED else YES)


def may_amend_meeting(actor: Actor, meeting: Meeting) -> Verdict:
    """When and where: until it begins."""
    verdict = may_write(actor)
    if not verdict or meeting.state in BEFORE:
        return verdict
    return no(gettext_noop("A meeting that has begun, is over or was cancelled is not moved: plan another."))


def may_set_agenda(actor: Actor, meeting: Meeting | None) -> Verdict:
    """The agenda, and what is written of each item: until the meeting is closed."""
    verdict = may_write(actor)
    if not verdict or meeting is None or meeting.state in BEFORE | {MeetingState.OPEN}:
        return verdict
    return no(
        gettext_noop(
            "The meeting is over or was cancelled: its agenda stays as it is. Use the next meeting's."
        )
    )


def may_take_off(actor: Actor, item: AgendaItem, meeting: Meeting | None) -> Verdict:
    """Drop an item, or put it off: as the agenda, unless it is being voted."""
    return may_set_agenda(actor, meeting) and no_vote_open(item)


def may_announce(actor: Actor, meeting: Meeting) -> Verdict:
    """Tell the members of the agenda again: once they are convened, until it begins."""
    verdict = may_write(actor)
    if not verdict or meeting.state == MeetingState.CONVENED:
        return verdict
    return no(gettext_noop("Members are told of changes between the convocation and the beginning."))


def may_reply(actor: Actor, meeting: Meeting, member: Member) -> Verdict:
    """From the convocation until it begins: who sits for the seat, or the secretary for it."""
    if meeting.state != MeetingState.CONVENED:
        return no(gettext_noop("One answers between the convocation and the beginning of the meeting."))
    if may_write(actor) or any(seat.pk == member.pk for seat in own_seats(actor, meeting)):
        return YES
    return no(gettext_noop("Only who sits for the seat, and the board's secretary, answer for it."))


def may_amend_item(actor: Actor, item: AgendaItem, names: Collection[str]) -> Verdict:
    """As the agenda; what is written of an item in the minutes (`names` of fields) as long as these are a draft."""
    meeting = item.meeting
    if meeting is None or meeting.state != MeetingState.CLOSED or not set(names) <= {"minuted"}:
        return may_set_agenda(actor, meeting)
    return may_write(actor) and is_draft(Minutes.objects.filter(meeting=meeting).first())


def may_open_item(actor: Actor, item: AgendaItem) -> Verdict:
    """Take the mark of confidentiality away: who writes for the body, whatever became of the meeting."""
    verdict = may_write(actor)
    if not verdict or item.is_confidential:
        return verdict
    return no(gettext_noop("The item is not confidential."))


def is_draft(minutes: Minutes | None) -> Verdict:
    """Whether the text of minutes may still change: not once it lies before the body."""
    if minutes is None or minutes.state == MinutesState.DRAFT:
        return YES
    if minutes.state == MinutesState.PROPOSED:
        return no(gettext_noop("The minutes have been laid before the body: make them a draft again first."))
    return no(
        gettext_noop(
            "Approved minutes are not altered: what is wrong in them is put right by a later decision that stands on them."
        )
    )
