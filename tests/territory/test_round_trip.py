"""What the office's lists of places and values give as CSV comes back in as it was, in either language."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.utils import translation

from portici.fronts.export import csv_response
from portici.fronts.office.territory.exports import place_rows, value_rows
from portici.kernel.actor import VISITOR
from portici.territory import domain
from portici.territory.models import Indicator, Observation, Place

from .kit import COORDINATOR, area, codes, layer, run, square

pytestmark = pytest.mark.django_db
LANGUAGES = pytest.mark.parametrize("language", ["it", "en"])


def text_of(rows) -> str:
    return b"".join(csv_response("x", rows)).decode("utf-8-sig")


def places(language: str, actor=COORDINATOR) -> str:
    with translation.override(language):
        return text_of(place_rows(actor, Place.objects.order_by("name", "pk")))


def values(language: str, indicator: Indicator, actor=COORDINATOR) -> str:
    with translation.override(language):
        return text_of(value_rows(actor, indicator))


def bring(tmp_path: Path, importer: str, text: str, **options: str):
    path = tmp_path / "source.csv"
    path.write_text("\ufeff" + text, "utf-8")
    return run(importer, path, **options)


@pytest.fixture
def three_places() -> None:
    where = area("12", square(), where=layer("municipi", "quartiere"))
    made = {"address": "Via Uno 1, Bologna", "kind": "library"}
    one = domain.record_place(
        actor=COORDINATOR, name="=Sala; «Uno»", code="s1", area=where, lon=11.345, lat=44.456, postcode="40124",
        website="https://sala.example", note="Prima riga\nSeconda", source="Prova", **made,
    )  # fmt: skip
    Place.objects.filter(pk=one.pk).update(facts={"posti lettura": "040", "accesso": "=sì"})
    domain.record_place(actor=COORDINATOR, name="Sala Due", code="s1", address="Via Due 2", kind="building")
    domain.record_place(actor=COORDINATOR, name="Cortile", address="Via Tre 3", kind="open_space")


@LANGUAGES
@pytest.mark.usefixtures("three_places")
def test_places_change_nothing_where_all_are(tmp_path: Path, language: str) -> None:
    before = places(language)
    done = bring(tmp_path, "places", before)
    assert ((done.added, done.changed, done.unchanged), codes(done)) == ((0, 0, 3), [])
    assert places(language) == before


@LANGUAGES
@pytest.mark.usefixtures("three_places")
def test_places_come_back_without_loss_where_none_is(tmp_path: Path, language: str) -> None:
    Place.objects.filter(code="").update(code="cortile")
    before = places(language)
    Place.objects.all().delete()
    done = bring(tmp_path, "places", before)
    assert ((done.added, done.changed, done.unchanged), codes(done)) == ((3, 0, 0), [])
    assert [line.partition(";")[2] for line in places(language).splitlines()] == [
        line.partition(";")[2] for line in before.splitlines()
    ]


def test_a_place_in_an_area_that_is_withheld_does_not_name_it() -> None:
    hidden = area("12", square(), published=False)
    domain.record_place(actor=COORDINATOR, name="Sala", address="Via Uno 1", kind="building", area=hidden)
    assert ("aree-statistiche/12" in places("it"), "aree-statistiche/12" in places("it", VISITOR)) == (
        True,
        False,
    )


@pytest.fixture
def observed() -> Indicator:
    indicator = domain.record_indicator(actor=COORDINATOR, code="prova", name="Prova", unit="%", theme="")
    readings = [
        ("municipi", "12", 0.1 + 0.2, "ok"),
        ("municipi", "13", None, "missing"),
        ("zone", "12", 1e-9, "ok"),
        ("zone", "13", None, "excluded"),
    ]
    kinds = {"municipi": "quartiere", "zone": "zone"}
    from portici.territory.domain.readings import Reading, observe

    observe(
        actor=COORDINATOR,
        readings=[
            Reading(
                indicator.pk,
                area(code, where=layer(of, kinds[of], 10), name=f"Area {of} {code}").pk,
                f"{date(2021, 1, 1):%Y}",
                value,
                status,
            )
            for of, code, value, status in readings
        ],
    )
    return indicator


@LANGUAGES
def test_values_change_nothing_and_come_back_without_loss(
    tmp_path: Path, observed: Indicator, language: str
) -> None:
    before = values(language, observed)
    done = bring(tmp_path, "indicators", before)
    assert ((done.added, done.changed), codes(done)) == ((0, 0), [])
    Observation.objects.all().delete()
    done = bring(tmp_path, "indicators", before)
    assert (done.added, codes(done), values(language, observed)) == (4, [], before)
    assert set(Observation.objects.values_list("value", "status")) == {
        (0.1 + 0.2, "ok"),
        (1e-9, "ok"),
        (None, "missing"),
        (None, "excluded"),
    }


def test_values_of_what_is_withheld_are_not_given(observed: Indicator) -> None:
    assert len(values("it", observed, VISITOR).splitlines()) == 1
