"""Which state of a meeting follows which, and what may still change in each."""

from __future__ import annotations

from collections.abc import Collection

from portici.kernel.actor import Actor
from portici.kernel.findings import Verdict, gettext_noop, no
from portici.kernel.states import Transitions

from ..models import AgendaItem, Meeting, MeetingState, Minutes, MinutesState
from ..rules import may_write

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
    return may_write(actor) and MEETING_STATES.allows(MeetingState(meeting.state), after)


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


def may_amend_item(actor: Actor, item: AgendaItem, names: Collection[str]) -> Verdict:
    """As the agenda; what is written of an item in the minutes (`names` of fields) until these are approved."""
    meeting = item.meeting
    if meeting is None or meeting.state != MeetingState.CLOSED or not set(names) <= {"minuted"}:
        return may_set_agenda(actor, meeting)
    verdict = may_write(actor)
    if not verdict or not Minutes.objects.filter(meeting=meeting, state=MinutesState.APPROVED).exists():
        return verdict
    return no(
        gettext_noop(
            "Approved minutes are not altered: what is wrong in them is put right by a later decision that stands on them."
        )
    )
