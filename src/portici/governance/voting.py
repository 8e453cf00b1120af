"""A body's seats and rules as the workshop takes them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from portici.engine import voting as engine

from .models import BodyRules, Matter, MatterMajority, Member


def seats_of(members: Iterable[Member]) -> list[engine.Seat]:
    """The seats with their weights, each by the reference of its row."""
    return [engine.Seat(one.uid, one.weight, one.is_observer) for one in members]


def rules_of(rules: BodyRules) -> engine.Rules:
    """The rules of voting. Where no act speaks of a quorum, none is asked for but that somebody is there."""
    quorum = engine.Quorum(
        share=rules.quorum or Fraction(0),
        strict=rules.quorum_strict,
        seats=rules.quorum_seats or 0,
        weighted=rules.quorum_weighted,
    )
    return engine.Rules(
        quorum=quorum,
        abstentions=engine.Abstentions(rules.abstentions),
        recusals=engine.Recusals(rules.recusals),
        ties=engine.Ties(rules.ties),
        most_proxies=rules.most_proxies,
    )


def requirement_of(rules: BodyRules, matter: str) -> engine.Requirement | None:
    """The majority of a matter, else that of ordinary matters; None where no act says one."""
    said = {row.matter: row for row in rules.majorities.all()}
    row = said.get(matter) or said.get(Matter.ORDINARY)
    return requirement_in(row) if row else None


def requirement_in(row: MatterMajority) -> engine.Requirement:
    """The requirement that a row says."""
    return engine.Requirement(engine.Majority(row.majority), engine.Base(row.base), row.objections)


def mandates_of(member: Member) -> list[engine.Mandate]:
    """Who may sit in a seat: the person whom the source names, delegates and substitutes, within the seat's own days."""
    rows = [(member.person_name, engine.Manner.HOLDER, member.since, member.until)]
    rows += [
        (one.person_name, engine.Manner(one.manner), one.since, one.until) for one in member.delegates.all()
    ]
    return [
        engine.Mandate(member.uid, name, manner, _latest(since, member.since), _earliest(until, member.until))
        for name, manner, since, until in rows
        if name
    ]


def _latest(one: date | None, other: date | None) -> date | None:
    return max((day for day in (one, other) if day is not None), default=None)


def _earliest(one: date | None, other: date | None) -> date | None:
    return min((day for day in (one, other) if day is not None), default=None)
