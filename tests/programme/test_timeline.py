"""The timeline: everything it draws lies within the picture, whatever the dates."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import chain, makers
from tests.makers import VISITOR

from portici.programme import domain, queries
from portici.programme.models import ActivityState
from portici.programme.timeline import MOST_TICKS, STEPS, Stage, Task, draw

DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))
STATES = st.sampled_from([state.value for state in ActivityState])
TODAY = date(2026, 3, 2)


@st.composite
def tasks(build: Any) -> list[Task]:
    drawn = []
    for number in range(build(st.integers(0, 8))):
        start, end = build(st.none() | DAYS), build(st.none() | DAYS)
        if start and end and end < start:
            start, end = end, start
        stages = build(st.lists(st.builds(Stage, st.just("s"), DAYS, st.none() | DAYS), max_size=3))
        refs = build(st.lists(st.integers(0, 9).map(str), max_size=3, unique=True))
        drawn.append(Task(str(number), "T", start, end, build(STATES), tuple(stages), tuple(refs)))
    return drawn


@given(given_tasks=tasks(), today=DAYS)
def test_everything_lies_within_the_picture(given_tasks: list[Task], today: date) -> None:
    line = draw(given_tasks, today=today)
    fractions = [at for bar in line.bars for at in (bar.start, bar.end, *(mark.at for mark in bar.marks))]
    fractions += [at for link in line.links for at in (link.source_at, link.target_at)]
    fractions += [tick.at for tick in line.ticks] + ([] if line.today is None else [line.today])
    assert all(0 <= at <= 1 for at in fractions)
    assert all(bar.start < bar.end for bar in line.bars if bar.opens and bar.closes)
    assert all(bar.start <= bar.end for bar in line.bars)
    assert [bar.row for bar in line.bars] == list(range(line.rows))
    assert line.rows + len(line.undated) == len(given_tasks)
    assert all(before.at < after.at for before, after in pairwise(line.ticks))
    assert len(line.ticks) <= MOST_TICKS + 1
    assert {link.target for link in line.links} <= {bar.ref for bar in line.bars}


def test_lateness_today_and_undated() -> None:
    line = draw(
        [
            Task("late", "Late", date(2026, 1, 1), date(2026, 2, 28), "running"),
            Task("slow", "Slow", date(2026, 2, 20), date(2026, 4, 30), "planned"),
            Task("done", "Done", date(2026, 1, 1), date(2026, 1, 31), "done"),
            Task("open", "Open", date(2026, 3, 1), None, "running"),
            Task("never", "Never", None, None),
        ],
        today=TODAY,
    )
    assert [(bar.ref, bar.days_late, bar.is_late) for bar in line.bars] == [
        ("done", 0, False), ("late", 2, True), ("slow", 10, True), ("open", 0, False),
    ]  # fmt: skip
    assert [task.ref for task in line.undated] == ["never"]
    assert (line.first, line.last, line.today) == (date(2026, 1, 1), date(2026, 4, 30), 60 / 120)
    assert [(bar.end, bar.closes) for bar in line.bars][-1] == (1.0, False)


def test_today_outside_the_window_is_not_drawn() -> None:
    assert draw([Task("a", "A", date(2016, 1, 1), date(2016, 2, 1))], today=TODAY).today is None


def test_links_say_when_they_are_broken_and_leave_out_the_unknown() -> None:
    line = draw(
        [
            Task("a", "A", date(2026, 1, 1), date(2026, 1, 31)),
            Task("b", "B", date(2026, 2, 1), date(2026, 2, 28), depends_on=("a", "elsewhere")),
            Task("c", "C", date(2026, 1, 31), None, depends_on=("a",)),
        ],
        today=TODAY,
    )
    assert [(link.source, link.target, link.is_broken) for link in line.links] == [
        ("a", "c", True), ("a", "b", False),
    ]  # fmt: skip


def test_milestones_are_late_when_missed_or_reached_after_their_day() -> None:
    stages = (
        Stage("missed", date(2026, 2, 1)),
        Stage("after", date(2026, 2, 1), date(2026, 2, 2)),
        Stage("in time", date(2026, 2, 1), date(2026, 2, 1)),
        Stage("to come", date(2026, 3, 2)),
    )
    running, done = (
        draw([Task("a", "A", date(2026, 1, 1), None, state, stages)], today=TODAY).bars[0].marks
        for state in ("running", "done")
    )
    assert [mark.is_late for mark in running] == [True, True, False, False]
    assert [mark.is_late for mark in done] == [False, True, False, False]


@pytest.mark.parametrize("years", [1, 2, 5, 20, 110])
def test_ticks_stay_few(years: int) -> None:
    line = draw([Task("a", "A", date(1990, 1, 1), date(1989 + years, 12, 31))], today=TODAY)
    assert 0 < len(line.ticks) <= MOST_TICKS
    assert line.ticks[0].day.month == 1
    assert STEPS[-1] * MOST_TICKS >= 110 * 12


@pytest.mark.django_db
@pytest.mark.usefixtures("frozen")
def test_is_made_of_visible_activities() -> None:
    first = chain.activity(title="First", starts_on=date(2026, 1, 1), ends_on=date(2026, 1, 31))
    secret = chain.activity(title="Secret", starts_on=date(2020, 1, 1), published=False)
    last = chain.activity(title="Last", starts_on=date(2026, 2, 1), depends_on=[first, secret])
    domain.add_milestone(
        actor=makers.coordinator(), activity=last, title="Half way", due_on=date(2026, 2, 15)
    )
    line = queries.timeline_of(queries.activities(VISITOR))
    assert [(bar.ref, bar.label, [mark.title for mark in bar.marks]) for bar in line.bars] == [
        (first.uid, "First", []), (last.uid, "Last", ["Half way"]),
    ]  # fmt: skip
    assert [(link.source, link.target) for link in line.links] == [(first.uid, last.uid)]
    assert line.first == date(2026, 1, 1)
