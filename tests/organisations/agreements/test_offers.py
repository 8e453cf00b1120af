"""Candidacies from the asking to the adhesion; pledges and their one answer."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from tests import makers
from tests.makers import Role
from tests.organisations.agreements.kit import DAY, admitted, agreement, candidacy, pledge

from portici.journal.queries import entries_about
from portici.kernel.actor import VISITOR
from portici.kernel.findings import Conflict, Invalid, Refused
from portici.kernel.money import Money
from portici.organisations import domain as network
from portici.organisations.agreements import domain, queries
from portici.organisations.models import (
    Candidacy,
    CandidacyState,
    Commitment,
    Membership,
    Party,
    Pledge,
    PledgeState,
)
from portici.records import domain as records

pytestmark = pytest.mark.django_db


def codes(raised: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(found.field, found.code) for found in raised.value.findings]


def test_from_the_candidacy_to_the_adhesion_and_what_it_gives() -> None:
    founded, new = makers.organisation("Network"), makers.organisation("New")
    made = agreement(network=founded)
    asked = admitted(made, new)
    assert (asked.state, asked.act, asked.decided_on) == ("admitted", "Act 5", date(2026, 3, 2))
    domain.adhere(actor=makers.actor(Role.BOARD_SECRETARY), candidacy=asked, adhered_on=DAY)
    assert (asked.state, asked.adhered_on) == ("adhered", DAY)
    assert list(Party.objects.values_list("agreement", "organisation", "role", "since")) == [
        (made.pk, new.pk, "adherent", DAY)
    ]
    assert list(Membership.objects.values_list("member", "network", "since", "source")) == [
        (new.pk, founded.pk, DAY, "Act 5")
    ]
    verbs = [entry.verb for entry in entries_about(kind="candidacy", ref=asked.uid)]
    assert verbs == ["adhere", "decide", "assess", "add"]
    assert entries_about(kind="agreement", ref=made.uid)[0].verb == "add-party"


def test_a_member_of_the_network_is_not_made_one_twice_and_who_left_comes_back() -> None:
    founded, new = makers.organisation("Network"), makers.organisation("New")
    made = agreement(network=founded, parties=(new,))
    coordinator = makers.coordinator()
    network.add_membership(actor=coordinator, member=new, network=founded, since=date(2025, 1, 1))
    domain.amend_party(actor=coordinator, party=made.parties.get(), role="signatory", until=date(2026, 1, 31))
    domain.adhere(actor=coordinator, candidacy=admitted(made, new), adhered_on=DAY)
    assert list(Party.objects.values_list("role", "since", "until")) == [("adherent", DAY, None)]
    assert Membership.objects.count() == 1


@pytest.mark.parametrize("is_open", [True, False])
def test_only_an_open_agreement_is_joined_and_by_who_is_no_party(is_open: bool) -> None:
    one = makers.organisation("One")
    made = agreement(parties=(one,), is_open=is_open)
    with pytest.raises(Invalid) as raised:
        candidacy(made, one if is_open else makers.organisation("Two"))
    assert codes(raised) == [
        ("organisation", "agreement.twice") if is_open else ("agreement", "agreement.shut")
    ]


def test_one_open_candidacy_at_a_time_and_another_after_a_no() -> None:
    made, new = agreement(), makers.organisation("New")
    first = candidacy(made, new)
    with pytest.raises(Invalid):
        candidacy(made, new)
    domain.assess_candidacy(actor=makers.coordinator(), candidacy=first, assessment="Unsound")
    domain.decide_candidacy(
        actor=makers.coordinator(), candidacy=first, admitted=False, outcome="No insurance"
    )
    assert first.state == CandidacyState.REFUSED
    candidacy(made, new)
    assert Candidacy.objects.count() == 2


def test_no_step_is_jumped_nor_taken_twice() -> None:
    coordinator, asked = makers.coordinator(), candidacy(agreement(), makers.organisation("New"))
    with pytest.raises(Refused):
        domain.decide_candidacy(actor=coordinator, candidacy=asked, admitted=True, outcome="Yes")
    with pytest.raises(Refused):
        domain.adhere(actor=coordinator, candidacy=asked)
    with pytest.raises(Invalid):
        domain.assess_candidacy(actor=coordinator, candidacy=asked, assessment=" ")
    with pytest.raises(Conflict):
        domain.assess_candidacy(actor=coordinator, candidacy=asked, assessment="Sound", version=9)
    domain.assess_candidacy(actor=coordinator, candidacy=asked, assessment="Sound")
    with pytest.raises(Refused):
        domain.amend_candidacy(actor=coordinator, candidacy=asked, values={"reason": "Other"})
    with pytest.raises(Invalid) as raised:
        domain.decide_candidacy(
            actor=coordinator, candidacy=asked, admitted=True, outcome="", decided_on=date(2026, 3, 3)
        )
    assert codes(raised) == [("decided_on", "date.future"), ("outcome", "missing")]
    assert Party.objects.count() == 0


def test_an_adhesion_to_an_agreement_that_was_shut_meanwhile_leaves_nothing() -> None:
    made = agreement()
    asked = admitted(made, makers.organisation("New"))
    domain.amend_agreement(actor=makers.coordinator(), agreement=made, values={"is_open": False})
    with pytest.raises(Invalid):
        domain.adhere(actor=makers.coordinator(), candidacy=asked)
    asked.refresh_from_db()
    assert (asked.state, Party.objects.count()) == ("admitted", 0)


def test_a_contact_asks_and_gives_up_for_the_own_organisation_alone() -> None:
    own, other = makers.organisation("Own"), makers.organisation("Other")
    made, contact = agreement(), makers.actor(Role.PARTNER_CONTACT, own)
    theirs = candidacy(made, other)
    asked = domain.propose_candidacy(actor=contact, agreement=made, organisation=own, reason="To help")
    assert list(queries.waiting_candidacies(contact)) == [asked]
    for job in (
        lambda: domain.propose_candidacy(actor=contact, agreement=made, organisation=other, reason="No"),
        lambda: domain.renounce_candidacy(actor=contact, candidacy=theirs, outcome="No"),
        lambda: domain.assess_candidacy(actor=contact, candidacy=asked, assessment="Sound"),
    ):
        with pytest.raises(Refused):
            job()
    hidden = agreement("Hidden", published=False)
    with pytest.raises(Invalid) as raised:
        domain.propose_candidacy(actor=contact, agreement=hidden, organisation=own, reason="To help")
    assert codes(raised) == [("agreement", "unseen")]
    domain.renounce_candidacy(actor=contact, candidacy=asked, outcome="No time")
    assert asked.state == CandidacyState.RENOUNCED


def test_candidacies_and_pledges_are_never_published() -> None:
    one = makers.organisation("One")
    for record in (candidacy(agreement(), one), pledge(one)):
        with pytest.raises(Refused):
            records.publish(actor=makers.coordinator(), record=record)
    for rows in (queries.candidacies_of(VISITOR, one), queries.pledges_of(VISITOR, one)):
        assert list(rows) == []
    other = makers.actor(Role.PARTNER_CONTACT, makers.organisation("Other"))
    assert list(queries.pledges_of(other, one)) == []


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"unit": "euro"}, [("unit", "pledge.unit")]),
        ({"quantity": Decimal(0)}, [("quantity", "pledge.quantity")]),
        ({"quantity": Decimal(-1)}, [("quantity", "pledge.quantity")]),
        ({"kind": "money", "unit": "hours"}, [("unit", "pledge.unit")]),
        ({"offered_on": DAY, "answer_by": date(2026, 2, 1)}, [("answer_by", "period.order")]),
    ],
)
def test_a_pledge_is_so_much_of_what_its_kind_is_measured_in(
    values: dict[str, object], found: list[tuple[str, str]]
) -> None:
    with pytest.raises(Invalid) as raised:
        pledge(makers.organisation("One"), **values)
    assert codes(raised) == found
    assert Pledge.objects.count() == 0


def test_money_is_money() -> None:
    one = makers.organisation("One")
    assert pledge(one, kind="money", unit="euro", quantity=Decimal("2500.10")).money == Money(
        Decimal("2500.10")
    )
    assert pledge(one).money is None


def test_a_pledge_becomes_a_commitment_once() -> None:
    one = makers.organisation("One")
    made, offered = agreement(parties=(one,)), pledge(one)
    coordinator = makers.coordinator()
    with pytest.raises(Conflict):
        domain.commit_pledge(actor=coordinator, pledge=offered, agreement=made, text="Lessons", version=9)
    row = domain.commit_pledge(
        actor=coordinator, pledge=offered, agreement=made, text="120 hours of lessons", due_on=DAY, version=1
    )
    assert (row.organisation, row.pledge, row.due_on) == (one, offered, DAY)
    offered.refresh_from_db()
    assert (offered.state, offered.agreement, offered.answer) == ("committed", made, "120 hours of lessons")
    for job in (
        lambda: domain.commit_pledge(actor=coordinator, pledge=offered, agreement=made, text="Again"),
        lambda: domain.decline_pledge(actor=coordinator, pledge=offered, answer="No"),
        lambda: domain.amend_pledge(actor=coordinator, pledge=offered, values={"quantity": Decimal(1)}),
        lambda: domain.remove_commitment(actor=coordinator, commitment=row),
    ):
        with pytest.raises(Refused):
            job()
    assert Commitment.objects.count() == 1


def test_who_is_no_party_is_not_bound() -> None:
    offered = pledge(makers.organisation("One"))
    with pytest.raises(Invalid) as raised:
        domain.commit_pledge(
            actor=makers.coordinator(), pledge=offered, agreement=agreement(), text="Lessons"
        )
    assert codes(raised) == [("organisation", "agreement.party")]
    offered.refresh_from_db()
    assert (offered.state, Commitment.objects.count()) == (PledgeState.OFFERED, 0)


def test_the_office_declines_and_who_offered_takes_back() -> None:
    own = makers.organisation("Own")
    contact = makers.actor(Role.SCHOOL_CONTACT, own)
    first = domain.offer_pledge(
        actor=contact, organisation=own, kind="place", title="Hall", quantity=Decimal(1), unit="rooms"
    )
    second = pledge(own)
    assert list(queries.unanswered_pledges(makers.coordinator())) == [first, second]
    with pytest.raises(Refused):
        domain.decline_pledge(actor=contact, pledge=first, answer="No")
    with pytest.raises(Refused):
        domain.offer_pledge(
            actor=contact,
            organisation=makers.organisation(),
            kind="place",
            title="Hall",
            quantity=Decimal(1),
            unit="rooms",
        )
    with pytest.raises(Invalid):
        domain.take_back_pledge(actor=contact, pledge=first, answer=" ")
    domain.take_back_pledge(actor=contact, pledge=first, answer="Let to others")
    domain.decline_pledge(actor=makers.coordinator(), pledge=second, answer="No pupils")
    assert [one.state for one in (first, second)] == ["taken_back", "declined"]
    assert list(queries.unanswered_pledges(makers.coordinator())) == []
