"""Desks for decisions: record with number and grounds, correct a draft, link the activities that follow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Model

from portici.journal.domain import FieldChange
from portici.kernel import clock
from portici.kernel.actor import Actor
from portici.kernel.findings import Invalid, ensure, ensure_valid, gettext_noop
from portici.needs.checks import not_in_future
from portici.organisations.rules import all_standing
from portici.programme.models import Activity
from portici.records import domain as records
from portici.records import registry
from portici.records.links import only
from portici.records.models import Record

from .. import checks, rules
from ..models import AgendaItem, Body, Decision, Ground, Guideline, Motion

AMENDABLE = (
    "number",
    "decided_on",
    "kind",
    "title",
    "text",
    "grounds",
    "is_confidential",
    "withheld_because",
    "language",
)


def record_decision(
    *,
    actor: Actor,
    body: Body,
    decided_on: date,
    title: str,
    text: str,
    number: int | None = None,
    grounds: str = "",
    exhibits: Sequence[Record] = (),
    activities: Sequence[Activity] = (),
    guidelines: Sequence[Guideline] = (),
    kind: str = "",
    item: AgendaItem | None = None,
    motion: Motion | None = None,
    is_confidential: bool = False,
    withheld_because: str = "",
    language: str = "it",
    is_example: bool = False,
) -> Decision:
    """What a body decided. Without a number it takes the next free of the body in the year.

    `item` and `motion`: what it was taken on in a meeting.
    `exhibits`: records that it stands on; a digest of each one's facts is kept, so that a later change shows.
    What is decided on a confidential `item` is confidential, for the item's reason unless another is given.
    Raises Refused; Invalid for a day to come, a number that is taken (the finding says the next free), what is confidential
    without a reason.
    """
    ensure(rules.may_write(actor))
    ensure_valid(not_in_future(decided_on, "decided_on"))
    with transaction.atomic():
        # Two decisions of a body at the same time wait for each other, and take two numbers.
        body = records.locked(body)
        if number is None:
            number = checks.next_free(body, decided_on.year)
        ensure_valid([*checks.number_shape(number), *checks.number_taken(body, decided_on.year, number)])
        decision = Decision(
            body=body,
            year=decided_on.year,
            number=number,
            decided_on=decided_on,
            kind=kind,
            item=item,
            is_confidential=is_confidential or (item is not None and item.is_confidential),
            withheld_because=withheld_because.strip() or (item.confidential_because if item else ""),
            title=title.strip(),
            text=text,
            grounds=grounds,
            motion=motion,
            address=address_of(body, decided_on.year, number),
            language=language,
            is_example=is_example,
        )
        ensure_valid(checks.withheld_says_why(decision))
        links: dict[str, Sequence[Model]] = {"activities": activities, "guidelines": guidelines}
        records.add(actor=actor, record=decision, links=links)
        Ground.objects.bulk_create(_grounds(decision, exhibits))
    return decision


def amend_decision(
    *,
    actor: Actor,
    decision: Decision,
    values: Mapping[str, Any],
    exhibits: Sequence[Record] | None = None,
    version: int | None = None,
    reason: str = "",
) -> Decision:
    """Correct a draft; with `exhibits` these replace the ones there are, taken as they stand now.

    Number and year stay, as does what a vote settled. Raises Refused (also for what was published, and for opening what is of a
    confidential item), Invalid (also for taking the mark of confidentiality away without a reason), Conflict.
    """
    changed = only(values, AMENDABLE)
    if changed.get("number", 0) is None:
        del changed["number"]
    with transaction.atomic():
        # Item, body, decision: in this order by whoever needs several.
        item = records.locked(decision.item) if decision.item is not None else None
        records.locked(decision.body)
        current = records.locked(decision)
        current.item = item
        ensure(rules.may_amend_decision(actor, current))
        _ensure_may_open(current, changed, reason)
        ensure_valid([*checks.number_stays(current, changed), *checks.as_voted(current, changed)])
        for name in ("is_confidential", "withheld_because"):
            setattr(current, name, changed.get(name, getattr(current, name)))
        ensure_valid(checks.withheld_says_why(current))
        ensure_valid(not_in_future(changed.get("decided_on"), "decided_on"))
        records.amend(actor=actor, record=decision, values=changed, version=version, reason=reason)
        if exhibits is not None:
            _replace_grounds(actor, decision, exhibits, reason)
    return decision


def carry_out(
    *,
    actor: Actor,
    decision: Decision,
    activities: Iterable[Activity],
    version: int | None = None,
    reason: str = "",
) -> Decision:
    """Say which activities carry the decision out, all of them: also of a published one.

    Raises Refused, Conflict.
    """
    return _tie(decision, {"activities": list(activities)}, actor=actor, version=version, reason=reason)


def serve_guidelines(
    *,
    actor: Actor,
    decision: Decision,
    guidelines: Iterable[Guideline],
    version: int | None = None,
    reason: str = "",
) -> Decision:
    """Say which guidelines the decision carries out, all of them: also of a published one. Raises Refused, Conflict."""
    return _tie(decision, {"guidelines": list(guidelines)}, actor=actor, version=version, reason=reason)


def _tie(
    decision: Decision,
    links: Mapping[str, Sequence[Model]],
    *,
    actor: Actor,
    version: int | None,
    reason: str,
) -> Decision:
    """What a decision is tied to may change when its words may not."""
    ensure(rules.may_write(actor, decision))
    return records.amend(
        actor=actor,
        record=decision,
        values={},
        links=links,
        version=version,
        reason=reason,
        verb="carry-out",
    )


def address_of(body: Body, year: int, number: int) -> str:
    """What the decision's page is called: "board-2026-3"."""
    return f"{body.code}-{year}-{number}"


def _ensure_may_open(decision: Decision, changed: Mapping[str, Any], reason: str) -> None:
    """Where the mark of confidentiality is taken away."""
    if decision.is_confidential and not changed.get("is_confidential", True):
        ensure(rules.may_open(decision))
        if not reason.strip():
            todo = gettext_noop("Write why it is open to all.")
            raise Invalid([records.missing("reason", todo)])


def _grounds(decision: Decision, exhibits: Iterable[Record]) -> list[Ground]:
    moment = clock.now()
    standing = all_standing({"exhibits": list(exhibits)})["exhibits"]
    laid = {(record.KIND, record.uid): registry.exhibit_of(record, as_of=moment) for record in standing}
    return [
        Ground(
            decision=decision,
            kind=exhibit.kind,
            ref=exhibit.ref,
            label=exhibit.label[:300],
            digest=exhibit.digest,
            as_of=moment,
        )
        for exhibit in laid.values()
    ]


def _replace_grounds(actor: Actor, decision: Decision, exhibits: Sequence[Record], reason: str) -> None:
    before, laid = list(decision.exhibits.all()), _grounds(decision, exhibits)
    change = FieldChange(_text(before), _text(laid))
    if change.before == change.after:
        return
    records.note(actor=actor, record=decision, verb="amend", changes={"exhibits": change}, reason=reason)
    decision.exhibits.all().delete()
    Ground.objects.bulk_create(laid)


def _text(grounds: Iterable[Ground]) -> str:
    return ", ".join(sorted(f"{ground.kind}:{ground.ref}:{ground.digest[:12]}" for ground in grounds))
