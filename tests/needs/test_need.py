"""Needs: who records them where, which state follows which, what answers them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests import chain, makers
from tests.makers import Role

from portici.journal.queries import entries_about
from portici.kernel.findings import Conflict, Invalid, Refused
from portici.needs import domain
from portici.needs.models import Need, NeedState
from portici.programme import domain as programme
from portici.programme.models import ActivityState
from portici.records import domain as records

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


def state_of(need: Need) -> str:
    need.refresh_from_db()
    return need.state


def test_is_recorded_with_groups_and_indicators_and_told_in_the_journal() -> None:
    area, group, indicator = makers.area(), chain.group("Early leavers"), makers.indicator("leavers")
    made = chain.need(
        area, "Help with homework", groups=[group], indicators=[indicator], severity=5, published=False
    )
    assert (made.state, made.publication, made.recorded_on) == ("open", "draft", date(2026, 3, 2))
    assert (list(made.groups.all()), list(made.indicators.all())) == ([group], [indicator])
    told = {
        change.field: change.value.after
        for change in entries_about(kind="need", ref=made.uid)[0].changes.all()
    }
    assert (told["title"], told["groups"], told["severity"]) == ("Help with homework", "Early leavers", "5")


def test_an_area_officer_records_within_the_own_area_only() -> None:
    city = makers.area()
    mine = makers.area(parent=city)
    within, beside = makers.area(parent=mine), makers.area(parent=city)
    officer = makers.actor(Role.AREA_OFFICER, mine)
    assert chain.need(within, actor=officer, published=False).area == within
    for outside in (beside, city):
        with pytest.raises(Refused, match="own area"):
            chain.need(outside, actor=officer)


@pytest.mark.parametrize(
    "role",
    [role for role in Role if role not in (Role.COORDINATOR, Role.AREA_OFFICER)],
)
def test_other_roles_are_refused(role: Role) -> None:
    with pytest.raises(Refused):
        chain.need(makers.area(), actor=makers.actor(role, makers.organisation()))


def test_an_area_without_path_belongs_to_nobody() -> None:
    area = makers.area()
    area.path = ""
    area.save()
    with pytest.raises(Refused):
        chain.need(area, actor=makers.actor(Role.AREA_OFFICER, area))


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"theme": "gardening"}, "theme"),
        ({"severity": 6}, "severity"),
        ({"source": " "}, "source"),
        ({"title": ""}, "title"),
        ({"recorded_on": date(2026, 3, 3)}, "recorded_on"),
        ({"people_affected": 0}, "people_affected"),
        ({"people_affected": 5_000_001}, "people_affected"),
    ],
)
def test_bad_values_write_nothing(values: dict[str, Any], field: str) -> None:
    given = {"theme": "school", "title": "T", "source": "S", **values}
    with pytest.raises(Invalid) as caught:
        domain.record_need(actor=makers.coordinator(), area=makers.area(), **given)
    assert [finding.field for finding in caught.value.findings] == [field]
    assert not Need.objects.exists()


def test_a_scoped_actor_cannot_link_what_is_hidden_from_them() -> None:
    area = makers.area()
    officer = makers.actor(Role.AREA_OFFICER, area)
    secret = chain.group(published=False)
    with pytest.raises(Invalid) as caught:
        chain.need(area, actor=officer, groups=[secret])
    assert [(found.code, found.field) for found in caught.value.findings] == [("unseen", "groups")]


def test_amending_keeps_the_links_that_the_actor_does_not_see() -> None:
    area = makers.area()
    officer = makers.actor(Role.AREA_OFFICER, area)
    seen, secret, added = chain.group("Seen"), chain.group("Secret", published=False), chain.group("Added")
    need = chain.need(area, groups=[seen, secret])
    domain.amend_need(actor=officer, need=need, values={"title": "New"}, links={"groups": [added]}, version=2)
    assert need.title == "New"
    assert sorted(group.name for group in need.groups.all()) == ["Added", "Secret"]


def test_amend_refuses_a_stale_version_and_another_area() -> None:
    mine, other = makers.area(), makers.area()
    officer = makers.actor(Role.AREA_OFFICER, mine)
    need = chain.need(mine)
    with pytest.raises(Conflict):
        domain.amend_need(actor=officer, need=need, values={"title": "X"}, version=1)
    with pytest.raises(Refused):
        domain.amend_need(actor=officer, need=need, values={"area": other}, version=2)
    with pytest.raises(TypeError, match="state"):
        domain.amend_need(actor=officer, need=need, values={"state": "closed"})


def test_close_and_reopen_with_reasons() -> None:
    need = chain.need(makers.area())
    coordinator = makers.coordinator()
    with pytest.raises(Invalid, match="Write why"):
        domain.close_need(actor=coordinator, need=need, reason="")
    assert domain.close_need(actor=coordinator, need=need, reason="Met").state == "closed"
    with pytest.raises(Refused, match="next states"):
        domain.close_need(actor=coordinator, need=need, reason="Again")
    assert domain.reopen_need(actor=coordinator, need=need, reason="Back").state == "open"
    verbs = [entry.verb for entry in entries_about(kind="need", ref=need.uid)]
    assert verbs == ["reopen", "close", "publish", "add"]
    with pytest.raises(Refused):
        domain.close_need(actor=makers.actor(Role.AUDITOR), need=need, reason="Met")


def test_answered_follows_the_activities_that_the_street_can_see() -> None:
    need, coordinator = chain.need(makers.area()), makers.coordinator()
    project = chain.project(published=False)
    activity = chain.activity(project, needs=[need], published=False)
    assert state_of(need) == NeedState.OPEN
    records.publish(actor=coordinator, record=activity)
    assert state_of(need) == NeedState.OPEN
    records.publish(actor=coordinator, record=project)
    assert state_of(need) == NeedState.ANSWERED
    programme.move_activity(actor=coordinator, activity=activity, state=ActivityState.CANCELLED, reason="No")
    assert state_of(need) == NeedState.OPEN
    programme.move_activity(actor=coordinator, activity=activity, state=ActivityState.PLANNED, reason="Yes")
    assert state_of(need) == NeedState.ANSWERED
    records.withdraw(actor=coordinator, record=project, reason="Wrong")
    assert state_of(need) == NeedState.OPEN


def test_answered_ends_when_the_last_activity_lets_the_need_go() -> None:
    need, coordinator = chain.need(makers.area()), makers.coordinator()
    one, two = chain.activity(needs=[need]), chain.activity(needs=[need])
    programme.amend_activity(actor=coordinator, activity=one, values={}, links={"needs": []})
    assert state_of(need) == NeedState.ANSWERED
    records.withdraw(actor=coordinator, record=two, reason="Wrong")
    assert state_of(need) == NeedState.OPEN


def test_a_closed_need_stays_closed_and_is_answered_at_once_when_reopened() -> None:
    need, coordinator = chain.need(makers.area()), makers.coordinator()
    domain.close_need(actor=coordinator, need=need, reason="Met")
    chain.activity(needs=[need])
    assert state_of(need) == NeedState.CLOSED
    assert domain.reopen_need(actor=coordinator, need=need, reason="Back").state == NeedState.ANSWERED
