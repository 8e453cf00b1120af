"""What a record is shown with: publishing an activity while its need is a draft leaves a hole in the chain.
Each front room says
which records its kinds point to; the page proposes to publish the drafts among them in one go."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db import transaction

from portici.kernel.actor import Actor
from portici.records import domain, registry
from portici.records.models import Record

from .facts import visible

#: The kinds from what holds to what hangs from it: a record is published after those that it needs.
ORDER = (
    "area", "place", "target-group", "indicator", "organisation", "programme", "project", "designation",
    "listening", "need",
    "opportunity", "agreement", "study", "edition", "target-proposal", "body", "meeting", "agenda-item", "sheet", "activity", "decision",
    "minutes",
)  # fmt: skip

_companions: dict[str, Callable[[Any], Iterable[Record | None]]] = {}


def shown_with(kind: str, linked: Callable[[Any], Iterable[Record | None]]) -> None:
    """Say which records a record of this kind points to."""
    _companions[kind] = linked


def hidden_with(actor: Actor, record: Record) -> list[Record]:
    """The linked records that are not published, that the actor sees and may publish, in the order to do
    it."""
    linked = _companions.get(record.KIND, lambda _record: ())(record)
    found = {
        (other.KIND, other.pk): other for other in linked if other is not None and not other.is_published
    }
    seen = visible(actor, found.values())
    return sorted(
        (other for other in seen if registry.kind(other.KIND).may_publish(actor, other)), key=_order
    )


def publish_together(
    actor: Actor, record: Record, version: int | None, chosen: Iterable[str]
) -> list[Record]:
    """Publish the chosen companions ("kind:uid") and then the record: all, or, when one cannot be, none.

    Raises Refused, Invalid, Conflict.
    """
    wanted = set(chosen)
    with transaction.atomic():
        companions = [other for other in hidden_with(actor, record) if f"{other.KIND}:{other.uid}" in wanted]
        for other in companions:
            domain.publish(actor=actor, record=other)
        domain.publish(actor=actor, record=record, version=version)
    return companions


def _order(record: Record) -> int:
    return ORDER.index(record.KIND) if record.KIND in ORDER else len(ORDER)
