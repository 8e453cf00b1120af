"""The plan of a year: its guidelines with what carries them out, and no more of it than the reader sees."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests import chain, following, makers
from tests.following import SECRETARY
from tests.makers import VISITOR, Role

from portici.governance import domain as governance
from portici.governance.following import plan
from portici.governance.models import Decision, Guideline
from portici.organisations.models import Organisation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen", "english")]
FIRST = date(2026, 1, 1)


def carrying(line: Guideline, day: int, *, published: bool = True) -> Decision:
    made = chain.decision(
        line.body, f"Decision of day {day}", published=published, decided_on=FIRST + timedelta(days=day)
    )
    governance.serve_guidelines(actor=SECRETARY, decision=made, guidelines=[line])
    return made


def titles(branch: plan.Branch) -> list[str]:
    return [decision.title for decision, _state in branch.decisions]


def test_a_line_names_the_last_decisions_and_counts_the_earlier(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "LAST_CARRIED", 2)
    body = chain.body()
    line, other = following.guideline(body), following.guideline(body)
    made = [carrying(line, day) for day in (5, 1, 9)]
    governance.serve_guidelines(actor=SECRETARY, decision=made[1], guidelines=[line, other])
    told = {branch.guideline: branch for branch in plan.plan_of(VISITOR, body, 2026)}
    assert (titles(told[line]), told[line].earlier) == (["Decision of day 5", "Decision of day 9"], 1)
    assert (titles(told[other]), told[other].earlier) == (["Decision of day 1"], 0)


def test_what_is_withheld_is_neither_named_nor_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "LAST_CARRIED", 1)
    line = following.guideline(chain.body())
    for day in (1, 2):
        carrying(line, day, published=False)
    carrying(line, 3)
    seen = plan.branch_of(VISITOR, line)
    assert (titles(seen), seen.earlier) == (["Decision of day 3"], 0)
    assert plan.branch_of(SECRETARY, line).earlier == 2


@pytest.mark.parametrize(
    "role", [Role.PARTNER_CONTACT, Role.SCHOOL_CONTACT, Role.AREA_OFFICER, Role.BOARD_MEMBER]
)
def test_every_role_reads_a_plan(role: Role) -> None:
    """What a contact may see is the deepest question that is put to a store: SQLite's parser has a floor."""
    line = following.guideline(chain.body())
    carrying(line, 1)
    scope: dict[Role, Organisation | object] = {
        Role.AREA_OFFICER: makers.area(),
        Role.BOARD_MEMBER: line.body,
    }
    looker = makers.actor(role, scope.get(role) or makers.organisation())
    assert titles(plan.branch_of(looker, line)) == ["Decision of day 1"]
    assert plan.plans(looker) == [(line.body, 2026)]


def test_plans_come_by_year_the_last_first_and_as_many_as_asked() -> None:
    bodies = [chain.body(name=name) for name in ("Table", "Board")]
    for body in bodies:
        for year in (2025, 2026):
            following.guideline(body, year=year)
    following.guideline(chain.body(name="Council"), published=False)
    told = [(body.name, year) for body, year in plan.plans(VISITOR)]
    assert told == [("Board", 2026), ("Table", 2026), ("Board", 2025), ("Table", 2025)]
    assert [(body.name, year) for body, year in plan.plans(VISITOR, 3)] == told[:3]
