"""What falls due among needs and opportunities, for whom."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests import chain, makers
from tests.makers import Role

from portici.deadlines.registry import watch, watches_for
from portici.records import domain as records

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


def refs(name: str, actor: Any, limit: int = 10) -> list[str]:
    return [str(due.record) for due in watch(name).first(actor, limit)]


def test_unanswered_needs_the_gravest_first_and_an_officer_sees_the_own() -> None:
    mine, other = makers.area(), makers.area()
    for area in (mine, other):
        chain.designation(area)
    chain.need(mine, "Slight", severity=1)
    chain.need(other, "Grave", severity=5)
    chain.need(makers.area(), "No target area", severity=5)
    officer = makers.actor(Role.AREA_OFFICER, mine)
    unanswered = watch("needs-unanswered")
    assert refs("needs-unanswered", makers.coordinator()) == ["Grave", "Slight"]
    assert (unanswered.count(makers.coordinator()), unanswered.count(officer)) == (2, 1)
    assert refs("needs-unanswered", officer) == ["Slight"]
    assert refs("needs-unanswered", makers.coordinator(), 1) == ["Grave"]


def test_an_activity_answers_from_when_the_street_sees_it() -> None:
    quartiere = makers.area("Savena")
    chain.designation(quartiere)
    need = chain.need(makers.area("Fossolo", parent=quartiere), "Letture")
    activity = chain.activity(title="Letture", needs=[need], published=False)

    def told() -> tuple[list[str], str]:
        need.refresh_from_db()
        return refs("needs-unanswered", makers.coordinator()), need.state

    assert told() == (["Letture"], "open")
    records.publish(actor=makers.coordinator(), record=activity)
    assert told() == ([], "answered")
    records.withdraw(actor=makers.coordinator(), record=activity, reason="Not yet")
    assert told() == (["Letture"], "open")


def test_opportunities_past_their_day() -> None:
    area, mine = makers.area(), makers.organisation()
    chain.opportunity(area, "Past", organisation=mine, available_until=date(2026, 3, 1))
    chain.opportunity(area, "Today", organisation=mine, available_until=date(2026, 3, 2))
    assert refs("opportunities-past", makers.coordinator()) == ["Past"]
    assert watch("opportunities-past").count(makers.coordinator()) == 1


def test_drafts_of_the_room() -> None:
    area = makers.area()
    chain.need(area, "Draft need", published=False)
    chain.group("Draft group", published=False)
    chain.need(area, "Published")
    drafts = watch("needs-drafts")
    assert drafts.count(makers.coordinator()) == 2
    assert sorted(refs("needs-drafts", makers.coordinator())) == ["Draft group", "Draft need"]
    assert drafts.count(makers.VISITOR) == 0


def test_they_concern_those_who_can_see_to_it() -> None:
    def names(role: Role) -> set[str]:
        actor = makers.actor(role, makers.area())
        return {watch.name for watch in watches_for(actor)} & {
            "needs-unanswered", "opportunities-past", "needs-drafts",
        }  # fmt: skip

    assert names(Role.COORDINATOR) == {"needs-unanswered", "opportunities-past", "needs-drafts"}
    assert names(Role.AREA_OFFICER) == {"needs-unanswered", "opportunities-past"}
    assert names(Role.COMMUNICATION_OFFICER) == {"needs-drafts"}
    assert names(Role.AUDITOR) == set()
