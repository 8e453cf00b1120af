"""Hands counted by the rules of the day."""

from __future__ import annotations

import pytest
from tests import chain, makers

from portici.engine.voting import Base, Majority, Outcome, Requirement, Why
from portici.governance import domain
from portici.governance.counting import count_hands
from portici.governance.models import BodyRules, Member

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


@pytest.fixture
def seats() -> list[Member]:
    body, actor = chain.body(), makers.coordinator()
    return [
        domain.add_member(actor=actor, body=body, organisation=makers.organisation(), **values)
        for values in ({"presides": True}, {}, {}, {}, {"is_observer": True})
    ]


def rulebook(seats: list[Member], **majorities: Requirement) -> BodyRules:
    return domain.set_rules(
        actor=makers.coordinator(),
        body=seats[0].body,
        values={"quorum_share": "1/2", "quorum_strict": True, "ties": "chair"},
        majorities=majorities,
    )


def hands(seats: list[Member], *seen: str) -> dict[str, str]:
    return {seat.uid: hand for seat, hand in zip(seats, seen, strict=False)}


@pytest.mark.parametrize(
    ("seen", "outcome", "why"),
    [
        (("for", "for", "against", "absent"), Outcome.ADOPTED, Why.ENOUGH),
        (("for", "against", "abstain", "silent"), Outcome.ADOPTED, Why.TIE_CHAIR_FOR),
        (("against", "for", "silent"), Outcome.NOT_ADOPTED, Why.TIE_CHAIR_AGAINST),
        (("for", "for"), Outcome.NO_QUORUM, Why.NO_QUORUM),
        (("for", "for", "absent", "recused"), Outcome.ADOPTED, Why.ENOUGH),
        (("for", "absent", "absent", "absent", "for"), Outcome.NO_QUORUM, Why.NO_QUORUM),
    ],
)
def test_what_is_seen_decides(seats: list[Member], seen: tuple[str, ...], outcome: Outcome, why: Why) -> None:
    rules = rulebook(seats, ordinary=Requirement(Majority.SIMPLE))
    result = count_hands(seats, rules, "plan", hands(seats, *seen))
    assert result is not None
    assert (result.outcome, result.why) == (outcome, why)


def test_a_matter_has_its_own_majority_and_none_is_made_up(seats: list[Member]) -> None:
    rules = rulebook(seats, plan=Requirement(Majority.TWO_THIRDS, Base.ENTITLED))
    seen = hands(seats, "for", "for", "against", "absent")
    result = count_hands(seats, rules, "plan", seen)
    assert result is not None
    assert (result.outcome, result.needed) == (Outcome.NOT_ADOPTED, 3)
    assert count_hands(seats, rules, "ordinary", seen) is None
