"""A verdict as it is kept: every number that it follows from, and the sentences that tell it.

    {"round": 1, "at": "2026-03-20T09:40:00+00:00", "outcome": "adopted", "why": "enough", "secret": false, "rules": "<uid>",
     "entitled": "9", "present": "7", "quorum": "5", "weighted": false, "seats": 7, "seats_needed": 0,
     "majority": "simple", "base": "votes", "objections": 0, "total": "6", "needed": "4",
     "for": ["4", 4], "against": ["2", 2], "abstained": ["1", 1], "silent": ["0", 0],
     "attending": ["<seat>", …], "recused": ["<seat>"], "proxies": {"<giver>": "<carrier>"}, "aside": [["<seat>", "absent"]],
     "sentences": [{"template": "Adopted: %(for)s in favour, %(needed)s needed.", "params": {"for": "4", "needed": "4"}}, …]}

Numbers of weight are fractions as they are written; of `for` and the other sides the second is how many seats. Of a text that was
voted again, `earlier` holds the verdicts of the rounds before, the first one first.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from portici.engine import voting as engine
from portici.kernel.findings import Message

from ..models import BodyRules, Motion


def frozen(
    motion: Motion, room: engine.Room, result: engine.VoteResult, rules: BodyRules, at: datetime
) -> dict[str, Any]:
    """The verdict as the motion keeps it."""
    told = [{"template": one.template, "params": dict(one.params)} for one in engine.explained(result)]
    return {
        "round": motion.round,
        "at": at.isoformat(),
        "secret": motion.is_secret,
        "rules": rules.uid,
        **_numbers(result),
        "attending": sorted(room.attending),
        "recused": list(result.recused),
        "proxies": dict(sorted(room.proxies.items())),
        "aside": [[one.seat, one.why.value] for one in result.aside],
        "sentences": told,
    }


def earlier(verdict: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept of a verdict when its text is voted again; nothing at the first vote."""
    if "outcome" not in verdict:
        return dict(verdict)
    last = {name: value for name, value in verdict.items() if name != "earlier"}
    return {"earlier": [*verdict.get("earlier", ()), last]}


def sentences(verdict: Mapping[str, Any]) -> list[Message]:
    """The sentences of a kept verdict, the outcome last; none before a vote."""
    return [Message(one["template"], one["params"]) for one in verdict.get("sentences", ())]


def told_in_words(verdict: Mapping[str, Any]) -> str:
    """The sentences in the language that is active, one after the other."""
    return " ".join(gettext(one.template) % one.params for one in sentences(verdict))


def _numbers(result: engine.VoteResult) -> dict[str, Any]:
    quorum, requirement, tally = result.quorum, result.requirement, result.tally
    sides = {
        "for": tally.in_favour,
        "against": tally.against,
        "abstained": tally.abstained,
        "silent": tally.silent,
    }
    return {
        "outcome": result.outcome.value,
        "why": result.why.value,
        "entitled": str(quorum.entitled),
        "present": str(quorum.present),
        "quorum": str(quorum.needed),
        "weighted": quorum.is_weighted,
        "seats": quorum.seats,
        "seats_needed": quorum.seats_needed,
        "majority": requirement.majority.value,
        "base": requirement.of.value,
        "objections": requirement.objections,
        "total": str(result.total),
        "needed": str(result.needed),
        **{name: [str(side.weight), side.seats] for name, side in sides.items()},
    }
