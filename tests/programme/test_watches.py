"""What falls due in the programme, for whom."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import chain, makers
from tests.makers import VISITOR, Role

from portici.deadlines.registry import watch
from portici.programme import domain
from portici.programme.models import ActivityState
from portici.programme.watches import WATCHES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]

YESTERDAY, TODAY = date(2026, 3, 1), date(2026, 3, 2)


def told(name: str, actor: Any, limit: int = 10) -> list[tuple[str, date | None]]:
    found = watch(name)
    rows = found.first(actor, limit)
    assert found.count(actor) >= len(rows)
    return [(str(due.record), due.on) for due in rows]


def test_activities_past_their_end_with_work_still_to_come() -> None:
    chain.activity(title="Late", ends_on=YESTERDAY)
    chain.activity(title="Later", ends_on=date(2026, 1, 1))
    chain.activity(title="Today", ends_on=TODAY)
    done = chain.activity(title="Done", ends_on=YESTERDAY)
    for state in (ActivityState.RUNNING, ActivityState.DONE):
        domain.move_activity(actor=makers.coordinator(), activity=done, state=state)
    assert told("activities-late", makers.coordinator()) == [("Later", date(2026, 1, 1)), ("Late", YESTERDAY)]
    assert watch("activities-late").count(makers.coordinator()) == 2
    assert told("activities-late", makers.coordinator(), 1) == [("Later", date(2026, 1, 1))]


def test_a_scoped_role_sees_its_own() -> None:
    area, lead = makers.area(), makers.organisation()
    here = chain.activity(title="Here", areas=[area], ends_on=YESTERDAY)
    led = chain.activity(title="Led", responsible=lead, ends_on=YESTERDAY)
    chain.activity(title="Other", ends_on=YESTERDAY)
    for activity in (here, led):
        domain.add_milestone(
            actor=makers.coordinator(), activity=activity, title="M", due_on=date(2026, 2, 1)
        )
    officer, contact = makers.actor(Role.AREA_OFFICER, area), makers.actor(Role.PARTNER_CONTACT, lead)
    assert told("activities-late", officer) == [("Here", YESTERDAY)]
    assert told("activities-late", contact) == [("Led", YESTERDAY)]
    assert told("milestones-due", officer) == [("Here", date(2026, 2, 1))]
    assert told("activities-late", VISITOR) == []
    assert watch("milestones-due").count(VISITOR) == 0


def test_milestones_past_their_day_unless_reached_or_over() -> None:
    coordinator = makers.coordinator()
    activity, off = chain.activity(title="A"), chain.activity(title="B")
    due = domain.add_milestone(actor=coordinator, activity=activity, title="Due", due_on=YESTERDAY)
    domain.add_milestone(actor=coordinator, activity=activity, title="Today", due_on=TODAY)
    domain.add_milestone(actor=coordinator, activity=off, title="Off", due_on=YESTERDAY)
    domain.move_activity(actor=coordinator, activity=off, state=ActivityState.CANCELLED, reason="R")
    assert told("milestones-due", coordinator) == [("A", YESTERDAY)]
    domain.reach_milestone(actor=coordinator, milestone=due)
    assert told("milestones-due", coordinator) == []


def test_activities_that_should_have_started() -> None:
    chain.activity(title="Planned", starts_on=YESTERDAY, ends_on=TODAY)
    chain.activity(title="Past its end", starts_on=YESTERDAY, ends_on=YESTERDAY)
    chain.activity(title="Today", starts_on=TODAY)
    assert told("activities-unstarted", makers.coordinator()) == [("Planned", YESTERDAY)]


def test_sheets_older_than_180_days_of_projects_under_way() -> None:
    period = {"starts_on": date(2025, 1, 1), "ends_on": date(2026, 12, 31)}
    old, fresh, over = (chain.project(f"BO1.1.1.{letter}") for letter in "abc")
    chain.sheet(old, as_of=date(2025, 9, 2), **period)
    chain.sheet(fresh, as_of=date(2025, 1, 1), **period)
    chain.sheet(fresh, as_of=date(2025, 9, 3), published=False, **period)
    chain.sheet(over, as_of=date(2021, 1, 1), starts_on=date(2016, 1, 1), ends_on=date(2021, 3, 30))
    assert told("sheets-stale", makers.coordinator()) == [("BO1.1.1.a (02/09/2025)", date(2025, 9, 2))]
    assert watch("sheets-stale").count(makers.coordinator()) == 1


def test_sheets_with_errors_among_the_newest() -> None:
    wrong, corrected = chain.project("BO1.1.1.a"), chain.project("BO1.1.1.b")
    flaw = {"amount_committed": Decimal(1), "amount_paid": Decimal(2), "published": False}
    chain.sheet(wrong, **flaw)
    chain.sheet(corrected, as_of=date(2025, 1, 1), **flaw)
    chain.sheet(corrected)
    assert told("sheets-wrong", makers.coordinator()) == [("BO1.1.1.a (15/01/2026)", date(2026, 1, 15))]
    assert watch("sheets-wrong").count(VISITOR) == 0


def test_drafts_of_the_room() -> None:
    chain.activity(chain.project("BO1.1.1.a", title="P", published=False), "A", published=False)
    assert {record for record, _on in told("programme-drafts", makers.coordinator())} == {"BO1.1.1.a P", "A"}
    assert watch("programme-drafts").count(VISITOR) == 0


def test_queries_do_not_grow_with_the_rows(django_assert_num_queries: Any) -> None:
    lead = makers.organisation()
    actor = makers.actor(Role.PARTNER_CONTACT, lead)

    def grow(times: int) -> None:
        for _time in range(times):
            project = chain.project()
            chain.sheet(project, as_of=date(2025, 1, 1), starts_on=date(2025, 1, 1), cup="X", published=False)
            activity = chain.activity(
                project, starts_on=date(2026, 1, 1), ends_on=YESTERDAY, responsible=lead
            )
            domain.add_milestone(
                actor=makers.coordinator(), activity=activity, title="M", due_on=date(2026, 2, 1)
            )

    def ask() -> int:
        for found in WATCHES:
            found.count(actor), found.first(actor, 50)
            found.count(makers.coordinator()), found.first(makers.coordinator(), 50)
        return watch("activities-late").count(actor)

    grow(1)
    with CaptureQueriesContext(connection) as few:
        assert ask() == 1
    grow(19)
    with django_assert_num_queries(len(few)):
        assert ask() == 20
