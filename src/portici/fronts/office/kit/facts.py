"""The facts of a record as a page shows them: label and value, a link where the value is a record that the
reader may see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.functional import Promise

from portici.kernel.actor import Actor
from portici.records import registry
from portici.records.links import sees_all
from portici.records.models import Record

from .reading import yes_or_no


@dataclass(frozen=True, slots=True)
class Fact:
    """`records` are shown as links; `value` as a text, a date, a number; `long` in paragraphs."""

    label: str | Promise
    value: Any = None
    records: tuple[Record, ...] = field(default=())
    how: str = ""  # money, long, url; else by type


def visible(actor: Actor, records: Iterable[Record | None]) -> list[Any]:
    """Those of the records that the actor may see, in the same order; one query a kind."""
    listed = [record for record in records if record is not None]
    seen: set[tuple[str, int]] = set()
    for kind in {record.KIND for record in listed}:
        keys = [record.pk for record in listed if kind == record.KIND]
        if sees_all(actor, registry.kind(kind).model):
            seen |= {(kind, key) for key in keys}
            continue
        found = registry.kind(kind).visible_to(actor).filter(pk__in=keys).values_list("pk", flat=True)
        seen |= {(kind, key) for key in found}
    return [record for record in listed if (record.KIND, record.pk) in seen]


def facts_of(actor: Actor, record: Record, *names: str, money: Iterable[str] = ()) -> list[Fact]:
    """One fact for each named field: its label as the form has it, its value as a person reads it."""
    return [_fact(actor, record, name, "money" if name in money else "") for name in names]


def _fact(actor: Actor, record: Record, name: str, how: str) -> Fact:
    try:
        entry: Any = record._meta.get_field(name)
    except FieldDoesNotExist:
        return Fact(name.replace("_", " "), getattr(record, name))
    if entry.many_to_many:
        return Fact(entry.verbose_name, records=tuple(visible(actor, getattr(record, name).all())))
    value = getattr(record, name)
    if isinstance(value, Record):
        return Fact(entry.verbose_name, records=tuple(visible(actor, [value])))
    if entry.choices and value not in (None, ""):
        return Fact(entry.verbose_name, getattr(record, f"get_{name}_display")())
    if isinstance(value, bool):
        return Fact(entry.verbose_name, yes_or_no(value=value))
    kind = entry.get_internal_type()
    if kind == "TextField":
        return Fact(entry.verbose_name, value, how="long")
    if kind == "CharField" and str(value or "").startswith(("http://", "https://")):
        return Fact(entry.verbose_name, value, how="url")
    is_year = name == "year"  # a number without thousands
    return Fact(entry.verbose_name, str(value) if is_year else value, how=how)
