"""Attendance written down late, wrong or not at all: put right until the minutes are laid before the body, and no vote is touched."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests import makers, sittings
from tests.conftest import NOW
from tests.meetings import SECRETARY

from portici.governance import domain as governance
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


def held(seats: str = "abc", *, secret: bool = False) -> sittings.Sitting:
    """Three seats, of more where `seats` has them, come at the beginning.

    One text is voted from 10 to 20 minutes; b leaves after 30, comes back at 40; it ends at 60.
    """
    sitting = sittings.hold(seats, rules={"most_proxies": 1})
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


def record(
    sitting: sittings.Sitting, name: str, came: float, left: float | None, **values: Any
) -> Attendance:
    hours = {"came_at": after(came), "left_at": None if left is None else after(left)}
    asked = {"actor": SECRETARY, "meeting": sitting.meeting, "member": sitting.seats[name], "reason": WHY}
    with clock.suspended(after(70)):
        return domain.record_attendance(**asked | hours | values)


@pytest.mark.parametrize(
    ("name", "came", "left", "wrong"),
    [
        ("d", 25, None, None),
        ("d", 0, 15, None),  # gone when the roll call ended
        ("d", 0, None, "sitting.counted"),
        ("b", 32, 38, None),
        ("b", 32, 41, "sitting.time"),  # it sat there itself already
        ("d", 30, 30, "sitting.time"),
        ("d", 30, 61, "sitting.time"),
        ("d", -24 * 60, -23 * 60, "sitting.time"),
    ],
)
def test_who_was_there_and_nobody_wrote_down(
    name: str, came: float, left: float | None, wrong: str | None
) -> None:
    sitting = held("abcd")
    rows = Attendance.objects.count()
    motion = sitting.item.motions.get()
    if wrong is None:
        record(sitting, name, came, left)
    else:
        with pytest.raises(Invalid) as answer:
            record(sitting, name, came, left)
        assert [found.code for found in answer.value.findings] == [wrong]
    assert Attendance.objects.count() == rows + (wrong is None)
    assert Entry.objects.filter(verb="correct-attendance").count() == (wrong is None)
    assert sitting.item.motions.get().verdict == motion.verdict


def test_of_who_is_written_down_later_the_seat_and_the_mandate_are_asked() -> None:
    sitting = held("abcd")
    elsewhere = sittings.hold("z")
    with pytest.raises(Invalid, match="seats of that day"):
        record(sitting, "d", 25, None, member=elsewhere.seats["z"])
    sent = governance.appoint_delegate(actor=SECRETARY, member=sitting.seats["d"], person_name="Rita Prova")
    with pytest.raises(Invalid, match="Who may sit"):
        record(sitting, "a", 25, None, delegate=sent)
    row = record(sitting, "d", 25, None, delegate=sent, is_remote=True)
    assert (row.manner, row.is_remote) == ("delegate", True)
    with pytest.raises(Refused):
        record(sitting, "d", 25, None, actor=sitting.actor("a"))


def test_who_was_not_there_is_struck_out_unless_a_vote_counted_them() -> None:
    sitting = held("abcd")
    row = record(sitting, "d", 25, None)
    asked: dict[str, Any] = {"actor": SECRETARY, "reason": "Mistaken for another"}
    with clock.suspended(after(70)):
        with pytest.raises(Refused):
            domain.strike_attendance(**asked | {"attendance": row, "actor": sitting.actor("a")})
        with pytest.raises(Invalid, match="A text"):
            domain.strike_attendance(**asked | {"attendance": row, "reason": " "})
        with pytest.raises(Conflict):
            domain.strike_attendance(**asked, attendance=row, version=1)
        counted = Attendance.objects.get(member=sitting.seats["a"])
        with pytest.raises(Invalid) as answer:
            domain.strike_attendance(**asked, attendance=counted)
        assert [found.code for found in answer.value.findings] == ["sitting.counted"]
        domain.strike_attendance(**asked, attendance=row)
        domain.strike_attendance(**asked, attendance=row)
    assert not Attendance.objects.filter(member=sitting.seats["d"]).exists()
    told = ChangeValue.objects.filter(change__entry__verb="correct-attendance").order_by("pk")
    assert [(one.before, one.after) for one in told] == [
        ("", "d (holder) 10:25:00–"),
        ("d (holder) 10:25:00–", ""),
    ]
