"""Desks for proxies: a seat that votes for another while nobody of the other is there."""

from __future__ import annotations

from django.db import transaction

from portici.kernel.actor import Actor
from portici.kernel.findings import ensure, ensure_valid
from portici.records import domain as records

from ... import queries
from ...models import Meeting, Member, Proxy
from .. import checks, rules
from ..room import HOUSE
from .told import name_of, tell


def give_proxy(*, actor: Actor, meeting: Meeting, giver: Member, carrier: Member) -> Proxy:
    """Let another seat vote for this one in the meeting. Asked again, it answers with the proxy that is there.

    Raises Refused; Invalid beyond what the body's rules of the day let one seat carry.
    """
    with transaction.atomic():
        meeting = records.locked(meeting)
        ensure(rules.may_give_proxy(actor, meeting, giver))
        ensure_valid([found for seat in (giver, carrier) for found in checks.of_the_body(meeting, seat)])
        before = Proxy.objects.filter(meeting=meeting, giver=giver).select_related("carrier").first()
        ensure_valid(checks.proxy_once(before, carrier))
        if before is not None:
            return before
        ensure_valid(
            checks.proxy(meeting, giver, carrier, queries.rules_on(HOUSE, meeting.body, meeting.day))
        )
        made = Proxy.objects.create(meeting=meeting, giver=giver, carrier=carrier)
        tell(actor, meeting, "give-proxy", "proxy", "", _told(made))
    return made


def take_back_proxy(*, actor: Actor, meeting: Meeting, giver: Member) -> None:
    """The seat votes for itself again; nothing where it had given none. Raises Refused."""
    with transaction.atomic():
        meeting = records.locked(meeting)
        ensure(rules.may_give_proxy(actor, meeting, giver))
        found = Proxy.objects.filter(meeting=meeting, giver=giver).first()
        if found is not None:
            tell(actor, meeting, "take-back-proxy", "proxy", _told(found), "")
            found.delete()


def _told(proxy: Proxy) -> str:
    return f"{name_of(proxy.giver)} → {name_of(proxy.carrier)}"
