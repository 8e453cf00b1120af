"""The desk that says who chairs a meeting."""

from __future__ import annotations

from django.db import transaction

from portici.kernel.actor import Actor
from portici.kernel.findings import ensure, ensure_valid
from portici.records import domain as records

from ...models import Meeting, Member
from .. import checks, rules


def name_chair(*, actor: Actor, meeting: Meeting, member: Member | None) -> Meeting:
    """The seat that chairs this meeting; None for who presides the body. Named again, nothing is done.

    Raises Refused, also while a vote is open; Invalid for a seat that is not of the day, or has no vote.
    """
    with transaction.atomic():
        current = records.locked(meeting)
        ensure(rules.may_name_chair(actor, current))
        if member is not None:
            ensure_valid([*checks.of_the_body(current, member), *checks.may_chair(member)])
        if current.chair_id == (member.pk if member else None):
            return current
        return records.amend(actor=actor, record=meeting, values={"chair": member}, verb="name-chair")
