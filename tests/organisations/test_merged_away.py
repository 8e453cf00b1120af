"""What was merged away is named no more: every desk that takes an organisation takes the one that stands for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from tests import chain, makers, meetings
from tests.organisations.agreements.kit import agreement, candidacy, commitment, pledge

from portici.governance import domain as governance
from portici.governance.following import domain as following
from portici.governance.meetings import domain as called
from portici.kernel.findings import Invalid, Refused
from portici.needs import domain as needs
from portici.organisations import domain
from portici.organisations.agreements import domain as agreed
from portici.organisations.models import Organisation
from portici.organisations.references import references
from portici.organisations.rules import all_standing, standing
from portici.programme import domain as programme

pytestmark = pytest.mark.django_db

Taken = Callable[[Organisation], Any]
#: Rows that are the organisation's own: their desks refuse what was merged away, or only the merging writes them.
OWN = {
    "organisations.Organisation.merged_into",
    "organisations.OrganisationCode.organisation",
    "organisations.NameKey.organisation",
    "organisations.Seat.organisation",
    "organisations.Contact.organisation",
    "organisations.OldAddress.organisation",
    # The owner of the follow-up, as it stands when its contact speaks.
    "governance.Statement.said_by",
}


@pytest.fixture
def gone() -> Organisation:
    """An organisation as a caller read it before it was merged into `Kept`."""
    kept, merged = makers.organisation("Kept"), makers.organisation("Gone")
    before = Organisation.objects.get(pk=merged.pk)
    domain.merge_organisations(actor=makers.coordinator(), kept=kept, merged=merged, reason="The same")
    return before


def part_of(one: Organisation) -> list[Organisation | None]:
    values = {"type": "third_sector", "confirmed_duplicates": True}
    new = domain.record_organisation(actor=makers.coordinator(), name="Branch", parent=one, **values)
    there = makers.organisation("Other branch")
    domain.amend_organisation(actor=makers.coordinator(), organisation=there, values={"parent": one})
    return [new.parent, there.parent]


def member(one: Organisation) -> list[Organisation]:
    network = makers.organisation("Pact")
    return [domain.add_membership(actor=makers.coordinator(), member=one, network=network).member]


def network(one: Organisation) -> list[Organisation]:
    joins = makers.organisation("Joins")
    return [domain.add_membership(actor=makers.coordinator(), member=joins, network=one).network]


def responsible(one: Organisation) -> list[Organisation | None]:
    new, there = chain.activity(responsible=one), chain.activity()
    programme.amend_activity(actor=makers.coordinator(), activity=there, values={"responsible": one})
    return [new.responsible, there.responsible]


def partners(one: Organisation) -> list[Organisation]:
    new, there = chain.activity(partners=[one, standing(one)]), chain.activity()
    programme.amend_activity(actor=makers.coordinator(), activity=there, values={}, links={"partners": [one]})
    return [*new.partners.all(), *there.partners.all()]


def lender(one: Organisation) -> list[Organisation]:
    made = programme.assign_staff(
        actor=makers.coordinator(), activity=chain.activity(), user=makers.user(), organisation=one
    )
    return [made.organisation]


def implementer(one: Organisation) -> list[Organisation | None]:
    new, there = (
        chain.sheet(chain.project(), published=False, implementer=one),
        chain.sheet(chain.project(), published=False),
    )
    programme.amend_sheet(actor=makers.coordinator(), sheet=there, values={"implementer": one})
    return [new.implementer, there.implementer]


def seat_holder(one: Organisation) -> list[Organisation]:
    coordinator, holder = makers.coordinator(), makers.organisation()
    new = governance.add_member(actor=coordinator, body=chain.body(), organisation=one, role="Chair")
    there = governance.add_member(actor=coordinator, body=chain.body(), organisation=holder)
    governance.amend_member(actor=coordinator, member=there, values={"organisation": one})
    return [new.organisation, there.organisation]


def offers(one: Organisation) -> list[Organisation | None]:
    new = chain.opportunity(makers.area(), organisation=one)
    there = chain.opportunity(makers.area(), published=False)
    needs.amend_opportunity(actor=makers.coordinator(), opportunity=there, values={"organisation": one})
    return [new.organisation, there.organisation]


def listens(one: Organisation) -> list[Organisation | None]:
    coordinator = makers.coordinator()
    values = {"kind": "session", "held_on": date(2026, 1, 10), "people": 12}
    new = needs.record_listening(actor=coordinator, area=makers.area(), title="New", led_by=one, **values)
    there = needs.record_listening(actor=coordinator, area=makers.area(), title="There", **values)
    needs.amend_listening(actor=coordinator, listening=there, values={"led_by": one})
    return [new.led_by, there.led_by]


def founded(one: Organisation) -> list[Organisation | None]:
    new, there = agreement(network=one), agreement()
    agreed.amend_agreement(actor=makers.coordinator(), agreement=there, values={"network": one})
    return [new.network, there.network]


def party(one: Organisation) -> list[Organisation]:
    return [agreement(parties=(one,)).parties.get().organisation]


def committed(one: Organisation) -> list[Organisation]:
    return [commitment(agreement(parties=(one,)), one).organisation]


def asks(one: Organisation) -> list[Organisation]:
    return [candidacy(agreement(), one).organisation]


def pledges(one: Organisation) -> list[Organisation]:
    return [pledge(one).organisation]


def reports(one: Organisation) -> list[Organisation | None]:
    new = meetings.item(meetings.meeting(chain.body()), rapporteur=one)
    there = meetings.item(meetings.meeting(chain.body()))
    called.amend_item(actor=makers.coordinator(), item=there, values={"rapporteur": one})
    return [new.rapporteur, there.rapporteur]


def sees_to_it(one: Organisation) -> list[Organisation | None]:
    made = chain.decision(chain.body())
    new = following.add_follow_up(actor=makers.coordinator(), decision=made, what="Keys", owner=one)
    there = following.add_follow_up(actor=makers.coordinator(), decision=made, what="Doors")
    following.amend_follow_up(actor=makers.coordinator(), follow_up=there, values={"owner": one})
    return [new.owner, there.owner]


TAKES: dict[str, Taken] = {
    "organisations.Organisation.parent": part_of,
    "organisations.Membership.member": member,
    "organisations.Membership.network": network,
    "organisations.Agreement.network": founded,
    "organisations.Party.organisation": party,
    "organisations.Commitment.organisation": committed,
    "organisations.Candidacy.organisation": asks,
    "organisations.Pledge.organisation": pledges,
    "programme.Activity.responsible": responsible,
    "programme.Activity_partners.organisation": partners,
    "programme.Assignment.organisation": lender,
    "programme.Sheet.implementer": implementer,
    "governance.Member.organisation": seat_holder,
    "governance.AgendaItem.rapporteur": reports,
    "governance.FollowUp.owner": sees_to_it,
    "needs.Opportunity.organisation": offers,
    "needs.Listening.led_by": listens,
}


def test_every_reference_to_an_organisation_is_said_here() -> None:
    found = {f"{field.model._meta.label}.{field.name}" for field in references()}
    assert found == OWN | set(TAKES)


@pytest.mark.parametrize("reference", TAKES)
def test_the_one_that_stands_is_taken(reference: str, gone: Organisation) -> None:
    assert {str(taken) for taken in TAKES[reference](gone)} == {"Kept"}


def test_grounds_of_a_decision(gone: Organisation) -> None:
    made = chain.decision(chain.body(), exhibits=[gone, standing(gone)])
    assert list(made.exhibits.values_list("kind", "ref")) == [("organisation", standing(gone).uid)]


def test_what_stands_is_left_as_it_is(gone: Organisation) -> None:
    other, words = makers.organisation("Other"), ["a", "b"]
    given = {"one": other, "none": None, "words": words, "many": (other, gone, other)}
    assert all_standing(given) == {**given, "many": [other, standing(gone)]}


def test_neither_in_itself_nor_for_those_who_may_not(gone: Organisation) -> None:
    coordinator, kept = makers.coordinator(), standing(gone)
    with pytest.raises(Invalid):
        domain.add_membership(actor=coordinator, member=kept, network=gone)
    with pytest.raises(Invalid):
        domain.amend_organisation(actor=coordinator, organisation=kept, values={"parent": gone})
    stranger = makers.actor(makers.Role.PARTNER_CONTACT, makers.organisation())
    with pytest.raises(Refused):
        needs.record_opportunity(
            actor=stranger, area=makers.area(), theme="youth", title="Gym", organisation=gone
        )
