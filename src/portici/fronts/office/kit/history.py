"""A record's history as the office reads it: who, when, what before and after, why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portici.journal.models import Entry
from portici.journal.queries import entries_about
from portici.people.queries import names_of
from portici.records.models import Record


@dataclass(frozen=True, slots=True)
class Told:
    """One entry with the name of who acted."""

    entry: Entry
    who: str

    @property
    def at(self) -> datetime:
        return self.entry.at


def history_of(record: Record, *, limit: int | None = None) -> list[Told]:
    """The entries about a record that the actor was let see, newest first."""
    entries = entries_about(kind=record.KIND, ref=record.uid)
    return with_names(entries[:limit] if limit else entries)


def with_names(entries: Any) -> list[Told]:
    """Entries with the names of who acted, read in one go."""
    listed = list(entries)
    names = names_of({entry.actor_uid for entry in listed})
    return [Told(entry, names.get(entry.actor_uid, "") or entry.actor_label) for entry in listed]
