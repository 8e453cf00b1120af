"""Thirty-two members who vote at once through the page, each ballot sent twice: none is lost, none is counted twice."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from tests import makers, meetings, sittings
from tests.meetings import SECRETARY
from tests.sittings import Sitting

from portici.governance.models import Ballot, Counters, Decision, Motion, RollEntry
from portici.governance.sitting import domain
from portici.journal.models import Entry
from portici.kernel.actor import Role, Scope
from portici.people.models import Grant, User

pytestmark = pytest.mark.django_db(transaction=True)
NAMES = [f"seat {number:02}" for number in range(32)]
CHOICES = ("for", "against", "abstain")
PATIENCE = 120


def at_once(jobs: list[Callable[[], Any]]) -> list[Any]:
    """What the jobs gave, each in a thread of its own, started together; an exception where one was raised."""
    start, found = threading.Barrier(len(jobs)), [None] * len(jobs)

    def run(place: int, job: Callable[[], Any]) -> None:
        try:
            start.wait()
            found[place] = job()
        except Exception as failure:
            found[place] = failure
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    return found


def browser(user: User, role: Role, sitting: Sitting) -> Client:
    scope = {"scope": Scope.BODY, "scope_uid": sitting.body.uid} if role is Role.BOARD_MEMBER else {}
    Grant.objects.create(user=user, role=role, since="2026-01-01", **scope)
    client = Client()
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    return client


class Hall:
    """The meeting with everybody in it, and a browser for each."""

    def __init__(self) -> None:
        self.sitting = sittings.hold({name: {} for name in NAMES}, opened=False)
        self.sitting.meeting = meetings.sitting(self.sitting.meeting)
        self.sitting.come(*NAMES)
        self.address = reverse("office:meeting-live", args=[self.sitting.meeting.uid])
        self.members = {
            name: browser(seat.account, Role.BOARD_MEMBER, self.sitting)
            for name, seat in self.sitting.seats.items()
            if seat.account is not None
        }
        self.secretaries = [browser(makers.user(), Role.BOARD_SECRETARY, self.sitting) for _one in range(2)]

    def ballot(self, name: str, motion: Motion, choice: str) -> Callable[[], int]:
        said = {
            "fa": "vota", "testo": motion.uid, "turno": "1", "posto": self.sitting.seats[name].uid, "voto": choice,
        }  # fmt: skip
        return lambda: self.members[name].post(self.address, said).status_code

    def press(self, act: str, motion: Motion, **more: str) -> list[Callable[[], int]]:
        """Both secretaries press the same button."""
        said = {"fa": act, "testo": motion.uid, **more}
        return [
            lambda one=one: one.post(self.address, said).status_code  # type: ignore[misc] # bound as it is made
            for one in self.secretaries
        ]


def test_thirty_two_at_once() -> None:
    hall = Hall()
    chosen = {name: CHOICES[number % 3] for number, name in enumerate(NAMES)}
    _a_roll_call(hall, chosen)
    _a_secret_ballot(hall, chosen)
    _a_vote_that_is_closed_meanwhile(hall)


def _twice(hall: Hall, motion: Motion, chosen: dict[str, str]) -> list[Any]:
    jobs = [hall.ballot(name, motion, choice) for name, choice in chosen.items()]
    return at_once([lambda job=job: (job(), job()) for job in jobs])  # type: ignore[misc] # bound as it is made


def _a_roll_call(hall: Hall, chosen: dict[str, str]) -> None:
    motion = hall.sitting.put()
    assert _twice(hall, motion, chosen) == [(302, 302)] * 32
    cast = dict(Ballot.objects.filter(motion=motion).values_list("member__organisation__name", "choice"))
    assert cast == chosen
    assert Entry.objects.filter(verb="vote").count() == 32
    assert at_once(hall.press("chiudi-voto", motion)) == [302, 302]
    verdict = hall.sitting.fresh(motion).verdict
    assert [verdict[side] for side in ("for", "against", "abstained")] == [["11", 11], ["11", 11], ["10", 10]]


def _a_secret_ballot(hall: Hall, chosen: dict[str, str]) -> None:
    motion = hall.sitting.motion(is_secret=True)
    domain.open_vote(actor=SECRETARY, motion=motion)
    kinder = {name: "for" if choice == "abstain" else choice for name, choice in chosen.items()}
    assert _twice(hall, motion, kinder) == [(302, 302)] * 32
    counted = Counters.objects.get(motion=motion)
    assert (counted.in_favour, counted.against, counted.abstained) == (21, 11, 0)
    assert RollEntry.objects.filter(motion=motion, has_voted=True).count() == 32
    assert Entry.objects.filter(verb="vote-in-secret").count() == 32
    assert at_once(hall.press("chiudi-voto", motion)) == [302, 302]
    assert at_once(hall.press("decisione", motion)) == [302, 302]
    assert list(Decision.objects.values_list("number", flat=True)) == [1]


def _a_vote_that_is_closed_meanwhile(hall: Hall) -> None:
    """Whose ballot was taken is counted; who came too late is told so, and is not."""
    motion = hall.sitting.put(is_secret=True)
    jobs = [hall.ballot(name, motion, "for") for name in NAMES]
    # However few have voted by then.
    closing = hall.press("chiudi-voto", motion, comunque="1")
    answers = Counter(at_once([*jobs[:16], *closing, *jobs[16:]]))
    assert answers.keys() <= {302, 403}
    verdict = hall.sitting.fresh(motion).verdict
    taken = answers[302] - 2
    assert (verdict["for"], verdict["silent"][1], answers[403]) == (
        [str(taken), taken],
        32 - taken,
        32 - taken,
    )
