"""Desks for when and where a body meets: a meeting, a series of them, and what is changed before they begin."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from portici.kernel import clock
from portici.kernel.actor import Actor
from portici.kernel.findings import Finding, ensure, ensure_valid
from portici.records import domain as records
from portici.records.links import only

from ... import queries
from ...models import Body, Meeting, MeetingManner, MeetingSeries, MeetingState, Member
from ...rules import may_write
from .. import checks, rules
from .telling import tell_members

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
#: What the calendar of who was convened shows: a change of it is told.
TOLD = frozenset({"title", "starts_at", "ends_at", "manner", "place", "remote_address"})


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

    Raises Refused; Invalid when it ends before it begins, and for a written procedure that the rules of the day do not have.
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
        ensure_valid([*checks.times(meeting), *checks.chair_of_body(meeting), *_in_writing(actor, meeting)])
        return records.add(actor=actor, record=meeting)


def plan_series(
    *,
    actor: Actor,
    body: Body,
    starts_at: datetime,
    every_months: int,
    times: int,
    ends_at: datetime | None = None,
    name: str = "",
    **values: Any,
) -> MeetingSeries:
    """`times` meetings (2 to 36) of the body, one every so many months, on the day and at the hour of the first.

    A month that lacks the day has it on its last one. `values` as `plan_meeting` takes them. Raises Refused, Invalid.
    """
    ensure(may_write(actor))
    ensure_valid(checks.how_many(times))
    with transaction.atomic():
        series = MeetingSeries(body=body, name=name.strip(), every_months=every_months)
        records.clean(series)
        series.save()
        for turn in range(times):
            months = turn * every_months
            plan_meeting(
                actor=actor,
                body=body,
                starts_at=months_after(starts_at, months),
                ends_at=months_after(ends_at, months) if ends_at else None,
                series=series,
                **values,
            )
    return series


def months_after(moment: datetime, months: int) -> datetime:
    """The same day and hour in Bologna so many months later; the last day of a month that is shorter."""
    local = moment.astimezone(clock.OFFICE_ZONE)
    years, month = divmod(local.month - 1 + months, 12)
    year, month = local.year + years, month + 1
    day = min(local.day, monthrange(year, month)[1])
    return local.replace(year=year, month=month, day=day)


def amend_meeting(
    *, actor: Actor, meeting: Meeting, values: Mapping[str, Any], version: int | None = None, reason: str = ""
) -> Meeting:
    """Change when and where, until it begins; number and address stay. Who was convened is told.

    Raises Refused; Invalid, also for a day that leaves a shorter notice than the rules ask for; Conflict.
    """
    changed = only(values, AMENDABLE)
    with transaction.atomic():
        current = records.locked(meeting)
        ensure(rules.may_amend_meeting(actor, current))
        day = current.day
        moved = any(getattr(current, name) != changed[name] for name in TOLD & changed.keys())
        for name, value in changed.items():
            setattr(current, name, value)
        findings = [*checks.times(current), *checks.chair_of_body(current), *_in_writing(actor, current)]
        convened = current.state == MeetingState.CONVENED
        if convened and current.day != day:
            findings += checks.notice(
                current, queries.rules_on(actor, current.body, current.day), clock.now()
            )
        ensure_valid(findings)
        if convened and moved:
            changed["sequence"] = current.sequence + 1
        records.amend(actor=actor, record=meeting, values=changed, version=version, reason=reason)
        if convened and moved:
            tell_members(meeting)
    return meeting


def _in_writing(actor: Actor, meeting: Meeting) -> list[Finding]:
    if meeting.manner != MeetingManner.WRITTEN:
        return []
    return checks.in_writing(meeting, queries.rules_on(actor, meeting.body, meeting.day))
