"""Desks for who is there: who comes, in which right, in the room or from afar; who leaves."""

from __future__ import annotations

from django.db import transaction

from portici.kernel import clock
from portici.kernel.actor import Actor
from portici.kernel.findings import Message, Refused, ensure, ensure_valid, gettext_noop
from portici.records import domain as records

from ...models import Attendance, Delegate, Meeting, Member, SitsAs
from .. import checks, rules
from .told import name_of, tell


def arrive(
    *,
    actor: Actor,
    meeting: Meeting,
    member: Member,
    delegate: Delegate | None = None,
    is_remote: bool = False,
) -> Attendance:
    """Somebody sits in the seat from this moment: its holder, or the delegate or substitute that is named.

    Asked again of who sits there already, it answers with that. Raises Refused (also while another person sits there); Invalid for a
    seat or a person that may not sit on the day.
    """
    with transaction.atomic():
        meeting = records.locked(meeting)
        ensure(rules.may_keep(actor, meeting))
        ensure_valid([*checks.of_the_body(meeting, member), *checks.may_sit(meeting, member, delegate)])
        there = Attendance.objects.filter(meeting=meeting, member=member, left_at=None).first()
        if there is not None:
            if there.delegate_id == (delegate.pk if delegate else None) and there.is_remote == is_remote:
                return there
            raise Refused(Message(gettext_noop("Somebody sits there already: say first that they leave.")))
        made = Attendance.objects.create(
            meeting=meeting,
            member=member,
            delegate=delegate,
            manner=delegate.manner if delegate else SitsAs.HOLDER,
            is_remote=is_remote,
            came_at=clock.now(),
        )
        tell(actor, meeting, "arrive", "attendance", "", f"{name_of(member)} ({made.manner})")
    return made


def leave(*, actor: Actor, meeting: Meeting, member: Member) -> Attendance:
    """Nobody sits in the seat from this moment. Asked again, it answers with the last who left.

    Raises Refused, also when nobody has been there.
    """
    with transaction.atomic():
        meeting = records.locked(meeting)
        ensure(rules.may_keep(actor, meeting))
        rows = Attendance.objects.filter(meeting=meeting, member=member)
        found = rows.filter(left_at=None).first() or rows.order_by("left_at").last()
        if found is None:
            raise Refused(Message(gettext_noop("Nobody of this seat has been there.")))
        if found.left_at is None:
            found.left_at = clock.now()
            found.save(update_fields=["left_at"])
            tell(actor, meeting, "leave", "attendance", f"{name_of(member)} ({found.manner})", "")
    return found
