"""The list of organisations: narrowed, sorted, as a file, the same cost however many; what is withheld is
not in it.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests import makers

from portici.kernel.actor import Role
from portici.organisations import domain
from portici.organisations.models import Membership, Organisation, Seat

pytestmark = pytest.mark.django_db
LIST = "/en/ufficio/rete/"


def seated(name: str, *, town: str = "Bologna", published: bool = True, **seat: object) -> Organisation:
    one = makers.organisation(name, published=published)
    Seat.objects.create(organisation=one, town=town, **seat)
    return one


def rows(answer) -> list[str]:
    return b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()


def names(client: Client, query: str = "") -> list[str]:
    """The names in the file of the list, in their order."""
    return [line.split(";")[1] for line in rows(client.get(f"{LIST}?formato=csv{query}"))[1:]]


@pytest.mark.parametrize(
    ("role", "sees"),
    [(Role.COORDINATOR, True), (Role.AUDITOR, True), (Role.AREA_OFFICER, False), (Role.BOARD_MEMBER, False)],
)
def test_drafts_are_for_those_who_read_all(signed_in: Callable[..., Client], role: Role, sees: bool) -> None:
    seated("Open circle")
    hidden = seated("Hidden circle", published=False)
    client = signed_in(role, makers.area("Savena"))
    assert ("Hidden circle" in client.get(LIST).content.decode()) is sees
    assert ("Hidden circle" in names(client)) is sees
    assert client.get(f"{LIST}{hidden.uid}/").status_code == (200 if sees else 404)
    assert ("Add an organisation" in client.get(LIST).content.decode()) is (role is Role.COORDINATOR)


def test_a_contact_sees_the_own_draft_only(signed_in: Callable[..., Client]) -> None:
    own, other = seated("Own circle", published=False), seated("Other circle", published=False)
    client = signed_in(Role.PARTNER_CONTACT, own)
    assert names(client) == ["Own circle"]
    assert client.get(f"{LIST}{own.uid}/").status_code == 200
    assert client.get(f"{LIST}{other.uid}/").status_code == 404


def test_filters(coordinator: Client) -> None:
    city = makers.area("Bologna", layer_code="comuni")
    quarter = makers.area("Savena", parent=city)
    pact = makers.organisation("Pact for work")
    here, there = seated("Circle of Savena", area=quarter), seated("Circle of Imola", town="Imola")
    Organisation.objects.filter(pk=there.pk).update(type="school")
    Membership.objects.create(member=here, network=pact)
    assert names(coordinator, "&q=savena") == ["Circle of Savena"]
    assert names(coordinator, "&type=school") == ["Circle of Imola"]
    assert names(coordinator, f"&area={city.uid}") == ["Circle of Savena"]
    assert names(coordinator, f"&network={pact.uid}") == ["Circle of Savena"]
    assert names(coordinator, "&sort=-name") == ["Pact for work", "Circle of Savena", "Circle of Imola"]
    wrong = coordinator.get(f"{LIST}?area=Atlantide&type=nessuno")
    assert wrong.status_code == 200
    assert "was not found" in wrong.content.decode()


def test_the_file_has_no_people_and_no_live_formula(coordinator: Client) -> None:
    one = seated("=HYPERLINK(1)")
    domain.add_contact(actor=makers.coordinator(), organisation=one, name="Mario Rossi", phone="051 000")
    text = "\n".join(rows(coordinator.get(f"{LIST}?formato=csv")))
    assert "Mario" not in text
    assert "051 000" not in text
    assert "'=HYPERLINK(1)" in text


def test_the_file_does_not_name_a_withheld_parent(signed_in: Callable[..., Client]) -> None:
    parent = makers.organisation("Hidden house", published=False)
    makers.organisation("Open part", parent=parent)
    client = signed_in(Role.AREA_OFFICER, makers.area())
    listed = "\n".join(rows(client.get(f"{LIST}?formato=csv")))
    assert "Open part" in listed
    assert "Hidden house" not in listed


def test_merged_ones_are_gone(coordinator: Client) -> None:
    kept, merged = seated("Circle"), seated("The circle")
    domain.merge_organisations(actor=makers.coordinator(), kept=kept, merged=merged, reason="Same statute")
    assert names(coordinator) == ["Circle"]
    assert coordinator.get(f"{LIST}{merged.uid}/")["Location"] == f"{LIST}{kept.uid}/"


def test_the_list_costs_the_same_for_one_and_for_fifty(coordinator: Client) -> None:
    costs = []
    for number in (1, 49):
        for index in range(number):
            seated(f"Circle {number} {index}", area=makers.area())
        with CaptureQueriesContext(connection) as asked:
            coordinator.get(LIST)
        costs.append(len(asked))
    assert costs[0] == costs[1]
    assert costs[0] <= 12


def test_no_organisation_yet(coordinator: Client) -> None:
    assert "No organisation with these features" in coordinator.get(LIST).content.decode()
