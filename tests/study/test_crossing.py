"""Needs against opportunities: what is near on the theme, what of unstated theme, which need has nobody."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import chain, makers
from tests.makers import VISITOR

from portici.kernel.actor import Actor
from portici.needs.models import Need
from portici.organisations.models import Organisation, Seat
from portici.programme.models import ActivityState
from portici.study.crossing import NeedRow, cross_area, cross_need
from portici.study.crossing.needs import rows_of
from portici.territory.models import Area, Place

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
LON, LAT = 11.34, 44.49
#: Degrees of latitude in a metre there.
METRE = 1 / 111_113


def area_at(name: str = "Savena", metres: float = 0, **values: Any) -> Area:
    made = makers.area(name, **values)
    made.lon, made.lat = LON, LAT + metres * METRE
    made.save(update_fields=["lon", "lat"])
    return made


def place_at(metres: float, name: str = "", **values: Any) -> Place:
    made = makers.place(name, **values)
    made.lon, made.lat = LON, LAT + metres * METRE
    made.save(update_fields=["lon", "lat"])
    return made


def body_at(metres: float | None, name: str = "", area: Area | None = None, **values: Any) -> Organisation:
    made = makers.organisation(name, **values)
    lat = None if metres is None else LAT + metres * METRE
    Seat.objects.create(organisation=made, lon=None if lat is None else LON, lat=lat, area=area)
    return made


def only(actor: Actor, area: Area, radius: int = 800) -> NeedRow:
    (row,) = cross_area(actor, area, radius=radius).rows
    return row


def told(found: Any) -> list[tuple[str, int | None]]:
    return [(str(one.thing.record), None if one.metres is None else round(one.metres)) for one in found]


def test_schools_are_near_a_need_of_school_and_others_stand_apart() -> None:
    here = area_at()
    chain.need(here, theme="school")
    body_at(300, "School near", type="school")
    body_at(900, "School far", type="school")
    body_at(100, "Of no theme")
    row = only(VISITOR, here)
    assert told(row.on_theme) == [("School near", 300)]
    assert told(row.unstated) == [("Of no theme", 100)]
    assert told(only(VISITOR, here, 2000).on_theme) == [("School near", 300), ("School far", 900)]


def test_a_theme_comes_from_opportunities_and_activities_which_stand_for_who_they_name() -> None:
    here, elsewhere = area_at(), makers.area("Elsewhere")
    chain.need(here, theme="youth")
    body, place, partner = body_at(200, "Body"), place_at(400, "Hall"), body_at(500, "Partner")
    chain.opportunity(elsewhere, "Room", theme="youth", organisation=body)
    answering = chain.activity(
        chain.project(),
        "Workshop",
        place=place,
        partners=[partner],
        needs=[chain.need(elsewhere, theme="youth")],
    )
    row = only(VISITOR, here)
    assert told(row.on_theme) == [("Room", 200), ("Workshop", 400)]
    assert row.unstated == ()
    chain.opportunity(elsewhere, "Other theme", theme="care", organisation=body_at(10, "Carers"))
    assert only(VISITOR, here).others == 2
    assert answering.state == ActivityState.PLANNED


def test_what_is_recorded_for_the_area_counts_wherever_it_comes_from() -> None:
    city = makers.area("City")
    here = area_at(parent=city)
    chain.need(here, theme="care")
    chain.opportunity(here, "Here", theme="care", organisation=body_at(9_000, "Far away"))
    chain.opportunity(city, "For the city", theme="care", organisation=body_at(9_000, "Far too"))
    body_at(None, "Somewhere here", area=here)
    body_at(None, "Somewhere in the city", area=city)
    row = only(VISITOR, here)
    assert told(row.on_theme) == [("Here", None)]
    assert told(row.unstated) == [("Somewhere here", None)]
    assert cross_area(VISITOR, here, radius=800).unplaced == 1


def test_what_is_over_is_not_at_hand() -> None:
    here = area_at()
    chain.need(here, theme="youth")
    chain.opportunity(here, "Over", theme="youth", place=place_at(10), available_until=date(2026, 3, 1))
    done = chain.activity(
        chain.project(), place=place_at(20), areas=[here], needs=[chain.need(makers.area(), theme="youth")]
    )
    type(done).objects.filter(pk=done.pk).update(state=ActivityState.CANCELLED)
    assert only(VISITOR, here).has_nobody


def test_needs_with_nobody_come_first_then_the_gravest() -> None:
    here = area_at()
    body_at(100, type="school")
    for title, theme, severity in (
        ("a", "school", 5),
        ("b", "care", 2),
        ("c", "care", 4),
        ("d", "school", 3),
    ):
        chain.need(here, title, theme=theme, severity=severity)
    found = cross_area(VISITOR, here, radius=800)
    assert [row.need.title for row in found.rows] == ["c", "b", "a", "d"]
    assert [row.need.title for row in found.nobody] == ["c", "b"]
    assert [row.need.title for row in cross_area(VISITOR, here, radius=800, theme="care").rows] == ["c", "b"]


def test_an_area_without_border_and_point_is_said() -> None:
    need = chain.need(makers.area(), theme="school")
    body_at(10, type="school")
    (row,) = cross_need(VISITOR, need, radius=800).rows
    assert (row.is_placed, row.has_nobody, row.unstated) == (False, True, ())


def test_nothing_withheld_is_near_nor_says_a_theme() -> None:
    here = area_at()
    chain.need(here, theme="youth")
    chain.need(here, "Draft need", theme="care", published=False)
    open_body = body_at(100, "Open body")
    body_at(50, "Draft body", published=False, type="school")
    place_at(60, "Draft place", published=False)
    chain.opportunity(here, "Draft opportunity", theme="youth", organisation=open_body, published=False)
    draft = chain.need(makers.area(), theme="youth", published=False)
    chain.activity(chain.project(), "Open activity", place=place_at(70, "Open place"), needs=[draft])
    row = only(VISITOR, here)
    assert row.has_nobody
    assert told(row.unstated) == [("Open activity", 70), ("Open place", 70), ("Open body", 100)]
    inside = {row.need.title: row for row in cross_area(makers.coordinator(), here, radius=800).rows}
    assert "Draft need" in inside
    seen = next(row for row in inside.values() if row.need.theme == "youth")
    assert told(seen.on_theme) == [("Open activity", 70), ("Draft opportunity", 100)]


def test_the_order_of_rows_never_matters() -> None:
    here, there = area_at("Here"), area_at("There", 3000)
    needs = [
        chain.need(here, "a", theme="school"),
        chain.need(there, "b", theme="care"),
        chain.need(here, "c", theme="care"),
    ]
    body_at(100, "One", type="school")
    body_at(100, "Two", type="school")
    body_at(3100, "Three")
    found = {
        rows_of(VISITOR, order, 800) and _read(rows_of(VISITOR, order, 800)) for order in permutations(needs)
    }
    assert len(found) == 1


def _read(rows: tuple[NeedRow, ...]) -> tuple[Any, ...]:
    return tuple((row.need.title, tuple(told(row.on_theme)), tuple(told(row.unstated))) for row in rows)


def test_the_number_of_queries_does_not_grow() -> None:
    here = area_at()

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            cross_area(VISITOR, here, radius=800)
        return len(queries)

    def add(number: int) -> None:
        under = area_at(f"Under {number}", parent=here)
        chain.need(under, theme="school")
        body = body_at(number, type="school")
        chain.opportunity(under, theme="school", organisation=body, place=place_at(number))

    add(1)
    before = asked()
    for number in range(2, 6):
        add(number)
    assert (asked(), Need.objects.count()) == (before, 5)
