"""Addresses of papers that are filled in advance, and of lists narrowed to one record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from django.urls import reverse

from portici.records.models import Record

Named = Record | str | None | Sequence[Record | str | None]


def paper(name: str, **named: Named) -> str:
    """The address of a paper with the records that fill it: `paper("need-add", area=area)`."""
    return f"{reverse(f'office:{name}')}{_query(named)}"


def narrowed(name: str, **named: Named) -> str:
    """The address of a list narrowed to the rows that refer to a record."""
    return paper(name, **named)


def ground(record: Record) -> str:
    """A record as a decision's paper is told of it: "need:<uid>"."""
    return f"{record.KIND}:{record.uid}"


def _query(named: Mapping[str, Named]) -> str:
    pairs = [
        (name, value.uid if isinstance(value, Record) else value)
        for name, given in named.items()
        for value in (given if isinstance(given, list | tuple) else [given])
        if value
    ]
    return f"?{urlencode(pairs)}" if pairs else ""
