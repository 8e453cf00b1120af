"""What a check finds on minutes: where they may be approved, and what is still open in them."""

from __future__ import annotations

from collections.abc import Iterator

from portici.kernel.codes.parsed import error, warning
from portici.kernel.findings import Finding, Message, gettext_noop
from portici.records.models import Publication

from ..models import Meeting, MeetingState, Minutes


def approval(minutes: Minutes, approved_in: Meeting) -> list[Finding]:
    """An error for a meeting in which these minutes cannot have been approved."""
    meeting = minutes.meeting
    is_later = approved_in.body_id == meeting.body_id and approved_in.starts_at > meeting.starts_at
    if is_later and approved_in.state in {MeetingState.OPEN, MeetingState.CLOSED}:
        return []
    accepted = Message(gettext_noop("A later meeting of the same body that has begun."))
    todo = Message(gettext_noop("Choose the meeting in which the body approved them."))
    return [error("minutes.approval", str(approved_in), accepted, todo).at("approved_in")]


def as_laid(minutes: Minutes, digest: str) -> list[Finding]:
    """An error where the text is another than the one that the body read. Minutes laid before it without a digest are taken as they are."""
    if minutes.digest in {"", digest}:
        return []
    accepted = Message(gettext_noop("Minutes that say what they said when they were laid before the body."))
    todo = Message(
        gettext_noop(
            "A title or a name in them has changed since: make them a draft again, lay them before the body anew, then approve them."
        )
    )
    return [error("minutes.changed", str(minutes), accepted, todo)]


def on_minutes(minutes: Minutes) -> Iterator[Finding]:
    """For publication: a warning when the meeting is not published, since its page leads there."""
    if minutes.meeting.publication != Publication.PUBLISHED:
        accepted = Message(gettext_noop("A published meeting."))
        todo = Message(gettext_noop("Publish the meeting too: until then nobody outside sees its minutes."))
        yield warning("meeting.hidden", str(minutes.meeting), accepted, todo).at("meeting")
