"""From a value to the rows that it is made of."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from tests import makers
from tests.fronts.portal.rows import assert_figures_add_up, at, marks

from portici.imports.models import ImportRun
from portici.kernel import clock
from portici.territory.models import Indicator, Method, PopulationCount, PopulationSource

pytestmark = pytest.mark.django_db


@pytest.fixture
def comune(frozen: Any) -> Any:
    """A comune with people by age in two years, a share and a change stored as computed."""
    comune = makers.area("Comune", layer_code="comuni")
    comune.layer.kind = "comune"
    comune.layer.save()
    source = PopulationSource.objects.create(code="istat", name="Istat")
    for year, young, old in ((2022, 80, 20), (2023, 90, 30)):
        for first, last, people in ((0, 64, young), (65, 150, old)):
            PopulationCount.objects.create(
                area=comune, year=year, age_from=first, age_to=last, people=people, source=source
            )
    _computed("old", Method.SHARE, {"bands": [[65, None]]}, comune, 25.0)
    _computed("growth", Method.CHANGE, {"years": 1}, comune, 20.0)
    return comune


def _computed(code: str, method: Method, formula: dict[str, Any], area: Any, value: float) -> None:
    made = makers.store(Indicator(code=code, name=code, method=method, formula=formula, unit="%"))
    makers.observe(made, area, value, period="2023")


def figure(code: str, area: Any, period: str = "2023") -> str:
    return at("figure", code, area.layer.code, area.code, period)


def test_a_share_and_a_change_are_what_their_rows_give(client: Client, comune: Any) -> None:
    figures = assert_figures_add_up(client, at("area", "comuni", comune.code))
    assert {(one.how, one.value) for one in figures if one.how != "count"} == {("share", 25), ("change", 20)}


def test_the_formula_is_said_in_words(client: Client, comune: Any) -> None:
    text = client.get(f"/en{figure('old', comune)}").content.decode()
    assert "100 × numerator ÷ denominator" in text
    assert "residents of 65 or more years" in text


def test_a_published_value_names_its_file_and_line(client: Client, comune: Any) -> None:
    run = ImportRun.objects.create(
        importer="table", filename="fragility.csv", sha256="0", created_at=clock.now()
    )
    seen = makers.observe(makers.indicator("published"), comune, 7.25, period="2021")
    seen.run_uid, seen.line = run.uid, 12
    seen.save()
    page = client.get(figure("published", comune, "2021")).content.decode()
    assert "fragility.csv" in page
    assert [float(value) for _part, value in marks(client, figure("published", comune, "2021")).rows] == [
        7.25
    ]


def test_a_hidden_value_shows_no_rows(client: Client, comune: Any) -> None:
    zone = makers.area("Zone", layer_code="zone")
    source = PopulationSource.objects.get()
    PopulationCount.objects.create(area=zone, year=2023, age_from=0, age_to=64, people=90, source=source)
    PopulationCount.objects.create(area=zone, year=2023, age_from=65, age_to=150, people=3, source=source)
    makers.observe(Indicator.objects.get(code="old"), zone, None, period="2023", status="hidden")
    found = marks(client, figure("old", zone))
    assert (found.rows, found.figures) == ([], [])


@pytest.mark.parametrize("period", ["1999", "x", "2023 "])
def test_a_period_without_value_is_not_found(client: Client, comune: Any, period: str) -> None:
    assert client.get(figure("old", comune, period)).status_code == 404


def test_withheld_indicators_and_areas_are_not_found(client: Client, comune: Any) -> None:
    hidden = makers.indicator("hidden", published=False)
    makers.observe(hidden, comune, 1.0)
    draft = makers.area("Draft", layer_code="comuni", published=False)
    makers.observe(Indicator.objects.get(code="old"), draft, 1.0, period="2023")
    assert client.get(figure("hidden", comune, "2024")).status_code == 404
    assert client.get(figure("old", draft)).status_code == 404
    assert client.get("/territorio/indicatori/hidden/").status_code == 404
    assert ">hidden<" not in client.get("/territorio/indicatori/").content.decode()


def test_the_page_of_an_indicator_has_its_values(client: Client, comune: Any) -> None:
    figures = assert_figures_add_up(client, "/territorio/indicatori/old/")
    assert [figure.value for figure in figures] == [25]
