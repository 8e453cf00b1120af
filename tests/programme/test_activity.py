"""Activities: opened, amended, moved; dependencies that never close a cycle."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests import chain, makers
from tests.makers import Role

from portici.journal.queries import entries_about
from portici.kernel.findings import Conflict, Invalid, Refused
from portici.organisations.domain import merge_organisations
from portici.programme import dependencies, domain
from portici.programme.checks import on_activity
from portici.programme.models import Activity, ActivityState
from portici.programme.queries import activities
from portici.programme.rules import ACTIVITY_STATES, FORWARD

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]

State = ActivityState


def amend(activity: Activity, actor: Any = None, **changes: Any) -> Activity:
    return domain.amend_activity(
        actor=actor or makers.coordinator(), activity=activity, **{"values": {}, **changes}
    )


def move(activity: Activity, state: State, **options: Any) -> Activity:
    return domain.move_activity(
        **{"actor": makers.coordinator(), "activity": activity, "state": state, **options}
    )


def test_is_opened_planned_with_all_its_links() -> None:
    project, area = chain.project(), makers.area()
    lead, partner = makers.organisation(), makers.organisation()
    need, before, place = chain.need(area), chain.activity(), makers.place(area=area)
    made = chain.activity(
        project,
        "Desk for listening",
        responsible=lead,
        partners=[partner],
        areas=[area],
        place=place,
        needs=[need],
        depends_on=[before],
        starts_on=date(2026, 4, 1),
        ends_on=date(2026, 6, 30),
        published=False,
    )
    assert (made.state, made.publication, made.responsible, made.place) == ("planned", "draft", lead, place)
    links = [list(getattr(made, name).all()) for name in ("partners", "areas", "needs", "depends_on")]
    assert links == [[partner], [area], [need], [before]]
    (entry,) = entries_about(kind="activity", ref=made.uid)
    assert {change.field: change.value.after for change in entry.changes.all()}["depends_on"] == before.title


def test_an_area_officer_works_in_the_own_areas_only() -> None:
    mine, other = makers.area(), makers.area()
    officer = makers.actor(Role.AREA_OFFICER, mine)
    desk = {"actor": officer, "project": chain.project(), "title": "T"}
    made = domain.open_activity(**desk, areas=[mine])
    for areas in ([], [other], [mine, other]):
        with pytest.raises(Refused):
            domain.open_activity(**desk, areas=areas)
    with pytest.raises(Refused):
        amend(made, officer, links={"areas": [mine, other]})
    assert amend(made, officer, values={"title": "New"}, version=1).title == "New"


def test_an_officer_does_not_amend_what_reaches_into_a_hidden_area() -> None:
    mine, secret = makers.area(), makers.area(published=False)
    made = chain.activity(areas=[mine, secret])
    officer = makers.actor(Role.AREA_OFFICER, mine)
    with pytest.raises(Refused):
        amend(activities(officer).get(pk=made.pk), officer, values={"title": "New"})


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.COORDINATOR, Role.AREA_OFFICER)])
def test_others_open_and_amend_nothing(role: Role) -> None:
    lead = makers.organisation()
    made = chain.activity(responsible=lead)
    actor = makers.actor(role, lead)
    with pytest.raises(Refused):
        domain.open_activity(actor=actor, project=made.project, title="T")
    with pytest.raises(Refused):
        amend(made, actor, values={"title": "New"})


def test_a_scoped_actor_opens_nothing_in_a_hidden_project() -> None:
    area = makers.area()
    with pytest.raises(Invalid) as caught:
        domain.open_activity(
            actor=makers.actor(Role.AREA_OFFICER, area),
            project=chain.project(published=False),
            title="T",
            areas=[area],
        )
    assert [(found.code, found.field) for found in caught.value.findings] == [("unseen", "project")]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"starts_on": date(2026, 4, 2), "ends_on": date(2026, 4, 1)}, "ends_on"),
        ({"starts_on": date(21, 4, 2)}, "starts_on"),
        ({"ends_on": date(2206, 4, 2)}, "ends_on"),
        ({"title": " "}, "title"),
    ],
)
def test_bad_values_write_nothing(values: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as caught:
        domain.open_activity(
            **{"actor": makers.coordinator(), "project": chain.project(), "title": "T", **values}
        )
    assert [found.field for found in caught.value.findings] == [field]
    assert not Activity.objects.exists()


def test_amending_one_end_is_compared_with_the_other() -> None:
    made = chain.activity(starts_on=date(2026, 4, 2), ends_on=date(2026, 5, 1))
    with pytest.raises(Invalid):
        amend(made, values={"ends_on": date(2026, 4, 1)})
    with pytest.raises(Conflict):
        amend(made, values={"title": "T"}, version=1)
    with pytest.raises(TypeError, match="state"):
        amend(made, values={"state": "done"})


def test_amending_keeps_what_the_officer_does_not_see() -> None:
    area, secret = makers.area(), makers.organisation("Secret", published=False)
    place = makers.place(published=False)
    made = chain.activity(areas=[area], partners=[secret], responsible=secret, place=place)
    officer = makers.actor(Role.AREA_OFFICER, area)
    shown = makers.organisation("Shown")
    amend(made, officer, values={"responsible": None, "place": None}, links={"partners": [shown]})
    assert (made.responsible, made.place) == (secret, place)
    assert sorted(str(partner) for partner in made.partners.all()) == ["Secret", "Shown"]


def test_a_cycle_is_refused_with_its_path() -> None:
    one, two, three = chain.activity(title="One"), chain.activity(title="Two"), chain.activity(title="Three")
    amend(one, links={"depends_on": [two]})
    amend(two, links={"depends_on": [three]})
    with pytest.raises(Invalid, match="Three → One → Two → Three"):
        amend(three, links={"depends_on": [one]})
    with pytest.raises(Invalid, match="One → One"):
        amend(one, links={"depends_on": [two, one]})
    assert [list(row.depends_on.all()) for row in (one, two, three)] == [[two], [three], []]


def test_the_path_does_not_name_what_the_actor_does_not_see() -> None:
    area = makers.area()
    mine = chain.activity(title="Mine", areas=[area])
    secret = chain.activity(title="Secret", depends_on=[mine], published=False)
    open_one = chain.activity(title="Open", depends_on=[secret])
    with pytest.raises(Invalid) as caught:
        amend(mine, makers.actor(Role.AREA_OFFICER, area), links={"depends_on": [open_one]})
    assert [found.found for found in caught.value.findings] == ["Mine → Open → … → Mine"]


EDGES = st.lists(st.tuples(st.integers(0, 4), st.lists(st.integers(0, 4), max_size=3)), max_size=8)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(amendments=EDGES)
def test_no_sequence_of_amendments_closes_a_cycle(amendments: list[tuple[int, list[int]]]) -> None:
    nodes = [chain.activity(published=False) for _number in range(5)]
    for number, targets in amendments:
        chosen = {target: nodes[target] for target in targets}
        with suppress(Invalid):
            amend(nodes[number], links={"depends_on": list(chosen.values())})
    edges = {node.pk: [other.pk for other in node.depends_on.all()] for node in nodes}
    for node, targets in edges.items():
        assert dependencies.cycle(edges, node, targets) == []


@given(
    edges=st.dictionaries(st.integers(0, 5), st.sets(st.integers(0, 5), max_size=4)),
    start=st.integers(0, 5),
    goal=st.integers(0, 5),
)
def test_a_path_walks_along_edges_and_agrees_with_the_reach(
    edges: dict[int, set[int]], start: int, goal: int
) -> None:
    way = dependencies.path(edges, start, goal)
    assert bool(way) == (goal in dependencies.reach(edges, [start]))
    if way:
        assert (way[0], way[-1]) == (start, goal)
        assert all(there in edges[here] for here, there in pairwise(way))


def test_moves_forward_without_words_and_back_or_off_with_a_reason() -> None:
    made = chain.activity()
    assert move(made, State.RUNNING, version=2).state == "running"
    with pytest.raises(Invalid, match="Write why"):
        move(made, State.SUSPENDED)
    assert move(made, State.SUSPENDED, reason="No room").state == "suspended"
    assert move(made, State.RUNNING).state == "running"
    assert move(made, State.DONE).state == "done"
    with pytest.raises(Refused, match="next states are: running"):
        move(made, State.CANCELLED, reason="R")
    with pytest.raises(Conflict):
        move(made, State.RUNNING, reason="Not yet", version=2)
    assert move(made, State.RUNNING, reason="Not yet").state == "running"


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(states=st.lists(st.sampled_from(State), max_size=6))
def test_only_moves_of_the_table_happen(states: list[State]) -> None:
    made = chain.activity(published=False)
    for state in states:
        before = State(made.state)
        try:
            move(made, state, reason="R")
        except Refused:
            assert state not in ACTIVITY_STATES.after(before)
        else:
            assert state in ACTIVITY_STATES.after(before)
        made.refresh_from_db()


def test_the_responsible_organisation_moves_it_forward_only() -> None:
    lead, other = makers.organisation(), makers.organisation()
    made = chain.activity(responsible=lead)
    contact = makers.actor(Role.PARTNER_CONTACT, lead)
    assert move(made, State.RUNNING, actor=contact).state == "running"
    with pytest.raises(Refused):
        move(made, State.CANCELLED, actor=contact, reason="R")
    with pytest.raises(Refused):
        move(made, State.DONE, actor=makers.actor(Role.PARTNER_CONTACT, other))
    assert (State.RUNNING, State.DONE) in FORWARD


def test_a_contact_goes_on_for_the_one_that_theirs_was_merged_into() -> None:
    kept, lead = makers.organisation("Circle"), makers.organisation("Circle of old")
    made = chain.activity(responsible=lead, published=False)
    contact = makers.actor(Role.PARTNER_CONTACT, lead)
    merge_organisations(actor=makers.coordinator(), kept=kept, merged=lead, reason="Same statute")
    seen = activities(contact).get()
    assert (seen, seen.responsible) == (made, kept)
    assert move(seen, State.RUNNING, actor=contact).state == "running"


def test_what_does_not_fit_is_told() -> None:
    before = chain.activity(title="Before", starts_on=date(2026, 3, 1), ends_on=date(2026, 5, 1))
    made = chain.activity(
        chain.project(published=False),
        starts_on=date(2026, 5, 1),
        ends_on=date(2040, 1, 1),
        depends_on=[before],
        published=False,
    )
    move(made, State.RUNNING)
    domain.add_milestone(
        actor=makers.coordinator(), activity=made, title="Room found", due_on=date(2026, 4, 1)
    )
    assert [(found.code, found.severity.value) for found in on_activity(made)] == [
        ("activity.long", "warning"),
        ("activity.responsible", "warning"),
        ("activity.early", "warning"),
        ("activity.ahead", "warning"),
        ("milestone.outside", "warning"),
        ("project.hidden", "warning"),
    ]
