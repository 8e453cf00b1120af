"""Desks for attendance that was written down late, wrong or not at all. No verdict is touched by them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction

from portici.journal.domain import FieldChange
from portici.kernel import clock
from portici.kernel.actor import Actor
from portici.kernel.findings import ensure, ensure_valid
from portici.records import domain as records

from ...models import Attendance, Delegate, Meeting, Member, Motion, SitsAs
from .. import checks, rules
from ..room import assembly_of, room_of_vote
from .told import name_of

#: Who attends by which right at each vote that has a verdict.
Counted = dict[int, tuple[frozenset[str], dict[str, str]]]


def correct_attendance(
    *,
    actor: Actor,
    attendance: Attendance,
    came_at: datetime,
    left_at: datetime | None,
    reason: str,
    version: int | None = None,
) -> Attendance:
    """When somebody came and left (None: stayed to the end), with the reason of the correction; `version` is the meeting's.

    An hour within the minute that was written down leaves it as it is: papers know no seconds. Raises Refused; Invalid without a
    reason, for hours that cannot be, and for hours by which others would have been there at a vote whose result was announced; Conflict.
    """
    with transaction.atomic():
        meeting = records.locked(attendance.meeting)
        ensure(rules.may_correct_attendance(actor, meeting))
        rows = Attendance.objects.select_related("member__organisation", "delegate")
        row = rows.get(pk=attendance.pk)
        row.meeting = meeting
        before, hours = _told(row), (row.came_at, row.left_at)
        came = _kept(row.came_at, came_at)
        left = _kept(row.left_at, left_at) if left_at is not None else None
        ensure_valid([*checks.said("reason", reason), *checks.times(row, came, left)])
        if hours == (came, left):
            return row
        with _as_counted(meeting, "came_at" if hours[0] != came else "left_at"):
            row.came_at, row.left_at = came, left
            row.save(update_fields=["came_at", "left_at"])
        _note(actor, meeting, (before, _told(row)), reason, version)
    return row


def record_attendance(
    *,
    actor: Actor,
    meeting: Meeting,
    member: Member,
    came_at: datetime,
    left_at: datetime | None,
    reason: str,
    delegate: Delegate | None = None,
    is_remote: bool = False,
    version: int | None = None,
) -> Attendance:
    """That somebody sat in the seat, whom nobody had written down, with the reason; `version` is the meeting's.

    Raises Refused; Invalid without a reason, for a seat or a person that may not sit on the day, for hours that cannot be, and for
    hours by which others would have been there at a vote whose result was announced; Conflict.
    """
    with transaction.atomic():
        meeting = records.locked(meeting)
        ensure(rules.may_correct_attendance(actor, meeting))
        ensure_valid([*checks.of_the_body(meeting, member), *checks.may_sit(meeting, member, delegate)])
        row = Attendance(
            meeting=meeting,
            member=member,
            delegate=delegate,
            manner=delegate.manner if delegate else SitsAs.HOLDER,
            is_remote=is_remote,
            came_at=meeting.opened_at or meeting.starts_at,
        )
        ensure_valid([*checks.said("reason", reason), *checks.times(row, came_at, left_at)])
        with _as_counted(meeting, "came_at"):
            row.came_at, row.left_at = came_at, left_at
            row.save()
        _note(actor, meeting, ("", _told(row)), reason, version)
    return row


def strike_attendance(
    *, actor: Actor, attendance: Attendance, reason: str, version: int | None = None
) -> None:
    """That nobody sat there, whom somebody had written down, with the reason; one that is gone is done. `version` is the meeting's.

    Raises Refused; Invalid without a reason, and for who was counted as present at a vote; Conflict.
    """
    with transaction.atomic():
        meeting = records.locked(attendance.meeting)
        ensure(rules.may_correct_attendance(actor, meeting))
        ensure_valid(checks.said("reason", reason))
        row = Attendance.objects.filter(pk=attendance.pk).select_related("member__organisation").first()
        if row is None:
            return
        before = _told(row)
        with _as_counted(meeting, "reason"):
            row.delete()
        _note(actor, meeting, (before, ""), reason, version)


def _kept(before: datetime | None, given: datetime) -> datetime:
    same = before is not None and before.replace(second=0, microsecond=0) == given.replace(
        second=0, microsecond=0
    )
    return before if same and before is not None else given


@contextmanager
def _as_counted(meeting: Meeting, field: str) -> Iterator[None]:
    """Around a change of who was there. Raises Invalid where others are there than before at a vote that has a verdict."""
    before = _counted(meeting)
    yield
    after = _counted(meeting)
    moved = [key for key, room in before.items() if after[key] != room]
    motions = Motion.objects.filter(pk__in=moved).select_related("item")
    ensure_valid([checks.as_counted(motion, field) for motion in motions])


def _note(actor: Actor, meeting: Meeting, told: tuple[str, str], reason: str, version: int | None) -> None:
    records.note(
        actor=actor,
        record=meeting,
        verb="correct-attendance",
        changes={"attendance": FieldChange(*told)},
        reason=reason.strip(),
        version=version,
    )


def _counted(meeting: Meeting) -> Counted:
    assembly, found = assembly_of(meeting), {}
    voted = Motion.objects.filter(item__meeting=meeting, closed_at__isnull=False).exclude(outcome="")
    for motion in voted.select_related("item"):
        # Without the roll of a secret ballot, whose seats count as there although they leave: hours that deny it are none.
        room = room_of_vote(assembly, motion, motion.closed_at or clock.now(), voted=(), roll=())
        found[motion.pk] = (room.attending, dict(room.proxies))
    return found


def _told(row: Attendance) -> str:
    hours = [
        f"{one.astimezone(clock.OFFICE_ZONE):%H:%M:%S}" if one else "" for one in (row.came_at, row.left_at)
    ]
    return f"{name_of(row.member)} ({row.manner}) {hours[0]}–{hours[1]}"
