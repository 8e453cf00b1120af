"""Desks for the agenda: what a body has to treat, on a meeting's agenda or waiting for one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from portici.kernel.actor import Actor
from portici.kernel.findings import Invalid, ensure, ensure_valid, gettext_noop
from portici.organisations.models import Organisation
from portici.organisations.rules import all_standing, standing
from portici.records import domain as records
from portici.records.links import only

from ...models import AgendaItem, Body, Decision, ItemKind, Meeting
from ...rules import may_close
from .. import checks, rules
from .carrying import last_position

AMENDABLE = (
    "kind",
    "title",
    "text",
    "minutes_planned",
    "rapporteur",
    "is_confidential",
    "confidential_because",
    "minuted",
    "language",
)


def add_item(
    *,
    actor: Actor,
    body: Body,
    title: str,
    meeting: Meeting | None = None,
    kind: str = ItemKind.DECISION,
    text: str = "",
    minutes_planned: int | None = None,
    rapporteur: Organisation | None = None,
    is_confidential: bool = False,
    confidential_because: str = "",
    about: str = "",
    language: str = "it",
    is_example: bool = False,
) -> AgendaItem:
    """A thing to treat: last on the meeting's agenda, or among those that wait when there is no meeting.

    Raises Refused (also once the meeting is over); Invalid for what is confidential without a reason.
    """
    with transaction.atomic():
        if meeting is not None:
            meeting = records.locked(meeting)
            body = meeting.body
        ensure(rules.may_set_agenda(actor, meeting))
        item = AgendaItem(
            body=body,
            meeting=meeting,
            position=last_position(body, meeting) + 1,
            kind=kind,
            title=title.strip(),
            text=text,
            minutes_planned=minutes_planned,
            rapporteur=standing(rapporteur) if rapporteur else None,
            is_confidential=is_confidential,
            confidential_because=confidential_because.strip(),
            about=about,
            language=language,
            is_example=is_example,
        )
        ensure_valid(checks.confidential_says_why(item))
        return records.add(actor=actor, record=item)


def amend_item(
    *, actor: Actor, item: AgendaItem, values: Mapping[str, Any], version: int | None = None, reason: str = ""
) -> AgendaItem:
    """Change an item until its meeting is closed, and what is written of it as long as the minutes are a draft.

    What was decided on an item that is marked confidential is marked with it. Raises Refused (also where such a decision has been
    published), Invalid, Conflict.
    """
    changed = all_standing(only(values, AMENDABLE))
    with transaction.atomic():
        if item.meeting is not None:
            # Whoever lays the minutes before the body, or approves them, holds the meeting meanwhile.
            records.locked(item.meeting)
        current = records.locked(item)
        ensure(rules.may_amend_item(actor, current, changed))
        was_open = not current.is_confidential
        for name, value in changed.items():
            setattr(current, name, value)
        ensure_valid(checks.confidential_says_why(current))
        if was_open and current.is_confidential:
            _close_decisions(actor, current, reason)
        return records.amend(actor=actor, record=item, values=changed, version=version, reason=reason)


def lift_confidentiality(
    *, actor: Actor, item: AgendaItem, reason: str, version: int | None = None
) -> AgendaItem:
    """Take the mark of confidentiality away, saying why: also of what was treated long ago.

    What was decided on it stays confidential until it is opened itself; minutes that are approved say what they said.
    Raises Refused, Invalid without a reason, Conflict.
    """
    if not reason.strip():
        raise Invalid([records.missing("reason", gettext_noop("Write why it is open to all."))])
    with transaction.atomic():
        if item.meeting is not None:
            records.locked(item.meeting)
        ensure(rules.may_open_item(actor, records.locked(item)))
        values = {"is_confidential": False, "confidential_because": ""}
        return records.amend(
            actor=actor,
            record=item,
            values=values,
            version=version,
            verb="lift-confidentiality",
            reason=reason,
        )


def _close_decisions(actor: Actor, item: AgendaItem, reason: str) -> None:
    """What was decided on a confidential item is confidential too, for the item's reason unless it has its own."""
    for decision in Decision.objects.filter(item=item, is_confidential=False).order_by("pk"):
        current = records.locked(decision)
        ensure(may_close(current))
        because = current.withheld_because or item.confidential_because
        values = {"is_confidential": True, "withheld_because": because}
        records.amend(actor=actor, record=decision, values=values, reason=reason)
