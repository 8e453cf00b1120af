"""The registry of watches, and the watch over drafts that every room makes of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests import chain, makers
from tests.makers import SYSTEM, VISITOR, Role

from portici.deadlines import registry
from portici.deadlines.drafts import drafts_watch
from portici.deadlines.registry import Watch
from portici.kernel import clock
from portici.needs.models import Need, TargetGroup


def watch(name: str, *roles: Role, order: int = 100) -> Watch:
    return Watch(
        name=name, heading=name, todo="", roles=frozenset(roles), sources=(), order=order,
    )  # fmt: skip


@pytest.fixture
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_watches", {})
    registry.register(watch("b", Role.COORDINATOR, order=10))
    registry.register(watch("a", Role.COORDINATOR, Role.AREA_OFFICER, order=10))
    registry.register(watch("c", Role.COORDINATOR, order=5))


@pytest.mark.usefixtures("_few")
def test_watches_come_by_urgency_for_whom_they_concern() -> None:
    def names(actor: Any) -> list[str]:
        return [watch.name for watch in registry.watches_for(actor)]

    assert names(makers.actor(Role.COORDINATOR)) == ["c", "a", "b"]
    assert names(makers.Actor(grants=(makers.Grant(Role.AREA_OFFICER),))) == ["a"]
    assert names(SYSTEM) == ["c", "a", "b"]
    assert names(VISITOR) == []


@pytest.mark.usefixtures("_few")
def test_a_watch_by_name() -> None:
    assert registry.watch("a").order == 10
    with pytest.raises(KeyError):
        registry.watch("z")


@pytest.mark.django_db
def test_drafts_of_several_kinds_the_oldest_first(frozen: Any, django_assert_num_queries: Any) -> None:
    drafts = drafts_watch(name="drafts", heading="Drafts", models=(Need, TargetGroup))
    area = makers.area()
    for day, make in enumerate((chain.group, lambda **options: chain.need(area, **options), chain.group)):
        with clock.suspended(frozen + timedelta(days=day)):
            make(published=False)
    chain.group()
    coordinator = makers.coordinator()
    with django_assert_num_queries(2):
        assert drafts.count(coordinator) == 3
    with django_assert_num_queries(2):
        due = drafts.first(coordinator, 2)
    assert [(type(row.record), row.on) for row in due] == [
        (TargetGroup, frozen.date()), (Need, frozen.date() + timedelta(days=1)),
    ]  # fmt: skip
    assert (drafts.count(VISITOR), list(drafts.first(VISITOR, 5))) == (0, [])


@pytest.mark.django_db
def test_every_watch_of_the_house_answers_everybody(frozen: Any) -> None:
    for name in registry._watches:
        found = registry.watch(name)
        for actor in (VISITOR, makers.coordinator(), makers.actor(Role.AREA_OFFICER, makers.area())):
            assert found.count(actor) == len(found.first(actor, 5)) == 0
