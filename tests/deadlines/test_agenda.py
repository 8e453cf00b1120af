"""All deadlines in one question: by term, by whose they are, whatever the rooms."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import chain, makers
from tests.makers import SYSTEM, VISITOR, Role

from portici.deadlines import agenda, registry
from portici.deadlines.agenda import Asked, Line, Term
from portici.deadlines.columns import Whose
from portici.kernel.actor import Actor, Grant, Scope
from portici.needs.models import Need
from portici.programme import domain as programme
from portici.programme.models import ActivityState, Assignment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]

#: Monday 2 March 2026 is today.
YESTERDAY, SUNDAY, NEXT, LATER = date(2026, 3, 1), date(2026, 3, 8), date(2026, 3, 9), date(2026, 4, 2)


def told(actor: Actor, each: int = 10) -> dict[tuple[str, str], tuple[int, list[str]]]:
    return {
        (cell.term.name, cell.whose.name): (cell.total, [line.label for line in cell.lines])
        for cell in agenda.board(actor, each=each)
    }


def ending(title: str, day: date, **values: Any) -> Any:
    made = chain.activity(title=title, starts_on=date(2026, 1, 1), ends_on=day, **values)
    return programme.move_activity(actor=makers.coordinator(), activity=made, state=ActivityState.RUNNING)


def test_terms_by_day_and_each_line_once() -> None:
    for title, day in (
        ("Late", YESTERDAY), ("Today", date(2026, 3, 2)), ("Sunday", SUNDAY), ("Next", NEXT), ("Month", date(2026, 4, 1)),
        ("Beyond", LATER),
    ):  # fmt: skip
        ending(title, day)
    chain.need(area := makers.area(), "Unanswered")
    chain.designation(area)
    assert told(makers.coordinator()) == {
        ("LATE", "OFFICE"): (1, ["Late"]),
        ("WEEK", "OFFICE"): (2, ["Today", "Sunday"]),
        ("MONTH", "OFFICE"): (2, ["Next", "Month"]),
        ("WAITING", "OFFICE"): (1, ["Unanswered"]),
    }
    assert told(makers.coordinator(), each=1)[("WEEK", "OFFICE")] == (2, ["Today"])
    assert told(VISITOR) == told(makers.actor(Role.AUDITOR)) == {}


def test_whose_it_is() -> None:
    area, lead = makers.area(), makers.organisation()
    ending("Led", YESTERDAY, responsible=lead)
    ending("Here", YESTERDAY, areas=[area])
    worked = ending("Worked", YESTERDAY)
    ending("Other", YESTERDAY)
    user = makers.user()
    Assignment.objects.create(activity=worked, user=user, organisation=lead)
    assert told(makers.actor(Role.PARTNER_CONTACT, lead)) == {("LATE", "MINE"): (1, ["Led"])}
    assert told(makers.actor(Role.AREA_OFFICER, area)) == {("LATE", "AREAS"): (1, ["Here"])}
    grants = (Grant(Role.COORDINATOR), Grant(Role.AREA_OFFICER, Scope.AREA, area.uid))
    cells = told(Actor(uid=user.uid, grants=grants))
    assert {place: (total, sorted(labels)) for place, (total, labels) in cells.items()} == {
        ("LATE", "MINE"): (1, ["Worked"]),
        ("LATE", "OFFICE"): (2, ["Led", "Other"]),
        ("LATE", "AREAS"): (1, ["Here"]),
    }


def lines_of(actor: Actor, **asked: Any) -> list[Line]:
    return agenda.lines(actor, Asked(**asked), limit=None)


def test_what_belongs_to_a_record_names_it_and_its_row() -> None:
    activity = ending("Work", LATER)
    milestone = programme.add_milestone(
        actor=makers.coordinator(), activity=activity, title="First stone", due_on=SUNDAY
    )
    (line,) = lines_of(makers.coordinator())
    assert (line.watch.name, line.kind, line.ref, line.mark) == (
        "milestones-due", "activity", activity.uid, milestone.uid,
    )  # fmt: skip
    assert (line.label, line.why, line.day) == ("First stone", "Work", SUNDAY)
    assert [line.label for line in lines_of(makers.coordinator(), days=40)] == ["First stone", "Work"]
    assert agenda.find(makers.coordinator(), line.watch, line.ref, line.mark) == line
    assert agenda.find(makers.coordinator(), line.watch, line.ref, "") is None
    assert agenda.find(makers.actor(Role.AUDITOR), line.watch, line.ref, line.mark) is None


def test_of_a_body_alone() -> None:
    board, table = chain.body("board"), chain.body("table")
    for body in (board, table):
        chain.decision(body, f"Of {body.code}")
    ending("Of none", YESTERDAY)
    waiting = agenda.lines(makers.coordinator(), Asked(body="board"), limit=None, terms=list(Term))
    assert [line.label for line in waiting] == ["Of board"]


def test_a_part_of_the_page_read_by_pages() -> None:
    for number in range(7):
        ending(f"A{number}", date(2026, 2, 1 + number))
    actor = makers.coordinator()
    assert agenda.count(actor, Term.LATE, Whose.OFFICE) == 7
    assert agenda.count(VISITOR, Term.LATE, Whose.OFFICE) == 0
    found = agenda.cell(actor, Term.LATE, Whose.OFFICE, first=5, limit=5)
    assert [line.label for line in found] == ["A5", "A6"]


def test_of_nothing_there_is_nothing() -> None:
    assert agenda.lines(SYSTEM, limit=None, terms=list(Term)) == []
    assert told(SYSTEM) == {}


def test_a_watch_of_few_words_is_read_by_its_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_watches", {})
    registry.register(
        registry.watch_over(
            lambda actor: Need.objects.all().visible_to(actor).order_by("recorded_on", "pk"),
            lambda need: registry.Due(need, need.recorded_on, need.area.name),
            name="plain", heading="Plain", todo="Do it", roles=frozenset({Role.COORDINATOR}), order=5,
        )
    )  # fmt: skip
    need = chain.need(makers.area(), "A need", recorded_on=YESTERDAY)
    (line,) = lines_of(makers.coordinator())
    assert (line.label, line.day, line.ref, line.term) == ("A need", YESTERDAY, need.uid, Term.LATE)
    assert registry.watch("plain").first(makers.coordinator(), 5) == [
        registry.Due(need, YESTERDAY, need.area.name)
    ]


def test_one_question_whatever_the_rows(django_assert_num_queries: Any) -> None:
    actor = makers.coordinator()
    ending("First", YESTERDAY)
    with CaptureQueriesContext(connection) as few:
        assert told(actor)[("LATE", "OFFICE")][0] == 1
    for number in range(12):
        ending(f"B{number}", YESTERDAY)
        chain.decision(chain.body())
    with django_assert_num_queries(len(few)):
        assert told(actor)[("LATE", "OFFICE")][0] == 13
