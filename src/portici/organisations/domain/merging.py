"""Two records that are one organisation: everything that points to the one is led to the other, in whichever
room it is.

The references are read from the models, so that rooms built on top are reached without being known here. A
row that would say twice the same (a unique rule stands against it) is taken away when nothing hangs from it,
else left where it is and told.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db import IntegrityError, models, router, transaction
from django.db.models.deletion import Collector, ProtectedError, RestrictedError

from portici.journal.domain import FieldChange
from portici.kernel.actor import Actor
from portici.kernel.findings import Conflict, Invalid, ensure, gettext_noop
from portici.records import domain as records
from portici.records.models import Publication, Record

from .. import rules
from ..models import Contact, Membership, NameKey, OldAddress, Organisation, Seat
from ..references import references
from .keeping import codes_text

#: Empty fields of the kept organisation are filled from the merged one.
FILLED = ("short_name", "legal_form", "description", "website", "email", "pec", "phone", "source")


def merge_organisations(
    *,
    actor: Actor,
    kept: Organisation,
    merged: Organisation,
    reason: str,
    kept_version: int | None = None,
    merged_version: int | None = None,
) -> Organisation:
    """Lead all that points to `merged` to `kept`; `merged` is withdrawn and its address leads on. Told under
    both.

    Raises Refused, Invalid without a reason, Conflict.
    """
    ensure(rules.may_merge(actor, kept, merged))
    if not reason.strip():
        raise Invalid([records.missing("reason", gettext_noop("Write why the two are one."))])
    with transaction.atomic():
        kept_now, merged_now = _both_locked(kept, merged, kept_version, merged_version)
        _prepare(kept_now, merged_now)
        moved = _move_references(actor, kept_now, merged_now, reason)
        _close(actor, kept_now, merged_now, reason)
        _fill(actor, kept_now, merged_now, reason)
        told = {name: FieldChange("", str(count)) for name, count in sorted(moved.items())}
        told["merged_from"] = FieldChange("", f"{merged_now.name} ({merged_now.uid})")
        records.note(actor=actor, record=kept_now, verb="merge", changes=told, reason=reason)
    kept.refresh_from_db()
    merged.refresh_from_db()
    return kept


def _both_locked(
    kept: Organisation, merged: Organisation, kept_version: int | None, merged_version: int | None
) -> tuple[Organisation, Organisation]:
    """Both rows, locked in the order of their keys so that two merges do not wait for each other."""
    rows = Organisation.objects.select_for_update(of=("self",)).order_by("pk")
    current = {row.pk: row for row in rows.filter(pk__in=[kept.pk, merged.pk])}
    for record, version in ((kept, kept_version), (merged, merged_version)):
        if version is not None and current[record.pk].version != version:
            raise Conflict(expected=version, current=current[record.pk].version)
    return current[kept.pk], current[merged.pk]


def _prepare(kept: Organisation, merged: Organisation) -> None:
    """What would become a reference of the kept organisation to itself, or say the same twice."""
    Membership.objects.filter(member=kept, network=merged).delete()
    Membership.objects.filter(member=merged, network=kept).delete()
    NameKey.objects.filter(organisation=merged).delete()
    if kept.parent_id == merged.pk:
        above = merged.parent_id if merged.parent_id != kept.pk else None
        Organisation.objects.filter(pk=kept.pk).update(parent=above)
    if merged.parent_id == kept.pk:
        Organisation.objects.filter(pk=merged.pk).update(parent=None)
    _drop_same(Seat, kept, merged, ("address", "town"))
    _drop_same(Contact, kept, merged, ("name", "email"))
    if kept.seats.filter(is_main=True).exists():
        Seat.objects.filter(organisation=merged).update(is_main=False)


def _drop_same(
    model: type[Seat] | type[Contact], kept: Organisation, merged: Organisation, fields: Any
) -> None:
    there = {tuple(str(text).casefold() for text in row) for row in _rows(model, kept).values_list(*fields)}
    for row in _rows(model, merged):
        if tuple(str(getattr(row, name)).casefold() for name in fields) in there:
            row.delete()


def _rows(model: type[models.Model], organisation: Organisation) -> models.QuerySet[Any]:
    return model._default_manager.filter(organisation=organisation)


def _move_references(actor: Actor, kept: Organisation, merged: Organisation, reason: str) -> Counter[str]:
    """Counts by model and field: rows moved, rows that said the same, rows left."""
    moved: Counter[str] = Counter()
    for field in references():
        for row in field.model._base_manager.filter(**{field.name: merged.pk}):
            outcome = _move(row, field, kept)
            moved[f"{field.model._meta.label_lower}.{field.name} {outcome}"] += 1
            if outcome == "moved" and isinstance(row, Record):
                change = {field.name: FieldChange(merged.name, kept.name)}
                records.note(actor=actor, record=row, verb="follow-merge", changes=change, reason=reason)
    return moved


def _move(row: models.Model, field: models.ForeignKey[Any, Any], kept: Organisation) -> str:
    rows = field.model._base_manager.filter(pk=row.pk)
    try:
        with transaction.atomic():
            rows.update(**{field.name: kept.pk})
    except IntegrityError:
        if _has_dependents(row):
            return "left"
        rows.delete()
        return "already there"
    return "moved"


def _has_dependents(row: models.Model) -> bool:
    """Whether something else would go with the row, or stands against its going."""
    collector = Collector(using=router.db_for_write(type(row)))
    try:
        collector.collect([row])
    except (ProtectedError, RestrictedError):
        return True
    others = sum(len(found) for found in collector.data.values()) - 1
    return (
        others > 0 or bool(collector.field_updates) or any(found.exists() for found in collector.fast_deletes)
    )


def _close(actor: Actor, kept: Organisation, merged: Organisation, reason: str) -> None:
    """Withdraw the merged record, with the way on from its address."""
    OldAddress.objects.create(uid=merged.uid, organisation=kept)
    Organisation.objects.filter(pk=merged.pk).update(codes_text="")
    values = {"merged_into": kept, "publication": Publication.WITHDRAWN, "codes_text": ""}
    records.amend(actor=actor, record=merged, values=values, reason=reason, verb="merge")


def _fill(actor: Actor, kept: Organisation, merged: Organisation, reason: str) -> None:
    kept.refresh_from_db()
    values: dict[str, Any] = {
        name: getattr(merged, name) for name in FILLED if not getattr(kept, name) and getattr(merged, name)
    }
    values["facts"] = {**merged.facts, **kept.facts}
    values["codes_text"] = codes_text(kept.codes.values_list("scheme", "value"))
    if kept.parent_id is None and merged.parent_id not in {None, kept.pk}:
        values["parent"] = merged.parent
    records.amend(actor=actor, record=kept, values=values, reason=reason, verb="merge-fill")
