"""Desks at work at the same time: where the store locks rows, no number is given twice, no cycle closes."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import chain, makers, sittings
from tests.meetings import SECRETARY

from portici.governance import domain as governance
from portici.governance.models import Decision
from portici.governance.sitting import domain as desks
from portici.kernel.findings import Invalid
from portici.needs.models import Designation
from portici.programme import domain as programme
from portici.programme.models import Activity

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(jobs: list[Callable[[], Any]]) -> list[BaseException]:
    """Run the jobs in as many threads, started together; what they raised."""
    start, raised = threading.Barrier(len(jobs)), []

    def run(job: Callable[[], Any]) -> None:
        try:
            start.wait()
            job()
        except Invalid as refusal:
            raised.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def test_a_sitting_locks_in_the_order_that_its_package_states() -> None:
    """What a desk decides on is read once who could change it is locked out; a store that locks no rows lets one write at a time."""
    sitting = sittings.hold("ab")
    sitting.come("a")
    first, second = sitting.motion(), sitting.motion()
    a, b, item = sitting.seats["a"], sitting.seats["b"], sitting.item
    cases: list[tuple[Callable[[], Any], list[str]]] = [
        (
            lambda: desks.declare_recusal(actor=SECRETARY, item=item, member=b, reason="Ours"),
            ["meeting", "agendaitem", "motion"],
        ),
        (lambda: desks.withdraw_recusal(actor=SECRETARY, item=item, member=b), ["meeting", "agendaitem"]),
        (lambda: desks.take_back_motion(actor=SECRETARY, motion=second), ["meeting", "motion"]),
        (lambda: governance.amend_member(actor=SECRETARY, member=a, values={"weight": 2}), ["body"]),
        (lambda: desks.name_chair(actor=SECRETARY, meeting=sitting.meeting, member=a), ["meeting"]),
        (lambda: desks.take_up_item(actor=SECRETARY, item=item), ["meeting", "agendaitem"]),
        (lambda: desks.open_vote(actor=SECRETARY, motion=first), ["meeting", "motion", "body"]),
        (lambda: desks.close_vote(actor=SECRETARY, motion=first), ["meeting", "motion"]),
        (lambda: desks.settle_item(actor=SECRETARY, item=item), ["meeting", "agendaitem", "motion"]),
    ]
    for desk, stated in cases:
        with CaptureQueriesContext(connection) as asked:
            desk()
        locked = re.findall(r'FOR UPDATE OF "governance_(\w+)"', " ".join(one["sql"] for one in asked))
        assert list(dict.fromkeys(locked)) == (stated if connection.features.has_select_for_update_of else [])


def test_decisions_take_different_numbers() -> None:
    body = chain.body("board")
    assert at_once([lambda: chain.decision(body) for _time in range(5)]) == []
    assert sorted(Decision.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5]


def test_one_designation_of_an_area_gets_through() -> None:
    area = makers.area()
    raised = at_once([lambda: chain.designation(area, decided_on=date(2025, 1, 1)) for _time in range(4)])
    assert (len(raised), Designation.objects.count()) == (3, 1)


def test_three_dependencies_that_close_a_cycle_are_two() -> None:
    project = chain.project()
    nodes = [chain.activity(project, published=False) for _time in range(3)]

    def wait_for(here: Activity, there: Activity) -> Callable[[], Any]:
        return lambda: programme.amend_activity(
            actor=makers.coordinator(), activity=here, values={}, links={"depends_on": [there]}
        )

    raised = at_once([wait_for(nodes[number], nodes[number - 1]) for number in range(3)])
    assert [found.code for refusal in raised for found in refusal.findings] == ["activity.cycle"]
