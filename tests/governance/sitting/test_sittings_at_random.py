"""Sittings at random through the desks, against a plain count that knows neither rooms nor fractions."""

from __future__ import annotations

import random
from typing import Any

import pytest
from tests import sittings
from tests.meetings import SECRETARY

from portici.governance.sitting import domain
from portici.kernel.findings import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
SEATS = "abcde"
CHOICES = ("for", "against", "abstain")


@pytest.mark.parametrize("seed", range(6))
def test_the_verdict_is_the_plain_count(seed: int) -> None:
    draw = random.Random(seed)
    secret = bool(seed % 2)
    weights = {name: 1 if secret else draw.randint(1, 3) for name in SEATS}
    sitting = sittings.hold(
        {name: {"weight": weight} for name, weight in weights.items()},
        rules={"quorum_share": "1/2", "most_proxies": 2},
    )
    here = [name for name in SEATS if draw.random() < 0.7]
    sitting.come(*here)
    carried = _proxies(sitting, draw, here)
    recused = {name for name in SEATS if draw.random() < 0.2}
    for name in sorted(recused):
        domain.declare_recusal(actor=SECRETARY, item=sitting.item, member=sitting.seats[name], reason="Ours")
    motion = sitting.put(is_secret=secret)
    voters = _voters(here, carried, recused)
    cast: dict[str, str] = {}
    for name in draw.sample(SEATS, len(SEATS)):
        choice = draw.choice(CHOICES)
        hand = sitting.actor(carried.get(name, name))
        if name in voters:
            sitting.vote(motion, name, choice, by=hand)
            cast[name] = choice
        else:
            with pytest.raises(Refused):
                sitting.vote(motion, name, choice, by=hand)
    gone = draw.choice(here) if here and not secret else ""
    if gone:
        sitting.leave(gone)
        here.remove(gone)
    voters = _voters(here, carried, recused)
    assert _kept(sitting.close(motion).verdict) == _plainly(weights, voters, recused, cast)


def _proxies(sitting: Any, draw: random.Random, here: list[str]) -> dict[str, str]:
    """Each who is not there gives a proxy to the first, the second to the last: no more than two for one."""
    away = [name for name in SEATS if name not in here]
    given = {name: (here[0], here[-1])[number % 2] for number, name in enumerate(away)} if here else {}
    given = {name: carrier for name, carrier in given.items() if draw.random() < 0.7}
    given = {name: carrier for name, carrier in given.items() if len(here) > 1}
    for name, carrier in given.items():
        domain.give_proxy(
            actor=sitting.actor(name),
            meeting=sitting.meeting,
            giver=sitting.seats[name],
            carrier=sitting.seats[carrier],
        )
    return given


def _voters(here: list[str], carried: dict[str, str], recused: set[str]) -> set[str]:
    sitting = set(here) - recused
    return sitting | {name for name, carrier in carried.items() if carrier in sitting and name not in recused}


def _plainly(
    weights: dict[str, int], voters: set[str], recused: set[str], cast: dict[str, str]
) -> dict[str, Any]:
    entitled = [name for name in weights if name not in recused]
    sums = {choice: sum(weights[name] for name in voters if cast.get(name) == choice) for choice in CHOICES}
    if not voters or 2 * len(voters) < len(entitled):
        outcome = "no_quorum"
    else:
        outcome = "adopted" if sums["for"] > sums["against"] else "not_adopted"
    silent = sum(weights[name] for name in voters if name not in cast)
    return {"entitled": len(entitled), "present": len(voters), "outcome": outcome, "silent": silent, **sums}


def _kept(verdict: dict[str, Any]) -> dict[str, Any]:
    return {
        "entitled": int(verdict["entitled"]),
        "present": int(verdict["present"]),
        "outcome": verdict["outcome"],
        "silent": int(verdict["silent"][0]),
        "for": int(verdict["for"][0]),
        "against": int(verdict["against"][0]),
        "abstain": int(verdict["abstained"][0]),
    }
