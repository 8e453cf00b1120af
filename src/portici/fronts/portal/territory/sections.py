"""A section of a page that gathers: the first rows of a list, and the way to all of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import django_tables2 as tables

MOST_ROWS = 10
#: Rows that go on paper: the page there is two sheets, and says how many more there are.
ON_PAPER = 3


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
    #: How many rows there are in all.
    total: int = 0
    #: Whether paper has the first few rows only.
    short_on_paper: bool = False

    @property
    def cut_on_paper(self) -> bool:
        """Whether paper leaves rows out."""
        return self.total > (ON_PAPER if self.short_on_paper else MOST_ROWS)


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
    short_on_paper: bool = False,
) -> Section:
    """The first rows of a query set as a table without sorting: the whole list sorts."""
    found = list(rows[: MOST_ROWS + 1])
    total = len(rows) if isinstance(rows, Sequence) else rows.count()
    table = table_class(found[:MOST_ROWS], orderable=False, exclude=tuple(exclude))
    more = len(found) > MOST_ROWS
    return Section(key, title, table, empty, all_url, note, more, total, short_on_paper)
