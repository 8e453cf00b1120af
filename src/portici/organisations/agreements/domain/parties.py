"""Who is party to an agreement: told under it, whose version each change raises."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from portici.journal.domain import FieldChange
from portici.kernel.actor import Actor
from portici.kernel.codes.parsed import error
from portici.kernel.findings import Finding, Message, ensure, ensure_valid, gettext_noop
from portici.records import domain as records
from portici.records.links import unseen

from ...models import Agreement, Organisation, Party, PartyRole
from ...rules import standing
from .. import checks, rules


def add_party(
    *,
    actor: Actor,
    agreement: Agreement,
    organisation: Organisation,
    role: str = PartyRole.SIGNATORY,
    since: date | None = None,
    until: date | None = None,
    version: int | None = None,
    reason: str = "",
) -> Party:
    """Say that an organisation is party to the agreement, once. Raises Refused, Invalid, Conflict."""
    organisation = standing(organisation)
    with transaction.atomic():
        ensure(rules.may_amend(actor, records.locked(agreement)))
        ensure_valid(
            [
                *unseen(actor, {"organisation": organisation}),
                *checks.in_order(since, until, "until"),
                *_twice(agreement, organisation),
            ]
        )
        party = Party(agreement=agreement, organisation=organisation, role=role, since=since, until=until)
        _store(actor, party, "add-party", "", reason=reason, version=version)
    return party


def amend_party(
    *,
    actor: Actor,
    party: Party,
    role: str,
    since: date | None = None,
    until: date | None = None,
    version: int | None = None,
    reason: str = "",
) -> Party:
    """Change its role, or say from when to when. Raises Refused, Invalid, Conflict."""
    with transaction.atomic():
        ensure(rules.may_amend(actor, records.locked(party.agreement)))
        ensure_valid(checks.in_order(since, until, "until"))
        current = Party.objects.select_related("agreement", "organisation").get(pk=party.pk)
        before = told(current)
        current.role, current.since, current.until = role, since, until
        _store(actor, current, "amend-party", before, reason=reason, version=version)
    party.refresh_from_db()
    return party


def remove_party(*, actor: Actor, party: Party, version: int | None = None, reason: str = "") -> None:
    """Take off one that was entered by mistake; one that left gets its last day. Raises Refused, Invalid, Conflict."""
    agreement = party.agreement
    with transaction.atomic():
        ensure(rules.may_amend(actor, records.locked(agreement)))
        ensure_valid(_bound(party))
        change = {"parties": FieldChange(told(party), "")}
        records.note(
            actor=actor, record=agreement, verb="remove-party", changes=change, reason=reason, version=version
        )
        Party.objects.filter(pk=party.pk).delete()


def take_in(
    *, actor: Actor, agreement: Agreement, organisation: Organisation, since: date, reason: str
) -> Party:
    """Make an organisation an adherent; one that had left comes back. For desks that have asked their own rule."""
    party = Party.objects.filter(agreement=agreement, organisation=organisation).first()
    before = told(party) if party else ""
    party = party or Party(agreement=agreement, organisation=organisation)
    party.role, party.since, party.until = PartyRole.ADHERENT, since, None
    _store(actor, party, "add-party", before, reason=reason, version=None)
    return party


def told(party: Party) -> str:
    """How the journal tells a party."""
    times = f"{party.since or ''}–{party.until or ''}"
    return f"{party.organisation} {party.role} {times}"


def _store(actor: Actor, party: Party, verb: str, before: str, *, reason: str, version: int | None) -> None:
    records.clean(party)
    if told(party) == before:
        return
    change = {"parties": FieldChange(before, told(party))}
    records.note(
        actor=actor, record=party.agreement, verb=verb, changes=change, reason=reason, version=version
    )
    party.save()


def _twice(agreement: Agreement, organisation: Organisation) -> list[Finding]:
    if not Party.objects.filter(agreement=agreement, organisation=organisation).exists():
        return []
    accepted = Message(gettext_noop("An organisation that is not among the parties, past ones included."))
    todo = Message(gettext_noop("Change the one that is there."))
    return [error("party.twice", str(organisation), accepted, todo).at("organisation")]


def _bound(party: Party) -> list[Finding]:
    if not party.agreement.commitments.filter(organisation=party.organisation_id).exists():
        return []
    accepted = Message(gettext_noop("A party without commitments."))
    todo = Message(gettext_noop("Write its last day instead: what it committed to stays on record."))
    return [error("party.bound", str(party.organisation), accepted, todo)]
