"""Seats, rules and answers of a body as the journal tells them, in words."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import FieldDoesNotExist

from portici.engine.voting import Base, Majority, Requirement
from portici.governance.models import BodyRules, Manner, Matter, Member, Reply
from portici.governance.sentences import majority_said

_BETWEEN = " | "


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
