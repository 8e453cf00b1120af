"""The desks of the journal: write down what was done, inside the transaction of the change itself; erase values."""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from portici.kernel import clock
from portici.kernel.actor import Actor
from portici.kernel.findings import Finding, Invalid, Message, Severity, ensure, gettext_noop

from . import rules
from .chain import value_digest
from .models import Change, ChangeValue, Entry, Waiting
from .planning import plan_sealing

#: The verb of the entry that tells an erasure; its one change holds the numbers of what was emptied.
ERASE = "erase-values"
PIECE = 500


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field's value before and after, as text."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class About:
    """The entries of one record whose values are to go; `fields` are beginnings of field names, none is all. `ending`: only
    values that end with this text, as it is written."""

    kind: str
    ref: str
    fields: tuple[str, ...] = ()
    ending: str = ""


def write_entry(
    *,
    actor: Actor,
    verb: str,
    kind: str,
    ref: str,
    changes: Mapping[str, FieldChange] | None = None,
    reason: str = "",
    record_version: int = 0,
    run_uid: str = "",
    counts: Mapping[str, int] | None = None,
) -> Entry:
    """Write one entry with its changes.

    Must run inside a transaction: an entry commits with its change or not at all. Raises RuntimeError
    otherwise.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a journal entry is written inside the transaction of the change that it tells")
    salt = _salt()
    entry = Entry.objects.create(
        at=clock.now(),
        actor_uid=actor.uid,
        actor_label="" if actor.uid else actor.name,
        verb=verb,
        kind=kind,
        ref=ref,
        record_version=record_version,
        reason=reason,
        reason_salt=salt,
        reason_digest=value_digest(salt, reason),
        run_uid=run_uid,
        counts=dict(counts or {}),
    )
    _write_changes(entry, changes or {})
    Waiting.objects.create(entry=entry)
    transaction.on_commit(plan_sealing, robust=True)
    return entry


def erase_values(
    *, actor: Actor, reason: str, about: Collection[About] = (), naming: Collection[str] = ()
) -> Entry | None:
    """Empty values before and after, and reasons, for good; the chain still verifies, and the erasure is told in it.

    `about` names records (their values go, their reasons stay); `naming` are texts, at least three characters long: every
    value and reason in the journal that contains one of them, whatever its case, goes. Gives the entry of the erasure, or
    None when nothing was found. Raises Refused, Invalid.
    """
    ensure(rules.may_erase(actor))
    short = [text for text in naming if len(text.strip()) < 3]
    if short:
        raise Invalid([_too_short(short[0])])
    with transaction.atomic():
        values = list(_values(about, naming).order_by("change_id").values_list("change_id", flat=True))
        reasons = list(_reasons(naming).order_by("pk").values_list("pk", flat=True))
        if not values and not reasons:
            return None
        told = write_entry(
            actor=actor,
            verb=ERASE,
            kind="journal",
            ref="values",
            reason=reason,
            changes={"erased": FieldChange("", json.dumps({"values": values, "reasons": reasons}))},
            counts={"values": len(values), "reasons": len(reasons)},
        )
        for first in range(0, len(values), PIECE):
            rows = ChangeValue.objects.filter(change_id__in=values[first : first + PIECE])
            rows.update(before="", after="", salt="", erased_by=told)
        for first in range(0, len(reasons), PIECE):
            entries = Entry.objects.filter(pk__in=reasons[first : first + PIECE])
            entries.update(reason="", reason_salt="", reason_erased_by=told)
    return told


def told_of(naming: Collection[str]) -> tuple[QuerySet[ChangeValue], QuerySet[Entry]]:
    """The values and the entries by their reason that contain one of the texts: what an erasure would empty."""
    return _values((), naming), _reasons(naming)


def _write_changes(entry: Entry, changes: Mapping[str, FieldChange]) -> None:
    salts = [_salt() for _name in changes]
    rows = Change.objects.bulk_create(
        Change(
            entry=entry,
            field=name,
            before_digest=value_digest(salt, change.before),
            after_digest=value_digest(salt, change.after),
        )
        for salt, (name, change) in zip(salts, changes.items(), strict=True)
    )
    ChangeValue.objects.bulk_create(
        ChangeValue(change=row, before=value.before, after=value.after, salt=salt)
        for row, value, salt in zip(rows, changes.values(), salts, strict=True)
    )


def _salt() -> str:
    return secrets.token_hex(16)


def _values(about: Collection[About], naming: Collection[str]) -> QuerySet[ChangeValue]:
    """What the erasure takes of the values; never the lists of erasures before."""
    wanted = Q(pk__in=[])
    for one in about:
        fields = Q()
        for name in one.fields:
            fields |= Q(change__field__startswith=name)
        if one.ending:
            fields &= Q(before__endswith=one.ending) | Q(after__endswith=one.ending)
        wanted |= Q(change__entry__kind=one.kind, change__entry__ref=one.ref) & fields
    for text in _cases(naming):
        wanted |= Q(before__icontains=text) | Q(after__icontains=text)
    return ChangeValue.objects.filter(wanted, erased_by=None).exclude(change__entry__verb=ERASE)


def _reasons(naming: Collection[str]) -> QuerySet[Entry]:
    wanted = Q(pk__in=[])
    for text in _cases(naming):
        wanted |= Q(reason__icontains=text)
    return Entry.objects.filter(wanted, reason_erased_by=None)


def _cases(naming: Collection[str]) -> set[str]:
    """The texts, also as they are written large and small: SQLite takes only A and a for the same letter."""
    return {form for text in naming for form in (text, text.lower(), text.upper(), text.title())}


def _too_short(text: str) -> Finding:
    return Finding(
        severity=Severity.ERROR,
        code="erasure.short",
        found=text,
        accepted=Message(
            gettext_noop("At least three characters: a shorter text is in values of others too.")
        ),
        todo=Message(gettext_noop("Give the whole name, address or number.")),
        field="naming",
    )
