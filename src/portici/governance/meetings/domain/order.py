"""Desks for what is on an agenda and in which order.

The order belongs to the meeting, whose version it raises: who orders an agenda that another has just changed is told. The meeting's row
is locked before those of its items.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from portici.journal.domain import FieldChange
from portici.kernel.actor import Actor
from portici.kernel.findings import Invalid, ensure, ensure_valid, gettext_noop
from portici.records import domain as records

from ...models import AgendaItem, ItemState, Meeting
from .. import checks, rules
from .carrying import OFF, successor

#: Where what was taken off an agenda stands: after all that is on it.
LAST = 9999


def move_item(*, actor: Actor, item: AgendaItem, by: int, version: int | None = None) -> AgendaItem:
    """Earlier (`by` below 0) or later on its agenda, by so many places; `version` is the meeting's.

    Raises Refused, Invalid for an item that is on no agenda, Conflict.
    """
    with transaction.atomic():
        meeting = _lock(item)
        ensure(rules.may_set_agenda(actor, meeting))
        before = _order(meeting) if meeting else []
        order = [one for one in before if one.pk != item.pk]
        if meeting is None or len(order) == len(before):
            raise Invalid(checks.on_agenda(item, found=False))
        place = next(index for index, one in enumerate(before) if one.pk == item.pk)
        order.insert(max(0, place + by), item)
        _tell(actor, meeting, before, order, version)
        _number(order)
    item.refresh_from_db()
    return item


def drop_item(*, actor: Actor, item: AgendaItem, reason: str, version: int | None = None) -> AgendaItem:
    """Take it off for good, with the reason; `version` is the item's.

    Raises Refused (also while it is voted), Invalid without a reason or for what is not pending, Conflict.
    """
    if not reason.strip():
        raise Invalid([records.missing("reason", gettext_noop("Write why the item is taken off."))])
    with transaction.atomic():
        meeting = _lock(item)
        ensure(rules.may_take_off(actor, item, meeting))
        ensure_valid(checks.pending(records.locked(item)))
        told = {"state": ItemState.DROPPED}
        records.amend(actor=actor, record=item, values=told, version=version, verb="drop", reason=reason)
        _close_gap(actor, meeting, item)
    return item


def put_on_agenda(
    *, actor: Actor, item: AgendaItem, meeting: Meeting, version: int | None = None
) -> AgendaItem:
    """What waits goes last on a meeting's agenda; `version` is the meeting's.

    Raises Refused; Invalid for what is on an agenda already or is of another body; Conflict.
    """
    with transaction.atomic():
        current = records.locked(meeting)
        ensure(rules.may_set_agenda(actor, current))
        waiting = records.locked(item)
        ensure_valid(
            [*checks.pending(waiting), *checks.waits(waiting), *checks.of_one_body(waiting, current)]
        )
        before = _order(current)
        values = {"meeting": current, "position": len(before) + 1}
        records.amend(actor=actor, record=item, values=values, verb="put-on-agenda")
        _tell(actor, meeting, before, [*before, item], version)
        _number([*before, item])
    return item


def carry_over(
    *, actor: Actor, item: AgendaItem, to: Meeting | None = None, version: int | None = None
) -> AgendaItem:
    """Put off an item of an agenda: gives its successor, among what waits or on another meeting's agenda.

    `version` is the item's. Raises Refused (also while it is voted); Invalid for what is not pending, or is on no agenda; Conflict.
    """
    with transaction.atomic():
        if to is not None:
            # In the order of their keys: two that carry over crosswise wait for each other once.
            ensure(rules.may_set_agenda(actor, _both(item, to)))
        meeting = _lock(item)
        ensure(rules.may_take_off(actor, item, meeting))
        current = records.locked(item)
        findings = [*checks.pending(current), *checks.on_agenda(current, found=meeting is not None)]
        if to is not None:
            findings += [*checks.of_one_body(current, to), *checks.another(current, to)]
        ensure_valid(findings)
        made = successor(actor, item, to, version)
        _close_gap(actor, meeting, item)
    return made


def _both(item: AgendaItem, to: Meeting) -> Meeting:
    keys = sorted({key for key in (item.meeting_id, to.pk) if key is not None})
    found = {key: records.locked(Meeting(pk=key)) for key in keys}
    return found[to.pk]


def _lock(item: AgendaItem) -> Meeting | None:
    return records.locked(item.meeting) if item.meeting is not None else None


def _order(meeting: Meeting) -> list[AgendaItem]:
    """The agenda in its order, without what was taken off it."""
    rows = AgendaItem.objects.filter(meeting=meeting).exclude(state__in=OFF)
    return list(rows.order_by("position", "pk"))


def _close_gap(actor: Actor, meeting: Meeting | None, item: AgendaItem) -> None:
    if meeting is None:
        return
    order = _order(meeting)
    before = sorted([*order, item], key=lambda one: (one.position, one.pk))
    _tell(actor, meeting, before, order)
    _number(order)
    AgendaItem.objects.filter(pk=item.pk).update(position=LAST)


def _tell(
    actor: Actor,
    meeting: Meeting,
    before: Sequence[AgendaItem],
    after: Sequence[AgendaItem],
    version: int | None = None,
) -> None:
    """In the meeting's journal items have no names: who reads it may not read all of them."""
    change = FieldChange(*(" ".join(one.uid for one in order) for order in (before, after)))
    records.note(
        actor=actor, record=meeting, verb="order-agenda", changes={"agenda": change}, version=version
    )


def _number(order: Sequence[AgendaItem]) -> None:
    for position, one in enumerate(order, start=1):
        AgendaItem.objects.filter(pk=one.pk).exclude(position=position).update(position=position)
