"""Desks for conflicts of interest: a seat that neither discusses nor votes an item."""

from __future__ import annotations

from django.db import transaction

from portici.journal.domain import About, erase_values
from portici.kernel import clock
from portici.kernel.actor import Actor, system_actor
from portici.kernel.findings import ensure, ensure_valid

from ...models import AgendaItem, Member, Recusal
from .. import checks, rules
from .told import lock_open_vote, locked_item, name_of, tell

#: The journal is not for members to erase: the house takes out what they take back.
HOUSE = system_actor("recusals")


def declare_recusal(*, actor: Actor, item: AgendaItem, member: Member, reason: str) -> Recusal:
    """The seat has a conflict on the item, and takes part in no vote on it from then on. Declared again, the first one stands.

    Raises Refused (also when the seat has voted in the vote that is open); Invalid without the nature of the conflict.
    """
    with transaction.atomic():
        item = locked_item(item)
        lock_open_vote(item)
        ensure(rules.may_declare(actor, item, member))
        ensure_valid(checks.said("reason", reason))
        if item.meeting is not None:
            ensure_valid(checks.of_the_body(item.meeting, member))
        made, is_new = Recusal.objects.get_or_create(
            item=item, member=member, defaults={"reason": reason.strip()[:300], "declared_at": clock.now()}
        )
        if is_new:
            tell(actor, item, "recuse", "recusal", "", f"{name_of(member)}: {made.reason}")
    return made


def withdraw_recusal(*, actor: Actor, item: AgendaItem, member: Member) -> None:
    """Take a declaration back before the item is put to the vote; nothing where there is none. Raises Refused."""
    with transaction.atomic():
        item = locked_item(item)
        ensure(rules.may_withdraw_recusal(actor, item, member))
        found = Recusal.objects.filter(item=item, member=member).first()
        if found is not None:
            tell(actor, item, "withdraw-recusal", "recusal", name_of(member), "")
            _forget(found)
            found.delete()


def _forget(recusal: Recusal) -> None:
    """Take the nature of the conflict from the journal: once the row is gone, nobody would find it there to erase it."""
    told = f"{name_of(recusal.member)}: {recusal.reason}"
    about = About(AgendaItem.KIND, recusal.item.uid, ("recusal",), ending=told)
    erase_values(actor=HOUSE, reason="", about=[about])
