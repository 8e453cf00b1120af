"""Guidelines and follow-ups made through the desks, for the tests of what is done with them."""

from __future__ import annotations

from itertools import count
from typing import Any

from portici.governance.following import domain
from portici.governance.models import Body, Decision, DecisionTie, FollowUp, Guideline, Statement
from portici.records import domain as records
from tests import makers
from tests.makers import Role

SECRETARY = makers.actor(Role.BOARD_SECRETARY)
_numbers = count(1)


def guideline(body: Body, title: str = "", *, published: bool = True, **values: Any) -> Guideline:
    """A guideline of the body's plan of 2026."""
    number = next(_numbers)
    values = {"year": 2026, "code": f"G{number}", "title": title or f"Guideline {number}", **values}
    made = domain.record_guideline(actor=SECRETARY, body=body, **values)
    return records.publish(actor=makers.coordinator(), record=made) if published else made


def follow_up(decision: Decision, what: str = "", **values: Any) -> FollowUp:
    """A thing that the decision asks for."""
    return domain.add_follow_up(
        actor=SECRETARY, decision=decision, what=what or f"Thing to do {next(_numbers)}", **values
    )


def said(follow_up: FollowUp, state: str, text: str = "") -> Statement:
    """How far it is, as the office knows."""
    return domain.state_progress(actor=SECRETARY, follow_up=follow_up, state=state, text=text)


def tie(later: Decision, earlier: Decision, kind: str = "revokes") -> DecisionTie:
    return domain.tie_decisions(actor=SECRETARY, later=later, earlier=earlier, kind=kind)
