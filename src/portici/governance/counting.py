"""A show of hands counted by the body's own rules: nothing is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _

from portici.engine import voting as engine
from portici.kernel import clock

from .models import BodyRules, Member
from .voting import requirement_of, rules_of, seats_of


class Hand(models.TextChoices):
    """What one sees of a seat when it is voted."""

    FOR = engine.Choice.FOR.value, _("in favour")
    AGAINST = engine.Choice.AGAINST.value, _("against")
    ABSTAIN = engine.Choice.ABSTAIN.value, _("abstains")
    SILENT = "silent", _("present, does not vote")
    RECUSED = "recused", _("present, recused")
    ABSENT = "absent", _("absent")


_VOTES = {choice.value for choice in engine.Choice}


def count_hands(
    members: Iterable[Member], rules: BodyRules, matter: str, hands: Mapping[str, str]
) -> engine.VoteResult | None:
    """What the vote decides; None when the rules say no majority for the matter.

    `hands`: by the reference of the seat, a `Hand`; a seat that is left out is absent.
    """
    requirement = requirement_of(rules, matter)
    if requirement is None:
        return None
    listed, moment = list(members), clock.now()
    here = [engine.Presence(seat, moment) for seat, hand in hands.items() if hand != Hand.ABSENT]
    recused = {seat for seat, hand in hands.items() if hand == Hand.RECUSED}
    asked = rules_of(rules)
    room = engine.room_at(seats_of(listed), here, at=moment, rules=asked, recused=recused)
    ballots = {seat: engine.Choice(hand) for seat, hand in hands.items() if hand in _VOTES}
    chair = next((one.uid for one in listed if one.presides), "")
    return engine.decide(room, engine.count(room, ballots, chair=chair), requirement, asked)
