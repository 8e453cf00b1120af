"""The chain on every page of it: area, need, decision, activity; each with its links, and the paper for the
one that is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Step:
    """One link of the chain: what is there, or what to do so that it is."""

    label: str | Promise
    records: Sequence[Any] = ()
    current: bool = False
    missing: str | Promise = ""
    add_url: str = ""
    add_label: str | Promise = ""
    more: bool = False  # whether there are others than those shown
    more_url: str = ""


SHOWN = 4


def step(label: str | Promise, records: Iterable[Any], **options: Any) -> Step:
    """A step that shows the first few records, and says whether there are others."""
    listed = list(records[: SHOWN + 1] if isinstance(records, QuerySet) else records)
    return Step(label, listed[:SHOWN], more=len(listed) > SHOWN, **options)
