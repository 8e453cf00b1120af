"""Hours of attendance that were written down late: corrected until the minutes are laid before the body, and no vote is touched."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests import makers, sittings
from tests.conftest import NOW
from tests.meetings import SECRETARY

from portici.governance.meetings import domain as meetings
from portici.governance.models import Attendance, Meeting, Minutes, Proxy
from portici.governance.papers import blocks, queries
from portici.governance.papers import domain as papers
from portici.governance.sitting import domain
from portici.journal.models import ChangeValue, Entry
from portici.kernel import clock
from portici.kernel.actor import Role
from portici.kernel.findings import Conflict, Invalid, Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
WHY = "Written down late"


def after(minutes: float) -> Any:
    return NOW + timedelta(minutes=minutes)


def held(*, secret: bool = False) -> sittings.Sitting:
    """Three seats come at the beginning; one text is voted from 10 to 20 minutes; b leaves after 30, comes back at 40; it ends at 60."""
    sitting = sittings.hold("abc", rules={"most_proxies": 1})
    sitting.come("a", "b", "c")
    with clock.suspended(after(10)):
        motion = sitting.put(is_secret=secret)
        sitting.vote(motion, "a", "for")
    with clock.suspended(after(20)):
        sitting.close(motion)
    with clock.suspended(after(30)):
        sitting.leave("b")
    with clock.suspended(after(40)):
        sitting.come("b")
    with clock.suspended(after(60)):
        meetings.close_meeting(actor=SECRETARY, meeting=sitting.meeting)
    return sitting


def correct(
    sitting: sittings.Sitting, name: str, came: float, left: float | None, **values: Any
) -> Attendance:
    """The first row of the seat, unless another is named."""
    rows = Attendance.objects.filter(member=sitting.seats[name]).order_by("came_at")
    row = rows[values.pop("number", 0)]
    hours = {"came_at": after(came), "left_at": None if left is None else after(left)}
    with clock.suspended(after(70)):
        return domain.correct_attendance(
            **{"actor": SECRETARY, "attendance": row, "reason": WHY, **hours, **values}
        )


@pytest.mark.parametrize(
    ("secret", "name", "came", "left", "wrong"),
    [
        (False, "a", 0, 25, None),
        (False, "a", 15, None, None),  # late, and there when the vote ended
        (False, "a", 20, 21, None),
        (False, "a", 21, None, "sitting.counted"),
        (False, "a", 0, 20, "sitting.counted"),
        (True, "a", 0, 15, None),  # a secret ballot is of those who were there when it was opened
        (True, "a", 15, None, "sitting.counted"),
        (True, "a", 0, 5, "sitting.counted"),
        (False, "b", 0, 38, None),
        (False, "b", 0, 41, "sitting.time"),  # it had come back already
        (False, "b", 0, None, "sitting.time"),
        (False, "a", 30, 29, "sitting.time"),
        (False, "a", 0, 61, "sitting.time"),
        (False, "a", 65, None, "sitting.time"),
        (False, "a", -24 * 60, None, "sitting.time"),
    ],
)
def test_which_hours_are_taken(
    secret: bool, name: str, came: float, left: float | None, wrong: str | None
) -> None:
    sitting = held(secret=secret)
    frozen = sitting.item.motions.get()
    before = list(Attendance.objects.values_list("came_at", "left_at"))
    if wrong is None:
        row = correct(sitting, name, came, left)
        assert (row.came_at, row.left_at) == (after(came), after(left) if left is not None else None)
    else:
        with pytest.raises(Invalid) as answer:
            correct(sitting, name, came, left)
        assert [found.code for found in answer.value.findings] == [wrong]
        assert list(Attendance.objects.values_list("came_at", "left_at")) == before
        if wrong == "sitting.counted":
            assert f"“{sitting.item.title}”, text 1" in str(answer.value.findings[0].accepted)
    motion = sitting.item.motions.get()
    assert (motion.verdict, motion.outcome, motion.closed_at) == (
        frozen.verdict, frozen.outcome, frozen.closed_at,
    )  # fmt: skip
    assert Entry.objects.filter(verb="correct-attendance").count() == (wrong is None)


def test_who_goes_does_not_bring_a_proxy_into_a_vote_that_is_over() -> None:
    sitting = held()
    Proxy.objects.create(meeting=sitting.meeting, giver=sitting.seats["a"], carrier=sitting.seats["c"])
    with pytest.raises(Invalid):  # by another's hands it would still be counted, and was there itself
        correct(sitting, "a", 30, None)


def test_what_is_kept_of_it_and_the_minutes_follow() -> None:
    sitting = held()
    minutes = Minutes.objects.get()
    version = Meeting.objects.get().version
    with pytest.raises(Invalid, match="A text"):
        correct(sitting, "a", 0, 50, reason=" ")
    with pytest.raises(Conflict):
        correct(sitting, "a", 0, 50, version=version - 1)
    correct(sitting, "a", 0, 50, version=version)
    correct(sitting, "a", 0.5, 50.4)  # the same minutes: nothing to correct
    entry = Entry.objects.get(verb="correct-attendance")
    change = ChangeValue.objects.get(change__entry=entry)
    assert (entry.kind, entry.reason, entry.actor_uid) == ("meeting", WHY, SECRETARY.uid)
    assert (change.before, change.after) == ("a (holder) 10:00:00–", "a (holder) 10:00:00–10:50:00")
    assert "10:00 | 10:50" in blocks.as_text(queries.minutes_text(SECRETARY, minutes))


def test_who_corrects_and_until_when() -> None:
    sitting = held()
    for actor in (sitting.actor("a"), makers.actor(Role.AUDITOR), makers.actor(Role.FINANCE_OFFICER)):
        with pytest.raises(Refused):
            correct(sitting, "a", 0, 50, actor=actor)
    minutes = Minutes.objects.get()
    papers.propose_minutes(actor=SECRETARY, minutes=minutes)
    with pytest.raises(Refused, match="make them a draft again first"):
        correct(sitting, "a", 0, 50)
    Minutes.objects.update(state="approved")
    with pytest.raises(Refused, match="put right by a later decision"):
        correct(sitting, "a", 0, 50)
    other = sittings.hold("d")
    other.come("d")
    motion = other.put()
    row = Attendance.objects.get(member=other.seats["d"])
    asked = {"actor": SECRETARY, "attendance": row, "came_at": after(-5), "left_at": None, "reason": WHY}
    with pytest.raises(Refused, match="A vote is open"):
        domain.correct_attendance(**asked)
    other.close(motion)
    assert domain.correct_attendance(**asked).came_at == after(-5)
