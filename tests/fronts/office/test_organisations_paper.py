"""Adding, amending and merging organisations on the screen, with the question whether they are there
already.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from tests import makers

from portici.kernel.actor import Role
from portici.organisations import domain
from portici.organisations.models import Membership, Organisation, OrganisationCode

pytestmark = pytest.mark.django_db
LIST = "/en/ufficio/rete/"
PAPER = {"name": "Circle of Savena", "type": "third_sector", "language": "it"}


def recorded(name: str, **options: object) -> Organisation:
    return domain.record_organisation(
        actor=makers.coordinator(), name=name, type="third_sector", confirmed_duplicates=True, **options
    )


def test_one_is_added_with_its_codes(coordinator: Client) -> None:
    answer = coordinator.post(f"{LIST}nuovo/", PAPER | {"code-runts": "12345", "town": "Bologna"})
    one = Organisation.objects.get()
    assert answer["Location"] == f"{LIST}{one.uid}/"
    assert [str(code) for code in one.codes.all()] == ["runts:12345"]
    assert not one.is_published


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.COORDINATOR])
def test_others_are_told_why_not(signed_in: Callable[..., Client], role: Role) -> None:
    client = signed_in(role, makers.organisation("Own"))
    answer = client.post(f"{LIST}nuovo/", PAPER)
    assert answer.status_code == 403
    assert Organisation.objects.filter(name=PAPER["name"]).count() == 0


def test_a_likely_duplicate_is_shown_and_may_be_confirmed(coordinator: Client) -> None:
    there = recorded("Circolo Savena")
    asked = coordinator.post(f"{LIST}nuovo/", PAPER | {"name": "Circolo di Savena"})
    page = asked.content.decode()
    assert asked.status_code == 422
    assert "Is it one of these?" in page
    assert f"{LIST}{there.uid}/" in page
    assert Organisation.objects.count() == 1
    coordinator.post(f"{LIST}nuovo/", PAPER | {"name": "Circolo di Savena", "confirmed": "1"})
    assert sorted(Organisation.objects.values_list("name", flat=True)) == [
        "Circolo Savena",
        "Circolo di Savena",
    ]


def test_a_code_of_another_leads_there(coordinator: Client) -> None:
    holder = recorded("Altra cosa", codes=[("runts", "777")])
    answer = coordinator.post(f"{LIST}nuovo/", PAPER | {"code-runts": "777", "confirmed": "1"})
    assert answer.status_code == 422
    assert "The code is of this organisation" in answer.content.decode()
    assert f"{LIST}{holder.uid}/" in answer.content.decode()


def test_a_bad_code_is_told_beside_its_field(coordinator: Client) -> None:
    answer = coordinator.post(f"{LIST}nuovo/", PAPER | {"code-fiscal": "123"})
    assert answer.status_code == 422
    assert 'id="id_code-fiscal_error"' in answer.content.decode()
    assert Organisation.objects.count() == 0


def test_hostile_words_are_shown_as_words(coordinator: Client) -> None:
    coordinator.post(f"{LIST}nuovo/", PAPER | {"name": "<script>alert(1)</script>"})
    page = coordinator.get(f"{LIST}{Organisation.objects.get().uid}/").content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_contact_amends_the_own_words_only(signed_in: Callable[..., Client]) -> None:
    own = recorded("Circle")
    client = signed_in(Role.PARTNER_CONTACT, own)
    page = client.get(f"{LIST}{own.uid}/modifica/").content.decode()
    assert 'name="description"' in page
    assert 'name="name"' not in page
    paper = {
        "version": own.version,
        "description": "Who we are",
        "website": "www.circle.it",
        "name": "Taken over",
    }
    assert client.post(f"{LIST}{own.uid}/modifica/", paper).status_code == 302
    own.refresh_from_db()
    assert (own.name, own.description, own.website) == ("Circle", "Who we are", "https://www.circle.it")


def test_two_on_one_paper(coordinator: Client) -> None:
    one = recorded("Circle", description="Before")
    seen = one.version
    domain.amend_organisation(actor=makers.coordinator(), organisation=one, values={"description": "Theirs"})
    paper = PAPER | {"name": "Circle", "description": "Mine", "version": seen}
    answer = coordinator.post(f"{LIST}{one.uid}/modifica/", paper)
    assert answer.status_code == 409
    assert "Theirs" in answer.content.decode()
    one.refresh_from_db()
    assert one.description == "Theirs"


def test_two_records_become_one(coordinator: Client) -> None:
    kept, other = recorded("Circle"), recorded("The circle", codes=[("runts", "777")])
    base = f"{LIST}{kept.uid}/unisci/"
    choose = coordinator.get(base).content.decode()
    assert f"?other={other.uid}" in choose
    side = coordinator.get(f"{base}?other={other.uid}").content.decode()
    assert "Codes: 1" in side
    assert f"{LIST}{other.uid}/unisci/?other={kept.uid}" in side
    versions = {"version": kept.version, "other_version": other.version}
    assert coordinator.post(f"{base}?other={other.uid}", versions | {"reason": ""}).status_code == 422
    stale = coordinator.post(
        f"{base}?other={other.uid}", {"version": kept.version, "other_version": 99, "reason": "Same"}
    )
    assert stale.status_code == 409
    assert OrganisationCode.objects.get().organisation == other
    done = coordinator.post(f"{base}?other={other.uid}", versions | {"reason": "Same statute"})
    assert done["Location"] == f"{LIST}{kept.uid}/"
    assert OrganisationCode.objects.get().organisation == kept
    assert "Merged into it" in coordinator.get(f"{LIST}{kept.uid}/").content.decode()


def test_what_was_merged_away_is_not_offered(coordinator: Client) -> None:
    kept, other, pact = recorded("Circle"), recorded("Circle of old"), recorded("Pact")
    domain.merge_organisations(actor=makers.coordinator(), kept=kept, merged=other, reason="Same statute")
    suggested = coordinator.get("/en/ufficio/suggerimenti/organisation/?box=member&member=Circle")
    assert [f"[{one.uid}]" in suggested.content.decode() for one in (kept, other)] == [True, False]
    paper = {"version": pact.version}
    answers = [
        coordinator.post(f"{LIST}{pact.uid}/aderenti/nuovo/", paper | {"member": one.uid})
        for one in (other, kept)
    ]
    assert [answer.status_code for answer in answers] == [422, 302]
    assert [row.member for row in Membership.objects.all()] == [kept]
    narrowed = coordinator.get(f"{LIST}?network={other.uid}")
    assert "was not found" in narrowed.content.decode()


def test_merging_is_refused_with_its_reason(coordinator: Client, signed_in: Callable[..., Client]) -> None:
    kept = recorded("Circle")
    itself = coordinator.get(f"{LIST}{kept.uid}/unisci/?other={kept.uid}")
    assert itself.status_code == 403
    assert "cannot be merged into itself" in itself.content.decode()
    unknown = coordinator.get(f"{LIST}{kept.uid}/unisci/?other=Atlantide")
    assert unknown.status_code == 422
    auditor = signed_in(Role.AUDITOR)
    assert auditor.get(f"{LIST}{kept.uid}/unisci/").status_code == 403
    assert auditor.post(f"{LIST}{kept.uid}/unisci/?other={kept.uid}", {"reason": "x"}).status_code == 403
