"""The demo's rows a hundred times: copies of what the office enters, beside the originals and linked among themselves."""

from __future__ import annotations

from typing import Any

from django.db import models, transaction

from portici.records.models import Record, new_uid

BATCH = 500


def enlarge(times: int) -> dict[str, int]:
    """Copy organisations, needs, opportunities, projects, sheets, activities and decisions `times` - 1 times.

    Each copy belongs to the same areas and programmes as its original and to the copies of the rest, so that lists grow hundredfold and each
    record has as many relations as before.
    """
    from portici.governance.models import Decision
    from portici.needs.models import Designation, Need, Opportunity
    from portici.organisations.models import Organisation
    from portici.programme.models import Activity, Project, Sheet

    kinds: list[type[Record]] = [Organisation, Designation, Need, Opportunity, Project, Sheet, Activity, Decision]
    originals = {kind: list(kind._default_manager.all()) for kind in kinds}
    made: dict[type[Record], dict[tuple[int, int], int]] = {}
    for kind in kinds:
        made[kind] = _copies(kind, originals[kind], times, made)
    _link(kinds, made)
    return {kind.KIND: kind._default_manager.count() for kind in kinds}


def _copies(kind: type[Record], rows: list[Any], times: int, made: dict[Any, dict[tuple[int, int], int]]) -> dict[tuple[int, int], int]:
    unique = {"code": "code", "address": "address"}
    copies, keys = [], []
    for turn in range(1, times):
        for row in rows:
            values = {field.attname: getattr(row, field.attname) for field in kind._meta.concrete_fields if not field.primary_key}
            values["uid"] = new_uid()
            for name in unique:
                if name in values:
                    values[name] = f"{values[name]}-{turn}"[:30] if name == "code" else f"{values[name]}-{turn}"
            if "number" in values:
                values["number"] = values["number"] + turn * 300
            for field in kind._meta.concrete_fields:
                if isinstance(field, models.ForeignKey) and field.related_model in made:
                    values[field.attname] = made[field.related_model].get((values[field.attname], turn), values[field.attname])
            if field_named(kind, "parent"):
                values["parent_id"] = None
            copies.append(kind(**values))
            keys.append((row.pk, turn))
    with transaction.atomic():
        kind._default_manager.bulk_create(copies, batch_size=BATCH)
    return {key: copy.pk for key, copy in zip(keys, copies, strict=True)}


def field_named(kind: type[Record], name: str) -> bool:
    return any(field.name == name for field in kind._meta.concrete_fields)


def _link(kinds: list[type[Record]], made: dict[Any, dict[tuple[int, int], int]]) -> None:
    """Give the copies the many-to-many links of their originals, to the copies of the same turn where there are."""
    for kind in kinds:
        turns: dict[int, list[tuple[int, int]]] = {}
        for (original, turn), copy in made[kind].items():
            turns.setdefault(original, []).append((turn, copy))
        for field in kind._meta.many_to_many:
            through = field.remote_field.through
            source, target = field.m2m_field_name(), field.m2m_reverse_field_name()
            related = made.get(field.related_model, {})
            rows = [
                through(**{f"{source}_id": copy, f"{target}_id": related.get((linked, turn), linked)})
                for original, linked in through._default_manager.values_list(f"{source}_id", f"{target}_id")
                for turn, copy in turns.get(original, ())
            ]
            through._default_manager.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
