"""A decision's number is a name, not an amount: it stands without thousands wherever it is written."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from tests import chain, following, meetings, sittings

from portici.governance.sitting import domain

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
WITH_THOUSANDS = ("12.80", "12,80", "/2.026", "/2,026")


def at(name: str, *arguments: object) -> str:
    """The office's address without a language's beginning, whatever was asked for before."""
    with translation.override("it"):
        return reverse(f"office:{name}", args=arguments)


def assert_named(client: Client, path: str, *numbers: int) -> None:
    """Each number is on the page as it is, in both languages."""
    for address in (path, f"/en{path}"):
        page = client.get(address).content.decode()
        assert [number for number in numbers if f"{number}/2026" not in page] == [], address
        assert [found for found in WITH_THOUSANDS if found in page] == [], address


def test_in_a_chain_of_decisions_in_a_plan_and_in_lists(coordinator: Client, client: Client) -> None:
    board = chain.body("board")
    line = following.guideline(board)
    first, second, third = (
        chain.decision(board, number=12800 + place, guidelines=[line]) for place in range(3)
    )
    following.tie(second, first)
    following.tie(third, second)
    numbers = (12800, 12801, 12802)
    for one in (first, second, third):
        assert_named(coordinator, at("decision", one.uid), *numbers)
        assert_named(client, f"/decisioni/{one.address}/", *numbers)
    assert_named(coordinator, at("guideline", line.uid), *numbers)
    assert_named(coordinator, at("plan", board.uid, 2026), *numbers)
    assert_named(coordinator, at("decisions"), *numbers)
    assert_named(client, "/decisioni/", *numbers)
    with translation.override("it"):
        plan = reverse("portal:plan", args=[board.uid, 2026])
    assert_named(client, plan, *numbers)
    assert_named(client, f"/decisioni/indirizzi/{line.uid}/", *numbers)


def test_where_it_was_voted(coordinator: Client) -> None:
    sitting = sittings.hold("ab")
    chain.decision(sitting.body, number=12800)
    sitting.come("a", "b")
    motion = sitting.put()
    for name in "ab":
        sitting.vote(motion, name, "for")
    sitting.close(motion)
    domain.decide_from(actor=sittings.SECRETARY, motion=sitting.fresh(motion))
    assert_named(coordinator, at("meeting-live", sitting.meeting.uid), 12801)
    meetings.domain.close_meeting(actor=sittings.SECRETARY, meeting=sitting.meeting)
    assert_named(coordinator, at("agenda-item", sitting.item.uid), 12801)
