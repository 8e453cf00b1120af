"""What each party has committed to: told under the agreement, whose version each change raises."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from portici.journal.domain import FieldChange
from portici.kernel.actor import Actor
from portici.kernel.findings import Invalid, ensure, ensure_valid, gettext_noop
from portici.records import domain as records
from portici.records.links import only

from ...models import Agreement, Commitment, Organisation, Pledge
from ...rules import standing
from ...values import plain
from .. import checks, rules

AMENDABLE = frozenset({"text", "due_on", "in_charge"})


def add_commitment(
    *,
    actor: Actor,
    agreement: Agreement,
    organisation: Organisation,
    text: str,
    due_on: date | None = None,
    in_charge: str = "",
    version: int | None = None,
    reason: str = "",
) -> Commitment:
    """Write down what a party commits to. Raises Refused; Invalid for who is no party, or without words; Conflict."""
    with transaction.atomic():
        ensure(rules.may_amend(actor, records.locked(agreement)))
        commitment = made(agreement, standing(organisation), text=text, due_on=due_on, in_charge=in_charge)
        store(actor, commitment, "add-commitment", "", reason=reason, version=version)
    return commitment


def amend_commitment(
    *,
    actor: Actor,
    commitment: Commitment,
    values: Mapping[str, Any],
    version: int | None = None,
    reason: str = "",
) -> Commitment:
    """Change its words, its day or its office. Raises Refused, Invalid, Conflict."""
    given = only(values, AMENDABLE)
    with transaction.atomic():
        current = _locked(commitment)
        ensure(rules.may_amend(actor, current.agreement))
        before = told(current)
        for name, value in given.items():
            setattr(current, name, plain(value) if isinstance(value, str) else value)
        _ensure_worded(current)
        store(actor, current, "amend-commitment", before, reason=reason, version=version)
    commitment.refresh_from_db()
    return commitment


def complete_commitment(
    *,
    actor: Actor,
    commitment: Commitment,
    done_on: date,
    evidence: str,
    evidence_url: str = "",
    version: int | None = None,
) -> Commitment:
    """Say that it is done, on which day and by which evidence. Raises Refused, Invalid, Conflict."""
    with transaction.atomic():
        current = _locked(commitment)
        ensure(rules.may_report(actor, current))
        findings = checks.not_later(done_on, "done_on")
        if not evidence.strip():
            findings.append(
                records.missing("evidence", gettext_noop("Write by what one sees that it is done."))
            )
        ensure_valid(findings)
        before = told(current)
        current.done_on, current.evidence, current.evidence_url = done_on, plain(evidence), evidence_url
        store(actor, current, "complete-commitment", before, reason="", version=version)
    commitment.refresh_from_db()
    return commitment


def reopen_commitment(
    *, actor: Actor, commitment: Commitment, reason: str, version: int | None = None
) -> Commitment:
    """Take back that it is done, saying why. Raises Refused, Invalid, Conflict."""
    with transaction.atomic():
        current = _locked(commitment)
        ensure(rules.may_amend(actor, current.agreement))
        if not reason.strip():
            raise Invalid([records.missing("reason", gettext_noop("Write why it is not done after all."))])
        before = told(current)
        current.done_on, current.evidence, current.evidence_url = None, "", ""
        store(actor, current, "reopen-commitment", before, reason=reason, version=version)
    commitment.refresh_from_db()
    return commitment


def remove_commitment(
    *, actor: Actor, commitment: Commitment, version: int | None = None, reason: str = ""
) -> None:
    """Take off one that was entered by mistake. Raises Refused for what was done or pledged; Conflict."""
    with transaction.atomic():
        current = _locked(commitment)
        ensure(rules.may_remove_commitment(actor, current))
        change = FieldChange(told(current), "")
        _tell(actor, current.agreement, "remove-commitment", change, reason, version)
        Commitment.objects.filter(pk=current.pk).delete()


def made(
    agreement: Agreement, organisation: Organisation, *, pledge: Pledge | None = None, **values: Any
) -> Commitment:
    """A commitment of a party, not stored yet. Raises Invalid."""
    for name in ("text", "in_charge"):
        values[name] = plain(values[name])
    commitment = Commitment(agreement=agreement, organisation=organisation, pledge=pledge, **values)
    _ensure_worded(commitment)
    ensure_valid(checks.is_party(agreement, organisation))
    return commitment


def store(
    actor: Actor, commitment: Commitment, verb: str, before: str, *, reason: str, version: int | None
) -> None:
    """Keep it with its line in the agreement's history; nothing when nothing differs. Raises Invalid, Conflict."""
    records.clean(commitment)
    if records.is_stored(commitment):
        return
    change = FieldChange(before, told(commitment))
    _tell(actor, commitment.agreement, verb, change, reason, version)
    commitment.save()


def told(commitment: Commitment) -> str:
    """How the journal tells a commitment."""
    words = [
        f"{commitment.organisation}: {commitment.text}",
        str(commitment.due_on or ""),
        commitment.in_charge,
        str(commitment.done_on or ""),
        commitment.evidence,
        commitment.evidence_url,
    ]
    return " | ".join(filter(None, words))


def _tell(
    actor: Actor, agreement: Agreement, verb: str, change: FieldChange, reason: str, version: int | None
) -> None:
    told_as = {"commitments": change}
    records.note(actor=actor, record=agreement, verb=verb, changes=told_as, reason=reason, version=version)


def _locked(commitment: Commitment) -> Commitment:
    """The commitment as it stands, its agreement locked: whoever else changes one of them waits."""
    records.locked(commitment.agreement)
    return Commitment.objects.select_related("agreement", "organisation").get(pk=commitment.pk)


def _ensure_worded(commitment: Commitment) -> None:
    if not commitment.text:
        raise Invalid([records.missing("text", gettext_noop("Write what it commits to."))])
