"""What the readings of activities and projects give, and what they keep to themselves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import chain, makers
from tests.makers import VISITOR, Role

from portici.kernel.money import Money
from portici.programme import domain, queries
from portici.programme.queries.tree import flat
from portici.records import domain as records

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


def test_activities_hide_drafts_and_those_of_withheld_projects() -> None:
    parent = chain.project("BO3.3.1.c")
    child = chain.project("BO3.3.1.c.9")
    visible = chain.activity(child)
    chain.activity(child, published=False)
    chain.activity(chain.project(published=False))
    assert list(queries.activities(VISITOR)) == [visible]
    assert queries.activities(makers.actor(Role.AUDITOR)).count() == 3
    records.withdraw(actor=makers.coordinator(), record=parent, reason="Wrong")
    assert list(queries.activities(VISITOR)) == []
    assert list(queries.projects(VISITOR).filter(pk=child.pk)) == []


def test_the_responsible_organisation_sees_its_drafts_and_their_projects_and_no_others() -> None:
    mine, other = makers.organisation(), makers.organisation()
    parent = chain.project("BO3.3.1.c", published=False)
    child = chain.project("BO3.3.1.c.9", published=False)
    own = chain.activity(child, responsible=mine, published=False)
    chain.activity(child, responsible=other, published=False)
    chain.activity(chain.project(published=False), responsible=other)
    contact = makers.actor(Role.PARTNER_CONTACT, mine)
    assert list(queries.activities(contact)) == [own]
    assert list(queries.projects(contact)) == [parent, child]


def test_a_row_brings_only_what_may_be_seen() -> None:
    area, secret_area = makers.area("Area"), makers.area("Secret area", published=False)
    lead, partner = makers.organisation(published=False), makers.organisation(published=False)
    seen_need, secret_need = chain.need(area, "Seen"), chain.need(area, "Secret", published=False)
    secret_activity = chain.activity(published=False)
    made = chain.activity(
        responsible=lead,
        partners=[partner],
        areas=[area, secret_area],
        place=makers.place(published=False),
        needs=[seen_need, secret_need],
        depends_on=[secret_activity],
    )

    def told(actor: Any) -> tuple[Any, ...]:
        row = queries.activities(actor).get(pk=made.pk)
        lists = (row.partners, row.areas, row.needs, row.depends_on)
        return (row.responsible, row.place, *(sorted(map(str, rows.all())) for rows in lists))

    assert told(VISITOR) == (None, None, [], ["Area"], ["Seen"], [])
    full = told(makers.coordinator())
    assert full[0] == lead
    assert [len(rows) for rows in full[2:]] == [1, 2, 2, 1]


def test_in_an_area_by_its_areas_their_parts_and_the_place() -> None:
    city = makers.area(layer_code="comuni")
    quarter = makers.area(parent=city)
    target = makers.area(parts=(quarter,), layer_code="targets")
    here = chain.activity(title="Here", areas=[city])
    below = chain.activity(title="Below", areas=[quarter])
    drawn = chain.activity(title="Drawn", areas=[target])
    at_place = chain.activity(title="At a place", place=makers.place(area=quarter))
    chain.activity(title="Elsewhere", areas=[makers.area(layer_code="comuni")])
    assert set(queries.activities_in_area(VISITOR, city)) == {here, below, drawn, at_place}
    assert set(queries.activities_in_area(VISITOR, target)) == {below, drawn, at_place}


def test_in_an_area_hidden_areas_places_and_drafts_do_not_tell() -> None:
    city = makers.area(layer_code="comuni")
    secret = makers.area(parent=city, published=False)
    chain.activity(areas=[secret])
    chain.activity(place=makers.place(area=city, published=False))
    chain.activity(areas=[city], published=False)
    assert list(queries.activities_in_area(VISITOR, city)) == []
    assert queries.activities_in_area(makers.coordinator(), city).count() == 3


def test_of_an_organisation_with_its_role() -> None:
    mine = makers.organisation()
    led = chain.activity(title="Led", responsible=mine, partners=[mine])
    joined = chain.activity(title="Joined", partners=[mine])
    chain.activity(title="Other")
    chain.activity(title="Draft", responsible=mine, published=False)
    found = {row: row.organisation_role for row in queries.activities_of_organisation(VISITOR, mine)}
    assert found == {led: "responsible", joined: "partner"}
    assert set(queries.ORGANISATION_ROLES) == {"responsible", "partner"}


def test_of_a_need_a_project_and_what_waits() -> None:
    need = chain.need(makers.area())
    parent, child = chain.project("BO3.3.1.c"), chain.project("BO3.3.1.c.9")
    first = chain.activity(parent, needs=[need])
    second = chain.activity(child, depends_on=[first])
    for project in (parent, child):
        chain.activity(project, needs=[need], depends_on=[first], published=False)
    assert list(queries.activities_of_need(VISITOR, need)) == [first]
    assert list(queries.activities_of_project(VISITOR, parent)) == [first]
    assert set(queries.activities_of_project(VISITOR, parent, with_sub_projects=True)) == {first, second}
    assert list(queries.dependants_of(VISITOR, first)) == [second]


def test_projects_of_an_organisation_by_their_newest_published_sheet() -> None:
    mine, other = makers.organisation(), makers.organisation()
    now, before, draft = chain.project(), chain.project(), chain.project()
    chain.sheet(now, implementer=mine)
    chain.sheet(before, implementer=mine, as_of=date(2020, 1, 1))
    chain.sheet(before, implementer=other)
    chain.sheet(draft, implementer=mine, published=False)
    assert list(queries.projects_of_organisation(VISITOR, mine)) == [now]


def test_the_action_of_a_hidden_programme_reads_as_none() -> None:
    project = chain.project("BO3.3.1.b", action=chain.action(published=False))
    assert queries.projects(VISITOR).get().action is None
    assert queries.projects(makers.coordinator()).get().action == project.action
    assert list(queries.programmes(VISITOR)) == []


def test_amounts_are_the_sum_of_their_counted_rows() -> None:
    parent = chain.project("BO3.3.1.c")
    child, alone = chain.project("BO3.3.1.c.9"), chain.project("BO4.2.1.a")
    empty, draft = chain.project("BO5.1.1.a"), chain.project("BO6.1.1.a")
    chain.sheet(parent, amount_programmed=Decimal(1000), amount_paid=Decimal(400))
    chain.sheet(child, amount_programmed=Decimal(300))
    chain.sheet(alone, amount_programmed=Decimal("0.25"))
    chain.sheet(draft, amount_programmed=Decimal(10_000), published=False)
    told = queries.amounts_by_project(VISITOR)
    rows = [(row.project.code, row.amounts["amount_programmed"], row.is_counted) for row in told.rows]
    assert rows == [
        ("BO3.3.1.c", Money(1000), True),
        ("BO3.3.1.c.9", Money(300), False),
        ("BO4.2.1.a", Money(Decimal("0.25")), True),
        (empty.code, None, True),
        (draft.code, None, True),
    ]
    assert told.totals["amount_programmed"] == Money(Decimal("1000.25"))
    assert told.totals["amount_paid"] == Money(400)
    assert told.unknown["amount_programmed"] == 2
    assert [row.is_empty for row in told.rows] == [False, False, False, True, True]


def test_a_sub_project_counts_when_its_parent_has_no_amounts() -> None:
    parent, child = chain.project("BO3.3.1.c"), chain.project("BO3.3.1.c.9")
    chain.sheet(parent)
    chain.sheet(child, amount_paid=Decimal(300))
    assert queries.amounts_by_project(VISITOR).totals["amount_paid"] == Money(300)
    assert queries.amounts_by_project(VISITOR, [child]).totals["amount_paid"] == Money(300)


@pytest.mark.usefixtures("english")
def test_the_tree_in_reading_order() -> None:
    parent = chain.project("BO3.3.1.c", action=chain.action(), title="C")
    chain.activity(parent, "Kick-off")
    chain.activity(chain.project("BO3.3.1.c.10", title="Ten"), "Desk")
    chain.project("BO3.3.1.c.9", title="Nine")
    chain.project("BO7.1.1.a", title="Loose")
    chain.project("BO8.1.1.a", title="Draft", published=False)
    chain.activity(parent, "Draft activity", published=False)
    assert [(depth, branch.kind, branch.label) for depth, branch in flat(queries.tree(VISITOR))] == [
        (0, "programme", "PON Metro"),
        (1, "axis", "3. Inclusion"),
        (2, "action", "3.3.1 Social innovation"),
        (3, "project", "BO3.3.1.c C"),
        (4, "sub-project", "BO3.3.1.c.9 Nine"),
        (4, "sub-project", "BO3.3.1.c.10 Ten"),
        (5, "activity", "Desk"),
        (4, "activity", "Kick-off"),
        (0, "other", ""),
        (1, "project", "BO7.1.1.a Loose"),
    ]


def test_the_tree_does_not_name_a_hidden_programme() -> None:
    chain.project("BO3.3.1.c", action=chain.action(published=False))
    assert [(depth, branch.kind) for depth, branch in flat(queries.tree(VISITOR))] == [
        (0, "other"), (1, "project"),
    ]  # fmt: skip


def _shown(rows: Any) -> list[Any]:
    return [
        (
            row.project.code,
            row.responsible,
            row.place,
            *(list(getattr(row, name).all()) for name in ("partners", "areas", "needs", "depends_on")),
            list(row.milestones.all()),
        )
        for row in rows
    ]


READINGS: dict[str, Callable[[Any, Any, Any], Any]] = {
    "activities": lambda actor, _area, _lead: _shown(queries.activities(actor)),
    "in area": lambda actor, area, _lead: _shown(queries.activities_in_area(actor, area)),
    "of organisation": lambda actor, _area, lead: _shown(queries.activities_of_organisation(actor, lead)),
    "timeline": lambda actor, _area, _lead: queries.timeline_of(queries.activities(actor)).bars,
    "projects": lambda actor, _area, _lead: [
        (row.parent, row.action and row.action.axis.programme) for row in queries.projects(actor)
    ],
    "amounts": lambda actor, _area, _lead: queries.amounts_by_project(actor).rows,
    "findings": lambda actor, _area, _lead: queries.findings_by_sheet(
        queries.current_sheets(actor, queries.projects(actor)).values()
    ),
    "tree": lambda actor, _area, _lead: [
        branch for _depth, branch in flat(queries.tree(actor)) if branch.kind == "activity"
    ],
}


@pytest.mark.parametrize("name", READINGS)
@pytest.mark.parametrize("role", [None, Role.AREA_OFFICER, Role.COORDINATOR])
def test_queries_do_not_grow_with_the_rows(
    name: str, role: Role | None, django_assert_num_queries: Any
) -> None:
    area, lead = makers.area(), makers.organisation()
    actor = makers.actor(role, area) if role else VISITOR
    action, need, place = chain.action(), chain.need(area), makers.place(area=area)

    def grow(times: int) -> None:
        for _time in range(times):
            project = chain.project(action=action)
            chain.sheet(project, implementer=lead, sections=[("", "Text")])
            activity = chain.activity(
                project, responsible=lead, partners=[lead], areas=[area], needs=[need], place=place,
                starts_on=date(2026, 1, 1),
            )  # fmt: skip
            domain.add_milestone(
                actor=makers.coordinator(), activity=activity, title="M", due_on=date(2026, 4, 1)
            )

    grow(2)
    with CaptureQueriesContext(connection) as few:
        READINGS[name](actor, area, lead)
    grow(18)
    with django_assert_num_queries(len(few)):
        assert len(READINGS[name](actor, area, lead)) == 20


def test_relations_in_a_constant_number_of_queries(django_assert_num_queries: Any) -> None:
    project = chain.project()
    for _time in range(10):
        domain.relate_projects(
            actor=makers.coordinator(), source=project, relation="supports", target=chain.project()
        )
    with django_assert_num_queries(1):
        assert len([view.other.code for view in queries.relations_of(VISITOR, project)]) == 10
