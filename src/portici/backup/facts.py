"""What a store says of itself, read with plain SQL: it must be read from a copy and through a snapshot alike, and of any version."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from .manifest import Facts, JournalHead

Ask = Callable[[str], list[tuple[Any, ...]]]


def read_facts(ask: Ask, tables: Iterable[str]) -> Facts:
    """Rows of each table, migrations, the journal's head; `ask` runs a query in the snapshot."""
    names = sorted(tables)
    counts = {name: _count(ask, name) for name in names}
    migrations = []
    if "django_migrations" in counts:
        rows = ask("SELECT app, name FROM django_migrations ORDER BY app, name")
        migrations = [f"{app}.{name}" for app, name in rows]
    return Facts(counts, migrations, _head(ask) if "journal_seal" in counts else JournalHead())


def _count(ask: Ask, table: str) -> int:
    quoted = table.replace('"', '""')
    return int(ask(f'SELECT count(*) FROM "{quoted}"')[0][0])  # noqa: S608 - quoted as SQL wants it


def _head(ask: Ask) -> JournalHead:
    rows = ask("SELECT hash, position, sealed_at FROM journal_seal ORDER BY position DESC LIMIT 1")
    if not rows:
        return JournalHead()
    digest, position, moment = rows[0]
    at = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    return JournalHead(digest, int(position), at.isoformat())


def is_empty(facts: Facts) -> bool:
    """Whether nobody has worked in the store: no account, nothing in the journal."""
    return not facts.counts.get("journal_entry") and not facts.counts.get("people_user")
