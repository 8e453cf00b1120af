"""The desk that puts on an agenda what is due."""

from __future__ import annotations

from django.db import transaction

from portici.kernel.actor import Actor
from portici.kernel.codes.parsed import error
from portici.kernel.findings import Invalid, Message, ensure, gettext_noop
from portici.records import domain as records

from ...models import AgendaItem, Meeting
from .. import rules
from ..proposals import proposals_for
from .agenda import add_item


def take_up(*, actor: Actor, meeting: Meeting, about: str) -> AgendaItem:
    """Put a proposal on the agenda, last. Two that take the same up make one item.

    Raises Refused; Invalid when it is not proposed, or not any more.
    """
    with transaction.atomic():
        current = records.locked(meeting)
        ensure(rules.may_set_agenda(actor, current))
        proposed = {one.about: one for one in proposals_for(actor, current.body)}
        one = proposed.get(about)
        if one is None:
            accepted = Message(gettext_noop("One of the proposals of today."))
            todo = Message(gettext_noop("Look at the agenda again: somebody may have changed it."))
            raise Invalid([error("proposal", about[:60], accepted, todo)])
        return add_item(
            actor=actor,
            body=current.body,
            meeting=current,
            title=one.title,
            kind=one.kind,
            is_confidential=one.is_confidential,
            confidential_because=one.confidential_because,
            about=about,
            language=current.body.language,
        )
