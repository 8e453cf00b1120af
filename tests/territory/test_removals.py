"""Figures loaded by mistake are taken out, with the reason; what was frozen stays."""

from __future__ import annotations

import pytest
from tests import chain, makers

from portici.journal.models import Entry
from portici.kernel.findings import Invalid, Refused
from portici.territory import domain
from portici.territory.models import Indicator, Method, Observation, PopulationCount

from . import kit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


@pytest.fixture
def values() -> Indicator:
    """An indicator in two areas of a layer and one of another, in two periods."""
    found = makers.indicator("frailty")
    areas = [makers.area("One"), makers.area("Two"), makers.area("Zone", layer_code="zone")]
    for area in areas:
        for period in ("2020", "2021"):
            makers.observe(found, area, 7.0, period=period)
    return found


def remove(indicator: Indicator, actor: object = kit.COORDINATOR, **more: str) -> int:
    asked = {"period": "2021", "reason": "Wrong file"} | more
    return domain.remove_observations(actor=actor, indicator=indicator, layer=makers.layer(), **asked)


def test_only_the_layer_and_the_period_go(values: Indicator) -> None:
    area = values.observations.filter(period="2021").first().area
    designation = chain.designation(area)
    assert remove(values) == 2
    left = values.observations.order_by("area__layer__code", "period", "area__name")
    assert list(left.values_list("area__name", "period")) == [
        ("One", "2020"), ("Two", "2020"), ("Zone", "2020"), ("Zone", "2021"),
    ]  # fmt: skip
    entry = Entry.objects.get(verb="remove-values")
    assert (entry.kind, entry.ref, entry.reason, entry.counts) == (
        "indicator", values.uid, "Wrong file", {"removed": 2},
    )  # fmt: skip
    assert [figure.value for figure in designation.figures.all()] == [7.0]


@pytest.mark.parametrize(("more", "field"), [({"period": "1999"}, "period"), ({"reason": " "}, "reason")])
def test_what_cannot_be_taken_out_is_said(values: Indicator, more: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as answer:
        remove(values, **more)
    assert [finding.field for finding in answer.value.findings] == [field]
    assert Observation.objects.count() == 6


def test_values_are_the_coordinators_and_computed_ones_go_with_their_counts(values: Indicator) -> None:
    with pytest.raises(Refused):
        remove(values, actor=kit.AUDITOR)
    Indicator.objects.filter(pk=values.pk).update(method=Method.SHARE)
    values.refresh_from_db()
    with pytest.raises(Refused):
        remove(values)
    assert Observation.objects.count() == 6


@pytest.fixture
def counted() -> None:
    domain.record_computed_indicators(actor=kit.COORDINATOR, publish=True)
    whole = kit.area("W", kit.square(0, 0, 2))
    parts = [kit.area(f"P{n}", kit.square(n, 0), where=kit.layer("sezioni", "section", 50)) for n in range(2)]
    domain.set_parts(
        actor=kit.COORDINATOR, area=whole, parts=[domain.areas.Part(part) for part in parts], reshape=False
    )
    for part in parts:
        for year in (2020, 2021):
            kit.count(part, year, a0_64=60, a65=40)


def test_what_was_computed_of_counts_goes_with_them(counted: None) -> None:
    assert remove_counts() == 4
    assert set(PopulationCount.objects.values_list("year", flat=True)) == {2020}
    assert set(Observation.objects.values_list("period", flat=True)) == {"2020"}
    assert Observation.objects.filter(area__code="W", indicator__code="residenti").count() == 1
    entry = Entry.objects.get(verb="remove-counts")
    assert (entry.kind, entry.ref, entry.reason, entry.counts) == (
        "layer", "sezioni", "Wrong year", {"removed": 4},
    )  # fmt: skip


def test_counts_are_the_coordinators_with_a_reason_and_there(counted: None) -> None:
    with pytest.raises(Refused):
        remove_counts(actor=kit.AUDITOR)
    for more in ({"year": 1999}, {"reason": ""}):
        with pytest.raises(Invalid):
            remove_counts(**more)
    assert PopulationCount.objects.count() == 8


def remove_counts(**more: object) -> int:
    asked = {"actor": kit.COORDINATOR, "year": 2021, "reason": "Wrong year"} | more
    return domain.remove_counts(layer=kit.layer("sezioni"), **asked)
