"""Recording and amending: it works, it is refused, the input is bad; likely duplicates are asked about."""

from __future__ import annotations

import pytest

from portici.journal.queries import entries_about
from portici.kernel.actor import VISITOR, Actor, Grant, Role
from portici.kernel.findings import Conflict, Invalid, Refused, Severity
from portici.organisations.domain import LikelyDuplicates, amend_organisation, record_organisation
from portici.organisations.models import Organisation
from portici.organisations.queries import likely_duplicates
from portici.records.domain import publish, withdraw
from portici.records.registry import exhibit_of

pytestmark = pytest.mark.django_db


def codes(caught):
    return [finding.code for finding in caught.value.findings]


def test_recorded_as_a_draft_with_its_codes(coordinator):
    made = record_organisation(
        actor=coordinator,
        name="  Società   Dolce\u202e ",
        type="third_sector",
        website="www.dolce.example",
        codes=[("fiscal", "01232710374"), ("vat", "IT 01232710374")],
    )
    assert (made.name, made.website, made.publication) == (
        "Società Dolce",
        "https://www.dolce.example",
        "draft",
    )
    assert sorted(str(code) for code in made.codes.all()) == ["fiscal:01232710374", "vat:01232710374"]
    assert list(Organisation.objects.visible_to(coordinator).matching("01232710374 dolce")) == [made]
    assert [entry.verb for entry in entries_about(kind="organisation", ref=made.uid)] == ["add-code", "add"]


@pytest.mark.parametrize("role", [Role.COMMUNICATION_OFFICER, Role.AUDITOR, Role.AREA_OFFICER])
def test_only_the_coordinator_records(role):
    with pytest.raises(Refused):
        record_organisation(actor=Actor(uid="x", grants=(Grant(role),)), name="Alfa", type="school")
    assert Organisation.objects.count() == 0


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"name": " - "}, "missing"),
        ({"type": "planet"}, "field"),
        ({"website": "javascript:alert(1)"}, "website.shape"),
        ({"email": "no at all"}, "email.shape"),
        ({"codes": [("fiscal", "01232710375")]}, "fiscal_code.check"),
        ({"codes": [("fiscal", "RCCMNL83S18D969H")]}, "fiscal_code.person"),
        ({"codes": [("school", "BOIC8150")]}, "school.shape"),
        ({"codes": [("ipa", "no blanks")]}, "ipa.shape"),
        ({"codes": [("runts", "x")]}, "runts.shape"),
        ({"name": "x" * 301}, "field"),
    ],
)
def test_bad_papers(coordinator, values, code):
    with pytest.raises(Invalid) as caught:
        record_organisation(actor=coordinator, **{"name": "Alfa", "type": "school", **values})
    assert codes(caught) == [code]
    assert Organisation.objects.count() == 0


def test_a_code_is_of_one_organisation_confirmed_or_not(coordinator, make):
    make("Comune di Bologna", type="public_body", codes=[("ipa", "c_a944")])
    with pytest.raises(Invalid) as caught:
        record_organisation(
            actor=coordinator,
            name="Altro",
            type="school",
            codes=[("ipa", "C_A944")],
            confirmed_duplicates=True,
        )
    assert (codes(caught), type(caught.value)) == (["code.taken"], Invalid)


def test_likely_duplicates_need_a_confirmation(coordinator, make):
    there = make("Società Dolce soc. coop. sociale", published=False)
    with pytest.raises(LikelyDuplicates) as caught:
        record_organisation(actor=coordinator, name="DOLCE Società Cooperativa", type="third_sector")
    finding = caught.value.findings[0]
    assert (finding.severity, finding.code) == (Severity.WARNING, "organisation.duplicate")
    assert [candidate.organisation for candidate in caught.value.candidates] == [there]
    assert there.name in str(finding.accepted)
    record_organisation(
        actor=coordinator, name="DOLCE Società Cooperativa", type="third_sector", confirmed_duplicates=True
    )
    assert Organisation.objects.count() == 2


@pytest.mark.parametrize(
    ("one", "other", "likely"),
    [
        ("I.C. N. 19 BOLOGNA", "Istituto Comprensivo 19 Bologna", True),
        ("I.C. N. 19 BOLOGNA", "I.C. N. 21 BOLOGNA", False),
        ("Unione Terred'Acqua", "Unione Terre d'Acqua", True),
        ("Associazione Piazza Grande ODV", "PIAZZA GRANDE onlus", True),
        ("C.N.A. Bologna", "CNA Bologna", True),
        ("CNA Bologna", "CIA Bologna", False),
        ("Ascom Bologna", "Ascom Imola", False),
        ("Comune di Bologna", "Comune di Imola", False),
        ("Liceo Luigi Galvani", "Liceo Luigi Galvanni", True),
        ("Lepida CUP-2000", "Lepida CUP 2000 S.p.A.", True),
    ],
)
def test_which_names_are_alike(coordinator, make, one, other, likely):
    there = make(one)
    found = likely_duplicates(coordinator, name=other)
    assert [candidate.organisation for candidate in found] == ([there] if likely else [])


def test_another_town_is_another_school(coordinator, make):
    from portici.organisations.domain import add_seat

    there = make("Scuola Marconi")
    add_seat(actor=coordinator, organisation=there, town="Imola")
    found = {
        town: likely_duplicates(coordinator, name="Marconi", town=town) for town in ("IMOLA", "Bologna", "")
    }
    assert {town: len(rows) for town, rows in found.items()} == {"IMOLA": 1, "Bologna": 0, "": 1}


def test_duplicates_do_not_leak_drafts(make):
    make("Gruppo Segreto", published=False)
    assert likely_duplicates(VISITOR, name="Gruppo Segreto") == []


def test_amended_by_the_coordinator(coordinator, make):
    one = make("Alfa")
    amend_organisation(
        actor=coordinator, organisation=one, values={"name": "Gamma"}, version=one.version, reason="new name"
    )
    assert (one.name, one.folded_name) == ("Gamma", "gamma")
    assert [found.organisation for found in likely_duplicates(coordinator, name="gamma")] == [one]
    assert likely_duplicates(coordinator, name="alfa") == []


def test_amended_by_its_own_contact_only_where_it_may(contact_of, make):
    own, other = make("Alfa", published=False), make("Beta")
    partner = contact_of(own, Role.SCHOOL_CONTACT)
    amend_organisation(
        actor=partner, organisation=own, values={"description": "We are.", "website": "a.example"}
    )
    assert (own.description, own.website) == ("We are.", "https://a.example")
    for organisation, values in ((own, {"name": "Mine"}), (other, {"description": "x"})):
        with pytest.raises(Refused):
            amend_organisation(actor=partner, organisation=organisation, values=values)
    other.refresh_from_db()
    assert (own.name, other.description) == ("Alfa", "")


def test_a_stale_version_is_a_conflict(coordinator, make):
    one = make("Alfa")
    amend_organisation(actor=coordinator, organisation=one, values={"phone": "051"})
    with pytest.raises(Conflict):
        amend_organisation(actor=coordinator, organisation=one, values={"phone": "052"}, version=1)


def test_not_part_of_its_own_part(coordinator, make):
    above = make("Alfa")
    below = make("Beta", parent=above)
    with pytest.raises(Invalid) as caught:
        amend_organisation(actor=coordinator, organisation=above, values={"parent": below})
    assert codes(caught) == ["parent.loop"]


def test_unknown_fields_are_a_mistake_of_the_programme(coordinator, make):
    with pytest.raises(ValueError, match="merged_into"):
        amend_organisation(actor=coordinator, organisation=make("Alfa"), values={"merged_into": None})


def test_renamed_into_another(coordinator, make):
    make("Alfa Centauri")
    one = make("Beta")
    with pytest.raises(LikelyDuplicates):
        amend_organisation(actor=coordinator, organisation=one, values={"name": "Alfa Centauri"})


def test_published_and_withdrawn(coordinator, contact_of, make):
    one = make("Alfa", published=False)
    with pytest.raises(Refused):
        publish(actor=contact_of(one), record=one)
    before = exhibit_of(publish(actor=coordinator, record=one)).digest
    assert Organisation.objects.visible_to(VISITOR).count() == 1
    withdraw(actor=coordinator, record=one, reason="closed")
    assert Organisation.objects.visible_to(VISITOR).count() == 0
    assert exhibit_of(one).digest == before
