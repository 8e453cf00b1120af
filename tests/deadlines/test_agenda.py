"""All deadlines in one question: by term, by whose they are, whatever the rooms."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import chain, makers
from tests.makers import SYSTEM, VISITOR, Role

from portici.deadlines import agenda, domain, registry
from portici.deadlines.agenda import Asked, Line, Term
from portici.deadlines.columns import Whose
from portici.kernel.actor import Actor, Grant, Scope
from portici.needs.models import Need
from portici.organisations.agreements import domain as agreements
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
