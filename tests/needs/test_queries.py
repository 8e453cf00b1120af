"""What the readings of this room give, and what they keep to themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import chain, makers
from tests.makers import VISITOR, Role

from portici.needs import queries
from portici.needs.areas import inside

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


def test_needs_hide_drafts_and_what_hangs_from_hidden_areas() -> None:
    shown, hidden = makers.area(), makers.area(published=False)
    visible = chain.need(shown)
    draft = chain.need(shown, published=False)
    withheld = chain.need(hidden)
    officer = makers.actor(Role.AREA_OFFICER, hidden)
    assert list(queries.needs(VISITOR)) == [visible]
    assert set(queries.needs(officer)) == {visible, withheld}
    assert set(queries.needs(makers.actor(Role.AUDITOR))) == {visible, draft, withheld}


def test_needs_bring_only_visible_groups_and_indicators() -> None:
    area = makers.area()
    groups = [chain.group("Seen"), chain.group("Secret", published=False)]
    indicators = [makers.indicator("seen"), makers.indicator("secret", published=False)]
    chain.need(area, groups=groups, indicators=indicators)
    (need,) = queries.needs(VISITOR)
    assert [group.name for group in need.groups.all()] == ["Seen"]
    assert [indicator.code for indicator in need.indicators.all()] == ["seen"]


def test_figures_hide_draft_indicators_and_hidden_parts() -> None:
    shown, hidden = makers.area("Shown"), makers.area("Hidden", published=False)
    drawn = makers.area(parts=(shown, hidden), layer_code="targets")
    seen, secret = makers.indicator("seen"), makers.indicator("secret", published=False)
    for area in (shown, hidden):
        makers.observe(seen, area, 1.0)
        makers.observe(secret, area, 2.0)
    made = chain.designation(drawn, indicators=[seen, secret])
    told = [(row.indicator.code, row.of_area.name) for row in queries.figures_of(VISITOR, made)]
    assert told == [("seen", "Shown")]
    assert len(queries.figures_of(makers.coordinator(), made)) == 4


def test_inside_an_area_lie_descendants_parts_and_what_is_made_of_these() -> None:
    city = makers.area("City", layer_code="comuni")
    left, right = makers.area("Left", parent=city), makers.area("Right", parent=city)
    elsewhere = makers.area("Elsewhere", layer_code="comuni")
    within = makers.area("Target", parts=(left, right), layer_code="targets")
    across = makers.area("Across", parts=(left, elsewhere), layer_code="targets")
    secret = makers.area("Secret", parent=city, published=False)
    assert set(inside(VISITOR, city)) == {city, left, right, within}
    assert set(inside(makers.coordinator(), city)) == {city, left, right, within, secret}
    assert set(inside(VISITOR, across)) == {across, left, elsewhere}
    assert set(inside(VISITOR, within)) == {within, left, right}


def test_needs_of_area_take_what_lies_in_it() -> None:
    city = makers.area(layer_code="comuni")
    quarter = makers.area(parent=city)
    here, below, beside = chain.need(city), chain.need(quarter), chain.need(makers.area())
    assert set(queries.needs_of_area(VISITOR, city)) == {here, below}
    assert set(queries.needs_of_area(VISITOR, city, within=False)) == {here}
    assert beside not in queries.needs_of_area(VISITOR, quarter)


def test_needs_of_group() -> None:
    group = chain.group()
    area = makers.area()
    need = chain.need(area, groups=[group])
    chain.need(area)
    chain.need(area, groups=[group], published=False)
    assert list(queries.needs_of_group(VISITOR, group)) == [need]


def test_unanswered_needs_of_target_areas() -> None:
    target, draft_target, plain = makers.area(), makers.area(), makers.area()
    chain.designation(target)
    chain.designation(draft_target, published=False)
    open_need = chain.need(target)
    answered = chain.need(target)
    chain.activity(needs=[answered])
    chain.need(plain)
    chain.need(draft_target)
    assert list(queries.unanswered_in_target_areas(VISITOR)) == [open_need]


def test_opportunities_of_area_and_organisation() -> None:
    area, mine = makers.area(), makers.organisation()
    one = chain.opportunity(area, organisation=mine)
    chain.opportunity(makers.area(), organisation=makers.organisation())
    chain.opportunity(area, organisation=mine, published=False)
    assert list(queries.opportunities_of_area(VISITOR, area)) == [one]
    assert list(queries.opportunities_of_organisation(VISITOR, mine)) == [one]


READINGS: dict[str, Callable[[Any], Any]] = {
    "needs": lambda actor: [
        (need.area.layer, list(need.groups.all()), list(need.indicators.all()))
        for need in queries.needs(actor)
    ],
    "opportunities": lambda actor: [
        (row.area.layer, row.organisation) for row in queries.opportunities(actor)
    ],
    "designations": lambda actor: [row.area.layer for row in queries.designations(actor)],
}


@pytest.mark.parametrize("name", READINGS)
def test_queries_do_not_grow_with_the_rows(name: str, django_assert_num_queries: Any) -> None:
    grown = makers.organisation()
    actor = makers.actor(Role.AREA_OFFICER, makers.area())

    def grow(times: int) -> None:
        for _time in range(times):
            area = makers.area()
            chain.need(area, groups=[chain.group()], indicators=[makers.indicator(area.uid)])
            chain.opportunity(area, organisation=grown)
            chain.designation(area)

    grow(1)
    with CaptureQueriesContext(connection) as few:
        READINGS[name](actor)
    grow(49)
    with django_assert_num_queries(len(few)):
        assert len(READINGS[name](actor)) == 50
