"""Sealing: entries that wait are chained in batches. One writer at a time, and no lock that a desk waits for.

The order of the chain is the order of sealing, not that of the entries' numbers: an entry whose transaction commits late, under a lower number, is
chained with the next batch. Two sealings at once want the same position, which the store gives to one of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator

from django.db import IntegrityError, transaction

from portici.kernel import clock

from .chain import BEGINNING, CHANGE_FIELDS, SEALED_FIELDS, entry_digest, link_hash
from .models import Change, Entry, Seal, Waiting

BATCH = 500


def seal_waiting(*, batch: int = BATCH, on_progress: Callable[[int], None] | None = None) -> int:
    """Seal all entries that wait, in batches of one short transaction each; gives how many.

    When another sealing is at work it is left to it.
    """
    total = 0
    while True:
        done, more = _seal_batch(batch)
        total += done
        if on_progress is not None and done:
            on_progress(total)
        if not more:
            return total


def digests(entry_ids: Collection[int]) -> Iterator[tuple[int, str]]:
    """(number, digest) of each of these entries that is there."""
    changes: dict[int, list[tuple[int, str, str, str]]] = defaultdict(list)
    rows = Change.objects.filter(entry_id__in=entry_ids).order_by("id")
    for entry_id, *change in rows.values_list("entry_id", *CHANGE_FIELDS):
        changes[entry_id].append(tuple(change))
    for entry in Entry.objects.filter(pk__in=entry_ids).order_by("pk").values_list(*SEALED_FIELDS):
        yield entry[0], entry_digest(entry, changes.get(entry[0], ()))


def _seal_batch(batch: int) -> tuple[int, bool]:
    """How many entries were sealed, and whether more may wait."""
    waiting = Waiting.objects.filter(entry__seal=None).order_by("entry_id")
    numbers = list(waiting.values_list("entry_id", flat=True)[:batch])
    if not numbers:
        return 0, False
    head = Seal.objects.order_by("-position").first()
    position, before = (head.position, head.hash) if head else (0, BEGINNING)
    moment, links = clock.now(), []
    for entry_id, digest in digests(numbers):
        position += 1
        before = link_hash(before, position, moment, digest)
        links.append(Seal(position=position, entry_id=entry_id, sealed_at=moment, hash=before))
    try:
        with transaction.atomic():
            Seal.objects.bulk_create(links)
            Waiting.objects.filter(entry_id__in=numbers).delete()
    except IntegrityError:  # another sealing took the position or the entries
        return 0, False
    return len(links), len(numbers) == batch
