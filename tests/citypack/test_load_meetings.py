"""Guidelines and meetings of a pack: held at the desks on their days, counted from the day of loading; a second time nothing changes."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from portici.citypack.domain import load_pack
from portici.citypack.faults import Faulty
from portici.governance.models import (
    AgendaItem,
    Attendance,
    Decision,
    FollowUp,
    Guideline,
    Meeting,
    Minutes,
    Motion,
    Recusal,
)
from portici.journal.models import Entry
from portici.kernel import clock
from tests import makers
from tests.citypack import packs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]

HELD = """
[[body]]
code = "table"
name = "Tavolo"
[[body.member]]
organisation = "comune"
[[body.member]]
organisation = "coop"

[[rulebook]]
body = "table"
quorum = "1/2"
source = "Regolamento"
[[rulebook.majority]]
matter = "ordinary"
majority = "simple"

[[guideline]]
body = "table"
code = "1"
title = "Spazi"
[[guideline]]
body = "table"
code = "1.1"
title = "Spazi aperti"

[[meeting]]
key = "held"
body = "table"
days = -20
at = "10:00"
convened_days_before = 7
chair = "comune"
minutes = "proposed"
[[meeting.item]]
title = "Opening"
minutes_planned = 30
minuted = "Short."
recused = ["coop"]
recused_because = "It runs the place"
[[meeting.item.vote]]
text = "It opens."
[[meeting.item.decision]]
title = "It opens"
adopts_plan = true
guidelines = ["table/1.1"]
[[meeting.item.decision.follow_up]]
what = "Find the keys"
owner = "coop"
days = 10
said = "under_way"
[[meeting.item]]
title = "Put off"
carried_over = true

[[meeting]]
key = "next"
body = "table"
days = 9
at = "15:30"
convened_days_before = 9
[[meeting.item]]
title = "Secret thing"
confidential_because = "Negotiation"
"""


def test_a_meeting_is_held_as_told_and_one_to_come_is_called(tmp_path: Path) -> None:
    folder = packs.write(tmp_path, bodies_toml=HELD)
    load_pack(actor=makers.SYSTEM, folder=folder)
    held, following = Meeting.objects.order_by("starts_at")
    assert (held.day, held.state, held.chair and held.chair.organisation.name) == (
        date(2026, 2, 10), "closed", "Comune di Prova",
    )  # fmt: skip
    assert (following.day, following.state) == (date(2026, 3, 11), "convened")
    assert Attendance.objects.filter(meeting=held, came_at=held.starts_at).count() == 2
    motion = Motion.objects.get()
    assert (motion.outcome, motion.verdict["for"][1], Recusal.objects.get().reason) == (
        "adopted", 1, "It runs the place",
    )  # fmt: skip
    decision = Decision.objects.get()
    assert (decision.title, decision.decided_on, decision.publication) == (
        "It opens", date(2026, 2, 10), "published",
    )  # fmt: skip
    assert [line.code for line in decision.guidelines.all()] == ["1.1"]
    assert set(Guideline.objects.values_list("adopted_by__title", flat=True)) == {"It opens"}
    step = FollowUp.objects.get()
    assert (step.due_on, step.owner and step.owner.name, step.statements.get().state) == (
        date(2026, 2, 20), "Cooperativa Prova", "under_way",
    )  # fmt: skip
    assert Minutes.objects.get().state == "proposed"
    items = AgendaItem.objects.order_by("pk").values_list("title", "state", "publication")
    assert sorted(items) == [
        ("Opening", "treated", "published"),
        ("Put off", "carried_over", "published"),
        ("Put off", "pending", "draft"),
        ("Secret thing", "pending", "draft"),
    ]
    entries = Entry.objects.count()
    again = load_pack(actor=makers.SYSTEM, folder=folder)
    assert (again.total("added", "amended"), Meeting.objects.count()) == (0, 2)
    assert Entry.objects.count() <= entries + 1


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("days = -20", 'days = "soon"', "A whole number of days"),
        ('at = "10:00"', 'at = "ten"', "An hour of the day"),
        ('guidelines = ["table/1.1"]', 'guidelines = ["table/9"]', "guideline"),
        ('owner = "coop"', 'owner = "nobody"', "organisation"),
        ("days = -20", "", "from the day of loading"),
        ("days = -20", "days = -20\non = 2026-02-10", "from the day of loading"),
        ('recused = ["coop"]', 'recused = ["third"]', "with a seat in the body"),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_nothing_is_loaded(
    tmp_path: Path, english: None, before: str, after: str, said: str
) -> None:
    third = f"{packs.NETWORK}third,Terza,third_sector,,Statuto\n"
    folder = packs.write(tmp_path, bodies_toml=HELD.replace(before, after, 1), organisations_csv=third)
    with pytest.raises(Faulty) as caught:
        load_pack(actor=makers.SYSTEM, folder=folder)
    assert [said in str(fault) for fault in caught.value.faults] == [True]
    assert not Meeting.objects.exists()


YEAR = """
[[body]]
code = "table"
name = "Tavolo"
[[body.member]]
organisation = "comune"
[[body.member]]
organisation = "coop"

[[rulebook]]
body = "table"
quorum = "1/2"
written_days = 1
source = "Regolamento"
[[rulebook.majority]]
matter = "ordinary"
majority = "simple"

[[guideline]]
body = "table"
code = "1"
title = "Spazi"
days = -200
[[guideline]]
body = "table"
code = "1.1"
title = "Spazi aperti"
days = -200

[[meeting]]
key = "next"
body = "table"
days = 11
at = "10:00"
convened_days_before = 11
[[meeting.item]]
title = "Next"

[[meeting]]
key = "late"
body = "table"
days = -30
at = "10:00"
convened_days_before = 7
[[meeting.item]]
title = "Late"
[[meeting.item.vote]]
text = "Late."
[[meeting.item.decision]]
title = "Late"

[[meeting]]
key = "dated"
body = "table"
on = 2026-11-12
at = "10:00"
convened_days_before = 7
[[meeting.item]]
title = "Dated"
[[meeting.item.vote]]
text = "Dated."
[[meeting.item.decision]]
title = "Dated"
grounds = "What was found."
on_needs = ["n"]

[[meeting]]
key = "early"
body = "table"
days = -200
at = "10:00"
hours = 48
convened_days_before = 7
manner = "written"
absent = ["coop"]
minutes = "draft"
[[meeting.item]]
title = "Early"
[[meeting.item.vote]]
text = "Early."
[[meeting.item.decision]]
title = "Early"
adopts_plan = true
guidelines = ["table/1"]

[[need]]
key = "n"
area = "quartieri/1"
theme = "youth"
title = "Bisogno"
said_by = "Assemblea"
recorded_on = 2026-01-10
"""


@pytest.mark.parametrize(
    ("today", "meetings", "decisions", "plan"),
    [
        (
            date(2026, 12, 31),
            ["table-2026-m1 2026-06-12", "table-2026-m2 2026-11-12", "table-2026-m3 2026-12-01", "table-2027-m1 2027-01-11"],
            ["table-2026-1 Early", "table-2026-2 Dated", "table-2026-3 Late"],
            2026,
        ),
        (
            date(2027, 1, 1),
            ["table-2026-m1 2026-06-15", "table-2026-m2 2026-11-12", "table-2026-m3 2026-12-02", "table-2027-m1 2027-01-12"],
            ["table-2026-1 Early", "table-2026-2 Dated", "table-2026-3 Late"],
            2026,
        ),
        (
            date(2028, 2, 29),
            ["table-2026-m1 2026-11-12", "table-2027-m1 2027-08-13", "table-2028-m1 2028-01-28", "table-2028-m2 2028-03-13"],
            ["table-2026-1 Dated", "table-2027-1 Early", "table-2028-1 Late"],
            2027,
        ),
    ],
)  # fmt: skip
def test_numbers_follow_days_whenever_it_is_loaded(
    tmp_path: Path, today: date, meetings: list[str], decisions: list[str], plan: int
) -> None:
    """Whatever order the pack tells them in; no weekend, and a plan of the year of the meeting that adopts it."""
    with clock.suspended(datetime(today.year, today.month, today.day, 8, 0, tzinfo=UTC)):
        load_pack(actor=makers.SYSTEM, folder=packs.write(tmp_path, bodies_toml=YEAR))
    rows = Meeting.objects.order_by("starts_at")
    assert [f"{one.address} {one.day}" for one in rows] == meetings
    assert [one.state for one in rows] == ["closed", "closed", "closed", "convened"]
    made = Decision.objects.order_by("decided_on")
    assert [f"{one.address} {one.title}" for one in made] == decisions
    assert set(Guideline.objects.values_list("year", "adopted_by__title")) == {(plan, "Early")}
    dated = made.get(title="Dated")
    assert (dated.grounds.endswith("\n\nWhat was found."), dated.exhibits.get().label) == (True, "Bisogno")
    vote = Motion.objects.get(item__title="Early")
    assert (vote.outcome, vote.verdict["for"][1], vote.closed_at == vote.item.meeting.ends_at) == (
        "adopted", 1, True,
    )  # fmt: skip
