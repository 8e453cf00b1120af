"""A section of a page that gathers: at most forty rows of a list, and the way to all of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import django_tables2 as tables

MOST_ROWS = 40


@dataclass(frozen=True, slots=True)
class Section:
    """`all_url` leads to the whole list; it is offered only when the section does not show it whole."""

    key: str
    title: Any
    table: tables.Table
    empty: Any
    all_url: str = ""
    note: Any = ""

    @property
    def more(self) -> bool:
        return bool(self.all_url) and len(self.table.data) >= MOST_ROWS


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
    table = table_class(list(rows[:MOST_ROWS]), orderable=False, exclude=tuple(exclude))
    return Section(key=key, title=title, table=table, empty=empty, all_url=all_url, note=note)
