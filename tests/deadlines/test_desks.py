"""Putting off, the chain of who is told, an account's reminders: they work, are refused, take no bad input."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from tests import chain, makers
from tests.makers import VISITOR, Role

from portici.deadlines import agenda, domain, queries
from portici.deadlines.agenda import Line, Term
from portici.deadlines.models import Reminders, Snooze, Step
from portici.journal.models import Entry
from portici.kernel import clock
from portici.kernel.actor import Actor, Grant
from portici.kernel.findings import Invalid, Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
COORDINATOR = makers.coordinator()
CONTACT = Actor(uid="u-c", grants=(Grant(Role.PARTNER_CONTACT),))


@pytest.fixture
def late(frozen: datetime) -> Line:
    chain.activity(title="Late", ends_on=date(2026, 3, 1))
    return now()


def now() -> Line:
    (line,) = agenda.lines(COORDINATOR, limit=None, terms=list(Term))
    return line


def test_put_off_it_is_back_on_its_day(late: Line, frozen: datetime) -> None:
    domain.put_off(actor=COORDINATOR, line=late, until=date(2026, 3, 9), reason=" The office moves ")
    told = now()
    assert (told.term, told.put_off_until, told.put_off_because) == (
        Term.PUT_OFF, date(2026, 3, 9), "The office moves",
    )  # fmt: skip
    domain.put_off(actor=COORDINATOR, line=told, until=date(2026, 3, 10), reason="Once more")
    assert Snooze.objects.count() == 1
    assert list(queries.snoozes_of("activities-late")) == [(late.ref, "")]
    entry = Entry.objects.filter(verb="put-off").latest("pk")
    change = entry.changes.get()
    assert (entry.kind, entry.ref, entry.reason) == ("activity", late.ref, "Once more")
    assert (change.field, change.value.before, change.value.after) == (
        "put_off_until",
        "2026-03-09",
        "2026-03-10",
    )
    with clock.suspended(frozen + timedelta(days=8)):
        assert now().term is Term.LATE
        assert queries.snoozes_of("activities-late") == {}


def test_taken_up_again(late: Line) -> None:
    domain.put_off(actor=COORDINATOR, line=late, until=date(2026, 3, 9), reason="Why")
    domain.take_up(actor=COORDINATOR, line=now())
    assert (now().term, Entry.objects.filter(verb="take-up").count()) == (Term.LATE, 1)
    domain.take_up(actor=COORDINATOR, line=now())
    assert Entry.objects.filter(verb="take-up").count() == 1


@pytest.mark.parametrize(
    ("until", "reason", "wrong"),
    [
        (date(2026, 3, 2), "Why", ["until"]),
        (date(2027, 3, 4), "Why", ["until"]),
        (date(2026, 3, 9), "  ", ["reason"]),
        (date(2026, 3, 1), "x" * 301, ["until", "reason"]),
    ],
)
def test_not_without_a_day_and_a_reason(late: Line, until: date, reason: str, wrong: list[str]) -> None:
    with pytest.raises(Invalid) as refused:
        domain.put_off(actor=COORDINATOR, line=late, until=until, reason=reason)
    assert [found.field for found in refused.value.findings] == wrong
    assert Snooze.objects.count() == 0


@pytest.mark.parametrize("actor", [VISITOR, CONTACT, makers.actor(Role.AUDITOR)])
def test_who_may_not(late: Line, actor: Any) -> None:
    with pytest.raises(Refused):
        domain.put_off(actor=actor, line=late, until=date(2026, 3, 9), reason="Why")
    with pytest.raises(Refused):
        domain.take_up(actor=actor, line=late)
    with pytest.raises(Refused):
        domain.add_step(actor=actor, watch="", days=1, tell="coordinator")


def test_the_chain_is_stated_and_taken_back() -> None:
    step = domain.add_step(actor=COORDINATOR, watch="", days=7, tell="responsible")
    domain.add_step(actor=COORDINATOR, watch="milestones-due", days=0, tell="coordinator")
    assert [(one.watch, one.days, one.tell) for one in queries.chain()] == [
        ("", 7, "responsible"), ("milestones-due", 0, "coordinator"),
    ]  # fmt: skip
    with pytest.raises(Refused):
        domain.remove_step(actor=makers.actor(Role.BOARD_SECRETARY), step=step)
    domain.remove_step(actor=COORDINATOR, step=step)
    assert (Step.objects.count(), queries.step_by_uid(step.uid)) == (1, None)
    assert [entry.verb for entry in Entry.objects.filter(kind="deadline-chain").order_by("pk")] == [
        "add-step", "add-step", "remove-step",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"watch": "none"}, "watch"),
        ({"tell": "anybody"}, "tell"),
        ({"days": -1}, "days"),
        ({"days": 366}, "days"),
        ({"days": 3}, "tell"),
    ],
)
def test_no_step_of_what_there_is_not(values: dict[str, Any], field: str) -> None:
    domain.add_step(actor=COORDINATOR, watch="", days=1, tell="coordinator")
    with pytest.raises(Invalid) as refused:
        domain.add_step(actor=COORDINATOR, **{"watch": "", "days": 1, "tell": "coordinator", **values})
    assert [found.field for found in refused.value.findings] == [field]
    assert Step.objects.count() == 1


def test_each_sets_the_own_reminders() -> None:
    assert (queries.reminders_of(COORDINATOR).weekly, Reminders.objects.count()) == (False, 0)
    domain.choose_weekly(actor=COORDINATOR, weekly=True)
    assert [one.account for one in queries.who_wants_digest()] == [COORDINATOR.uid]
    domain.choose_weekly(actor=COORDINATOR, weekly=False)
    assert list(queries.who_wants_digest()) == []
    for desk in (domain.make_feed, domain.revoke_feed):
        with pytest.raises(Refused):
            desk(actor=VISITOR)
    with pytest.raises(Refused):
        domain.choose_weekly(actor=VISITOR, weekly=True)


def test_a_calendar_has_one_address_until_it_is_renewed_or_revoked() -> None:
    first = domain.make_feed(actor=COORDINATOR)
    assert queries.account_of_feed(first) == COORDINATOR.uid
    second = domain.make_feed(actor=COORDINATOR)
    assert [queries.account_of_feed(one) for one in (first, second, "")] == ["", COORDINATOR.uid, ""]
    assert second not in str(list(Reminders.objects.values()))
    domain.revoke_feed(actor=COORDINATOR)
    assert queries.account_of_feed(second) == ""
    domain.revoke_feed(actor=COORDINATOR)
    verbs = Entry.objects.filter(kind="account").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["make-feed", "make-feed", "revoke-feed"]
