"""What an organisation offers to put in, and its one answer: a commitment, a no, or taken back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from portici.kernel import clock
from portici.kernel.actor import Actor
from portici.kernel.findings import Conflict, Invalid, ensure, ensure_valid, gettext_noop
from portici.records import domain as records
from portici.records.links import kept, only, unseen

from ...models import Agreement, Commitment, Organisation, Pledge, PledgeState
from ...rules import all_standing, standing
from .. import checks, rules
from .commitments import made, store

AMENDABLE = frozenset(
    {"agreement", "kind", "title", "description", "quantity", "unit", "offered_on", "answer_by", "language"}
)


def offer_pledge(
    *,
    actor: Actor,
    organisation: Organisation,
    kind: str,
    title: str,
    quantity: Decimal,
    unit: str,
    description: str = "",
    agreement: Agreement | None = None,
    offered_on: date | None = None,
    answer_by: date | None = None,
    language: str = "it",
    is_example: bool = False,
) -> Pledge:
    """Record what an organisation offers. Raises Refused; Invalid for a quantity or a unit that does not fit."""
    organisation = standing(organisation)
    ensure(rules.may_propose_for(actor, organisation))
    pledge = Pledge(
        organisation=organisation,
        agreement=agreement,
        kind=kind,
        title=title.strip(),
        description=description,
        quantity=quantity,
        unit=unit,
        offered_on=offered_on or clock.today(),
        answer_by=answer_by,
        language=language,
        is_example=is_example,
    )
    named = {"organisation": organisation, "agreement": agreement}
    ensure_valid([*unseen(actor, named), *checks.offered(pledge)])
    return records.add(actor=actor, record=pledge)


def amend_pledge(
    *, actor: Actor, pledge: Pledge, values: Mapping[str, Any], version: int | None = None
) -> Pledge:
    """Change what is offered, until it is answered. Raises Refused, Invalid, Conflict."""
    given = all_standing(only(values, AMENDABLE))
    with transaction.atomic():
        current = records.locked(pledge)
        ensure(rules.may_amend_pledge(actor, current))
        given, _links = kept(actor, pledge, given, None)
        for name, value in given.items():
            setattr(current, name, value)
        ensure_valid([*unseen(actor, given), *checks.offered(current)])
        return records.amend(actor=actor, record=pledge, values=given, version=version)


def commit_pledge(
    *,
    actor: Actor,
    pledge: Pledge,
    agreement: Agreement,
    text: str,
    due_on: date | None = None,
    in_charge: str = "",
    version: int | None = None,
) -> Commitment:
    """Make a pledge a commitment of its organisation under an agreement: once, whoever else tries at the same time.

    Raises Refused when it was answered already; Invalid when the organisation is no party; Conflict.
    """
    with transaction.atomic():
        current = records.locked(pledge)
        ensure(rules.may_answer_pledge(actor, current, PledgeState.COMMITTED))
        if version is not None and current.version != version:
            raise Conflict(expected=version, current=current.version)
        ensure(rules.may_amend(actor, records.locked(agreement)))
        party = standing(current.organisation)
        commitment = made(agreement, party, text=text, due_on=due_on, in_charge=in_charge, pledge=current)
        store(actor, commitment, "add-commitment", "", reason=current.title, version=None)
        values = {"agreement": agreement, **_answered(PledgeState.COMMITTED, commitment.text)}
        records.amend(actor=actor, record=pledge, values=values, verb="commit")
    return commitment


def decline_pledge(*, actor: Actor, pledge: Pledge, answer: str, version: int | None = None) -> Pledge:
    """Answer that it is not taken up, and why. Raises Refused, Invalid without a reason, Conflict."""
    return _answer(actor, pledge, PledgeState.DECLINED, "decline", answer, version)


def take_back_pledge(*, actor: Actor, pledge: Pledge, answer: str, version: int | None = None) -> Pledge:
    """Who offered it takes it back, and says why. Raises Refused, Invalid without a reason, Conflict."""
    return _answer(actor, pledge, PledgeState.TAKEN_BACK, "take-back", answer, version)


def _answer(
    actor: Actor, pledge: Pledge, to: PledgeState, verb: str, answer: str, version: int | None
) -> Pledge:
    if not answer.strip():
        raise Invalid([records.missing("answer", gettext_noop("Write the reason."))])
    with transaction.atomic():
        ensure(rules.may_answer_pledge(actor, records.locked(pledge), to))
        values = _answered(to, answer)
        return records.amend(actor=actor, record=pledge, values=values, version=version, verb=verb)


def _answered(state: PledgeState, answer: str) -> dict[str, Any]:
    return {"state": state, "answered_on": clock.today(), "answer": answer}
