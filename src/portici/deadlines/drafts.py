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

from .registry import Due, Source, Watch

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
    return Watch(
        name=name,
        heading=heading,
        todo=_("Publish them, or finish them first."),
        act=_("Publish it"),
        roles=roles,
        sources=tuple(_of(model) for model in models),
        order=order,
    )


def _of(model: type[Record]) -> Source:
    def drafts(actor: Actor, _until: date) -> RecordQuerySet:
        # By way of the kind, which brings along what a row is called by.
        rows = registry.kind(model.KIND).visible_to(actor).filter(publication=Publication.DRAFT)
        return rows.order_by("updated_at", "pk")

    def due(row: Record) -> Due:
        return Due(row, row.updated_at.astimezone(clock.OFFICE_ZONE).date(), registry.kind(row.KIND).label)

    return Source(drafts, due, day="updated_at", since=True)
