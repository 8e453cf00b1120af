"""Steps for agreements with their parties and commitments, for candidacies and for pledges."""

from __future__ import annotations

from typing import Any, ClassVar

from portici.organisations.agreements import domain as agreements
from portici.organisations.models import Agreement, Candidacy, CandidacyState, Commitment, Pledge, PledgeState

from ..items import AgreementItem, CandidacyItem, CommitmentItem, PartyItem, PledgeItem
from .base import RecordStep, Step


class AgreementStep(RecordStep[AgreementItem, Agreement]):
    table: ClassVar[str] = "agreement"
    model = Agreement

    def values(self, item: AgreementItem) -> dict[str, Any]:
        return {
            "kind": item.kind,
            "title": item.title,
            "purpose": item.purpose,
            "act": item.act,
            "signed_on": item.signed_on,
            "starts_on": item.starts_on,
            "ends_on": item.ends_on,
            "notice_days": item.notice_days,
            "text": item.text,
            "area": self.house.area_or_none(item.area, item.origin),
            "network": self.house.organisation_or_none(item.network, item.origin),
            "is_open": item.is_open,
            "source": item.cited[:300],
            "language": item.language,
        }

    def make(self, item: AgreementItem, given: dict[str, Any]) -> Agreement:
        return agreements.record_agreement(actor=self.actor, is_example=item.example, **given)

    def amend(self, record: Agreement, given: dict[str, Any]) -> None:
        agreements.amend_agreement(actor=self.actor, agreement=record, values=given)

    def follow(self, item: AgreementItem, record: Agreement, *, made: bool) -> None:  # noqa: ARG002 -- every step is asked alike
        """Parties, then what they committed to; what people have changed of them since stays theirs."""
        for party in item.party:
            for ref in party.organisations:
                self._party(item, party, ref, record)
        for commitment in item.commitment:
            self._commitment(item, commitment, record)

    def _party(self, item: AgreementItem, party: PartyItem, ref: str, record: Agreement) -> None:
        organisation = self.house.organisation(ref, party.origin)
        self.part(
            party,
            f"{item.ref}/{ref}",
            find=lambda: record.parties.filter(organisation=organisation).first(),
            add=lambda: agreements.add_party(
                actor=self.actor,
                agreement=record,
                organisation=organisation,
                role=party.role,
                since=party.since,
            ),
            amend=lambda row: agreements.amend_party(
                actor=self.actor, party=row, role=party.role, since=party.since, until=row.until
            ),
        )

    def _commitment(self, item: AgreementItem, one: CommitmentItem, record: Agreement) -> None:
        organisation = self.house.organisation(one.organisation, one.origin)
        values: dict[str, Any] = {"due_on": one.due_on, "in_charge": one.in_charge}

        def add() -> Commitment:
            row = agreements.add_commitment(
                actor=self.actor, agreement=record, organisation=organisation, text=one.text, **values
            )
            self._done(one, row)
            return row

        def amend(row: Commitment) -> None:
            agreements.amend_commitment(actor=self.actor, commitment=row, values=values)
            self._done(one, row)

        self.part(
            one,
            f"{item.ref}/{one.organisation}/{one.text}"[:200],
            find=lambda: record.commitments.filter(organisation=organisation, text=one.text).first(),
            add=add,
            amend=amend,
        )

    def _done(self, one: CommitmentItem, row: Commitment) -> None:
        if one.done_on is not None:
            agreements.complete_commitment(
                actor=self.actor, commitment=row, done_on=one.done_on, evidence=one.evidence
            )


class CandidacyStep(RecordStep[CandidacyItem, Candidacy]):
    table: ClassVar[str] = "candidacy"
    model = Candidacy

    def values(self, item: CandidacyItem) -> dict[str, Any]:
        given = {"reason": item.reason, "language": item.language}
        return {**given, **({"proposed_on": item.proposed_on} if item.proposed_on else {})}

    def make(self, item: CandidacyItem, given: dict[str, Any]) -> Candidacy:
        return agreements.propose_candidacy(
            actor=self.actor,
            agreement=self.house.record(Agreement, "agreement", item.agreement, item.origin),
            organisation=self.house.organisation(item.organisation, item.origin),
            is_example=item.example,
            **given,
        )

    def amend(self, record: Candidacy, given: dict[str, Any]) -> None:
        """What was assessed stays as it was: there the pack's change is left out, and told."""
        if record.state == CandidacyState.PROPOSED:
            agreements.amend_candidacy(actor=self.actor, candidacy=record, values=given)
        else:
            self.house.kept.append(f"{self.table} {record}: {', '.join(given)}")

    def follow(self, item: CandidacyItem, record: Candidacy, *, made: bool) -> None:
        """The steps that it went through, for a new one; the next are people's."""
        state = CandidacyState(item.state)
        if not made or state is CandidacyState.PROPOSED:
            return
        options: dict[str, Any] = {"actor": self.actor, "candidacy": record}
        if state is CandidacyState.RENOUNCED:
            agreements.renounce_candidacy(outcome=item.outcome, **options)
            return
        agreements.assess_candidacy(assessment=item.assessment, **options)
        if state is not CandidacyState.ASSESSED:
            admitted = state is not CandidacyState.REFUSED
            agreements.decide_candidacy(
                admitted=admitted, outcome=item.outcome, act=item.act, decided_on=item.decided_on, **options
            )
        if state is CandidacyState.ADHERED:
            agreements.adhere(act=item.act, adhered_on=item.adhered_on, **options)


class PledgeStep(RecordStep[PledgeItem, Pledge]):
    table: ClassVar[str] = "pledge"
    model = Pledge

    def values(self, item: PledgeItem) -> dict[str, Any]:
        given = {
            "kind": item.kind,
            "title": item.title,
            "description": item.description,
            "quantity": item.quantity,
            "unit": item.unit,
            "answer_by": item.answer_by,
            "agreement": self._agreement(item),
            "language": item.language,
        }
        return {**given, **({"offered_on": item.offered_on} if item.offered_on else {})}

    def make(self, item: PledgeItem, given: dict[str, Any]) -> Pledge:
        organisation = self.house.organisation(item.organisation, item.origin)
        return agreements.offer_pledge(
            actor=self.actor, organisation=organisation, is_example=item.example, **given
        )

    def amend(self, record: Pledge, given: dict[str, Any]) -> None:
        """What was answered stays as it was: there the pack's change is left out, and told."""
        if record.state == PledgeState.OFFERED:
            agreements.amend_pledge(actor=self.actor, pledge=record, values=given)
        else:
            self.house.kept.append(f"{self.table} {record}: {', '.join(given)}")

    def follow(self, item: PledgeItem, record: Pledge, *, made: bool) -> None:
        """The answer, for a new one; later it is a person's to give."""
        agreement = self._agreement(item)
        if not made:
            return
        if item.state == PledgeState.COMMITTED and agreement is not None:
            agreements.commit_pledge(
                actor=self.actor, pledge=record, agreement=agreement, text=item.answer, due_on=item.answer_by
            )
        elif item.state == PledgeState.DECLINED:
            agreements.decline_pledge(actor=self.actor, pledge=record, answer=item.answer)
        elif item.state == PledgeState.TAKEN_BACK:
            agreements.take_back_pledge(actor=self.actor, pledge=record, answer=item.answer)

    def _agreement(self, item: PledgeItem) -> Agreement | None:
        if not item.agreement:
            return None
        return self.house.record(Agreement, "agreement", item.agreement, item.origin)


STEPS: tuple[type[Step[Any]], ...] = (AgreementStep, PledgeStep, CandidacyStep)
