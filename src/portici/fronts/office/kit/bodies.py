"""Seats, rules and answers of a body as the journal tells them, in words."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext as _

from portici.engine.voting import Base, Majority, Requirement
from portici.governance.models import BallotChoice, BodyRules, Manner, Matter, Member, MotionOutcome, Reply
from portici.governance.models.votes import OUTCOMES_OF_TEXTS
from portici.governance.sentences import majority_said

_BETWEEN = " | "
_VOTE = re.compile(r"(?P<text>\d+), (?P<round>\d+)(?:: (?P<rest>.*))?", re.DOTALL)


def seat_in_words(text: str) -> str:
    """A seat or a mandate: “Curia | substitute” with the label of what it is."""
    return _BETWEEN.join(_of_seat(part) for part in text.split(_BETWEEN))


def rules_in_words(text: str) -> str:
    """Rules: “quorum_share: 1/2 | ordinary: simple votes 0” with labels and sentences."""
    return _BETWEEN.join(_of_rules(part) for part in text.split(_BETWEEN))


def reply_in_words(text: str) -> str:
    """What a seat answers to a convocation: “uid: comes” with the label of the answer."""
    answer = text.rpartition(": ")[2]
    return str(Reply.Answer(answer).label) if answer in Reply.Answer.values else ""


def vote_in_words(text: str) -> str:
    """A vote on a text: “1, 2: adopted, 3 / 1 / 0” with the label of the outcome and of each number, “1, 2: Curia, for” with the choice."""
    found = _VOTE.fullmatch(text)
    if found is None:
        return text
    told = _("text %(text)s, vote %(round)s") % {"text": found["text"], "round": found["round"]}
    who, _comma, last = (found["rest"] or "").rpartition(", ")
    if who in MotionOutcome.values:
        names = ("in_favour", "against", "abstained")
        outcome = MotionOutcome(who)
        counts = dict(zip(names, last.split(" / "), strict=False))
        label = OUTCOMES_OF_TEXTS.get(outcome, outcome.label)
        numbers = _("in favour %(in_favour)s, against %(against)s, abstained %(abstained)s") % counts
        return f"{told}: {label}, {numbers}"
    if last in BallotChoice.values:
        return f"{told}: {who}, {BallotChoice(last).label}"
    return f"{told}: {found['rest']}" if found["rest"] else told


def _of_seat(part: str) -> str:
    word, _space, rest = part.partition(" ")
    if word == "weight" and rest.isdigit():
        return f"{_label(Member, word)} {rest}"
    if word == "account":
        return _label(Member, word)
    if part in {"is_observer", "presides"}:
        return _label(Member, part)
    return str(Manner(part).label) if part in Manner.values else part


def _of_rules(part: str) -> str:
    name, _colon, value = part.partition(": ")
    if name in Matter.values:
        return f"{Matter(name).label}: {_majority(value)}"
    try:
        field: Any = BodyRules._meta.get_field(name)
    except FieldDoesNotExist:
        return part
    if value == "True":
        return _label(BodyRules, name)
    labels = {str(one): str(label) for one, label in field.flatchoices or ()}
    return f"{field.verbose_name}: {labels.get(value, value)}"


def _majority(text: str) -> str:
    majority, base, objections = text.split(" ")
    return majority_said(Requirement(Majority(majority), Base(base), int(objections)))


def _label(model: Any, name: str) -> str:
    return str(model._meta.get_field(name).verbose_name)
