"""Desks for dossiers: begun for a meeting to come, sent once to its members, unchanged from then on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from portici.kernel import clock
from portici.kernel.actor import Actor
from portici.kernel.exhibit import digest_of
from portici.kernel.findings import ensure
from portici.records import domain as records
from portici.records.links import only

from ...models import BoardDossier, Meeting
from .. import letters, rules
from ..dossier import in_every_language

AMENDABLE = ("note", "language")


def begin_dossier(
    *, actor: Actor, meeting: Meeting, note: str = "", is_example: bool = False
) -> BoardDossier:
    """The dossier of a meeting that is still to come; the one that there is, when there is one. Raises Refused."""
    with transaction.atomic():
        current = records.locked(meeting)
        ensure(rules.may_begin_dossier(actor, current))
        found: BoardDossier | None = BoardDossier.objects.filter(meeting=current).first()
        if found is not None:
            return found
        dossier = BoardDossier(
            meeting=current,
            note=note,
            language=current.language,
            is_example=is_example or current.is_example,
        )
        return records.add(actor=actor, record=dossier)


def amend_dossier(
    *,
    actor: Actor,
    dossier: BoardDossier,
    values: Mapping[str, Any],
    version: int | None = None,
    reason: str = "",
) -> BoardDossier:
    """Change the word to the members, until it is sent. Raises Refused, Invalid, Conflict."""
    given = only(values, AMENDABLE)
    with transaction.atomic():
        ensure(rules.may_amend_dossier(actor, records.locked(dossier)))
        return records.amend(actor=actor, record=dossier, values=given, version=version, reason=reason)


def send_dossier(
    *, actor: Actor, dossier: BoardDossier, link: str, version: int | None = None
) -> BoardDossier:
    """Freeze what it says, and write to each who may sit in the body where to read it; `link` is its whole address.

    Raises Refused, also when it was sent already; Conflict.
    """
    with transaction.atomic():
        meeting = records.locked(dossier.meeting)
        current = records.locked(dossier)
        ensure(rules.may_amend_dossier(actor, current) and rules.may_begin_dossier(actor, meeting))
        current.meeting = meeting
        frozen = in_every_language(current)
        values = {"frozen": frozen, "digest": digest_of(frozen), "sent_at": clock.now()}
        sent = records.amend(actor=actor, record=dossier, values=values, version=version, verb="send")
        letters.tell_members(meeting, link)
        return sent
