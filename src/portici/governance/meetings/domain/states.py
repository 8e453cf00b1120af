"""Desks that lead a meeting from one state to the next: convene, open, close, cancel."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from portici.kernel import clock
from portici.kernel.actor import Actor
from portici.kernel.findings import Invalid, ensure, ensure_valid, gettext_noop
from portici.records import domain as records

from ... import queries
from ...models import Meeting, MeetingState
from ...papers.domain.minutes import draft_minutes
from .. import checks, rules
from .carrying import carry_pending, settle_voted
from .telling import tell_members

_VERBS = {
    MeetingState.CONVENED: "convene",
    MeetingState.OPEN: "open",
    MeetingState.CLOSED: "close",
    MeetingState.CANCELLED: "cancel",
}


def convene_meeting(*, actor: Actor, meeting: Meeting, version: int | None = None) -> Meeting:
    """Call the members, with the notice that the body's rules of the day ask for.

    Raises Refused; Invalid for a notice that is too short without a reason of urgency, and for a written procedure that the rules of
    the day do not have; Conflict.
    """
    moment = clock.now()
    with transaction.atomic():
        current = records.locked(meeting)
        ensure(rules.may_move(actor, current, MeetingState.CONVENED))
        book = queries.rules_on(actor, current.body, current.day)
        ensure_valid([*checks.notice(current, book, moment), *checks.in_writing(current, book)])
        values = {"convened_at": moment, "sequence": current.sequence + 1}
        _moved(actor, meeting, MeetingState.CONVENED, version, values)
        tell_members(meeting)
    return meeting


def announce_agenda(*, actor: Actor, meeting: Meeting, version: int | None = None) -> Meeting:
    """Send who was convened the agenda as it has become. Raises Refused, Conflict."""
    with transaction.atomic():
        current = records.locked(meeting)
        ensure(rules.may_announce(actor, current))
        values = {"sequence": current.sequence + 1}
        records.amend(actor=actor, record=meeting, values=values, version=version, verb="announce-agenda")
        tell_members(meeting)
    return meeting


def open_meeting(*, actor: Actor, meeting: Meeting, version: int | None = None) -> Meeting:
    """Begin. Raises Refused, Conflict."""
    with transaction.atomic():
        ensure(rules.may_move(actor, records.locked(meeting), MeetingState.OPEN))
        return _moved(actor, meeting, MeetingState.OPEN, version, {"opened_at": clock.now()})


def close_meeting(*, actor: Actor, meeting: Meeting, version: int | None = None) -> Meeting:
    """End: what was voted or decided was treated, the rest goes back among what waits, and the minutes are made.

    Raises Refused, Conflict.
    """
    with transaction.atomic():
        ensure(rules.may_move(actor, records.locked(meeting), MeetingState.CLOSED))
        settle_voted(actor, meeting)
        carry_pending(actor, meeting)
        closed = _moved(actor, meeting, MeetingState.CLOSED, version, {"closed_at": clock.now()})
        draft_minutes(actor=actor, meeting=closed)
        return closed


def cancel_meeting(*, actor: Actor, meeting: Meeting, reason: str, version: int | None = None) -> Meeting:
    """Call it off, with the reason; who was convened is told, and its items go back among what waits.

    Raises Refused, Invalid without a reason, Conflict.
    """
    if not reason.strip():
        raise Invalid([records.missing("reason", gettext_noop("Write why the meeting is cancelled."))])
    with transaction.atomic():
        current = records.locked(meeting)
        ensure(rules.may_move(actor, current, MeetingState.CANCELLED))
        convened = current.state == MeetingState.CONVENED
        values = {"sequence": current.sequence + 1} if convened else {}
        carry_pending(actor, meeting)
        _moved(actor, meeting, MeetingState.CANCELLED, version, values, reason=reason)
        if convened:
            tell_members(meeting, reason=reason)
    return meeting


def _moved(
    actor: Actor,
    meeting: Meeting,
    after: MeetingState,
    version: int | None,
    values: Mapping[str, object],
    *,
    reason: str = "",
) -> Meeting:
    told = {"state": after, **values}
    verb = _VERBS[after]
    return records.amend(actor=actor, record=meeting, values=told, version=version, verb=verb, reason=reason)
