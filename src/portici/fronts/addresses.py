"""Where a record's pages are. Each front room puts its kinds in, so that a link to any record is one call.

Rooms below the fronts know no addresses; a list of exhibits or a journal entry becomes links here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest
from typing import Any
from urllib.parse import urlencode

from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils.translation import get_language

from portici.deadlines.agenda import Line
from portici.records.models import Record

_portal: dict[str, Callable[[Any], str]] = {}
_office: dict[str, Callable[[Any], str]] = {}
_office_lists: dict[str, str] = {}
_acts: dict[str, Callable[[Line], str]] = {}


@dataclass(frozen=True, slots=True)
class Named:
    """A record of which only the reference is known: enough for an address."""

    uid: str

    @property
    def pk(self) -> str:
        """Pages of the site have no other reference."""
        return self.uid


def portal_page(kind: str, address: Callable[[Any], str]) -> None:
    """Say where the records of a kind stand in the portal."""
    _portal[kind] = address


def office_page(kind: str, name: str, rows: str = "") -> None:
    """Say which address name, taking the uid, is the office's page of a kind, and which one its list."""
    _office[kind] = lambda record: page(name, record.uid)
    if rows:
        _office_lists[kind] = rows


def office_link(kind: str, address: Callable[[Any], str]) -> None:
    """Say where what is kept elsewhere than in the office's own pages is worked on."""
    _office[kind] = address


def act_page(watch: str, name: str) -> None:
    """Say at which address name, taking the record's uid (and the row's), what a watch finds is seen to."""
    _acts[watch] = lambda line: page(name, *filter(None, (line.ref, line.mark)))


def act_link(watch: str, address: Callable[[Line], str]) -> None:
    """Say where what a watch finds is seen to, when the address does not take the record's uid as its own."""
    _acts[watch] = address


def line_url(line: Line) -> str:
    """The office's page of what a deadline is about, or "" when its kind has none."""
    address = _office.get(line.kind)
    return address(Named(line.ref)) if address else ""


def act_url(line: Line) -> str:
    """Where a deadline is seen to: the paper that its watch names, else the record's page."""
    return _acts.get(line.watch.name, line_url)(line)


def on_portal(kind: str) -> bool:
    """Whether records of the kind have pages in the portal."""
    return kind in _portal


def page(name: str, *keys: str) -> str:
    """`reverse(name, args=keys)` for an address with text for keys; a page of a list has hundreds.

    What the address is besides its keys is asked of Django once for each language.
    """
    if not all(map(_PLAIN.fullmatch, keys)):
        return reverse(name, args=keys)
    between = _around(name, len(keys), get_language(), get_script_prefix(), get_urlconf())
    return "".join(part for pair in zip_longest(between, keys, fillvalue="") for part in pair)


_PLAIN = re.compile(r"[A-Za-z0-9_.-]+")
_MARK = "zzz-the-key-zzz"


@lru_cache(maxsize=200)
def _around(
    name: str, number: int, _language: str | None, _prefix: str, _urlconf: str | None
) -> tuple[str, ...]:
    return tuple(reverse(name, args=[_MARK] * number).split(_MARK))


def portal_url(record: Record) -> str:
    """The record's page in the portal, or "" when its kind has none or the record is not published."""
    address = _portal.get(record.KIND)
    return address(record) if address and record.is_published else ""


def office_url(record: Record) -> str:
    """The record's page in the office, or "" when its kind has none."""
    address = _office.get(record.KIND)
    return address(record) if address else ""


def office_list_url(kind: str, **narrowed: str) -> str:
    """The office's list of a kind, narrowed as its filters say; "" when the kind has none."""
    name = _office_lists.get(kind)
    return f"{reverse(name)}?{urlencode(narrowed)}" if name else ""
