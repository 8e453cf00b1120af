"""An organisation's page and what belongs to it: codes, seats, people to call, memberships."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests import chain, makers

from portici.kernel.actor import Role
from portici.organisations import domain
from portici.organisations.models import Contact, Membership, Organisation, OrganisationCode, Seat

pytestmark = pytest.mark.django_db
LIST = "/en/ufficio/rete/"
CONTACT = {
    "name": "Mario Rossi",
    "function": "President",
    "email": "mario@circle.example",
    "phone": "051 000",
    "until": "",
}


@pytest.fixture
def circle(db: None) -> Organisation:
    return makers.organisation("Circle")


def with_contact(one: Organisation) -> Contact:
    return domain.add_contact(
        actor=makers.coordinator(), organisation=one, name="Mario Rossi", phone="051 000"
    )


@pytest.mark.parametrize("role", list(Role))
def test_people_to_call_are_for_the_office_and_the_own_contact(
    signed_in: Callable[..., Client], circle: Organisation, role: Role
) -> None:
    with_contact(circle)
    other = makers.organisation("Other")
    client = signed_in(role, other)
    reads = role not in {
        Role.AREA_OFFICER,
        Role.PARTNER_CONTACT,
        Role.SCHOOL_CONTACT,
        Role.VENUE_MANAGER,
        Role.BOARD_MEMBER,
    }
    for page in (f"{LIST}{circle.uid}/", f"/en/ufficio/storia/organisation/{circle.uid}/"):
        text = client.get(page).content.decode()
        assert ("Mario Rossi" in text) is reads
        assert ("051 000" in text) is reads


def test_the_own_contact_keeps_the_people(signed_in: Callable[..., Client], circle: Organisation) -> None:
    client = signed_in(Role.SCHOOL_CONTACT, circle)
    base = f"{LIST}{circle.uid}/contatti/"
    assert (
        client.post(f"{base}nuovo/", CONTACT | {"version": circle.version})["Location"]
        == f"{LIST}{circle.uid}/"
    )
    contact = Contact.objects.get()
    circle.refresh_from_db()
    client.post(f"{base}{contact.uid}/", CONTACT | {"phone": "051 111", "version": circle.version})
    contact.refresh_from_db()
    assert contact.phone == "051 111"
    circle.refresh_from_db()
    assert client.get(f"{base}{contact.uid}/togli/").status_code == 405
    client.post(f"{base}{contact.uid}/togli/", {"version": circle.version})
    assert Contact.objects.count() == 0
    assert (
        client.post(
            f"{LIST}{circle.uid}/codici/nuovo/", {"scheme": "runts", "value": "1", "version": 1}
        ).status_code
        == 403
    )


def test_bad_contacts_come_back(coordinator: Client, circle: Organisation) -> None:
    page = f"{LIST}{circle.uid}/contatti/nuovo/"
    bad = coordinator.post(page, CONTACT | {"email": "storta", "version": circle.version})
    assert bad.status_code == 422
    assert "An e-mail address such as name@body.example." in bad.content.decode()
    stale = coordinator.post(page, CONTACT | {"version": 99})
    assert stale.status_code == 409
    assert Contact.objects.count() == 0


def test_a_row_of_another_is_not_reached(coordinator: Client, circle: Organisation) -> None:
    contact = with_contact(makers.organisation("Other"))
    answer = coordinator.post(
        f"{LIST}{circle.uid}/contatti/{contact.uid}/togli/", {"version": circle.version}
    )
    assert answer.status_code == 404
    assert Contact.objects.count() == 1


def test_codes(coordinator: Client, circle: Organisation) -> None:
    base = f"{LIST}{circle.uid}/codici/"
    coordinator.post(f"{base}nuovo/", {"scheme": "runts", "value": "777", "version": circle.version})
    code = OrganisationCode.objects.get()
    assert "777" in coordinator.get(f"{LIST}{circle.uid}/").content.decode()
    bad = coordinator.post(
        f"{base}nuovo/", {"scheme": "fiscal", "value": "123", "version": circle.version + 1}
    )
    assert bad.status_code == 422
    circle.refresh_from_db()
    coordinator.post(f"{base}{code.uid}/togli/", {"version": circle.version})
    assert OrganisationCode.objects.count() == 0


def test_seats(coordinator: Client, circle: Organisation) -> None:
    area = makers.area("Savena")
    base = f"{LIST}{circle.uid}/sedi/"
    seat = {
        "address": "Via Larga 1",
        "postcode": "40138",
        "town": "Bologna",
        "area": area.uid,
        "is_main": "on",
    }
    coordinator.post(f"{base}nuova/", seat | {"version": circle.version})
    kept = Seat.objects.get()
    assert (kept.address, kept.area) == ("Via Larga 1", area)
    circle.refresh_from_db()
    coordinator.post(f"{base}{kept.uid}/", seat | {"address": "Via Larga 2", "version": circle.version})
    kept.refresh_from_db()
    assert kept.address == "Via Larga 2"
    empty = coordinator.post(f"{base}nuova/", {"version": circle.version + 1})
    assert empty.status_code == 422
    circle.refresh_from_db()
    coordinator.post(f"{base}{kept.uid}/togli/", {"version": circle.version})
    assert Seat.objects.count() == 0


def test_memberships_from_both_ends(coordinator: Client, circle: Organisation) -> None:
    pact = makers.organisation("Pact")
    coordinator.post(
        f"{LIST}{circle.uid}/appartenenze/nuova/",
        {"network": pact.uid, "since": "2025-01-01", "version": circle.version},
    )
    row = Membership.objects.get()
    assert "Circle" in coordinator.get(f"{LIST}{pact.uid}/").content.decode()
    coordinator.post(
        f"{LIST}{pact.uid}/aderenti/nuovo/",
        {"member": makers.organisation("Second").uid, "version": pact.version},
    )
    assert Membership.objects.filter(network=pact).count() == 2
    early = coordinator.post(
        f"{LIST}{circle.uid}/appartenenze/{row.uid}/fine/", {"until": "2024-01-01", "version": circle.version}
    )
    assert early.status_code == 422
    circle.refresh_from_db()
    coordinator.post(
        f"{LIST}{circle.uid}/appartenenze/{row.uid}/fine/", {"until": "2026-01-31", "version": circle.version}
    )
    row.refresh_from_db()
    assert str(row.until) == "2026-01-31"
    itself = coordinator.post(
        f"{LIST}{pact.uid}/aderenti/nuovo/", {"member": pact.uid, "version": pact.version}
    )
    assert itself.status_code == 422


def test_what_is_withheld_is_not_on_the_page(signed_in: Callable[..., Client], circle: Organisation) -> None:
    hidden = makers.organisation("Hidden house", published=False)
    Membership.objects.create(member=circle, network=hidden)
    Membership.objects.create(member=hidden, network=circle)
    makers.organisation("Hidden part", published=False, parent=circle)
    Seat.objects.create(
        organisation=circle, town="Bologna", area=makers.area("Hidden quarter", published=False)
    )
    chain.activity(title="Hidden evenings", areas=[makers.area()], responsible=circle, published=False)
    chain.activity(title="Open evenings", areas=[makers.area()], responsible=circle)
    page = signed_in(Role.AREA_OFFICER, makers.area()).get(f"{LIST}{circle.uid}/").content.decode()
    assert "Hidden" not in page
    assert "Open evenings" in page


def test_the_page_costs_the_same_for_one_and_for_many(coordinator: Client, circle: Organisation) -> None:
    costs = []
    for number in (1, 20):
        for _index in range(number):
            Membership.objects.create(member=makers.organisation(), network=circle)
            Seat.objects.create(organisation=circle, town="Bologna", area=makers.area(), is_main=False)
            chain.activity(title="Evenings", areas=[makers.area()], responsible=circle)
        with CaptureQueriesContext(connection) as asked:
            coordinator.get(f"{LIST}{circle.uid}/")
        costs.append(len(asked))
    assert costs[1] - costs[0] <= 2  # the totals of the sections that show only their first rows
