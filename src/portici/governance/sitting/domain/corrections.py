"""The desk for hours of attendance that were written down late or wrong. No verdict is touched by it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from portici.journal.domain import FieldChange
from portici.kernel import clock
from portici.kernel.actor import Actor
from portici.kernel.findings import ensure, ensure_valid
from portici.records import domain as records

from ...models import Attendance, Meeting, Motion
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
        counted = _counted(meeting)
        row.came_at, row.left_at = came, left
        row.save(update_fields=["came_at", "left_at"])
        field = "came_at" if hours[0] != came else "left_at"
        ensure_valid([checks.as_counted(motion, field) for motion in _changed(meeting, counted)])
        records.note(
            actor=actor,
            record=meeting,
            verb="correct-attendance",
            changes={"attendance": FieldChange(before, _told(row))},
            reason=reason.strip(),
            version=version,
        )
    return row


def _kept(before: datetime | None, given: datetime) -> datetime:
    same = before is not None and before.replace(second=0, microsecond=0) == given.replace(
        second=0, microsecond=0
    )
    return before if same and before is not None else given


def _changed(meeting: Meeting, counted: Counted) -> list[Motion]:
    """The votes at which others are there than before."""
    after = _counted(meeting)
    moved = [key for key, room in counted.items() if after[key] != room]
    return list(Motion.objects.filter(pk__in=moved).select_related("item"))


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
