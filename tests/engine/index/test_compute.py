"""Whole indices of several structures, worked out again in plain Python."""

from __future__ import annotations

import math
import statistics

import numpy as np
import pytest

from portici.engine.index.compute import compute
from portici.engine.index.result import State
from portici.engine.index.table import Table
from tests.engine.index.makers import HEAD, domain, from_csv, indicator, spec_of, table, told, worked

#: higher is left to the defaults.
HDI = """
[table]
key = "country"
[index]
higher = "better"
aggregate = "geometric"
weights = "equal"
[rank]
first = "best"
[defaults.indicator]
higher = "better"
"""


def human_development():
    bounds = {"le": (20, 85), "gni": (100, 75000), "eys": (0, 18), "mys": (0, 15)}
    parts = []
    for code, (low, high) in bounds.items():
        keys = {"in": '"education"'} if code in {"eys", "mys"} else {}
        if code == "gni":
            keys["transform"] = '"log"'
        scale = f'{{ method = "min-max", minimum = {low}, maximum = {high}, clip = true }}'
        parts.append(indicator(code, higher="", normalise=scale, **keys))
    return spec_of(domain("education"), *parts, head=HDI)


def test_human_development_as_printed():
    """Norway, Italy and Niger in the Human Development Report 2020: data of 2019, index to three digits."""
    columns = {
        "le": [82.4, 83.5, 62.4],
        "eys": [18.1, 16.1, 6.5],
        "mys": [12.9, 10.4, 2.1],
        "gni": [66494.0, 42776.0, 1201.0],
    }
    result = compute(table(**columns), human_development())

    assert [round(value, 3) for value in result.index.tolist()] == [0.957, 0.892, 0.394]
    assert result.rank.tolist() == [1, 2, 3]
    italy = (63.5 / 65) * ((16.1 / 18 + 10.4 / 15) / 2) * math.log(427.76) / math.log(750)
    assert result.index[1] == pytest.approx(italy ** (1 / 3), rel=1e-14)


def test_three_levels_with_weighted_mazziotta_pareto_and_domains_normalised_again():
    columns = {
        "a": [3.0, 8.0, 5.0, 9.5],
        "b": [40.0, 10.0, 22.0, 31.0],
        "c": [0.2, 0.9, 0.4, 0.3],
        "d": [7.0, 7.5, 2.0, 1.0],
    }
    result = worked(
        domain("outer", weight="0.6", aggregate='{ method = "mazziotta-pareto", penalty = "added" }'),
        domain("inner", **{"in": '"outer"', "weight": "0.25", "normalise": '"z-score"'}),
        indicator("a", **{"in": '"inner"', "normalise": '"z-score"'}),
        indicator("b", **{"in": '"inner"', "normalise": '"z-score"', "higher": '"better"'}),
        indicator("c", **{"in": '"outer"', "normalise": '"z-score"', "weight": "0.75"}),
        indicator("d", normalise='{ method = "min-max", low = 70, high = 130 }', weight="0.4"),
        **columns,
    )

    def z(values, sign=1):
        mean, spread = statistics.mean(values), statistics.pstdev(values)
        return [100 + sign * 10 * (x - mean) / spread for x in values]

    inner = z([(x + y) / 2 for x, y in zip(z(columns["a"]), z(columns["b"], -1), strict=True)])
    outer = []
    for x, y in zip(inner, z(columns["c"]), strict=True):
        mean = 0.25 * x + 0.75 * y
        outer.append(mean + (0.25 * (x - mean) ** 2 + 0.75 * (y - mean) ** 2) / mean)
    last = [70 + 60 * (x - 1) / 6.5 for x in columns["d"]]
    index = [0.6 * x + 0.4 * y for x, y in zip(outer, last, strict=True)]
    assert result.domains["inner"].tolist() == pytest.approx(inner, rel=1e-13)
    assert result.domains["outer"].tolist() == pytest.approx(outer, rel=1e-13)
    assert result.index.tolist() == pytest.approx(index, rel=1e-13)
    assert result.rank.tolist() == [1.0 + sum(y > x for y in index) for x in index]
    assert list(result.raw) == ["inner"]


def test_a_chain_of_methods_rank_then_exponential():
    result = worked(
        indicator("a", normalise='["rank", { method = "exponential", constant = 10 }]'), a=[5.0, 9.0, 9.0]
    )
    top = -10 * math.log(1 - (1 - math.exp(-10)))
    low = -10 * math.log(1 - 1 / 3 * (1 - math.exp(-10)))
    assert result.index.tolist() == pytest.approx([low, top, top], rel=1e-12)


def test_a_domain_that_goes_the_other_way_is_turned_before_it_is_normalised():
    result = worked(
        domain("wealth", higher='"better"', complement="200"),
        indicator("income", higher='"better"', normalise='"z-score"', **{"in": '"wealth"'}),
        indicator("rent", normalise='"z-score"'),
        income=[10.0, 20.0, 30.0],
        rent=[5.0, 4.0, 3.0],
    )
    assert result.domains["wealth"].tolist() == pytest.approx(result.indicators["rent"].tolist())


def test_a_reciprocal_turns_the_order_and_is_turned_back():
    as_read = worked(
        indicator("x", transform='"inverse"', normalise='{ method = "min-max", minimum = 1, maximum = 4 }'),
        x=[1.0, 2.0, 4.0],
    )
    assert as_read.index.tolist() == pytest.approx([0, 2 / 3, 1])


def test_a_ratio_of_sums_and_differences():
    result = worked(
        indicator("unemployed", column="", numerator='["P60", "-P61"]', denominator='["P60"]', factor="100"),
        P60=[200.0, 50.0],
        P61=[150.0, 50.0],
    )
    assert result.indicators["unemployed"].tolist() == [25.0, 0.0]


def test_a_sum_weighs_what_is_not_said_as_one():
    head = HEAD + 'aggregate = "sum"\n'
    result = worked(indicator("a"), indicator("b", weight="2.5"), head=head, a=[1.0, 2.0], b=[2.0, 4.0])
    assert result.index.tolist() == [6.0, 12.0]


def test_weights_from_principal_components():
    columns = {
        "a": [1.0, 2.0, 3.0, 4.0, 6.0],
        "b": [1.1, 2.3, 2.8, 4.5, 5.5],
        "c": [3.0, -1.0, 2.0, 0.5, 1.0],
    }
    head = HEAD + 'weights = "principal-components"\n'
    result = worked(*(indicator(code) for code in columns), head=head, **columns)

    correlations = np.corrcoef(list(columns.values()))
    first = np.linalg.eigh(correlations)[1][:, -1]
    assert list(result.weights["index"].values()) == pytest.approx((first**2).tolist(), rel=1e-10)
    assert sum(result.weights["index"].values()) == pytest.approx(1)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("", [2, 1, 2, 4]),
        ('[rank]\nfirst = "best"', [2, 4, 2, 1]),
        ('[rank]\nties = "mean"', [2.5, 1, 2.5, 4]),
        ('[rank]\nties = "max"', [3, 1, 3, 4]),
        ('[rank]\nties = "dense"', [2, 1, 2, 3]),
        ("[rank]\ndecimals = 0", [1, 1, 1, 4]),
    ],
)
def test_rules_for_ranks(rule, expected):
    result = worked(rule, indicator("a"), a=[9.6, 10.4, 9.6, 1.0])
    assert result.rank.tolist() == expected


def test_excluded_areas_count_in_nothing():
    areas = Table(
        ("A", "B", "C"), {"a": np.array([1.0, 3.0, 500.0])}, excluded=np.array([False, False, True])
    )
    result = compute(areas, spec_of(indicator("a", normalise='"z-score"')))
    assert result.index.tolist()[:2] == [90, 110]
    assert math.isnan(result.index[2])
    assert math.isnan(result.rank[2])
    assert result.states == (State.INCLUDED, State.INCLUDED, State.EXCLUDED)


def test_nobody_left_is_told():
    areas = Table(("A",), {"a": np.array([1.0])}, excluded=np.array([True]), file="t.csv")
    assert told(compute, areas, spec_of(indicator("a"))) == [("t.csv", 0, "", "index.nobody_left", "")]


def test_faults_of_several_indicators_are_told_together():
    areas = table(a=[1.0, 1.0], b=[math.nan, math.nan], c=[0.0, 2.0], d=[10.0, 101.0])
    spec = spec_of(
        indicator("a", normalise='"z-score"'),
        indicator("b"),
        indicator("c", transform='"log"'),
        indicator("d", highest="100"),
    )
    assert told(compute, areas, spec) == [
        ("spec.toml", 12, "b", "index.empty_column", "b"),
        ("spec.toml", 25, "d", "index.out_of_range", "B"),
    ]
    known = table(a=[1.0, 1.0], b=[1.0, 2.0], c=[0.0, 2.0], d=[10.0, 11.0])
    assert told(compute, known, spec) == [("", 0, "c", "index.untaken", "0")]
    known = table(a=[1.0, 1.0], b=[1.0, 2.0], c=[1.0, 2.0], d=[10.0, 11.0])
    assert told(compute, known, spec) == [("spec.toml", 6, "a", "index.constant", "1.0")]


def test_a_zero_denominator_is_told_with_its_line():
    areas = Table(("A", "B"), {"n": np.ones(2), "d": np.array([2.0, 0.0])}, lines=(2, 3), file="t.csv")
    spec = spec_of(indicator("x", column="", numerator='"n"', denominator='"d"'))
    assert told(compute, areas, spec) == [("t.csv", 3, "x", "index.zero_denominator", "0")]


def test_goalposts_of_the_rows_of_a_reference_year():
    """AMPI over several years in one table: the base year's mean is 100, the ends are those of all years."""
    head = HEAD.replace('"code"', '["code", "year"]')
    spec = spec_of(
        indicator(
            "a",
            higher='"better"',
            normalise='{ method = "ampi", reference_rows = { column = "year", equals = 2015 } }',
        ),
        head=head,
    )
    text = "code,year,a\nA,2015,10\nB,2015,20\nA,2016,30\nB,2016,50\n"
    result = compute(from_csv(text, spec), spec)
    assert result.index.tolist() == pytest.approx([100 - (x - 15) / 40 * 60 for x in (10, 20, 30, 50)])
    gone = text.replace(",2015,", ",2014,")
    assert told(compute, from_csv(gone, spec), spec) == [
        ("spec.toml", 6, "a", "index.no_reference", "year: 2015")
    ]


def test_goalposts_of_a_column_of_a_reference_year():
    scale = '{ method = "ampi", reference_column = "before" }'
    result = worked(indicator("a", normalise=scale), a=[10.0, 30.0], before=[0.0, 20.0])
    assert result.index.tolist() == pytest.approx([100, 140])


def test_who_has_parts_that_a_method_cannot_take_is_named():
    head = HEAD + 'aggregate = "geometric"\n'
    assert told(
        compute,
        table(a=[1.0, 0.0, 2.0], b=[1.0, 1.0, -1.0]),
        spec_of(indicator("a"), indicator("b"), head=head),
    ) == [("spec.toml", 3, "index", "index.not_positive", "-1: B, C")]
    head += 'missing = { method = "present", share = 0.1 }\n'
    parts = (indicator("a", missing='"keep"'), indicator("b"))
    assert told(compute, table(a=[1.0, math.nan, 2.0], b=[1.0, 1.0, -1.0]), spec_of(*parts, head=head)) == [
        ("spec.toml", 3, "index", "index.not_positive", "-1: C")
    ]


def test_a_denominator_next_to_nothing():
    spec = spec_of(indicator("x", column="", numerator='"n"', denominator='"d"'))
    assert told(compute, table(n=[1e60, 1.0], d=[1e-300, 1.0]), spec) == [
        ("spec.toml", 6, "x", "index.too_large", "A")
    ]
    assert told(compute, table(a=[1e-70, 1.0]), spec_of(indicator("a", transform='"inverse"'))) == [
        ("", 0, "a", "index.untaken", "1e-70")
    ]
