"""Agreements, commitments, candidacies and pledges made by their desks."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from tests import makers

from portici.organisations.agreements import domain
from portici.organisations.models import Agreement, Candidacy, Commitment, Organisation, Pledge
from portici.records import domain as records

DAY = date(2026, 2, 2)


def agreement(
    title: str = "Pact", *, parties: tuple[Organisation, ...] = (), published: bool = True, **values: Any
) -> Agreement:
    values = {"kind": "protocol", "signed_on": date(2026, 1, 7), "is_open": True, **values}
    made = domain.record_agreement(actor=makers.coordinator(), title=title, **values)
    for organisation in parties:
        domain.add_party(actor=makers.coordinator(), agreement=made, organisation=organisation)
    return records.publish(actor=makers.coordinator(), record=made) if published else made


def commitment(
    under: Agreement, organisation: Organisation, text: str = "To teach", **values: Any
) -> Commitment:
    return domain.add_commitment(
        actor=makers.coordinator(), agreement=under, organisation=organisation, text=text, **values
    )


def pledge(organisation: Organisation, **values: Any) -> Pledge:
    values = {"kind": "time", "title": "Lessons", "quantity": Decimal(120), "unit": "hours", **values}
    return domain.offer_pledge(actor=makers.coordinator(), organisation=organisation, **values)


def candidacy(under: Agreement, organisation: Organisation, **values: Any) -> Candidacy:
    values = {"reason": "To help", **values}
    return domain.propose_candidacy(
        actor=makers.coordinator(), agreement=under, organisation=organisation, **values
    )


def admitted(under: Agreement, organisation: Organisation) -> Candidacy:
    made = candidacy(under, organisation)
    domain.assess_candidacy(actor=makers.coordinator(), candidacy=made, assessment="Sound")
    return domain.decide_candidacy(
        actor=makers.coordinator(), candidacy=made, admitted=True, outcome="Welcome", act="Act 5"
    )
