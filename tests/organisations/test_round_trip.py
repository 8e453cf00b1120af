"""What the office's list gives as CSV comes back in as it was, in either language."""

from __future__ import annotations

import pytest
from django.utils import translation

from portici.fronts.export import csv_response
from portici.fronts.office.organisations.lists import export_rows
from portici.organisations.domain import add_seat
from portici.organisations.models import NameKey, Organisation, OrganisationCode, Seat
from portici.organisations.queries import organisations_with_seats

from .conftest import counts, faults

pytestmark = pytest.mark.django_db
LANGUAGES = ("it", "en")


def exported(actor, language):
    with translation.override(language):
        rows = export_rows(actor, organisations_with_seats(actor).order_by("name", "pk"))
        return b"".join(csv_response("organisation", rows)).decode("utf-8-sig")


def emptied():
    for model in (NameKey, OrganisationCode, Seat):
        model.objects.all().delete()
    Organisation.objects.update(parent=None)
    Organisation.objects.all().delete()


def without_references(text):
    return [line.partition(";")[2] for line in text.splitlines()]


@pytest.fixture
def network(coordinator, make):
    """An institute with two schools of one name, a firm whose texts a spreadsheet would take for formulas."""
    institute = make("Istituto Comprensivo 1", type="school", codes=[("school", "BOIC80000P")])
    for code in ("BOAA80001G", "BOAA80002L"):
        make("Scuola Primavera", type="school", codes=[("school", code)], parent=institute)
    firm = make(
        "=Alfa; «srl»", type="enterprise", short_name="+A", legal_form="Srl", description="Prima riga\nSeconda, riga",
        website="https://a.example", email="info@a.example", pec="pec@a.example", phone="+39 051 000000",
        codes=[("fiscal", "01232710374"), ("vat", "01232710374")],
    )  # fmt: skip
    add_seat(actor=coordinator, organisation=firm, address="Via Roma, 1", postcode="40124", town="Bologna")
    make("Gruppo di lettura", type="informal_group")


@pytest.mark.usefixtures("network")
@pytest.mark.parametrize("language", LANGUAGES)
def test_comes_back_without_loss_where_nothing_is(bring, coordinator, language):
    before = exported(coordinator, language)
    emptied()
    run = bring("organisations", before, publish="sì")
    assert (counts(run), [fault for fault in faults(run) if fault[1] == "error"]) == ((5, 0, 0, 0, 0), [])
    assert without_references(exported(coordinator, language)) == without_references(before)


@pytest.mark.usefixtures("network")
@pytest.mark.parametrize("language", LANGUAGES)
def test_changes_nothing_where_all_is(bring, coordinator, language):
    before = exported(coordinator, language)
    run = bring("organisations", before)
    assert (counts(run), faults(run)) == ((0, 0, 5, 0, 0), [])
    assert exported(coordinator, language) == before


def test_a_name_corrected_in_the_sheet_is_taken_by_the_reference(bring, coordinator, make):
    one = make("Alfa", type="third_sector")
    text = exported(coordinator, "it").replace(";Alfa;", ";Alfa APS;").replace("Terzo settore", "Fondazione")
    assert counts(bring("organisations", text)) == (0, 1, 0, 0, 0)
    one.refresh_from_db()
    assert (one.name, one.type) == ("Alfa APS", "foundation")


def test_codes_and_wholes_that_cannot_be_read(bring):
    run = bring("organisations", "nome;tipo;codici;parte di\nAlfa;impresa;boh:1;\nBeta;impresa;;Nessuno\n")
    assert faults(run) == [(2, "error", "codes.shape"), (3, "warning", "organisation.no_whole")]
    assert list(Organisation.objects.values_list("name", flat=True)) == ["Beta"]


def test_the_same_name_with_another_code_of_the_same_kind_is_another(bring, make):
    make("Scuola Primavera", type="school", codes=[("school", "BOAA80001G")])
    run = bring("organisations", "nome,tipo,codice scuola\nScuola Primavera,scuola,BOAA80002L\n")
    assert (run.added, run.changed, Organisation.objects.count()) == (1, 0, 2)
