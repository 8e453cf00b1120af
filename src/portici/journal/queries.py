"""Reading the journal. Who may see a record's entries is decided where the record is; who may see all of
them, here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from portici.kernel.actor import Actor

from .models import Entry, Seal, Verification, Waiting


def entries_about(*, kind: str, ref: str) -> QuerySet[Entry]:
    """The entries of one record, newest first. Ask only after the record itself passed
    `visible_to(actor)`.
    """
    return Entry.objects.filter(kind=kind, ref=ref).prefetch_related("changes__value")


#: What rooms keep from some of those who read all: the entries about what is confidential.
_confined: list[Callable[[Actor], Q]] = []


def confine(hidden: Callable[[Actor], Q]) -> None:
    """Put in a condition on entries that an actor may not read even where it reads all; an empty one hides nothing."""
    _confined.append(hidden)


def entries_visible_to(actor: Actor) -> QuerySet[Entry]:
    """All entries, for those who read all, but those on what is kept from them; otherwise one's own deeds."""
    entries = Entry.objects.prefetch_related("changes__value")
    if actor.reads_all:
        for hidden in filter(None, (condition(actor) for condition in _confined)):
            entries = entries.exclude(hidden)
        return entries
    if actor.is_visitor:
        return entries.none()
    return entries.filter(actor_uid=actor.uid)


def kinds_told() -> list[str]:
    """The kinds of things that the journal has entries about."""
    return list(Entry.objects.order_by("kind").values_list("kind", flat=True).distinct())


def verbs_told() -> list[str]:
    """The verbs that the journal has."""
    return list(Entry.objects.order_by("verb").values_list("verb", flat=True).distinct())


@dataclass(frozen=True, slots=True)
class ChainState:
    """Where the chain is: its head, how long it is, when it last grew; how many entries wait, and since when."""

    head: str
    sealed: int
    sealed_at: datetime | None
    waiting: int
    waiting_since: datetime | None


def chain_state() -> ChainState:
    """The chain as it is; says nothing of any entry, so that a backup may print it."""
    last = Seal.objects.order_by("-position").first()
    first = Waiting.objects.select_related("entry").order_by("entry_id").first()
    return ChainState(
        head=last.hash if last else "",
        sealed=Seal.objects.count(),
        sealed_at=last.sealed_at if last else None,
        waiting=Waiting.objects.count(),
        waiting_since=first.entry.at if first else None,
    )


def verifications(actor: Actor) -> QuerySet[Verification]:
    """The verifications that were asked for, newest first."""
    return Verification.objects.all().visible_to(actor)
