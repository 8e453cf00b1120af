"""A section of a page that gathers: the first rows of a list, and the way to all of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import django_tables2 as tables

MOST_ROWS = 10


@dataclass(frozen=True, slots=True)
class Section:
    """`all_url` leads to the whole list, which is offered when the section does not show it whole."""

    key: str
    title: Any
    table: tables.Table
    empty: Any
    all_url: str = ""
    note: Any = ""
    #: Whether there are rows that the section does not show.
    more: bool = False


def section(
    key: str,
    title: Any,
    table_class: type[tables.Table],
    rows: Any,
    *,
    empty: Any,
    all_url: str = "",
    exclude: Iterable[str] = (),
    note: Any = "",
) -> Section:
    """The first rows of a query set as a table without sorting: the whole list sorts."""
    found = list(rows[: MOST_ROWS + 1])
    table = table_class(found[:MOST_ROWS], orderable=False, exclude=tuple(exclude))
    return Section(key, title, table, empty, all_url, note, more=len(found) > MOST_ROWS)
