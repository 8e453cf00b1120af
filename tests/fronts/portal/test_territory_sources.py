"""Who says a figure: the source and the licence of the rows that were counted."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from tests import makers
from tests.fronts.portal.rows import at

from portici.fronts.portal.territory.values import measures_of
from portici.territory.models import Indicator, Method, PopulationCount, PopulationSource
from portici.territory.queries import Said, sources_of_figures

pytestmark = pytest.mark.django_db
PACK = Said("Pack source", "https://pack.example/", "CC BY 3.0", "2020")
TOWN = Said("Town register", "https://town.example/", "CC BY 4.0")
STATE = Said("State register", "", "CC BY 3.0")


@pytest.fixture
def counted(frozen: Any) -> tuple[Indicator, Any]:
    """An indicator that names a source of its own, in an area counted by the town, and by the state a year
    before."""
    area = makers.area("Savena")
    for code, said, year, people in (("town", TOWN, 2023, 90), ("state", STATE, 2022, 60)):
        source = PopulationSource.objects.create(
            code=code, name=said.source, url=said.source_url, licence=said.licence
        )
        PopulationCount.objects.create(area=area, year=year, age_from=0, people=people, source=source)
    return _indicator("people", Method.COUNT, {}, area, 90), area


def _indicator(code: str, method: Method, formula: Any, area: Any, value: float) -> Indicator:
    said = {"source": PACK.source, "source_url": PACK.source_url, "licence": PACK.licence}
    made = Indicator(code=code, name=code, method=method, formula=formula, vintage=PACK.vintage, **said)
    makers.observe(makers.store(made), area, value, period="2023")
    return made


def test_a_count_has_the_source_of_its_rows(counted: Any) -> None:
    indicator, area = counted
    assert sources_of_figures([area.pk], [(indicator, "2023")]) == {(indicator.pk, "2023"): (TOWN,)}
    assert [one.said_by for one in measures_of(area)] == [(TOWN,)]


def test_a_change_over_rows_of_two_sources_names_both(counted: Any) -> None:
    _people, area = counted
    change = _indicator("change", Method.CHANGE, {"years": 1}, area, 50)
    assert sources_of_figures([area.pk], [(change, "2023")]) == {(change.pk, "2023"): (STATE, TOWN)}


def test_an_area_made_of_parts_has_the_source_of_their_rows(counted: Any) -> None:
    indicator, area = counted
    whole = makers.area("Both", parts=(area,))
    assert sources_of_figures([whole.pk], [(indicator, "2023")]) == {(indicator.pk, "2023"): (TOWN,)}


def test_a_published_figure_and_one_without_rows_have_their_indicators(counted: Any) -> None:
    people, area = counted
    index = _indicator("index", Method.PUBLISHED, {}, area, 101)
    assert sources_of_figures([area.pk], [(index, "2023"), (people, "1999")]) == {
        (index.pk, "2023"): (PACK,),
        (people.pk, "1999"): (PACK,),
    }


def _said(page: str) -> tuple[int, int, int]:
    return tuple(page.count(text) for text in ("CC BY 4.0", "CC BY 3.0", "Pack source"))  # type: ignore[return-value]


def test_pages_name_the_source_of_the_rows(client: Client, counted: Any) -> None:
    _people, area = counted
    figure = client.get(at("figure", "people", area.layer.code, area.code, "2023")).content.decode()
    assert _said(figure) == (1, 0, 0)
    assert _said(client.get(at("indicator", "people")).content.decode()) == (2, 0, 0)
    assert _said(client.get(at("area", area.layer.code, area.code)).content.decode()) == (0, 0, 0)
