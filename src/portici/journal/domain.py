"""The one desk of the journal: write down what was done. It is called inside the transaction of the change
itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connection

from portici.kernel import clock
from portici.kernel.actor import Actor

from .models import Change, ChangeValue, Entry


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field's value before and after, as text."""

    before: str
    after: str


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
    entry = Entry.objects.create(
        at=clock.now(),
        actor_uid=actor.uid,
        actor_label="" if actor.uid else actor.name,
        verb=verb,
        kind=kind,
        ref=ref,
        record_version=record_version,
        reason=reason,
        run_uid=run_uid,
        counts=dict(counts or {}),
    )
    rows = Change.objects.bulk_create(
        Change(
            entry=entry,
            field=name,
            before_digest=_digest(change.before),
            after_digest=_digest(change.after),
        )
        for name, change in (changes or {}).items()
    )
    values = list((changes or {}).values())
    ChangeValue.objects.bulk_create(
        ChangeValue(change=row, before=value.before, after=value.after)
        for row, value in zip(rows, values, strict=True)
    )
    return entry


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
