"""The ministry's registers: layouts, institutes before and after their schools, years, rows to refuse,
second runs.
"""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portici.imports.importer import Report
from portici.imports.queries import differences_about
from portici.kernel.actor import VISITOR
from portici.organisations import queries
from portici.organisations.domain import amend_organisation, amend_seat
from portici.organisations.importers import SchoolsImporter
from portici.organisations.models import Organisation, OrganisationCode, Seat
from portici.records import domain as records
from portici.territory.models import Area, Layer, LayerKind

from .conftest import counts, faults

pytestmark = pytest.mark.django_db

STATE = (
    "ANNOSCOLASTICO,REGIONE,PROVINCIA,CODICEISTITUTORIFERIMENTO,DENOMINAZIONEISTITUTORIFERIMENTO,CODICESCUOLA,"
    "DENOMINAZIONESCUOLA,INDIRIZZOSCUOLA,CAPSCUOLA,CODICECOMUNESCUOLA,DESCRIZIONECOMUNE,"
    "DESCRIZIONETIPOLOGIAGRADOISTRUZIONESCUOLA,INDIRIZZOEMAILSCUOLA,SITOWEBSCUOLA\n"
)
PRIVATE = (
    "ANNOSCOLASTICO,REGIONE,PROVINCIA,CODICESCUOLA,DENOMINAZIONESCUOLA,DESCRIZIONECOMUNE,"
    "DESCRIZIONETIPOLOGIAGRADOISTRUZIONESCUOLA\n"
)


def state(
    code, institute="BOIC87800G", *, name="I.O.R. PRIMARIA", year="202526", site="Non Disponibile", more=""
):
    return (
        f"{year},EMILIA ROMAGNA,BOLOGNA,{institute},I.C. N. 19 BOLOGNA,{code},{name},VIA PUPILLI N.1,"
        f"40136.0,A944,BOLOGNA,SCUOLA PRIMARIA,{institute}@istruzione.it,{site}{more}\n"
    )


def school(code):
    return OrganisationCode.objects.get(scheme="school", value=code).organisation


def test_a_school_is_published_and_part_of_its_institute(bring):
    run = bring("schools", STATE + state("BOEE87801N") + state("BOIC87800G", name="I.C. N. 19 BOLOGNA"))
    assert (counts(run), faults(run)) == ((2, 0, 0, 0, 0), [])
    one, institute = school("BOEE87801N"), school("BOIC87800G")
    assert (one.parent, institute.parent, institute.name) == (institute, None, "I.C. N. 19 BOLOGNA")
    assert set(queries.organisations(VISITOR)) == {one, institute}
    assert (one.publication, one.email, one.website) == ("published", "BOIC87800G@istruzione.it", "")
    assert one.facts == {"grade": "SCUOLA PRIMARIA", "school_year": "202526", "status": "statale"}
    seat = one.seats.get()
    assert (seat.address, seat.postcode, seat.town, seat.area) == (
        "VIA PUPILLI N.1",
        "40136",
        "BOLOGNA",
        None,
    )
    assert list(Organisation.objects.visible_to(VISITOR).matching("boee87801n")) == [one]


@pytest.mark.parametrize("size", [1, 2, 1000])
def test_institutes_that_come_later_or_never(bring, monkeypatch, size):
    monkeypatch.setattr(SchoolsImporter, "batch_size", size)
    text = STATE + state("BOEE87801N") + state("BOEE87802P") + state("BOEE88401L", "BOIC88400V")
    text += state("BOIC87800G", name="I.C. DICIANNOVE")
    run = bring("schools", text)
    assert counts(run)[:4] == (4, 0, 0, 0)
    assert school("BOEE87801N").parent == school("BOEE87802P").parent == school("BOIC87800G")
    assert (school("BOIC87800G").name, school("BOIC88400V").name) == ("I.C. DICIANNOVE", "I.C. N. 19 BOLOGNA")
    assert school("BOIC88400V").facts == {"announced": "BOEE88401L"}
    assert (Organisation.objects.count(), Seat.objects.count()) == (5, 4)
    assert counts(bring("schools", text))[:4] == (0, 0, 4, 0)


def test_private_schools_have_fewer_columns(bring):
    row = "202324,EMILIA ROMAGNA,BOLOGNA,BO1A043003,GASTONE ROSSI,BOLOGNA,SCUOLA INFANZIA NON STATALE\n"
    run = bring("schools", PRIVATE + row)
    assert (counts(run), school("BO1A043003").facts["status"]) == ((1, 0, 0, 0, 0), "paritaria")


def test_a_trial_counts_and_writes_nothing(bring):
    run = bring("schools", STATE + state("BOEE87801N"), dry_run=True)
    assert (counts(run), Organisation.objects.count()) == ((1, 0, 0, 0, 0), 0)


def test_only_a_province(bring):
    other = state("MIEE87801N").replace("BOLOGNA,BOIC", "MILANO,BOIC")
    run = bring("schools", STATE + state("BOEE87801N") + other, provincia="Bologna", regione="emilia-romagna")
    assert (run.total, counts(run)) == (1, (1, 0, 0, 0, 0))
    none = bring("schools", STATE + state("BOEE87801N"), provincia="ATLANTIDE")
    assert (none.total, faults(none)) == (0, [(0, "warning", "file.no_rows")])


def test_a_later_year_changes_what_changed(bring):
    bring("schools", STATE + state("BOEE87801N"))
    run = bring("schools", STATE + state("BOEE87801N", year="202627", name="FABBRI"))
    assert counts(run) == (0, 1, 0, 0, 0)
    one = school("BOEE87801N")
    assert (one.name, one.folded_name, one.version, one.facts["school_year"]) == (
        "FABBRI",
        "fabbri",
        2,
        "202627",
    )
    difference = differences_about("organisation", one.uid)[0]
    assert difference.changes["name"] == ["I.O.R. PRIMARIA", "FABBRI"]
    older = bring("schools", STATE + state("BOEE87801N"))
    assert (counts(older), faults(older)) == ((0, 0, 1, 0, 1), [(2, "warning", "school.older")])


def test_what_a_person_changed_stays(bring, coordinator):
    bring("schools", STATE + state("BOEE87801N", site="www.old.it"))
    one = school("BOEE87801N")
    amend_organisation(actor=coordinator, organisation=one, values={"website": "https://new.it"})
    amend_seat(actor=coordinator, seat=one.seats.get(), values={"address": "Via Pupilli 1/2"})
    run = bring("schools", STATE + state("BOEE87801N", site="www.old.it", name="FABBRI"))
    one.refresh_from_db()
    assert (counts(run), faults(run)) == ((0, 1, 0, 0, 1), [(2, "warning", "organisation.by_hand")])
    assert (one.name, one.website, one.seats.get().address) == ("FABBRI", "https://new.it", "Via Pupilli 1/2")


def test_a_withdrawn_school_is_not_published_again(bring, coordinator):
    bring("schools", STATE + state("BOEE87801N"))
    records.withdraw(actor=coordinator, record=school("BOEE87801N"), reason="closed")
    bring("schools", STATE + state("BOEE87801N", name="FABBRI"))
    one = school("BOEE87801N")
    assert (one.name, one.publication) == ("FABBRI", "withdrawn")


def test_faulty_rows(bring):
    text = STATE + state("BOEE8780") + state("BOEE87801N", site="non è un sito", name="Non Disponibile")
    text += state("BOEE87803Q", more=",surplus") + state("BOEE87804R", name='"=CMD()<b>x</b>"')
    run = bring("schools", text)
    assert counts(run)[:4] == (2, 0, 0, 2)
    assert [fault for fault in faults(run) if fault[2] != "school.control"] == [
        (2, "error", "school.shape"),
        (3, "warning", "school.name"),
        (3, "warning", "website.shape"),
        (4, "error", "row.cells"),
    ]
    assert school("BOEE87801N").name == "SCUOLA PRIMARIA - BOLOGNA"
    assert school("BOEE87804R").name == "=CMD()<b>x</b>"


def test_the_same_school_twice_in_a_file(bring):
    run = bring("schools", STATE + state("BOEE87801N") + state("BOEE87801N", name="FABBRI"))
    assert counts(run)[:4] == (1, 1, 0, 0)
    one = school("BOEE87801N")
    assert (one.name, one.seats.count()) == ("FABBRI", 1)


def test_institutes_of_one_another(bring):
    run = bring("schools", STATE + state("BOIC87800G", "BOIC88400V") + state("BOIC88400V", "BOIC87800G"))
    assert counts(run)[:4] == (2, 0, 0, 0)
    assert school("BOIC87800G").parent == school("BOIC88400V")
    assert school("BOIC88400V").parent == school("BOIC87800G")


@pytest.mark.parametrize(
    ("code", "name", "other"), [("037006", "Bologna", ""), ("37006", "Bulåggna", "A944")]
)
def test_the_seat_is_in_its_comune_when_loaded(bring, coordinator, code, name, other):
    layer = Layer.objects.create(code="comuni", kind=LayerKind.COMUNE, name="Comuni")
    area = Area(layer=layer, code=code, name=name, other_names=other, path="/1/")
    records.add(actor=coordinator, record=area)
    bring("schools", STATE + state("BOEE87801N"))
    assert school("BOEE87801N").seats.get().area == area


def test_queries_do_not_grow_with_the_rows(coordinator):
    def cost(first, last):
        importer = SchoolsImporter()
        from portici.imports.importer import Row

        names = STATE.strip().split(",")
        lines = [state(f"BOEE{n:05}X", f"BOIC{n:05}X").strip().split(",") for n in range(first, last)]
        rows = [Row(n, dict(zip(names, cells, strict=True))) for n, cells in enumerate(lines)]
        with CaptureQueriesContext(
            connection,
        ) as caught:
            importer.apply(rows, actor=coordinator, options={}, report=Report(), run_uid="r", write=True)
        return len(caught)

    cost(9000, 9001)
    assert cost(1000, 1003) == cost(2000, 2015)  # added
    assert cost(1000, 1003) == cost(2000, 2015)  # unchanged
