"""What every desk does with a record, once: write it with its journal entry, refuse a stale version, publish, withdraw."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction

from portici.journal.domain import FieldChange, write_entry
from portici.kernel import clock
from portici.kernel.actor import Actor
from portici.kernel.findings import (
    Conflict,
    Finding,
    Invalid,
    Message,
    Severity,
    ensure,
    ensure_valid,
    gettext_noop,
)
from portici.kernel.text import fold

from . import registry
from .models import Publication, Record

R = TypeVar("R", bound=Record)


def add(
    *,
    actor: Actor,
    record: R,
    links: Mapping[str, Sequence[models.Model]] | None = None,
    reason: str = "",
    run_uid: str = "",
) -> R:
    """Store a new record with its many-to-many `links` and its journal entry.

    Rights are asked by the calling desk. Raises Invalid when a field's own rules are broken.
    """
    with transaction.atomic():
        stamp(record, new=True)
        clean(record)
        record.derive()
        record.save(force_insert=True)
        for name, linked in (links or {}).items():
            getattr(record, name).set(linked)
        changes = {name: FieldChange("", text) for name, text in told(record, links or {}).items() if text}
        write_entry(
            actor=actor,
            verb="add",
            kind=record.KIND,
            ref=record.uid,
            changes=changes,
            reason=reason,
            record_version=record.version,
            run_uid=run_uid,
        )
    return record


def amend(
    *,
    actor: Actor,
    record: R,
    values: Mapping[str, Any],
    version: int | None = None,
    links: Mapping[str, Sequence[models.Model]] | None = None,
    reason: str = "",
    verb: str = "amend",
    run_uid: str = "",
) -> R:
    """Change fields of a record; the row is locked, its version compared and raised, the change told.

    `version` is the one that the person saw; None is for the house itself, which reads and writes in one go.
    Nothing is written when nothing differs. Raises Conflict, Invalid.
    """
    with transaction.atomic():
        current = locked(record)
        if version is not None and current.version != version:
            raise Conflict(expected=version, current=current.version)
        before = told(current, links or {})
        for name, value in values.items():
            setattr(current, name, value)
        for name, linked in (links or {}).items():
            getattr(current, name).set(linked)
        changes = differences(before, told(current, links or {}))
        if changes:
            current.version += 1
            stamp(current)
            clean(current)
            current.derive()
            current.save()
            write_entry(
                actor=actor,
                verb=verb,
                kind=current.KIND,
                ref=current.uid,
                changes=changes,
                reason=reason,
                record_version=current.version,
                run_uid=run_uid,
            )
    record.refresh_from_db()
    return record


def note(
    *,
    actor: Actor,
    record: Record,
    verb: str,
    changes: Mapping[str, FieldChange],
    reason: str = "",
    version: int | None = None,
) -> None:
    """Tell, under a record, what was done to something that belongs to it (a seat, a partner, a milestone)."""
    with transaction.atomic():
        current = locked(record)
        if version is not None and current.version != version:
            raise Conflict(expected=version, current=current.version)
        current.version += 1
        stamp(current)
        current.save(update_fields=["version", "updated_at", "search_text"])
        write_entry(
            actor=actor,
            verb=verb,
            kind=current.KIND,
            ref=current.uid,
            changes=changes,
            reason=reason,
            record_version=current.version,
        )
    record.version = current.version


def publish(*, actor: Actor, record: R, version: int | None = None, reason: str = "") -> R:
    """Open a record to the street. Raises Refused, Invalid (what the kind's check finds), Conflict."""
    kind = registry.kind(record.KIND)
    ensure(kind.may_publish(actor, record))
    values = {"publication": Publication.PUBLISHED, "published_at": record.published_at or clock.now()}
    with transaction.atomic():
        ensure_valid(kind.check(locked(record)))
        amend(actor=actor, record=record, values=values, version=version, reason=reason, verb="publish")
        kind.follow(actor, record)
    return record


def withdraw(*, actor: Actor, record: R, reason: str, version: int | None = None) -> R:
    """Take a record off the street, with the reason. Raises Refused, Invalid without a reason, Conflict."""
    kind = registry.kind(record.KIND)
    ensure(kind.may_publish(actor, record))
    if not reason.strip():
        raise Invalid([missing("reason", gettext_noop("Write why the record is withdrawn."))])
    values = {"publication": Publication.WITHDRAWN}
    with transaction.atomic():
        amend(actor=actor, record=record, values=values, version=version, reason=reason, verb="withdraw")
        kind.follow(actor, record)
    return record


def locked(record: R) -> R:
    """The record read afresh and, where the store can, locked until the transaction ends."""
    manager = type(record)._default_manager
    current: R = manager.select_for_update(of=("self",)).get(pk=record.pk)
    return current


def stamp(record: Record, *, new: bool = False) -> None:
    """Set what the house keeps by itself: times and the folded words that find the record."""
    moment = clock.now()
    if new:
        record.created_at = moment
    record.updated_at = moment
    record.search_text = fold(record.words())


def clean(record: models.Model) -> None:
    """Django's own field checks, told as findings. Raises Invalid."""
    try:
        record.full_clean()
    except ValidationError as error:
        raise Invalid(as_findings(record, error)) from error


def told(record: Record, links: Iterable[str] = ()) -> dict[str, str]:
    """The record's fields as the journal tells them; of a geometry or a long list the caller gives a digest."""
    texts = {
        field.name: _as_text(getattr(record, field.attname))
        for field in record._meta.concrete_fields
        if field.name not in record.UNTOLD
    }
    if record.pk:
        for name in links:
            texts[name] = ", ".join(sorted(str(linked) for linked in getattr(record, name).all()))
    return texts


def differences(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, FieldChange]:
    return {
        name: FieldChange(before.get(name, ""), after.get(name, ""))
        for name in {**before, **after}
        if before.get(name, "") != after.get(name, "")
    }


def missing(field: str, todo: str) -> Finding:
    """The finding for a value that must be there and is not."""
    return Finding(
        severity=Severity.ERROR,
        code="missing",
        found="",
        accepted=Message(gettext_noop("A value is required.")),
        todo=Message(todo),
        field=field,
    )


def _as_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list | dict):
        return str(value) if value else ""
    if isinstance(value, datetime):
        # A form says a moment in the office's zone, a store in its own: the same moment is the same text.
        return str(value.astimezone(UTC))
    return str(value)


def is_stored(row: models.Model) -> bool:
    """Whether the store holds a row as it is, field by field: texts that are told alike may stand in other fields."""
    names = [field.attname for field in row._meta.concrete_fields]
    stored = type(row)._default_manager.filter(pk=row.pk).values(*names).first()
    return stored == {name: getattr(row, name) for name in names}


def as_findings(record: models.Model, error: ValidationError) -> list[Finding]:
    """What the fields' own checks found, one finding a text; those on the record as a whole have no field."""
    return [
        Finding(
            severity=Severity.ERROR,
            code="field",
            found=_as_text(getattr(record, name, "")) if name != "__all__" else "",
            accepted=Message("%(said)s", {"said": said}),
            todo=Message(gettext_noop("Correct the value.")),
            field="" if name == "__all__" else name,
        )
        for name, texts in error.message_dict.items()
        for said in texts
    ]
