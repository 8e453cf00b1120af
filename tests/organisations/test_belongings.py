"""Codes, seats, people to call, ties."""

from __future__ import annotations

from datetime import date

import pytest

from portici.journal.models import ChangeValue
from portici.journal.queries import entries_about
from portici.kernel.actor import VISITOR
from portici.kernel.findings import Conflict, Invalid, Refused
from portici.organisations import domain, queries
from portici.organisations.models import Contact, Membership, Seat

pytestmark = pytest.mark.django_db


def test_codes_come_and_go(coordinator, contact_of, make):
    one, other = make("Alfa"), make("Beta")
    code = domain.add_code(actor=coordinator, organisation=one, scheme="ipa", value="C_A944")
    again = domain.add_code(actor=coordinator, organisation=one, scheme="ipa", value="c_a944")
    assert (code, str(code)) == (again, "ipa:c_a944")
    with pytest.raises(Invalid):
        domain.add_code(actor=coordinator, organisation=other, scheme="ipa", value="c_a944")
    with pytest.raises(Refused):
        domain.remove_code(actor=contact_of(one), code=code)
    one.refresh_from_db()
    assert one.search_text.split()[-2:] == ["c", "a944"]
    domain.remove_code(actor=coordinator, code=code)
    one.refresh_from_db()
    assert (one.codes.count(), one.codes_text) == (0, "")
    assert [entry.verb for entry in entries_about(kind="organisation", ref=one.uid)][:2] == [
        "remove-code",
        "add-code",
    ]


def test_seats_keep_one_main(coordinator, make):
    one = make("Alfa")
    first = domain.add_seat(actor=coordinator, organisation=one, address="Via Roma 1", postcode="40124.0")
    second = domain.add_seat(actor=coordinator, organisation=one, town="Imola", is_main=True)
    first.refresh_from_db()
    assert (first.postcode, first.is_main, second.is_main) == ("40124", False, True)
    domain.amend_seat(actor=coordinator, seat=first, values={"lon": 11.3, "lat": 44.5}, version=one.version)
    domain.remove_seat(actor=coordinator, seat=second)
    first.refresh_from_db()
    assert (first.lon, first.is_main, Seat.objects.count()) == (11.3, True, 1)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({}, "missing"),
        ({"address": "x", "postcode": "4O124"}, "postcode.shape"),
        ({"address": "x", "lon": 11.3}, "position.range"),
        ({"address": "x", "lon": 44.5, "lat": 111.3}, "position.range"),
    ],
)
def test_bad_seats(coordinator, make, values, code):
    with pytest.raises(Invalid) as caught:
        domain.add_seat(actor=coordinator, organisation=make("Alfa"), **values)
    assert [finding.code for finding in caught.value.findings] == [code]


def test_contacts_are_kept_by_the_organisation_itself(contact_of, make):
    own, other = make("Alfa"), make("Beta")
    partner = contact_of(own)
    person = domain.add_contact(actor=partner, organisation=own, name="Rosa Bianchi", email="r@a.example")
    domain.amend_contact(actor=partner, contact=person, values={"phone": "051"})
    with pytest.raises(Refused):
        domain.add_contact(actor=partner, organisation=other, name="X")
    with pytest.raises(Refused):
        domain.add_seat(actor=partner, organisation=own, town="Bologna")
    domain.remove_contact(actor=partner, contact=person)
    assert Contact.objects.count() == 0
    assert ChangeValue.objects.filter(before="Rosa Bianchi").count() == 1


def test_bad_contacts(coordinator, make):
    one = make("Alfa")
    for values in ({"name": " "}, {"name": "Rosa", "email": "r@"}):
        with pytest.raises(Invalid):
            domain.add_contact(actor=coordinator, organisation=one, **values)
    version = one.version
    domain.add_contact(actor=coordinator, organisation=one, name="Rosa", version=version)
    with pytest.raises(Conflict):
        domain.add_contact(actor=coordinator, organisation=one, name="Ada", version=version)


def test_contacts_do_not_leak(coordinator, auditor, contact_of, make):
    own, other = make("Alfa"), make("Beta")
    domain.add_contact(actor=coordinator, organisation=own, name="Rosa")
    domain.add_contact(actor=coordinator, organisation=own, name="Gone", until=date(2020, 1, 1))
    seen = {
        name: queries.contacts_of(actor, own).count()
        for name, actor in {
            "visitor": VISITOR,
            "office": auditor,
            "own": contact_of(own),
            "other": contact_of(other),
        }.items()
    }
    assert seen == {"visitor": 0, "office": 2, "own": 2, "other": 0}


def test_memberships(coordinator, contact_of, make):
    member, network, hidden = make("Alfa"), make("Patto"), make("Gamma", published=False)
    tie = domain.add_membership(
        actor=coordinator, member=member, network=network, since=date(2021, 1, 13), source="Act"
    )
    domain.add_membership(actor=coordinator, member=member, network=network, since=date(2021, 1, 13))
    domain.add_membership(actor=coordinator, member=hidden, network=network)
    assert Membership.objects.count() == 2
    assert [row.member for row in queries.members_of(VISITOR, network)] == [member]
    assert [row.member for row in queries.members_of(coordinator, network)] == [member, hidden]
    domain.end_membership(actor=coordinator, membership=tie, until=date(2023, 1, 1))
    assert queries.memberships_of(VISITOR, member, on=date(2022, 1, 1)).count() == 1
    assert queries.memberships_of(VISITOR, member, on=date(2024, 1, 1)).count() == 0
    for record in (member, network):
        verbs = [entry.verb for entry in entries_about(kind="organisation", ref=record.uid)]
        assert verbs[0] == "end-membership"
    with pytest.raises(Refused):
        domain.add_membership(actor=contact_of(member), member=member, network=network)


def test_bad_memberships(coordinator, make):
    one, other = make("Alfa"), make("Beta")
    with pytest.raises(Invalid):
        domain.add_membership(actor=coordinator, member=one, network=one)
    with pytest.raises(Invalid):
        domain.add_membership(
            actor=coordinator, member=one, network=other, since=date(2022, 1, 1), until=date(2021, 1, 1)
        )


def test_organisations_do_not_leak(coordinator, contact_of, make):
    shown, draft = make("Alfa"), make("Beta", published=False, type="school")
    assert list(queries.organisations(VISITOR)) == [shown]
    assert list(queries.organisations(contact_of(draft)).order_by("name")) == [shown, draft]
    assert list(queries.organisations(coordinator, type="school", words="BÈTA")) == [draft]
    assert queries.organisation_by_uid(VISITOR, draft.uid) is None
