"""An item that was not treated, and its successor: among what waits, or on another meeting's agenda."""

from __future__ import annotations

from django.db.models import Max, QuerySet

from portici.kernel.actor import Actor
from portici.records import domain as records

from ...models import AgendaItem, Body, ItemState, Meeting, Option
from .. import queries

#: Those that are not treated where they stand.
OFF = (ItemState.DROPPED, ItemState.CARRIED_OVER)
#: What a successor takes from the item that it continues.
KEPT = (
    "kind",
    "title",
    "text",
    "minutes_planned",
    "rapporteur",
    "is_confidential",
    "confidential_because",
    "about",
    "language",
    "is_example",
)


def settle_voted(actor: Actor, meeting: Meeting) -> None:
    """What was voted to an end or decided was treated, also where nobody said so: carried over it would lose what came of it.

    The meeting's row is locked by the caller.
    """
    for item in queries.voted_to_an_end(_pending(meeting)):
        records.amend(actor=actor, record=item, values={"state": ItemState.TREATED}, verb="settle")


def carry_pending(actor: Actor, meeting: Meeting) -> None:
    """What the meeting has not treated goes on among what waits. Its row is locked by the caller."""
    for item in _pending(meeting):
        successor(actor, item, None)


def _pending(meeting: Meeting) -> QuerySet[AgendaItem]:
    rows = AgendaItem.objects.filter(meeting=meeting, state=ItemState.PENDING)
    return rows.select_related("body").order_by("position", "pk")


def successor(
    actor: Actor, item: AgendaItem, meeting: Meeting | None, version: int | None = None
) -> AgendaItem:
    """Mark the item carried over; give the one that continues it, with its options. Raises Conflict."""
    told = {"state": ItemState.CARRIED_OVER}
    records.amend(actor=actor, record=item, values=told, version=version, verb="carry-over")
    made = AgendaItem(
        body=item.body,
        meeting=meeting,
        position=last_position(item.body, meeting) + 1,
        continues=item,
        **{name: getattr(item, name) for name in KEPT},
    )
    records.add(actor=actor, record=made)
    Option.objects.bulk_create(
        Option(item=made, title=one.title, text=one.text, cost=one.cost) for one in item.options.all()
    )
    return made


def last_position(body: Body, meeting: Meeting | None) -> int:
    """The highest position on the agenda, or among what waits for the body."""
    rows = AgendaItem.objects.filter(body=body, meeting=meeting).exclude(state__in=OFF)
    return int(rows.aggregate(last=Max("position"))["last"] or 0)
