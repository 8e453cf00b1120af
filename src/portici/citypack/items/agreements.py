"""Tables for agreements with their parties and commitments, for candidacies and for pledges."""

# ruff: noqa: RUF009 -- `needed` and `free` make fields, as `dataclasses.field` does

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from portici.organisations.models import (
    AgreementKind,
    CandidacyState,
    PartyRole,
    PledgeKind,
    PledgeState,
    Unit,
)

from .. import readers as read
from ..shape import Item, free, needed, tables
from .base import Told


@dataclass(frozen=True, kw_only=True)
class PartyItem(Item):
    """Organisations that are party to the agreement in the same role, from the same day."""

    organisations: tuple[str, ...] = free(read.texts, (), refers="organisation")
    role: str = free(read.choice(PartyRole), "signatory")
    since: date | None = free(read.day, None)


@dataclass(frozen=True, kw_only=True)
class CommitmentItem(Item):
    organisation: str = needed(read.ref, refers="organisation")
    text: str = needed(read.text)
    due_on: date | None = free(read.day, None)
    in_charge: str = free(read.text, "")
    done_on: date | None = free(read.day, None)
    evidence: str = free(read.text, "")


@dataclass(frozen=True, kw_only=True)
class AgreementItem(Told):
    TABLE: ClassVar[str] = "agreement"

    key: str = needed(read.ref)
    kind: str = needed(read.choice(AgreementKind))
    title: str = needed(read.text)
    purpose: str = free(read.text, "")
    act: str = free(read.text, "")
    signed_on: date | None = free(read.day, None)
    starts_on: date | None = free(read.day, None)
    ends_on: date | None = free(read.day, None)
    notice_days: int = free(read.count, 90)
    text: str = free(read.text, "")
    area: str = free(read.text, "", refers="area")
    network: str = free(read.text, "", refers="organisation")
    is_open: bool = free(read.boolean, False)
    party: tuple[PartyItem, ...] = tables(PartyItem)
    commitment: tuple[CommitmentItem, ...] = tables(CommitmentItem)


@dataclass(frozen=True, kw_only=True)
class CandidacyItem(Item):
    """Who asks to join; `state` says how far it has come."""

    TABLE: ClassVar[str] = "candidacy"

    key: str = needed(read.ref)
    agreement: str = needed(read.ref, refers="agreement")
    organisation: str = needed(read.ref, refers="organisation")
    reason: str = needed(read.text)
    proposed_on: date | None = free(read.day, None)
    state: str = free(read.choice(CandidacyState), "proposed")
    assessment: str = free(read.text, "")
    decided_on: date | None = free(read.day, None)
    outcome: str = free(read.text, "")
    adhered_on: date | None = free(read.day, None)
    act: str = free(read.text, "")
    language: str = free(read.text, "it")


@dataclass(frozen=True, kw_only=True)
class PledgeItem(Item):
    """What is offered; `state` says whether it became a commitment, whose words are the `answer` then."""

    TABLE: ClassVar[str] = "pledge"

    key: str = needed(read.ref)
    organisation: str = needed(read.ref, refers="organisation")
    agreement: str = free(read.text, "", refers="agreement")
    kind: str = needed(read.choice(PledgeKind))
    title: str = needed(read.text)
    description: str = free(read.text, "")
    quantity: Decimal | None = needed(read.amount)
    unit: str = needed(read.choice(Unit))
    offered_on: date | None = free(read.day, None)
    answer_by: date | None = free(read.day, None)
    state: str = free(read.choice(PledgeState), "offered")
    answer: str = free(read.text, "")
    language: str = free(read.text, "it")
