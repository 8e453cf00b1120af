"""Recording, amending, renewing and closing agreements."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from portici.kernel.actor import Actor
from portici.kernel.codes.parsed import error
from portici.kernel.findings import Invalid, Message, ensure, ensure_valid, gettext_noop
from portici.records import domain as records
from portici.records.links import only, unseen

from ...models import Agreement
from ...rules import all_standing
from .. import checks, rules

AMENDABLE = frozenset(
    {"kind", "title", "purpose", "act", "signed_on", "starts_on", "ends_on", "notice_days", "text", "area"}
    | {"network", "is_open", "source", "language"}
)


def record_agreement(
    *, actor: Actor, kind: str, title: str, is_example: bool = False, **values: Any
) -> Agreement:
    """Record an agreement as a draft; `values`: other fields of AMENDABLE. Raises Refused, Invalid."""
    ensure(rules.may_write(actor))
    given = all_standing(only(values, AMENDABLE))
    agreement = Agreement(kind=kind, title=title.strip(), is_example=is_example, **given)
    ensure_valid([*unseen(actor, given), *_dates(agreement)])
    return records.add(actor=actor, record=agreement)


def amend_agreement(
    *,
    actor: Actor,
    agreement: Agreement,
    values: Mapping[str, Any],
    version: int | None = None,
    reason: str = "",
) -> Agreement:
    """Change fields. Raises Refused, also of one that is closed; Invalid; Conflict."""
    given = all_standing(only(values, AMENDABLE))
    with transaction.atomic():
        current = records.locked(agreement)
        ensure(rules.may_amend(actor, current))
        for name, value in given.items():
            setattr(current, name, value)
        ensure_valid([*unseen(actor, given), *_dates(current)])
        return records.amend(actor=actor, record=agreement, values=given, version=version, reason=reason)


def renew_agreement(
    *, actor: Actor, agreement: Agreement, ends_on: date, reason: str, version: int | None = None
) -> Agreement:
    """Carry its term on to a later day, by an act. Raises Refused, Invalid, Conflict."""
    with transaction.atomic():
        current = records.locked(agreement)
        ensure(rules.may_amend(actor, current))
        if not reason.strip():
            raise Invalid([records.missing("reason", gettext_noop("Write the act that renews it."))])
        if current.ends_on is None or ends_on <= current.ends_on:
            accepted = Message(
                gettext_noop("A day after the present term, %(term)s."),
                {"term": current.ends_on.isoformat() if current.ends_on else "–"},
            )
            todo = Message(
                gettext_noop("Write the new term; of an agreement without one nothing is renewed.")
            )
            raise Invalid([error("agreement.term", ends_on.isoformat(), accepted, todo).at("ends_on")])
        values = {"ends_on": ends_on}
        return records.amend(
            actor=actor, record=agreement, values=values, version=version, reason=reason, verb="renew"
        )


def close_agreement(
    *, actor: Actor, agreement: Agreement, closed_on: date, reason: str, version: int | None = None
) -> Agreement:
    """Say that it is over: not renewed, or ended before its term. Raises Refused, Invalid, Conflict."""
    with transaction.atomic():
        current = records.locked(agreement)
        ensure(rules.may_amend(actor, current))
        if not reason.strip():
            raise Invalid(
                [records.missing("reason", gettext_noop("Write why it is closed, or by which act."))]
            )
        ensure_valid(
            [
                *checks.not_later(closed_on, "closed_on"),
                *checks.in_order(current.signed_on, closed_on, "closed_on"),
            ]
        )
        values = {"closed_on": closed_on, "is_open": False}
        return records.amend(
            actor=actor, record=agreement, values=values, version=version, reason=reason, verb="close"
        )


def _dates(agreement: Agreement) -> list[Any]:
    return checks.in_order(agreement.starts_on, agreement.ends_on, "ends_on")
