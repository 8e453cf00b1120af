"""Organisations from any office's table."""

from __future__ import annotations

from datetime import date

import pytest
from tests import makers

from portici.kernel.actor import VISITOR
from portici.organisations.models import Membership, Organisation
from portici.organisations.queries import members_of

from .conftest import counts, faults

pytestmark = pytest.mark.django_db


def test_italian_columns(bring):
    text = (
        "Ragione sociale;Tipologia;Codice Fiscale;P. IVA;Sito web;E-mail;Indirizzo;CAP;Comune\n"
        "Alfa srl;impresa;01232710374;IT01232710374;www.alfa.it;info@alfa.it;Via Roma 1;40124;Bologna\n"
    )
    run = bring("organisations", text)
    one = Organisation.objects.get()
    assert (counts(run), faults(run)) == ((1, 0, 0, 0, 0), [])
    assert (one.name, one.type, one.website, one.publication) == (
        "Alfa srl",
        "enterprise",
        "https://www.alfa.it",
        "draft",
    )
    assert sorted(map(str, one.codes.all())) == ["fiscal:01232710374", "vat:01232710374"]
    assert str(one.seats.get()) == "Via Roma 1, Bologna"
    assert counts(bring("organisations", text)) == (0, 0, 1, 0, 0)


def test_a_comune_that_there_is_not(bring):
    text = "nome;tipo;comune\nAlfa srl;impresa;Bolonia\nBeta srl;impresa;BOLOGNA\nGamma srl;impresa;Xyzw\n"
    assert faults(bring("organisations", text, dry_run=True)) == []
    makers.layer("comuni", "comune")
    for name in ("Bologna", "Imola"):
        makers.area(name, layer_code="comuni")
    run = bring("organisations", text)
    told = [(fault.line, fault.field, fault.found, fault.accepted) for fault in run.faults.order_by("line")]
    near = "A comune of the territory that is loaded; the nearest names: Bologna."
    none = "A comune of the territory that is loaded; none has a like name."
    assert counts(run) == (3, 0, 0, 0, 2)
    assert [(line, field, found) for line, field, found, _accepted in told] == [
        (2, "comune", "Bolonia"),
        (4, "comune", "Xyzw"),
    ]
    assert [accepted["template"] % accepted["params"] for *_place, accepted in told] == [near, none]
    assert Organisation.objects.get(name="Beta srl").seats.get().area.name == "Bologna"


def test_english_columns_and_published(bring):
    run = bring("organisations", "name,type\nBeta,trade_union\n", publish="si")
    assert (counts(run), Organisation.objects.get().publication) == ((1, 0, 0, 0, 0), "published")


def test_found_by_code_or_by_name(bring, make):
    by_code = make("Alfa", codes=[("fiscal", "01232710374")])
    by_name = make("Camera di Commercio di Bologna", type="public_body")
    text = "nome,codice fiscale,sito,codice ipa\nAltro nome,01232710374,a.it,\n"
    text += "CAMERA DI COMMERCIO DI BOLOGNA,,,cciaa_bo\n"
    run = bring("organisations", text)
    for one in (by_code, by_name):
        one.refresh_from_db()
    assert counts(run) == (0, 2, 0, 0, 0)
    assert (by_code.name, by_code.website, by_name.codes_text) == ("Alfa", "https://a.it", "cciaa_bo")
    assert Organisation.objects.matching("cciaa bo").get() == by_name


def test_a_network_with_its_members(bring, make):
    there = make("Comune di Bologna", type="public_body")
    text = (
        "nome,tipo_assegnato_da_noi,documento,data,url\n"
        "Comune di Bologna,ente_locale,Patto,2021-01-13,https://x.it\nCGIL,sindacato,Patto,2021-01-13,https://x.it\n"
    )
    for _time in (1, 2):
        run = bring("organisations", text, network="Patto metropolitano", publish="si")
    assert counts(run) == (0, 0, 2, 0, 0)
    network = Organisation.objects.get(name="Patto metropolitano")
    assert Membership.objects.count() == 2
    tie = Membership.objects.get(member=there)
    assert (tie.since, tie.source, network.type) == (
        date(2021, 1, 13),
        "Patto, https://x.it",
        "informal_group",
    )
    assert [row.member.name for row in members_of(VISITOR, network)] == ["CGIL", "Comune di Bologna"]


def test_types_guessed_given_and_missing(bring):
    run = bring("organisations", "nome\nUnione Reno Galliera\nForum dei giovani\n")
    assert (counts(run), faults(run)) == (
        (1, 0, 0, 1, 1),
        [(2, "warning", "type.guessed"), (3, "error", "type.missing")],
    )
    assert counts(bring("organisations", "nome\nForum dei giovani\n", type="informal_group"))[0] == 1


def test_likely_duplicates_are_told(bring, make):
    make("Piazza Grande ODV")
    run = bring("organisations", "nome,tipo\nAssociazione Piazza Grande,aps\n")
    assert (counts(run), faults(run)) == ((1, 0, 0, 0, 1), [(2, "warning", "organisation.duplicate")])


def test_faulty_rows(bring, make):
    make("Alfa", codes=[("fiscal", "01232710374")])
    make("Beta", codes=[("ipa", "beta")])
    make("Gamma"), make("Gamma")
    text = (
        "nome,tipo,codice fiscale,codice ipa,data,sito\n"
        ",aps,,,,\n"
        "Uno,pianeta,,,,\n"
        "Due,aps,01232710375,,,\n"
        "Tre,aps,01232710374,beta,,\n"
        "Gamma,aps,,,,\n"
        "Quattro,aps,,,99/99/2020,javascript:x\n"
    )
    run = bring("organisations", text)
    assert counts(run) == (1, 0, 0, 5, 1)
    assert faults(run) == [
        (2, "error", "missing"),
        (3, "error", "type.unknown"),
        (4, "error", "fiscal_code.check"),
        (5, "error", "code.taken"),
        (6, "error", "organisation.ambiguous"),
        (7, "warning", "website.shape"),
        (7, "warning", "date.shape"),
    ]


def test_the_same_row_twice_in_a_file(bring):
    run = bring("organisations", "nome,tipo,sito\nAlfa,aps,\nALFA,aps,a.it\n")
    assert (counts(run), Organisation.objects.get().website) == ((1, 1, 0, 0, 0), "https://a.it")
