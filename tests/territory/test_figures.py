"""Indicators, observations, counts of people, and what figures are made of."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portici.journal.models import Entry
from portici.kernel.actor import VISITOR
from portici.kernel.findings import Invalid, Refused
from portici.records import domain as records
from portici.territory import domain, queries
from portici.territory.models import Area, Indicator, Observation, PopulationCount
from portici.territory.tree import Part

from .kit import AUDITOR, COORDINATOR, area, count, layer, source, square

pytestmark = pytest.mark.django_db


@pytest.fixture
def computed() -> dict[str, Indicator]:
    found = domain.record_computed_indicators(actor=COORDINATOR, publish=True)
    return {indicator.code: indicator for indicator in found}


def published(code: str = "indice", **values: str) -> Indicator:
    made = domain.record_indicator(actor=COORDINATOR, code=code, name=code, source="prova", **values)
    return records.publish(actor=COORDINATOR, record=made)


def reading(indicator: Indicator, where: Area, value: float | None, period: str = "2021", status: str = "ok"):
    return domain.Reading(indicator.pk, where.pk, period, value, status, indicator_uid=indicator.uid)


def value_of(code: str, where: Area, period: str = "2021") -> tuple[float | None, str]:
    return Observation.objects.values_list("value", "status").get(
        indicator__code=code, area=where, period=period
    )


def test_a_bad_formula_is_refused() -> None:
    for formula in ({"bands": [[20, 10]]}, {"sex": "x"}, {"wrong": 1}, {"over": {"years": 2}}, {"years": 0}):
        with pytest.raises(Invalid) as caught:
            domain.record_indicator(actor=COORDINATOR, code="x", name="x", method="share", formula=formula)
        assert [finding.code for finding in caught.value.findings] == ["indicator.formula"]


def test_writing_figures_is_the_coordinators(computed: dict[str, Indicator]) -> None:
    where = area("1")
    for who in (VISITOR, AUDITOR):
        with pytest.raises(Refused):
            domain.record_indicator(actor=who, code="x", name="x")
        with pytest.raises(Refused):
            domain.observe(actor=who, readings=[])
        with pytest.raises(Refused):
            domain.count_people(actor=who, source=source(), counts=[])
        with pytest.raises(Refused):
            domain.compute_indicators(actor=who, areas=[where])


def test_observing_twice_changes_nothing() -> None:
    index, where = published(), area("1")
    first = domain.observe(actor=COORDINATOR, readings=[reading(index, where, 1.5)])
    again = domain.observe(actor=COORDINATOR, readings=[reading(index, where, 1.5)])
    other = domain.observe(actor=COORDINATOR, readings=[reading(index, where, 2.5)])
    assert [tally.counts() for tally in (first, again, other)] == [
        {"added": 1, "changed": 0, "unchanged": 0},
        {"added": 0, "changed": 0, "unchanged": 1},
        {"added": 0, "changed": 1, "unchanged": 0},
    ]
    assert Entry.objects.filter(verb="observe", ref=index.uid).count() == 2


@pytest.mark.parametrize(
    ("value", "period", "status"),
    [
        (float("nan"), "2021", "ok"),
        (float("inf"), "2021", "ok"),
        (None, "2021", "ok"),
        (1.0, "2021", "missing"),
        (1.0, "21", "ok"),
        (1.0, "<b>", "ok"),
    ],
)
def test_bad_readings_keep_nothing(value: float | None, period: str, status: str) -> None:
    index, where = published(), area("1")
    with pytest.raises(Invalid):
        domain.observe(
            actor=COORDINATOR,
            readings=[reading(index, where, 1.0), reading(index, where, value, period, status)],
        )
    assert Observation.objects.count() == 0


def test_indices_come_from_the_counts(computed: dict[str, Indicator]) -> None:
    where = area("1")
    count(where, 2020, a0_14=100, a15_17=20, a18_64=300, a65_79=60, a80=20)
    count(where, 2021, a0_14=110, a15_17=20, a18_64=290, a65_79=60, a80=20)
    assert {
        code: value_of(code, where)[0]
        for code in (*computed,)
        if Observation.objects.filter(indicator__code=code, area=where, period="2021").exists()
    } == {
        "residenti": 500.0,
        "quota-0-17": 26.0,
        "quota-65-oltre": 16.0,
        "quota-80-oltre": 4.0,
        "dipendenza-strutturale": float(100 * Decimal(190) / Decimal(310)),
        "indice-vecchiaia": float(100 * Decimal(80) / Decimal(110)),
        "variazione-residenti-1": 0.0,
    }


def test_people_are_never_counted_twice() -> None:
    where = area("1")
    count(where, 2021, a0_14=10, a15=90)
    done = count(where, 2021, a0_4=5, a15=80, a0=100)
    assert [finding.code for _count, finding in done.refused] == ["population.overlap", "population.overlap"]
    assert sum(PopulationCount.objects.values_list("people", flat=True)) == 90
    sexed = domain.Count(where.pk, 2021, 15, None, 40, "f")
    refused = domain.count_people(actor=COORDINATOR, source=source(), counts=[sexed, sexed]).refused
    assert [finding.code for _count, finding in refused] == ["population.overlap", "population.overlap"]


def test_children_that_cover_a_parent_give_its_figures(computed: dict[str, Indicator]) -> None:
    whole = area("Q", square(0, 0, 2), where=layer("quartieri", "quartiere", 20))
    children = [area(f"{n}", square(n % 2, n // 2), parent=whole) for n in range(3)]
    for child in children:
        count(child, 2021, a0_64=50, a65=50)
    assert not Observation.objects.filter(area=whole).exists()
    count(area("3", square(1, 1), parent=whole), 2021, a0_64=100, a65=0)
    assert value_of("residenti", whole) == (400.0, "ok")
    explained = queries.explain(VISITOR, computed["quota-65-oltre"], whole, "2021")
    assert [(line.areas[0].code, line.people) for line in explained.components[0].lines] == [
        ("0", 50),
        ("1", 50),
        ("2", 50),
        ("3", 0),
    ]
    assert (explained.value, explained.agrees) == (37.5, True)


def test_few_people_of_a_small_area_are_hidden(computed: dict[str, Indicator]) -> None:
    small = area("1", square())
    count(small, 2021, a0_64=100, a65=4)
    assert value_of("quota-65-oltre", small) == (None, "hidden")
    explained = queries.explain(VISITOR, computed["quota-65-oltre"], small, "2021")
    assert (explained.value, explained.status, explained.components) == (None, "hidden", ())
    comune = area("037006", where=layer("comuni", "comune", 10))
    count(comune, 2021, a0_64=100, a65=4)
    assert value_of("quota-65-oltre", comune)[1] == "ok"


def test_the_rest_of_a_share_is_hidden_too(computed: dict[str, Indicator]) -> None:
    small = area("1", square())
    count(small, 2021, a0_64=2, a65=98)
    assert value_of("quota-65-oltre", small) == (None, "hidden")


def test_rows_of_few_people_are_put_together(computed: dict[str, Indicator]) -> None:
    small = area("1", square())
    count(small, 2021, a0_2=3, a3_5=1, a6_14=40, a15_64=100, a65_79=30, a80=2)
    lines = queries.explain(VISITOR, computed["residenti"], small, "2021").components[0].lines
    assert [(line.bands, line.people) for line in lines] == [
        (((0, 14),), 44),
        (((15, 64),), 100),
        (((65, None),), 32),
    ]


bands = st.lists(st.integers(0, 60), min_size=5, max_size=5)


@given(
    st.lists(st.tuples(bands, bands, st.decimals("0.01", "1", places=4)), min_size=1, max_size=5),
    st.booleans(),
)
@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_rows_always_reproduce_the_value(
    computed: dict[str, Indicator], people: list[tuple[list[int], list[int], Decimal]], official: bool
) -> None:
    Observation.objects.all().delete()
    PopulationCount.objects.all().delete()
    number = Area.objects.count()
    parts = []
    for index, (before, after, share) in enumerate(people):
        where = area(f"p{number}-{index}", square(index, number % 20))
        for year, counts in ((2020, before), (2021, after)):
            names = ("a0_14", "a15_17", "a18_64", "a65_79", "a80")
            count(where, year, **dict(zip(names, counts, strict=True)))
        parts.append(Part(where, share))
    target = domain.draw_area(actor=COORDINATOR, name="Target", parts=parts)
    records.publish(actor=COORDINATOR, record=target)
    shown = 0
    for observation in Observation.objects.select_related("indicator", "area"):
        explained = queries.explain(VISITOR, observation.indicator, observation.area, observation.period)
        assert explained.agrees
        assert explained.value == observation.value
        totals = {component.role: component.total for component in explained.components}
        for component in explained.components:
            assert sum(line.counted for line in component.lines) == component.total
            assert not any(0 < line.counted < 5 for line in component.lines)
        if observation.status == "ok":
            shown += 1
            match totals:
                case {"numerator": top, "denominator": bottom}:
                    again = 100 * top / bottom
                case {"before": before_, "after": after_}:
                    again = 100 * (after_ - before_) / before_
                case {"count": again}:
                    pass
            assert float(again) == observation.value
    assert Observation.objects.filter(area=target).exists()
    assert shown == Observation.objects.filter(status="ok").count()


def test_ranks_and_classes_are_over_what_is_seen() -> None:
    index, where = published(), layer()
    areas = [area(f"{n}", square(n), where=where) for n in range(5)]
    hidden = area("9", square(9), where=where, published=False)
    domain.observe(
        actor=COORDINATOR,
        readings=[*(reading(index, one, value) for one, value in zip(areas, (1, 2, 2, 4, 5), strict=True)),
                  reading(index, hidden, 99.0), reading(index, areas[0], 3.0, "2020")],
    )  # fmt: skip
    values = queries.values_of_indicator(VISITOR, index, where, "2021")
    assert [(one.value, one.rank, one.level) for one in values] == [
        (1, 5, 0), (2, 3, 1), (2, 3, 1), (4, 2, 3), (5, 1, 4),
    ]  # fmt: skip
    figure = queries.observations_of_area(VISITOR, areas[0])[0]
    assert (figure.period, figure.value, figure.previous_period, figure.previous, figure.change) == (
        "2021", 1.0, "2020", 3.0, -2.0,
    )  # fmt: skip
    assert (figure.rank, figure.among) == (5, 5)


def test_drafts_do_not_leak(computed: dict[str, Indicator]) -> None:
    where = layer()
    shown, draft = area("1", square(0)), area("2", square(1), published=False, name="Segreta")
    index = published()
    secret = domain.record_indicator(actor=COORDINATOR, code="segreto", name="segreto")
    domain.observe(
        actor=COORDINATOR,
        readings=[reading(i, a, 7.0) for i in (index, secret) for a in (shown, draft)],
    )
    for one in (shown, draft):
        count(one, 2021, a0_64=50, a65=50)
    target = records.publish(
        actor=COORDINATOR,
        record=domain.draw_area(actor=COORDINATOR, name="Target", parts=[Part(shown), Part(draft)]),
    )
    assert list(queries.areas_of_layer(VISITOR, where)) == [shown]
    assert queries.area_by_address(VISITOR, where.code, "2") is None
    assert queries.area_at(VISITOR, 11.315, 44.455, where) is None
    assert [one.areas_count for one in queries.layers(VISITOR)] == [1, 1]
    assert [part.area for part in queries.parts_of(VISITOR, target)] == [shown]
    assert [one.area for one in queries.values_of_indicator(VISITOR, index, where, "2021")] == [shown]
    assert queries.values_of_indicator(VISITOR, secret, where, "2021") == []
    assert queries.observations_of_area(VISITOR, draft) == []
    assert secret not in [one.indicator for one in queries.observations_of_area(VISITOR, shown)]
    assert secret not in list(queries.indicators(VISITOR, layer=where))
    assert queries.periods_of_indicator(VISITOR, secret) == []
    assert list(queries.layers_of_indicator(VISITOR, secret)) == []
    assert queries.explain(VISITOR, secret, shown, "2021") is None
    assert queries.explain(VISITOR, index, draft, "2021") is None
    collection = queries.feature_collection(VISITOR, where, secret, "2021")
    assert [(f["properties"]["code"], f["properties"]["value"]) for f in collection["features"]] == [
        ("1", None)
    ]
    assert collection["indicator"] is None
    explained = queries.explain(VISITOR, computed["residenti"], target, "2021")
    assert [(line.areas, line.people) for line in explained.components[0].lines] == [
        ((shown,), 100),
        ((), 100),
    ]
    assert queries.explain(COORDINATOR, secret, draft, "2021").value == 7.0


def test_the_map_is_cached_by_its_digest(django_assert_num_queries) -> None:
    index, where = published(), layer()
    areas = [area(f"{n}", square(n), name='<img src=x onerror="alert(1)">') for n in range(4)]
    domain.observe(actor=COORDINATOR, readings=[reading(index, one, float(one.pk)) for one in areas])
    with django_assert_num_queries(5):
        collection = queries.feature_collection(VISITOR, where, index, "2021")
    assert collection["digest"] == queries.collection_digest(VISITOR, where, index, "2021")
    assert collection["features"][0]["properties"]["name"] == '<img src=x onerror="alert(1)">'
    assert collection["bbox"] == [11.3, 44.45, 11.34, 44.46]
    domain.observe(actor=COORDINATOR, readings=[reading(index, areas[0], 99.0)])
    assert collection["digest"] != queries.collection_digest(VISITOR, where, index, "2021")
    for more in range(4, 8):
        area(f"{more}", square(more))
    with django_assert_num_queries(5):
        queries.feature_collection(VISITOR, where, index, "2021")
    with django_assert_num_queries(2):
        queries.observations_of_area(VISITOR, areas[0])
