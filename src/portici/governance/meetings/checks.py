"""What a check finds on meetings and their items."""

from __future__ import annotations

from datetime import datetime

from portici.kernel import clock
from portici.kernel.codes.parsed import error
from portici.kernel.findings import Finding, Message, gettext_noop

from ..models import AgendaItem, BodyRules, ItemState, Meeting, MeetingManner, Member
from .seats import seats_of


def times(meeting: Meeting) -> list[Finding]:
    """An error when it ends before it begins."""
    if meeting.ends_at is None or meeting.ends_at > meeting.starts_at:
        return []
    accepted = Message(gettext_noop("An end after the beginning."))
    todo = Message(gettext_noop("Correct the end, or leave it empty."))
    told = f"{meeting.ends_at.astimezone(clock.OFFICE_ZONE):%d/%m/%Y %H:%M}"
    return [error("meeting.times", told, accepted, todo).at("ends_at")]


def notice(meeting: Meeting, rules: BodyRules | None, convened_at: datetime) -> list[Finding]:
    """An error when fewer days pass than the body's rules ask for and no urgency is given."""
    asked = rules.notice_days if rules else None
    given = (meeting.day - convened_at.astimezone(clock.OFFICE_ZONE).date()).days
    if asked is None or given >= asked or meeting.urgent_because.strip():
        return []
    accepted = Message(
        gettext_noop(
            "%(days)s days of notice at least, or the reason of urgency; from today there are %(given)s."
        ),
        {"days": asked, "given": given},
    )
    todo = Message(gettext_noop("Move the meeting, or write why it is urgent."))
    return [error("meeting.notice", "", accepted, todo).at("urgent_because")]


def in_writing(meeting: Meeting, rules: BodyRules | None) -> list[Finding]:
    """An error for a written procedure where the rules of the day give no days to answer in one."""
    if meeting.manner != MeetingManner.WRITTEN or (rules is not None and rules.written_days):
        return []
    accepted = Message(
        gettext_noop(
            "A written procedure where the body's rules of the day have one, with the days to answer."
        )
    )
    todo = Message(
        gettext_noop("Choose another way to meet, or write in the body's rules what its act says of it.")
    )
    return [error("meeting.written", "", accepted, todo).at("manner")]


def confidential_says_why(item: AgendaItem) -> list[Finding]:
    """An error for what is confidential without a reason."""
    if not item.is_confidential or item.confidential_because.strip():
        return []
    accepted = Message(gettext_noop("The reason why the item is confidential."))
    todo = Message(gettext_noop("Write the reason: the law that says so, or whose interest it protects."))
    return [error("item.confidential", "", accepted, todo).at("confidential_because")]


def chair_of_body(meeting: Meeting) -> list[Finding]:
    """An error when who is to chair has no seat in the body."""
    chair = meeting.chair
    if chair is None or chair.body_id == meeting.body_id:
        return []
    accepted = Message(gettext_noop("A seat of the body that meets."))
    return [error("meeting.chair", str(chair), accepted, Message(_CHOOSE)).at("chair")]


def how_many(times: int) -> list[Finding]:
    """An error unless a series has 2 to 36 meetings."""
    if 2 <= times <= 36:
        return []
    accepted = Message(gettext_noop("From 2 to 36 meetings."))
    todo = Message(gettext_noop("Write how many meetings the series has."))
    return [error("series.times", str(times), accepted, todo).at("times")]


def sits_on_the_day(meeting: Meeting, member: Member) -> list[Finding]:
    """An error for a seat of another body, or one that nobody holds on the day of the meeting."""
    if any(seat.pk == member.pk for seat in seats_of(meeting)):
        return []
    accepted = Message(gettext_noop("A seat of the body, held on the day of the meeting."))
    return [error("reply.seat", str(member.organisation), accepted, Message(_CHOOSE))]


def pending(item: AgendaItem) -> list[Finding]:
    """An error for what was treated, carried over or taken off already."""
    if item.state == ItemState.PENDING:
        return []
    accepted = Message(gettext_noop("An item that is still to be treated."))
    return [error("item.state", item.state, accepted, Message(_LOOK))]


def on_agenda(item: AgendaItem, *, found: bool) -> list[Finding]:
    """An error for what waits, or was taken off, where something on an agenda is asked for."""
    if found:
        return []
    accepted = Message(gettext_noop("An item on the agenda of a meeting."))
    return [error("item.agenda", item.uid, accepted, Message(_LOOK))]


def waits(item: AgendaItem) -> list[Finding]:
    """An error for what is on an agenda already."""
    if item.meeting_id is None:
        return []
    accepted = Message(gettext_noop("An item that waits for a meeting."))
    return [error("item.waits", item.uid, accepted, Message(_LOOK))]


def of_one_body(item: AgendaItem, meeting: Meeting) -> list[Finding]:
    """An error when the meeting is of another body."""
    if item.body_id == meeting.body_id:
        return []
    accepted = Message(gettext_noop("A meeting of the body that the item is for."))
    return [error("item.body", str(meeting), accepted, Message(_CHOOSE)).at("to")]


def another(item: AgendaItem, meeting: Meeting) -> list[Finding]:
    """An error when an item is carried over to the meeting that it is of."""
    if item.meeting_id != meeting.pk:
        return []
    accepted = Message(gettext_noop("Another meeting than its own."))
    return [error("item.meeting", str(meeting), accepted, Message(_CHOOSE)).at("to")]


_CHOOSE = gettext_noop("Choose one of the list.")
_LOOK = gettext_noop("Look at the agenda again: somebody may have changed it.")
