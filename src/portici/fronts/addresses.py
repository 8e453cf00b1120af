"""Where a record's pages are. Each front room puts its kinds in, so that a link to any record is one call.

Rooms below the fronts know no addresses; a list of exhibits or a journal entry becomes links here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from portici.records.models import Record

_portal: dict[str, Callable[[Any], str]] = {}
_office: dict[str, Callable[[Any], str]] = {}


def portal_page(kind: str, address: Callable[[Any], str]) -> None:
    """Say where the records of a kind stand in the portal."""
    _portal[kind] = address


def office_page(kind: str, name: str) -> None:
    """Say which address name, taking the uid, is the office's page of a kind."""
    _office[kind] = lambda record: reverse(name, args=[record.uid])


def portal_url(record: Record) -> str:
    """The record's page in the portal, or "" when its kind has none or the record is not published."""
    address = _portal.get(record.KIND)
    return address(record) if address and record.is_published else ""


def office_url(record: Record) -> str:
    """The record's page in the office, or "" when its kind has none."""
    address = _office.get(record.KIND)
    return address(record) if address else ""
