"""The watch that every room has: drafts that wait for somebody to publish them. Made here once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portici.kernel import clock
from portici.kernel.actor import Actor, Role
from portici.records import registry
from portici.records.models import Publication, Record, RecordQuerySet

from .registry import Due, Watch

PUBLISHERS = frozenset({Role.COORDINATOR, Role.COMMUNICATION_OFFICER})


def drafts_watch(
    *,
    name: str,
    heading: str | Promise,
    models: Sequence[type[Record]],
    roles: frozenset[Role] = PUBLISHERS,
    order: int = 90,
) -> Watch:
    """A watch over the drafts of these kinds, the oldest first; one query a kind."""

    def drafts(actor: Actor, model: type[Record]) -> RecordQuerySet:
        # By way of the kind, which brings along what a row is called by.
        return registry.kind(model.KIND).visible_to(actor).filter(publication=Publication.DRAFT)

    def count(actor: Actor) -> int:
        return sum(drafts(actor, model).count() for model in models)

    def first(actor: Actor, limit: int) -> Sequence[Due]:
        rows = [row for model in models for row in drafts(actor, model).order_by("updated_at", "pk")[:limit]]
        rows.sort(key=lambda row: row.updated_at)
        return [Due(row, _day(row), registry.kind(row.KIND).label) for row in rows[:limit]]

    return Watch(
        name=name,
        heading=heading,
        todo=_("Publish them, or finish them first."),
        roles=roles,
        count=count,
        first=first,
        order=order,
    )


def _day(record: Record) -> date:
    return record.updated_at.astimezone(clock.OFFICE_ZONE).date()
