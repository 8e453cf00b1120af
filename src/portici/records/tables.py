"""What every list of records shows: names that are links, the publication, and nothing of a record that the
reader may not see."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portici.kernel.actor import VISITOR, Actor

from .models import Record


class LinkedColumn(tables.Column):
    """A record that the row refers to, as a link; nothing when the reader may not see it.

    For kinds that do not hang from others (areas, places, organisations, indicators): their own publication
    tells.
    """

    def __init__(self, address: str, **options: Any) -> None:
        super().__init__(linkify=lambda value, table: _address(address, value, _actor(table)), **options)

    def render(self, value: Record, table: tables.Table) -> str:
        return str(value) if shown_to(_actor(table), value) else "–"

    def value(self, value: Record, table: tables.Table) -> str:
        return str(value) if shown_to(_actor(table), value) else ""


def shown_to(actor: Actor, record: Record) -> bool:
    """Whether the record can be named: published, or the actor is of the technical office, or is granted on
    it."""
    return actor.reads_all or record.is_published or record.uid in {grant.scope_uid for grant in actor.grants}


def _address(name: str, value: Any, actor: Actor) -> str | None:
    linked = isinstance(value, Record) and shown_to(actor, value)
    return reverse(name, args=[value.uid]) if linked else None


def _actor(table: tables.Table) -> Actor:
    request = getattr(table, "request", None)
    actor: Actor = getattr(request, "actor", VISITOR)
    return actor


class RecordTable(tables.Table):
    """Subclass it with the kind's own columns; `publication` comes last."""

    publication = tables.TemplateColumn(
        '{% include "includes/badge.html" with label=record.get_publication_display'
        " tone=record.publication|tone %}",
        verbose_name=_("Publication"),
    )

    class Meta:
        sequence = ("...", "publication")

    def value_publication(self, record: Record) -> str:
        return str(record.get_publication_display())


class StateColumn(tables.TemplateColumn):
    """A state as its badge, and in a file as its word."""

    def __init__(self, field: str = "state", **options: Any) -> None:
        code = (
            '{% include "includes/badge.html" with label=record.get_FIELD_display tone=record.FIELD|tone %}'
        ).replace("FIELD", field)
        super().__init__(code, **options)
        self.field = field

    def value(self, record: Any) -> str:
        return str(getattr(record, f"get_{self.field}_display")())
