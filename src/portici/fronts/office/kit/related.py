"""The records beside a record, on its page: the first few, the way to all of them, the paper for one more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.utils.functional import Promise

MOST = 10


@dataclass(frozen=True, slots=True)
class Related:
    """A section of a record's page. `rows` are (record, a word on it)."""

    key: str
    label: str | Promise
    rows: tuple[tuple[Any, Any], ...]
    more: bool = False
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
    """The section of these records: one query of `MOST` rows and one, which says whether there are more."""
    found = list(islice(records, MOST + 1)) if not hasattr(records, "query") else list(records[: MOST + 1])
    more, found = len(found) > MOST, found[:MOST]
    rows = tuple((record, note(record) if note else "") for record in found)
    return Related(key, label, rows, more, all_url, add_url, add_label, empty)
