"""The open data themselves: every row is taken, a second time nothing changes."""

from __future__ import annotations

import pytest

from portici.organisations.models import Membership, Organisation, Seat

from .conftest import counts, faults

pytestmark = [pytest.mark.django_db, pytest.mark.real_data]


def test_schools_of_bologna(bring, real_data):
    folder = real_data("miur-schools")
    state = folder / "scuole_statali_202526_bologna.csv"
    private = folder / "scuole_paritarie_202324_bologna.csv"
    assert counts(bring("schools", state))[:4] == (655, 0, 0, 0)
    assert counts(bring("schools", private))[:4] == (226, 0, 0, 0)
    assert counts(bring("schools", state))[:4] == (0, 0, 655, 0)
    assert Organisation.objects.filter(facts__has_key="announced").count() == 0
    assert Organisation.objects.exclude(parent=None).count() > 500

    placed = bring("schools-geocoded", folder / "DERIVED_scuole_bologna_metro_geocoded.csv")
    assert (counts(placed)[:4], faults(placed)) == (
        (0, 321, 560, 0),
        [(line, "warning", "position.street") for line, _severity, _code in faults(placed)],
    )
    assert len(faults(placed)) == 2
    assert Seat.objects.exclude(lon=None).count() == 321
    assert not Seat.objects.filter(address__startswith="VIA LAURA BASSI N").exclude(lon=None).exists()

    pupils = bring("pupils", folder / "alunni_202425_bologna.csv", anno="202425")
    assert (pupils.refused + pupils.changed, pupils.added) == (pupils.total, 0)


def test_a_province_out_of_the_whole_country(bring, real_data):
    whole = real_data("miur-schools") / "SCUANAGRAFESTAT20252620250901.csv.gz"
    assert counts(bring("schools", whole, provincia="BOLOGNA"))[:4] == (655, 0, 0, 0)


def test_signatories_and_promoters(bring, real_data):
    folder = real_data("bologna-orgs-facts")
    for _time in (1, 2):
        pact = bring(
            "organisations", folder / "firmatari_patto_metropolitano_lavoro_2021.csv", network="Patto"
        )
        board = bring(
            "organisations", folder / "comitato_promotore_psm_2013.csv", network="Comitato promotore"
        )
    assert (counts(pact)[:4], counts(board)[:4]) == ((0, 0, 51, 0), (0, 0, 34, 0))
    assert Membership.objects.count() == 85
    assert Organisation.objects.count() == 51 + 25 + 2
