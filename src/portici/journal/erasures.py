"""That what is empty was emptied by an erasure that the journal tells, and that what an erasure tells is empty."""

from __future__ import annotations

import json
from collections.abc import Iterator

from django.db.models import Q
from django.db.models.functions import Length

from .domain import ERASE
from .faults import Fault
from .models import Change, ChangeValue, Entry

PIECE = 500


def erasure_faults() -> Iterator[Fault]:
    """One erasure at a time: the rows that name it beside the numbers that it tells."""
    told = Change.objects.filter(entry__verb=ERASE, field="erased").order_by("entry_id")
    for entry_id, text in told.values_list("entry_id", "value__after"):
        values, reasons = _numbers(text)
        yield from _value_faults(entry_id, values)
        yield from _reason_faults(entry_id, reasons)
    yield from _untold()


def _numbers(text: str | None) -> tuple[set[int], set[int]]:
    """The numbers of changes and entries; none when the text was altered, which its digest shows."""
    try:
        kept = json.loads(text or "{}")
        return {int(pk) for pk in kept.get("values", ())}, {int(pk) for pk in kept.get("reasons", ())}
    except (ValueError, TypeError, AttributeError):
        return set(), set()


def _value_faults(erasure: int, told: set[int]) -> Iterator[Fault]:
    rest = set(told)
    rows = ChangeValue.objects.filter(erased_by=erasure).annotate(
        kept=Length("before") + Length("after") + Length("salt")
    )
    for pk, kept, entry_id, name in rows.values_list(
        "change_id", "kept", "change__entry_id", "change__field"
    ).iterator():
        if pk not in told:
            yield Fault("value.emptied", entry_id=entry_id, field=name)
        elif kept:
            yield Fault("value.kept", entry_id=entry_id, field=name)
        rest.discard(pk)
    left = sorted(rest)
    for first in range(0, len(left), PIECE):
        changes = Change.objects.filter(pk__in=left[first : first + PIECE])
        for entry_id, name in changes.values_list("entry_id", "field"):
            yield Fault("value.kept", entry_id=entry_id, field=name)


def _reason_faults(erasure: int, told: set[int]) -> Iterator[Fault]:
    rest = set(told)
    rows = Entry.objects.filter(reason_erased_by=erasure).annotate(
        kept=Length("reason") + Length("reason_salt")
    )
    for pk, kept in rows.values_list("pk", "kept").iterator():
        if pk not in told:
            yield Fault("reason.emptied", entry_id=pk)
        elif kept:
            yield Fault("reason.kept", entry_id=pk)
        rest.discard(pk)
    yield from (Fault("reason.kept", entry_id=pk) for pk in sorted(rest))


def _untold() -> Iterator[Fault]:
    """What says that it was emptied by an entry that is no erasure."""
    values = ChangeValue.objects.exclude(Q(erased_by=None) | Q(erased_by__verb=ERASE))
    for entry_id, name in values.values_list("change__entry_id", "change__field").iterator():
        yield Fault("value.emptied", entry_id=entry_id, field=name)
    entries = Entry.objects.exclude(Q(reason_erased_by=None) | Q(reason_erased_by__verb=ERASE))
    for pk in entries.values_list("pk", flat=True).iterator():
        yield Fault("reason.emptied", entry_id=pk)
