"""Writing to who may sit in a meeting: through the tray, in the transaction of the change that is told."""

from __future__ import annotations

from hashlib import sha256

from portici.outbox.domain import post
from portici.people.models import User

from ...models import AgendaItem, Meeting, MeetingState
from .. import letters
from ..reach import invited, key_of
from ..seats import people_of
from .carrying import OFF


def tell_members(meeting: Meeting, *, reason: str = "") -> None:
    """One message to each person who may sit, at this sequence of the meeting.

    Who was convened and may not sit any more is told that the entry of the calendar falls away.
    """
    sitting = {user.email.lower(): user for user in people_of(meeting)}
    told_before = invited(meeting)
    cancelled = meeting.state == MeetingState.CANCELLED
    items = list(AgendaItem.objects.filter(meeting=meeting).exclude(state__in=OFF))
    for email, user in sitting.items():
        if cancelled and email not in told_before:
            continue
        invited_again = letters.AMENDED if email in told_before else letters.CONVENED
        _post(meeting, letters.CANCELLED if cancelled else invited_again, email, user, reason, items)
    for email in sorted(told_before - sitting.keys()):
        left = letters.CANCELLED if cancelled else letters.RELEASED
        _post(meeting, left, email, None, reason, items)


def _post(
    meeting: Meeting, kind: str, email: str, user: User | None, reason: str, items: list[AgendaItem]
) -> None:
    subject, parts = letters.letter(
        meeting,
        kind,
        items,
        email=email,
        name=user.full_name if user else "",
        language=user.language if user else meeting.language,
        reason=reason,
    )
    method = letters.method_of(kind)
    post(
        kind=kind,
        recipient=email,
        subject=subject,
        parts=parts,
        data={"meeting": meeting.uid, "sequence": meeting.sequence, "method": method},
        key=f"{key_of(meeting)}{meeting.sequence}:{sha256(email.encode()).hexdigest()[:24]}",
    )
