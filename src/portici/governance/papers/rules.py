"""Who writes minutes and dossiers, and until when."""

from __future__ import annotations

from portici.kernel.actor import Actor
from portici.kernel.findings import Verdict, gettext_noop, no
from portici.kernel.states import Transitions
from portici.records.models import Record

from ..meetings.rules import BEFORE, is_draft
from ..models import BoardDossier, Meeting, MeetingState, Minutes, MinutesState
from ..rules import may_publish, may_write

MINUTES_STATES = Transitions(
    {
        MinutesState.DRAFT: (MinutesState.PROPOSED,),
        MinutesState.PROPOSED: (MinutesState.APPROVED, MinutesState.DRAFT),
    }
)


def may_draft_minutes(actor: Actor, meeting: Meeting) -> Verdict:
    """Of a meeting that is over."""
    verdict = may_write(actor)
    if not verdict or meeting.state == MeetingState.CLOSED:
        return verdict
    return no(gettext_noop("Minutes are made when the meeting is closed."))


def may_amend_minutes(actor: Actor, minutes: Minutes) -> Verdict:
    """As long as they are a draft; once they are approved only a later decision corrects them."""
    return may_write(actor) and is_draft(minutes)


def may_move_minutes(actor: Actor, minutes: Minutes, after: MinutesState) -> Verdict:
    """Lay them before the body, approve them, take them back to be corrected."""
    return may_write(actor) and MINUTES_STATES.allows(MinutesState(minutes.state), after)


def may_publish_minutes(actor: Actor, minutes: Minutes) -> Verdict:
    """Once approved: before that they are a draft of the office."""
    verdict = may_publish(actor, minutes)
    if not verdict or minutes.state == MinutesState.APPROVED:
        return verdict
    return no(gettext_noop("Minutes are published once the body has approved them."))


def may_begin_dossier(actor: Actor, meeting: Meeting) -> Verdict:
    """Of a meeting that has not begun."""
    verdict = may_write(actor)
    if not verdict or meeting.state in BEFORE:
        return verdict
    return no(gettext_noop("A dossier is made for a meeting that is still to come."))


def may_amend_dossier(actor: Actor, dossier: BoardDossier) -> Verdict:
    """Until it is sent: what members have in their hands does not change."""
    verdict = may_write(actor)
    if not verdict or dossier.sent_at is None:
        return verdict
    return no(gettext_noop("The dossier has been sent and stays as it is: tell the members what is new."))


def never_published(_actor: Actor, _dossier: Record) -> Verdict:
    return no(gettext_noop("A dossier is for the members of the body alone."))
