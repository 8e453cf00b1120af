"""What files brought in have changed in a record: an import is one entry of the journal, its row differences stand apart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from portici.imports.queries import differences_about
from portici.kernel.actor import Actor
from portici.records.models import Record

from .reading import told_differences


@dataclass(frozen=True, slots=True)
class Imported:
    """One run's changes of a record: field -> (before, after), as text."""

    at: datetime
    filename: str
    url: str
    changes: dict[str, Any]


def imported_into(actor: Actor, record: Record, *, limit: int) -> list[Imported]:
    """The newest changes by files; only for those who read all, since a row may name what is withheld."""
    if not actor.reads_all:
        return []
    rows = differences_about(record.KIND, record.uid)[:limit]
    return [
        Imported(
            row.at,
            row.run.filename,
            reverse("office:import", args=[row.run.uid]),
            told_differences(row.kind, row.changes),
        )
        for row in rows
    ]
