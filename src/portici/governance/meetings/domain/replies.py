"""The desk for what a seat answers to the convocation."""

from __future__ import annotations

from django.db import transaction

from portici.journal.domain import FieldChange, write_entry
from portici.kernel import clock
from portici.kernel.actor import Actor
from portici.kernel.findings import ensure, ensure_valid
from portici.records import domain as records

from ...models import Meeting, Member, Reply
from .. import checks, rules


def reply(*, actor: Actor, meeting: Meeting, member: Member, answer: str) -> Reply:
    """Whether the seat comes; said again, the last answer counts. By who signs in for the seat, or the secretary for it.

    The meeting's version stays: twenty who answer do not get in the way of who writes the agenda.
    Raises Refused; Invalid for a seat of another body or one that is not held on the day.
    """
    with transaction.atomic():
        current = records.locked(meeting)
        ensure(rules.may_reply(actor, current, member))
        ensure_valid(checks.sits_on_the_day(current, member))
        found = Reply.objects.filter(meeting=current, member=member).first()
        before = found.answer if found else ""
        said = found or Reply(meeting=current, member=member)
        said.answer, said.said_at = answer, clock.now()
        records.clean(said)
        said.save()
        if before != answer:
            marked = [f"{member.uid}: {text}" if text else "" for text in (before, answer)]
            write_entry(
                actor=actor,
                verb="reply",
                kind=current.KIND,
                ref=current.uid,
                changes={"replies": FieldChange(*marked)},
                record_version=current.version,
            )
    return said
