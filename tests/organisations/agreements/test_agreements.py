"""Agreements and their parties: recorded, renewed, closed; who may; what a visitor sees."""

from __future__ import annotations

from datetime import date

import pytest
from tests import makers
from tests.makers import Role
from tests.organisations.agreements.kit import agreement, commitment

from portici.journal.queries import entries_about
from portici.kernel.actor import VISITOR
from portici.kernel.findings import Conflict, Invalid, Refused
from portici.organisations import domain as network
from portici.organisations.agreements import domain, queries
from portici.organisations.models import Agreement, AgreementState, Party
from portici.records import domain as records
from portici.records import registry

pytestmark = pytest.mark.django_db


def codes(raised: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(found.field, found.code) for found in raised.value.findings]


def test_an_agreement_is_recorded_and_amended_by_the_office() -> None:
    secretary = makers.actor(Role.BOARD_SECRETARY)
    made = domain.record_agreement(actor=secretary, kind="protocol", title=" Protocol ", notice_days=60)
    assert (made.title, made.publication, made.notice_from) == ("Protocol", "draft", None)
    domain.amend_agreement(
        actor=secretary, agreement=made, version=made.version, values={"ends_on": date(2026, 12, 31)}
    )
    assert made.notice_from == date(2026, 11, 1)
    with pytest.raises(Conflict):
        domain.amend_agreement(actor=secretary, agreement=made, version=1, values={"title": "Other"})
    assert [entry.verb for entry in entries_about(kind="agreement", ref=made.uid)] == ["amend", "add"]


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.COMMUNICATION_OFFICER, Role.AREA_OFFICER])
def test_others_do_not_write_agreements(role: Role) -> None:
    made, one, two = agreement(), makers.organisation("One"), makers.area()
    actor = makers.actor(role, two)
    jobs = [
        lambda: domain.record_agreement(actor=actor, kind="protocol", title="Theirs"),
        lambda: domain.amend_agreement(actor=actor, agreement=made, values={"title": "Theirs"}),
        lambda: domain.add_party(actor=actor, agreement=made, organisation=one),
        lambda: domain.close_agreement(
            actor=actor, agreement=made, closed_on=date(2026, 2, 2), reason="Mine"
        ),
    ]
    for job in jobs:
        with pytest.raises(Refused):
            job()
    assert (Agreement.objects.count(), Party.objects.count()) == (1, 0)


def test_dates_out_of_order_are_not_taken() -> None:
    with pytest.raises(Invalid) as raised:
        agreement(starts_on=date(2026, 5, 1), ends_on=date(2026, 4, 30))
    assert codes(raised) == [("ends_on", "period.order")]
    assert Agreement.objects.count() == 0


def test_the_state_follows_the_dates_and_the_store_says_the_same() -> None:
    made = {
        AgreementState.TO_SIGN: agreement("Draft", signed_on=None),
        AgreementState.IN_FORCE: agreement("Alive", ends_on=date(2026, 12, 31)),
        AgreementState.ENDING: agreement("Ending", ends_on=date(2026, 5, 31)),
        AgreementState.ENDED: agreement("Over", ends_on=date(2026, 3, 1)),
        AgreementState.CLOSED: agreement("Closed", ends_on=date(2026, 3, 1)),
    }
    domain.close_agreement(
        actor=makers.coordinator(),
        agreement=made[AgreementState.CLOSED],
        closed_on=date(2026, 3, 2),
        reason="By act 9",
    )
    assert {state: one.state for state, one in made.items()} == {state: state for state in made}
    for state, one in made.items():
        assert list(Agreement.objects.filter(queries.in_agreement_state(state))) == [one]


def test_renewing_takes_a_later_term_and_its_act() -> None:
    made = agreement(ends_on=date(2026, 5, 31))
    coordinator = makers.coordinator()
    for ends_on, reason, code in (
        (date(2026, 5, 31), "Act 1", ("ends_on", "agreement.term")),
        (date(2027, 5, 31), " ", ("reason", "missing")),
    ):
        with pytest.raises(Invalid) as raised:
            domain.renew_agreement(actor=coordinator, agreement=made, ends_on=ends_on, reason=reason)
        assert codes(raised) == [code]
    domain.renew_agreement(actor=coordinator, agreement=made, ends_on=date(2027, 5, 31), reason="Act 1")
    assert (made.ends_on, made.notice_from) == (date(2027, 5, 31), date(2027, 3, 2))
    entry = entries_about(kind="agreement", ref=made.uid)[0]
    assert (entry.verb, entry.reason) == ("renew", "Act 1")
    with pytest.raises(Invalid):
        domain.renew_agreement(
            actor=coordinator, agreement=agreement("Endless"), ends_on=date(2030, 1, 1), reason="Act 1"
        )


def test_a_closed_agreement_is_not_altered() -> None:
    one = makers.organisation("One")
    made = agreement(parties=(one,))
    done = commitment(made, one)
    coordinator = makers.coordinator()
    for closed_on, reason in ((date(2026, 3, 3), "Act"), (date(2026, 1, 6), "Act"), (date(2026, 3, 2), "")):
        with pytest.raises(Invalid):
            domain.close_agreement(actor=coordinator, agreement=made, closed_on=closed_on, reason=reason)
    domain.close_agreement(actor=coordinator, agreement=made, closed_on=date(2026, 3, 2), reason="Act 2")
    assert (made.state, made.is_open) == (AgreementState.CLOSED, False)
    jobs = [
        lambda: domain.amend_agreement(actor=coordinator, agreement=made, values={"title": "Other"}),
        lambda: domain.renew_agreement(
            actor=coordinator, agreement=made, ends_on=date(2030, 1, 1), reason="Act"
        ),
        lambda: domain.add_party(actor=coordinator, agreement=made, organisation=makers.organisation()),
        lambda: domain.complete_commitment(
            actor=coordinator, commitment=done, done_on=date(2026, 3, 1), evidence="Seen"
        ),
    ]
    for job in jobs:
        with pytest.raises(Refused):
            job()


def test_parties_come_once_and_leave_by_their_last_day() -> None:
    made, one = agreement(), makers.organisation("One")
    coordinator = makers.coordinator()
    party = domain.add_party(actor=coordinator, agreement=made, organisation=one, role="promoter")
    with pytest.raises(Invalid) as raised:
        domain.add_party(actor=coordinator, agreement=made, organisation=one)
    assert codes(raised) == [("organisation", "party.twice")]
    with pytest.raises(Invalid):
        domain.amend_party(
            actor=coordinator, party=party, role="lead", since=date(2026, 2, 2), until=date(2026, 2, 1)
        )
    domain.amend_party(actor=coordinator, party=party, role="lead", until=date(2026, 2, 1))
    assert (party.role, party.until) == ("lead", date(2026, 2, 1))
    with pytest.raises(Invalid) as raised:
        commitment(made, one)
    assert codes(raised) == [("organisation", "agreement.party")]
    domain.remove_party(actor=coordinator, party=party)
    assert Party.objects.count() == 0
    verbs = [entry.verb for entry in entries_about(kind="agreement", ref=made.uid)]
    assert verbs == ["remove-party", "amend-party", "add-party", "publish", "add"]


def test_a_party_with_commitments_is_not_taken_away() -> None:
    one = makers.organisation("One")
    made = agreement(parties=(one,))
    commitment(made, one)
    with pytest.raises(Invalid) as raised:
        domain.remove_party(actor=makers.coordinator(), party=made.parties.get())
    assert codes(raised) == [("", "party.bound")]


def test_a_visitor_sees_what_is_published_of_whom_is_public() -> None:
    seen, hidden = makers.organisation("Seen"), makers.organisation("Hidden", published=False)
    made = agreement(parties=(seen, hidden))
    kept = commitment(made, seen)
    commitment(made, hidden, "Theirs")
    commitment(agreement("Draft", parties=(seen,), published=False), seen, "Not yet public")
    assert [party.organisation for party in queries.parties_of(VISITOR, made)] == [seen]
    assert list(queries.commitments(VISITOR)) == [kept]
    assert list(queries.agreements(VISITOR)) == [made]
    assert queries.commitments(makers.actor(Role.AUDITOR)).count() == 3


def test_a_contact_sees_the_draft_that_the_own_organisation_is_party_to() -> None:
    own, other = makers.organisation("Own"), makers.organisation("Other")
    mine = agreement("Mine", parties=(own,), published=False)
    agreement("Theirs", parties=(other,), published=False)
    assert list(queries.agreements(makers.actor(Role.PARTNER_CONTACT, own))) == [mine]


def test_publishing_warns_of_what_lacks_and_a_withdrawn_one_is_gone() -> None:
    made = agreement("Bare", signed_on=None)
    found = [finding.field for finding in registry.kind("agreement").check(made)]
    assert found == ["parties", "signed_on", "act"]
    records.withdraw(actor=makers.coordinator(), record=made, reason="Not true")
    assert list(queries.agreements(VISITOR)) == []


def test_merged_organisations_keep_what_they_signed_promised_and_asked() -> None:
    kept, gone = makers.organisation("Kept"), makers.organisation("Gone")
    both, alone = agreement("Both", parties=(kept, gone)), agreement("Alone", parties=(gone,))
    commitment(both, gone, "From both")
    commitment(alone, gone, "From alone")
    network.merge_organisations(actor=makers.coordinator(), kept=kept, merged=gone, reason="The same")
    parties = Party.objects.order_by("agreement__title").values_list("agreement__title", "organisation")
    assert list(parties) == [("Alone", kept.pk), ("Both", kept.pk)]
    assert [str(one) for one in queries.commitments_of(VISITOR, kept)] == ["From both", "From alone"]
