"""Who belongs to which pact or network, from when to when, by which source."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from portici.journal.domain import FieldChange
from portici.kernel.actor import Actor
from portici.kernel.findings import Finding, Invalid, Message, Severity, ensure, gettext_noop
from portici.records import domain as records

from .. import rules
from ..models import Membership, Organisation
from ..values import plain


def add_membership(
    *,
    actor: Actor,
    member: Organisation,
    network: Organisation,
    role: str = "",
    since: date | None = None,
    until: date | None = None,
    source: str = "",
    reason: str = "",
) -> Membership:
    """Say that an organisation belongs to another; told under both. The same since the same day is one.

    Raises Refused; Invalid for an organisation in itself or an end before the beginning.
    """
    member, network = rules.standing(member), rules.standing(network)
    ensure(rules.may_edit_all(actor, member))
    ensure(rules.may_edit_all(actor, network))
    _check_times(since, until)
    return join(
        actor=actor,
        member=member,
        network=network,
        role=role,
        since=since,
        until=until,
        source=source,
        reason=reason,
    )


def join(
    *,
    actor: Actor,
    member: Organisation,
    network: Organisation,
    role: str = "",
    since: date | None = None,
    until: date | None = None,
    source: str = "",
    reason: str = "",
) -> Membership:
    """The row itself, told under both, for desks that have asked their own rule. Raises Invalid."""
    if member.pk == network.pk:
        raise Invalid([_in_itself(member)])
    with transaction.atomic():
        membership, made = Membership.objects.get_or_create(
            member=member,
            network=network,
            since=since,
            defaults={"role": plain(role), "until": until, "source": plain(source)},
        )
        if made:
            _tell(actor, membership, "add-membership", "", _text(membership), reason)
    return membership


def end_membership(*, actor: Actor, membership: Membership, until: date, reason: str = "") -> Membership:
    """Say until when it held. Raises Refused, Invalid."""
    ensure(rules.may_edit_all(actor, membership.member))
    ensure(rules.may_edit_all(actor, membership.network))
    _check_times(membership.since, until)
    with transaction.atomic():
        current = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
        before = _text(current)
        current.until = until
        current.save(update_fields=["until"])
        if _text(current) != before:
            _tell(actor, current, "end-membership", before, _text(current), reason)
    membership.refresh_from_db()
    return membership


def _tell(actor: Actor, membership: Membership, verb: str, before: str, after: str, reason: str) -> None:
    for record, field in ((membership.member, "memberships"), (membership.network, "members")):
        change = {field: FieldChange(before, after)}
        records.note(actor=actor, record=record, verb=verb, changes=change, reason=reason)


def _text(membership: Membership) -> str:
    times = f"{membership.since or ''}–{membership.until or ''}"
    return f"{membership} {membership.role} {times}".replace("  ", " ").strip()


def _check_times(since: date | None, until: date | None) -> None:
    if since and until and until < since:
        accepted = Message(
            gettext_noop("A last day on or after the first, %(since)s."), {"since": str(since)}
        )
        todo = Message(gettext_noop("Correct one of the two dates."))
        raise Invalid([Finding(Severity.ERROR, "period.order", str(until), accepted, todo, "until")])


def _in_itself(member: Organisation) -> Finding:
    accepted = Message(gettext_noop("Another organisation."))
    todo = Message(gettext_noop("Choose the pact or network that it belongs to."))
    return Finding(Severity.ERROR, "membership.itself", member.name, accepted, todo, "network")
