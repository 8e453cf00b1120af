"""A year is a number without thousands, wherever a page says one."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.html import strip_tags
from tests import chain, following, makers, meetings
from tests.makers import Role

from portici.governance import domain
from portici.records import domain as records

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
GROUPED = re.compile(r"\b[12][.,]\d{3}\b")


@pytest.fixture
def addresses() -> dict[str, dict[str, Any]]:
    """Pages of a body with a plan of two branches, three decisions in a chain and a meeting: in the portal, in the office."""
    board = chain.body("board")
    root = following.guideline(board)
    following.guideline(board, parent=root)
    taken = [chain.decision(board, decided_on=date(2026, 2, day)) for day in (1, 2, 3)]
    following.tie(taken[1], taken[0])
    following.tie(taken[2], taken[1])
    domain.serve_guidelines(actor=following.SECRETARY, decision=taken[1], guidelines=[root])
    following.follow_up(taken[1], due_on=date(2026, 4, 1))
    meeting = records.publish(actor=makers.coordinator(), record=meetings.meeting(board))
    plan = [board.uid, 2026]
    return {
        "portal": {
            "decisions": [], "guidelines": [], "meetings": [], "body": [board.uid], "plan": plan,
            "guideline": [root.uid], "decision": [taken[1].address], "meeting": [meeting.address],
        },
        "office": {
            "decisions": [], "guidelines": [], "meetings": [], "follow-ups": [], "body": [board.uid], "plan": plan,
            "guideline": [root.uid], "decision": [taken[1].uid], "meeting": [meeting.uid],
        },
    }  # fmt: skip


@pytest.mark.parametrize("door", ["portal", "office"])
@pytest.mark.parametrize("language", ["it", "en"])
def test_no_year_has_thousands(
    signed_in: Callable[..., Client], addresses: dict[str, dict[str, Any]], door: str, language: str
) -> None:
    client = signed_in(Role.COORDINATOR) if door == "office" else Client()
    found = {}
    for name, args in addresses[door].items():
        with translation.override(language):
            page = client.get(reverse(f"{door}:{name}", args=args or None))
        text = strip_tags(page.content.decode())
        found[name] = (page.status_code, "2026" in text, GROUPED.findall(text))
    assert found == dict.fromkeys(addresses[door], (200, True, []))
