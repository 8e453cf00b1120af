"""What the readings of decisions give, and what they keep to themselves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import chain, makers
from tests.makers import VISITOR, Role

from portici.deadlines.registry import watch
from portici.governance import domain, queries
from portici.programme import domain as programme
from portici.programme.models import ActivityState
from portici.records import domain as records

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


def test_drafts_and_decisions_of_a_draft_body_are_hidden() -> None:
    body, secret = chain.body(), chain.body(published=False)
    visible = chain.decision(body)
    draft, withheld = chain.decision(body, published=False), chain.decision(secret)
    member = makers.actor(Role.BOARD_MEMBER, secret)
    assert list(queries.decisions(VISITOR)) == [visible]
    assert set(queries.decisions(member)) == {visible, withheld}
    assert set(queries.decisions(makers.actor(Role.AUDITOR))) == {visible, draft, withheld}
    assert queries.decision_by_address(VISITOR, withheld.address) is None
    assert queries.decision_by_address(VISITOR, draft.address) is None
    assert list(queries.decisions_of_body(VISITOR, body)) == [visible]


def test_a_board_member_sees_the_drafts_of_the_own_body() -> None:
    body = chain.body()
    draft = chain.decision(body, published=False)
    other = chain.decision(chain.body(), published=False)
    assert list(queries.decisions(makers.actor(Role.BOARD_MEMBER, body))) == [draft]
    assert other.publication == "draft"


def test_a_decision_brings_only_visible_activities() -> None:
    shown, secret = chain.activity(title="Shown"), chain.activity(title="Secret", published=False)
    made = chain.decision(chain.body(), activities=[shown, secret])
    (seen,) = queries.decisions(VISITOR)
    assert list(seen.activities.all()) == [shown]
    assert queries.what_became_of(VISITOR, made).activities == [shown]
    assert len(queries.what_became_of(makers.coordinator(), made).activities) == 2


def test_what_became_of_it_is_counted_from_its_rows() -> None:
    done, off = chain.activity(), chain.activity()
    made = chain.decision(chain.body(), activities=[done, off])
    for activity, states in (
        (done, (ActivityState.RUNNING, ActivityState.DONE)),
        (off, (ActivityState.CANCELLED,)),
    ):
        for state in states:
            programme.move_activity(actor=makers.coordinator(), activity=activity, state=state, reason="R")
    outcome = queries.what_became_of(VISITOR, made)
    assert {state: count for state, count in outcome.by_state.items() if count} == {
        ActivityState.DONE: 1, ActivityState.CANCELLED: 1,
    }  # fmt: skip


def test_on_an_area_through_activities_designations_needs_and_the_area_itself() -> None:
    city = makers.area(layer_code="comuni")
    quarter, elsewhere = makers.area(parent=city), makers.area(layer_code="comuni")
    body = chain.body()
    through = {
        chain.decision(body, activities=[chain.activity(areas=[quarter])]),
        chain.decision(body, exhibits=[chain.designation(quarter)]),
        chain.decision(body, exhibits=[chain.need(city)]),
        chain.decision(body, exhibits=[city]),
    }
    chain.decision(body, activities=[chain.activity(areas=[elsewhere])], exhibits=[chain.need(elsewhere)])
    assert set(queries.decisions_on_area(VISITOR, city)) == through


def test_on_an_area_nothing_hidden_tells() -> None:
    city = makers.area(layer_code="comuni")
    secret = makers.area(parent=city, published=False)
    body = chain.body()
    chain.decision(body, activities=[chain.activity(areas=[city], published=False)])
    chain.decision(body, activities=[chain.activity(areas=[secret])])
    chain.decision(body, exhibits=[chain.need(city, published=False)])
    chain.decision(body, exhibits=[chain.designation(city, published=False)])
    chain.decision(body, exhibits=[secret])
    chain.decision(body, exhibits=[city], published=False)
    assert list(queries.decisions_on_area(VISITOR, city)) == []
    assert queries.decisions_on_area(makers.coordinator(), city).count() == 6


def test_of_an_activity_and_on_a_record() -> None:
    activity, other = chain.activity(), chain.activity()
    need = chain.need(makers.area())
    made = chain.decision(chain.body(), activities=[activity], exhibits=[need])
    chain.decision(made.body, activities=[activity, other], exhibits=[need], published=False)
    assert list(queries.decisions_of_activity(VISITOR, activity)) == [made]
    assert list(queries.decisions_of_activity(VISITOR, other)) == []
    assert list(queries.decisions_on(VISITOR, need)) == [made]


def test_of_an_organisation_as_member_on_the_day_or_responsible() -> None:
    union = makers.organisation()
    board, table = chain.body(), chain.body()
    domain.add_member(
        actor=makers.coordinator(),
        body=board,
        organisation=union,
        since=date(2025, 1, 1),
        until=date(2025, 12, 31),
    )
    sat = chain.decision(board, decided_on=date(2025, 6, 1))
    chain.decision(board, decided_on=date(2026, 1, 1))
    led = chain.decision(table, activities=[chain.activity(responsible=union)])
    chain.decision(table, activities=[chain.activity(responsible=union, published=False)])
    assert set(queries.decisions_of_organisation(VISITOR, union)) == {sat, led}


def test_without_activity_and_its_watch() -> None:
    body = chain.body()
    idle = chain.decision(body, decided_on=date(2026, 1, 1))
    chain.decision(body, activities=[chain.activity()])
    void = chain.decision(body)
    records.withdraw(actor=makers.coordinator(), record=void, reason="Void")
    found = watch("decisions-idle")
    (due,) = found.first(makers.coordinator(), 10)
    assert (due.record, due.on, found.count(makers.coordinator())) == (idle, date(2026, 1, 1), 1)
    drafts = watch("governance-drafts")
    assert drafts.count(makers.coordinator()) == 0
    chain.decision(body, published=False)
    assert (drafts.count(makers.coordinator()), drafts.count(VISITOR)) == (1, 0)


READINGS: dict[str, Callable[[Any, Any, Any], Any]] = {
    "decisions": lambda actor, _area, _union: queries.decisions(actor),
    "on area": lambda actor, area, _union: queries.decisions_on_area(actor, area),
    "of organisation": lambda actor, _area, union: queries.decisions_of_organisation(actor, union),
    "watch": lambda actor, _area, _union: [
        due.record for due in watch("decisions-idle").first(actor, watch("decisions-idle").count(actor))
    ],
}


@pytest.mark.parametrize("name", READINGS)
@pytest.mark.parametrize("role", [None, Role.COORDINATOR])
def test_queries_do_not_grow_with_the_rows(
    name: str, role: Role | None, django_assert_num_queries: Any
) -> None:
    actor = makers.actor(role) if role else VISITOR
    area, union, body = makers.area(), makers.organisation(), chain.body()

    def grow(times: int) -> None:
        for _time in range(times):
            activities = [] if name == "watch" else [chain.activity(responsible=union, areas=[area])]
            chain.decision(body, activities=activities)

    def shown() -> int:
        rows = READINGS[name](actor, area, union)
        return len([(row.body.name, list(row.activities.all())) for row in rows])

    grow(1)
    with CaptureQueriesContext(connection) as few:
        assert shown() == 1
    grow(14)
    with django_assert_num_queries(len(few)):
        assert shown() == 15


def test_exhibits_of_one_kind_are_read_together(django_assert_num_queries: Any) -> None:
    area = makers.area()
    made = chain.decision(chain.body(), exhibits=[chain.need(area) for _time in range(10)])
    with django_assert_num_queries(2):
        assert len(queries.ground_states(makers.coordinator(), made)) == 10
