"""Desks for the ways in which an item can be decided; they belong to the item, whose version they raise."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction

from portici.journal.domain import FieldChange
from portici.kernel.actor import Actor
from portici.kernel.findings import ensure
from portici.records import domain as records
from portici.records.links import only

from ...models import AgendaItem, Option
from .. import rules

FIELDS = ("title", "text", "cost")


def add_option(
    *,
    actor: Actor,
    item: AgendaItem,
    title: str,
    text: str = "",
    cost: Decimal | None = None,
    version: int | None = None,
) -> Option:
    """One of the ways to decide, with what it costs in euro. Raises Refused, Invalid, Conflict."""
    option = Option(item=item, title=title.strip(), text=text, cost=cost)
    _write(actor, option, "add-option", "", text_of(option), version)
    return option


def amend_option(
    *, actor: Actor, option: Option, values: Mapping[str, Any], version: int | None = None
) -> Option:
    """Change it; `version` is the item's. Raises Refused, Invalid, Conflict."""
    before = text_of(option)
    for name, value in only(values, FIELDS).items():
        setattr(option, name, value)
    _write(actor, option, "amend-option", before, text_of(option), version)
    return option


def remove_option(*, actor: Actor, option: Option, version: int | None = None) -> None:
    """Take it away; `version` is the item's. Raises Refused, Conflict."""
    with transaction.atomic():
        _write(actor, option, "remove-option", text_of(option), "", version)
        option.delete()


def text_of(option: Option) -> str:
    """How the item's journal tells it."""
    return " | ".join(str(value) for value in (option.title, option.cost, option.text) if value)


def _write(actor: Actor, option: Option, verb: str, before: str, after: str, version: int | None) -> None:
    with transaction.atomic():
        item = option.item
        ensure(rules.may_set_agenda(actor, records.locked(item.meeting) if item.meeting else None))
        records.clean(option)
        if before == after:
            return
        changes = {"options": FieldChange(before, after)}
        records.note(actor=actor, record=item, verb=verb, changes=changes, version=version)
        if after:
            option.save()
