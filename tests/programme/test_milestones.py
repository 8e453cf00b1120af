"""Milestones and staff: what belongs to an activity raises its version and is told under it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests import chain, makers
from tests.makers import VISITOR, Role

from portici.journal.queries import entries_about
from portici.kernel.findings import Conflict, Invalid, Refused
from portici.programme import domain, queries
from portici.programme.models import Assignment, Milestone

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]

DUE = date(2026, 4, 1)


def milestone(activity: Any = None, **values: Any) -> Milestone:
    return domain.add_milestone(
        actor=makers.coordinator(),
        activity=activity or chain.activity(),
        **{"title": "Room", "due_on": DUE, **values},
    )


def test_add_amend_reach_remove_are_told() -> None:
    activity, coordinator = chain.activity(), makers.coordinator()
    made = milestone(activity, version=2)
    domain.amend_milestone(
        actor=coordinator, milestone=made, title="Room found", due_on=date(2026, 4, 2), version=3
    )
    domain.reach_milestone(actor=coordinator, milestone=made, version=4)
    assert (made.title, made.due_on, made.reached_on) == ("Room found", date(2026, 4, 2), date(2026, 3, 2))
    domain.remove_milestone(actor=coordinator, milestone=made, reason="Twice", version=5)
    assert not Milestone.objects.exists()
    told = [
        (entry.verb, [(change.value.before, change.value.after) for change in entry.changes.all()])
        for entry in entries_about(kind="activity", ref=activity.uid)
    ]
    assert told[:4] == [
        ("remove-milestone", [("2026-04-02 Room found ✓ 2026-03-02", "")]),
        ("reach-milestone", [("2026-04-02 Room found", "2026-04-02 Room found ✓ 2026-03-02")]),
        ("amend-milestone", [("2026-04-01 Room", "2026-04-02 Room found")]),
        ("add-milestone", [("", "2026-04-01 Room")]),
    ]


def test_stale_versions_bad_input_and_missing_reasons() -> None:
    activity, coordinator = chain.activity(), makers.coordinator()
    with pytest.raises(Conflict):
        milestone(activity, version=1)
    with pytest.raises(Invalid):
        milestone(activity, title="")
    assert not Milestone.objects.exists()
    made = milestone(activity)
    with pytest.raises(Invalid):
        domain.reach_milestone(actor=coordinator, milestone=made, reached_on=date(2026, 3, 3))
    with pytest.raises(Invalid):
        domain.remove_milestone(actor=coordinator, milestone=made, reason="")


def test_the_responsible_organisation_reaches_and_does_not_move_them() -> None:
    lead = makers.organisation()
    made = milestone(chain.activity(responsible=lead))
    contact = makers.actor(Role.PARTNER_CONTACT, lead)
    assert domain.reach_milestone(actor=contact, milestone=made).reached_on == date(2026, 3, 2)
    with pytest.raises(Refused):
        domain.amend_milestone(actor=contact, milestone=made, title="X", due_on=DUE)
    with pytest.raises(Refused):
        domain.reach_milestone(
            actor=makers.actor(Role.PARTNER_CONTACT, makers.organisation()), milestone=made
        )
    with pytest.raises(Refused):
        domain.remove_milestone(actor=contact, milestone=made, reason="R")


def assign(activity: Any, user: Any, **values: Any) -> Assignment:
    given = {"actor": makers.coordinator(), "organisation": makers.organisation("Nomisma"), **values}
    return domain.assign_staff(activity=activity, user=user, **given)


def test_staff_of_several_bodies_is_assigned_and_ended() -> None:
    activity = chain.activity()
    one, two = makers.user("Ada"), makers.user("Bruno")
    first = assign(activity, one, time_share=50, since=date(2026, 1, 1), version=2)
    assign(activity, two, organisation=makers.organisation("Comune"))
    domain.end_assignment(
        actor=makers.coordinator(), assignment=first, until=date(2026, 2, 1), reason="Moved"
    )
    again = assign(activity, one, since=date(2026, 2, 2))
    rows = queries.assignments_of(makers.coordinator(), activity)
    assert [(row.user.full_name, row.until) for row in rows] == [
        ("Ada", date(2026, 2, 1)), ("Bruno", None), ("Ada", None),
    ]  # fmt: skip
    assert rows[2] == again
    told = entries_about(kind="activity", ref=activity.uid)[0]
    assert one.full_name not in told.changes.get().value.after


@pytest.mark.parametrize(
    "values",
    [{"time_share": 0}, {"time_share": 101}, {"since": date(2026, 2, 1), "until": date(2026, 1, 1)}],
)
def test_bad_assignments_write_nothing(values: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        assign(chain.activity(), makers.user(), **values)
    assert not Assignment.objects.exists()


def test_nobody_is_assigned_twice_at_a_time() -> None:
    activity, user = chain.activity(), makers.user()
    made = assign(activity, user)
    with pytest.raises(Invalid, match="once at a time"):
        assign(activity, user, since=date(2026, 1, 1))
    with pytest.raises(Refused):
        domain.end_assignment(
            actor=makers.actor(Role.AREA_OFFICER, makers.area()), assignment=made, until=DUE
        )
    with pytest.raises(Refused):
        assign(activity, makers.user(), actor=makers.actor(Role.BOARD_SECRETARY))


def test_names_of_staff_are_for_the_office_and_for_oneself() -> None:
    activity, ada, bruno = chain.activity(), makers.user("Ada"), makers.user("Bruno")
    for user in (ada, bruno):
        assign(activity, user)
    own = makers.Actor(uid=ada.uid, name="Ada")
    assert queries.assignments_of(VISITOR, activity) == []
    assert [row.user for row in queries.assignments_of(own, activity)] == [ada]
    assert len(queries.assignments_of(makers.actor(Role.AUDITOR), activity)) == 2
    assert list(queries.activities_of_person(own)) == [activity]
    assert list(queries.activities_of_person(VISITOR)) == []
