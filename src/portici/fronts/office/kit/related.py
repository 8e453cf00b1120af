"""The records beside a record, on its page: the first few, how many there are, the way to all of them, the paper for one more."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

MOST = 10


@dataclass(frozen=True, slots=True)
class Related:
    """A section of a record's page. `rows` are (record, a word on it)."""

    key: str
    label: str | Promise
    rows: tuple[tuple[Any, Any], ...]
    more: int = 0
    all_url: str = ""
    add_url: str = ""
    add_label: str | Promise = ""
    empty: str | Promise = ""


def related(
    key: str,
    label: str | Promise,
    records: Any,
    *,
    note: Callable[[Any], Any] | None = None,
    all_url: str = "",
    add_url: str = "",
    add_label: str | Promise = "",
    empty: str | Promise = "",
) -> Related:
    """The section of these records; a query set is read up to `MOST` rows, and counted when there are more."""
    found: list[Any] = list(records[: MOST + 1]) if hasattr(records, "count") else list(_first(records))
    more = 0
    if len(found) > MOST:
        total = records.count() if hasattr(records, "filter") else len(records)
        more, found = total - MOST, found[:MOST]
    rows = tuple((record, note(record) if note else "") for record in found)
    return Related(key, label, rows, more, all_url, add_url, add_label, empty)


def _first(records: Iterable[Any]) -> list[Any]:
    return list(records)[: MOST + 1]
