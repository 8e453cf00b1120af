"""Two people at one pledge, or at one adhesion, at the same time: it happens once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from tests import makers
from tests.conftest import NOW
from tests.organisations.agreements.kit import admitted, agreement, pledge

from portici.kernel import clock
from portici.kernel.findings import DeskError
from portici.organisations.agreements import domain
from portici.organisations.models import Commitment, Membership, Party

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 6


def at_once(job: Callable[[], Any]) -> list[str]:
    """The job in as many threads as there are people, started together; what it raised."""
    start, raised = threading.Barrier(PEOPLE), []

    def run() -> None:
        try:
            with clock.suspended(NOW):
                start.wait()
                job()
        except DeskError as refusal:
            raised.append(type(refusal).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _person in range(PEOPLE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def test_one_pledge_becomes_one_commitment() -> None:
    one = makers.organisation("One")
    made, offered = agreement(parties=(one,)), pledge(one)
    raised = at_once(
        lambda: domain.commit_pledge(
            actor=makers.coordinator(), pledge=offered, agreement=made, text="Lessons"
        )
    )
    assert raised == ["Refused"] * (PEOPLE - 1)
    assert list(Commitment.objects.values_list("pledge")) == [(offered.pk,)]


def test_one_adhesion_is_taken_in() -> None:
    made = agreement(network=makers.organisation("Network"))
    asked = admitted(made, makers.organisation("New"))
    raised = at_once(lambda: domain.adhere(actor=makers.coordinator(), candidacy=asked))
    assert raised == ["Refused"] * (PEOPLE - 1)
    assert (Party.objects.count(), Membership.objects.count()) == (1, 1)
