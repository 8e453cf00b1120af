"""Desks for a body's rules: they belong to the body, whose version they raise."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from portici.engine.voting import Requirement
from portici.journal.domain import FieldChange
from portici.kernel.actor import Actor
from portici.kernel.findings import ensure, ensure_valid
from portici.records import domain as records
from portici.records.links import only

from .. import checks, rules
from ..models import Body, BodyRules, MatterMajority
from ..voting import requirement_in

FIELDS = (
    "act",
    "quorum_share",
    "quorum_strict",
    "quorum_weighted",
    "quorum_seats",
    "abstentions",
    "recusals",
    "ties",
    "most_proxies",
    "written_days",
    "meets_every_months",
    "notice_days",
    "callers",
)


def set_rules(
    *,
    actor: Actor,
    body: Body,
    in_force_from: date | None = None,
    values: Mapping[str, Any],
    majorities: Mapping[str, Requirement],
    version: int | None = None,
) -> BodyRules:
    """Rules that hold from a day (None: since the body is there) until the next ones; earlier ones stay.

    `majorities`: by kind of matter (`Matter`); one that is missing follows ordinary matters.
    Raises Refused; Invalid for a share that cannot be reached, a day that has rules already; Conflict.
    """
    ensure(rules.may_write(actor, body))
    made = BodyRules(body=body, in_force_from=in_force_from, **only(values, FIELDS))
    _write(made, majorities, "set-rules", "", actor=actor, version=version)
    return made


def amend_rules(
    *,
    actor: Actor,
    rulebook: BodyRules,
    values: Mapping[str, Any],
    majorities: Mapping[str, Requirement] | None = None,
    version: int | None = None,
    reason: str = "",
) -> BodyRules:
    """Correct rules that were written wrong; rules that change are new ones, from their day. `version` is the body's.

    With `majorities` these replace the ones there are. Raises Refused, Invalid, Conflict.
    """
    ensure(rules.may_write(actor, rulebook.body))
    before = text_of(rulebook, _said(rulebook))
    for name, value in only(values, ("in_force_from", *FIELDS)).items():
        setattr(rulebook, name, value)
    wanted = _said(rulebook) if majorities is None else majorities
    _write(rulebook, wanted, "amend-rules", before, actor=actor, version=version, reason=reason)
    return rulebook


def text_of(rulebook: BodyRules, majorities: Mapping[str, Requirement]) -> str:
    """How the journal tells rules: the name and value of what is said."""
    said = {name: getattr(rulebook, name) for name in ("in_force_from", *FIELDS)}
    # Nought is said: no day of notice is another rule than none written.
    told = [
        f"{name}: {value}" for name, value in said.items() if value is not False and value not in (None, "")
    ]
    told += [
        f"{matter}: {one.majority} {one.of} {one.objections}" for matter, one in sorted(majorities.items())
    ]
    return " | ".join(told)


def _said(rulebook: BodyRules) -> dict[str, Requirement]:
    return {row.matter: requirement_in(row) for row in rulebook.majorities.all()}


def _write(
    rulebook: BodyRules,
    majorities: Mapping[str, Requirement],
    verb: str,
    before: str,
    *,
    actor: Actor,
    version: int | None,
    reason: str = "",
) -> None:
    with transaction.atomic():
        records.clean(rulebook)
        ensure_valid([*checks.quorum_share(rulebook), *checks.rules_twice(rulebook)])
        if records.is_stored(rulebook) and dict(majorities) == _said(rulebook):
            return
        body, changes = rulebook.body, {"rules": FieldChange(before, text_of(rulebook, majorities))}
        records.locked(body)
        ensure(rules.may_change_count(body))
        records.note(actor=actor, record=body, verb=verb, changes=changes, reason=reason, version=version)
        rulebook.save()
        rulebook.majorities.all().delete()
        rows = [
            MatterMajority(
                rules=rulebook,
                matter=matter,
                majority=one.majority.value,
                base=one.of.value,
                objections=one.objections,
            )
            for matter, one in sorted(majorities.items())
        ]
        for row in rows:
            records.clean(row)
        MatterMajority.objects.bulk_create(rows)
