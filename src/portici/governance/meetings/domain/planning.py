"""Desks for a meeting: plan it, convene it, open and close it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from portici.kernel import clock
from portici.kernel.actor import Actor
from portici.kernel.findings import ensure, ensure_valid
from portici.records import domain as records
from portici.records.links import only

from ... import queries
from ...models import Body, Meeting, MeetingManner, MeetingSeries, MeetingState, Member
from ...rules import may_write
from .. import checks, rules

AMENDABLE = (
    "title",
    "starts_at",
    "ends_at",
    "manner",
    "place",
    "remote_address",
    "asked_by",
    "urgent_because",
    "chair",
    "language",
)


def plan_meeting(
    *,
    actor: Actor,
    body: Body,
    starts_at: datetime,
    ends_at: datetime | None = None,
    manner: str = MeetingManner.IN_PERSON,
    place: str = "",
    remote_address: str = "",
    title: str = "",
    asked_by: str = "",
    urgent_because: str = "",
    chair: Member | None = None,
    series: MeetingSeries | None = None,
    language: str = "it",
    is_example: bool = False,
) -> Meeting:
    """A meeting of the body, with the next number of the year in which it begins.

    Raises Refused; Invalid when it ends before it begins.
    """
    ensure(may_write(actor))
    with transaction.atomic():
        # Two meetings of a body planned at the same time wait for each other, and take two numbers.
        body = records.locked(body)
        year = starts_at.astimezone(clock.OFFICE_ZONE).year
        last = Meeting.objects.filter(body=body, year=year).aggregate(last=Max("number"))["last"]
        number = (last or 0) + 1
        meeting = Meeting(
            body=body,
            year=year,
            number=number,
            address=f"{body.code}-{year}-m{number}",
            starts_at=starts_at,
            ends_at=ends_at,
            manner=manner,
            place=place.strip(),
            remote_address=remote_address,
            title=title.strip(),
            asked_by=asked_by.strip(),
            urgent_because=urgent_because.strip(),
            chair=chair,
            series=series,
            language=language,
            is_example=is_example,
        )
        ensure_valid(checks.times(meeting))
        return records.add(actor=actor, record=meeting)


def amend_meeting(
    *, actor: Actor, meeting: Meeting, values: Mapping[str, Any], version: int | None = None, reason: str = ""
) -> Meeting:
    """Change when and where, until it begins; number and address stay. Raises Refused, Invalid, Conflict."""
    changed = only(values, AMENDABLE)
    with transaction.atomic():
        current = records.locked(meeting)
        ensure(rules.may_amend_meeting(actor, current))
        for name, value in changed.items():
            setattr(current, name, value)
        ensure_valid(checks.times(current))
        return records.amend(actor=actor, record=meeting, values=changed, version=version, reason=reason)


def convene_meeting(*, actor: Actor, meeting: Meeting, version: int | None = None) -> Meeting:
    """Call the members, with the notice that the body's rules of the day ask for.

    Raises Refused; Invalid for a notice that is too short without a reason of urgency; Conflict.
    """
    moment = clock.now()
    with transaction.atomic():
        current = records.locked(meeting)
        ensure(rules.may_move(actor, current, MeetingState.CONVENED))
        ensure_valid(checks.notice(current, queries.rules_on(actor, current.body, current.day), moment))
        values = {"convened_at": moment, "sequence": current.sequence + 1}
        return _moved(actor, meeting, MeetingState.CONVENED, "convene", version, values)


def open_meeting(*, actor: Actor, meeting: Meeting, version: int | None = None) -> Meeting:
    """Begin. Raises Refused, Conflict."""
    return _move(actor, meeting, MeetingState.OPEN, "open", version, {"opened_at": clock.now()})


def close_meeting(*, actor: Actor, meeting: Meeting, version: int | None = None) -> Meeting:
    """End. Raises Refused, Conflict."""
    return _move(actor, meeting, MeetingState.CLOSED, "close", version, {"closed_at": clock.now()})


def _move(
    actor: Actor,
    meeting: Meeting,
    after: MeetingState,
    verb: str,
    version: int | None,
    values: Mapping[str, Any],
) -> Meeting:
    with transaction.atomic():
        ensure(rules.may_move(actor, records.locked(meeting), after))
        return _moved(actor, meeting, after, verb, version, values)


def _moved(
    actor: Actor,
    meeting: Meeting,
    after: MeetingState,
    verb: str,
    version: int | None,
    values: Mapping[str, Any],
) -> Meeting:
    told = {"state": after, **values}
    return records.amend(actor=actor, record=meeting, values=told, version=version, verb=verb)
