"""What every list of records shows: names that are links, the publication, and nothing of a record that the
reader may not see."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_tables2 as tables
from django.db import models
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from portici.kernel.actor import VISITOR, Actor

from .badges import badge, tone_of
from .links import sees_all
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
    return (
        sees_all(actor, type(record))
        or record.is_published
        or record.uid in {grant.scope_uid for grant in actor.grants}
    )


def _address(name: str, value: Any, actor: Actor) -> str | None:
    linked = isinstance(value, Record) and shown_to(actor, value)
    return reverse(name, args=[value.uid]) if linked else None


def _actor(table: tables.Table) -> Actor:
    request = getattr(table, "request", None)
    actor: Actor = getattr(request, "actor", VISITOR)
    return actor


class RecordTable(tables.Table):
    """Subclass it with the kind's own columns; `publication` comes last."""

    publication = tables.Column(verbose_name=_("Publication"))

    class Meta:
        sequence = ("...", "publication")

    def render_publication(self, record: Record) -> SafeString:
        return badge(record.get_publication_display(), tone_of(record.publication))

    def value_publication(self, record: Record) -> str:
        return str(record.get_publication_display())


class StateColumn(tables.Column):
    """A state as its badge, and in a file as its word."""

    def __init__(self, field: str = "state", **options: Any) -> None:
        super().__init__(**options)
        self.field = field

    def render(self, record: Any) -> SafeString:
        return badge(self.value(record), tone_of(getattr(record, self.field)))

    def value(self, record: Any) -> str:
        return str(getattr(record, f"get_{self.field}_display")())


class YearColumn(tables.Column):
    """A year, which is a number without thousands."""

    def render(self, value: int) -> str:
        return str(value)

    def value(self, value: int) -> int:
        return value


@tables.columns.library.register
class DayColumn(tables.Column):
    """A day, in the page's short form; in a file as ISO writes it. Of dates of models too, by itself.

    django-tables2's own compiles a template for every cell.
    """

    def render(self, value: date) -> str:
        return str(date_format(value, "SHORT_DATE_FORMAT"))

    def value(self, value: date) -> str:
        return value.isoformat()

    @classmethod
    def from_field(cls, field: Any, **options: Any) -> DayColumn | None:
        is_day = isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField)
        return cls(**options) if is_day else None
