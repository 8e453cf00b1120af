"""What a check finds on meetings and their items."""

from __future__ import annotations

from datetime import datetime

from portici.kernel import clock
from portici.kernel.codes.parsed import error
from portici.kernel.findings import Finding, Message, gettext_noop

from ..models import AgendaItem, BodyRules, Meeting


def times(meeting: Meeting) -> list[Finding]:
    """An error when it ends before it begins."""
    if meeting.ends_at is None or meeting.ends_at > meeting.starts_at:
        return []
    accepted = Message(gettext_noop("An end after the beginning."))
    todo = Message(gettext_noop("Correct the end, or leave it empty."))
    return [error("meeting.times", str(meeting.ends_at), accepted, todo).at("ends_at")]


def notice(meeting: Meeting, rules: BodyRules | None, convened_at: datetime) -> list[Finding]:
    """An error when fewer days pass than the body's rules ask for and no urgency is given."""
    asked = rules.notice_days if rules else None
    given = (meeting.day - convened_at.astimezone(clock.OFFICE_ZONE).date()).days
    if asked is None or given >= asked or meeting.urgent_because.strip():
        return []
    accepted = Message(
        gettext_noop("%(days)s days of notice at least, or the reason of urgency."), {"days": asked}
    )
    todo = Message(gettext_noop("Move the meeting, or write why it is urgent."))
    return [error("meeting.notice", str(given), accepted, todo).at("urgent_because")]


def confidential_says_why(item: AgendaItem) -> list[Finding]:
    """An error for what is confidential without a reason."""
    if not item.is_confidential or item.confidential_because.strip():
        return []
    accepted = Message(gettext_noop("The reason why the item is confidential."))
    todo = Message(gettext_noop("Write the reason: the law that says so, or whose interest it protects."))
    return [error("item.confidential", "", accepted, todo).at("confidential_because")]
