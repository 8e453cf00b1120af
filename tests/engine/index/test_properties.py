"""What holds for any table: the order of rows, adding a constant, another unit, and who is worse on everything."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from portici.engine.index.aggregate import aggregate
from portici.engine.index.compute import compute
from portici.engine.index.normalise import normalise
from portici.engine.index.spec import (
    Arithmetic,
    Clip,
    Exponential,
    Geometric,
    Goalposts,
    Groups,
    Maximum,
    MazziottaPareto,
    Minimum,
    MinMax,
    NormalScores,
    Over,
    Penalty,
    Percentile,
    Power,
    Product,
    Rank,
    Ratio,
    Rounded,
    Steps,
    Sum,
    Unchanged,
    ZScore,
)
from portici.engine.index.table import Table
from tests.engine.index.makers import HEAD, domain, indicator, spec_of, worked

NUMBERS = st.floats(-1e6, 1e6, allow_subnormal=False).map(lambda value: round(value, 3))
METHODS = [
    ZScore(),
    MinMax(),
    Goalposts(),
    Rank(),
    Percentile(),
    Exponential(),
    NormalScores(),
    Groups(4),
]
#: Those that look at values themselves, each of which keeps an order.
OF_VALUES = [
    Unchanged(),
    Ratio(to=50.0),
    Steps((-10.0, 0.0, 500.0), (0.0, 1.0, 5.0, 6.0)),
    Clip(-5.0, 5.0),
    Rounded(1),
]
COUNTED = [
    ZScore(over=Over.POPULATION),
    Goalposts(over=Over.POPULATION),
    Groups(4, Over.POPULATION),
]


def tables(columns: int, numbers=NUMBERS):
    """Tables (n, m) in which no column is the same everywhere."""
    return (
        st.integers(3, 20)
        .flatmap(
            lambda n: st.lists(st.lists(numbers, min_size=columns, max_size=columns), min_size=n, max_size=n)
        )
        .map(np.array)
        .filter(lambda found: bool((found.min(axis=0) < found.max(axis=0)).all()))
    )


PARTS = (
    domain(
        "d", aggregate='{ method = "mazziotta-pareto", penalty = "added" }', weights='"principal-components"'
    ),
    indicator("a", normalise='"z-score"', outliers='"skew-kurtosis"', **{"in": '"d"'}),
    indicator("b", normalise='"ampi"', higher='"better"', missing='"regression"', **{"in": '"d"'}),
    indicator("c", normalise='"percentile"', outliers='"iqr"'),
)


@settings(deadline=None, max_examples=60)
@given(values=tables(3, st.integers(0, 10_000).map(float)), seed=st.integers(0, 2**32 - 1))
def test_the_order_of_rows_changes_no_digit(values, seed):
    values = np.vstack([values, values.mean(axis=0).round(1)])
    values[-1, 1] = np.nan
    order = np.random.default_rng(seed).permutation(len(values))
    results = []
    for rows in (np.arange(len(values)), order):
        areas = Table(
            tuple(f"A{row}" for row in rows),
            {name: values[rows, place].copy() for place, name in enumerate("abc")},
        )
        results.append(compute(areas, spec_of(*PARTS)))
    first, second = results
    assert first.index[order].tolist() == second.index.tolist()
    assert first.rank[order].tolist() == second.rank.tolist()
    for code, scores in first.indicators.items():
        assert scores[order].tolist() == second.indicators[code].tolist()


@settings(deadline=None)
@given(values=tables(1, st.integers(-10_000, 10_000).map(float)), constant=st.integers(-1000, 1000))
def test_adding_a_constant_changes_no_z_score(values, constant):
    found = normalise(values[:, 0] + constant, ZScore())
    assert found == pytest.approx(normalise(values[:, 0], ZScore()), rel=1e-9)


@settings(deadline=None)
@given(
    values=tables(1, st.integers(-10_000, 10_000).map(float)),
    factor=st.sampled_from([0.01, 0.5, 100.0, 1024.0]),
    how=st.sampled_from(METHODS),
)
def test_another_unit_changes_nothing(values, factor, how):
    """A share written as a percentage, euros as thousands."""
    assert normalise(values[:, 0] * factor, how) == pytest.approx(
        normalise(values[:, 0], how), rel=1e-9, abs=1e-9
    )


@settings(deadline=None)
@given(values=tables(1), how=st.sampled_from([*METHODS, *OF_VALUES]))
def test_a_higher_value_is_never_lower_on_the_scale(values, how):
    ordered = np.sort(values[:, 0])
    scaled = normalise(ordered, how)
    assert (np.diff(scaled) >= 0).all()


@settings(deadline=None)
@given(values=tables(1), how=st.sampled_from(METHODS), constant=st.integers(-1000, 1000))
def test_adding_a_constant_changes_nothing_where_only_differences_or_ranks_count(values, how, constant):
    whole = np.round(values[:, 0])
    assume(whole.min() < whole.max())
    assert normalise(whole + constant, how) == pytest.approx(normalise(whole, how), rel=1e-9, abs=1e-9)


@settings(deadline=None)
@given(values=tables(2, st.integers(0, 1000).map(float)), how=st.sampled_from(COUNTED))
def test_counted_residents_are_as_many_areas(values, how):
    """An area of three residents counts as three areas of one; order and rows that nobody lives in change nothing."""
    x, sizes = values[:, 0], np.round(values[:, 1] % 7)
    lived_in = x[sizes > 0]
    assume(len(lived_in) and lived_in.min() < lived_in.max())
    found = normalise(lived_in, how, sizes=sizes[sizes > 0])
    one_by_one = normalise(np.repeat(x, sizes.astype(int)), replace(how, over=Over.AREAS))
    if isinstance(how, Groups):  # an area is in the group of its last resident, the others before
        assert (np.repeat(found, sizes[sizes > 0].astype(int)) >= one_by_one).all()
    else:
        assert np.repeat(found, sizes[sizes > 0].astype(int)) == pytest.approx(one_by_one, rel=1e-9)
    order = np.argsort(-lived_in, kind="stable")
    assert normalise(lived_in[order], how, sizes=sizes[sizes > 0][order]).tolist() == found[order].tolist()


MONOTONE = [
    Arithmetic(),
    Sum(),
    Product(),
    Geometric(),
    Power(-1),
    Power(0.5),
    Power(2),
    Minimum(),
    Maximum(),
]
WRITTEN = {
    "arithmetic": '"arithmetic"',
    "sum": '"sum"',
    "product": '"product"',
    "geometric": '{ method = "geometric", shift = 1 }',
    "power": '{ method = "power", exponent = 0.5 }',
    "minimum": '"minimum"',
    "maximum": '"maximum"',
}
SCALES = {
    "z-score": '{ method = "z-score", mean = 1000000, sd = 10 }',
    "min-max": '"min-max"',
    "ampi": '{ method = "ampi", reference = "midrange" }',
    "rank": '"rank"',
    "percentile": '"percentile"',
    "exponential": '"exponential"',
    "groups": '"groups"',
    "steps": '{ method = "steps", bounds = [-100, 0, 7.5] }',
    "rounded": '["min-max", { method = "round", decimals = 1 }]',
}


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("aggregation", WRITTEN)
@settings(deadline=None, max_examples=12)
@given(values=tables(3), first=st.integers(0, 2), second=st.integers(0, 2))
def test_who_is_worse_on_everything_is_never_better_with_any_scale_and_mean(
    scale, aggregation, values, first, second
):
    """Of two areas of one table: one is made as bad as the worse of the two on each indicator, of which one is turned round."""
    assume(first != second)
    signs = np.array([1.0, 1.0, -1.0])
    values[first] = np.maximum(values[first] * signs, values[second] * signs) * signs
    assume((values.min(axis=0) < values.max(axis=0)).all())
    head = HEAD + f"aggregate = {WRITTEN[aggregation]}\n"
    parts = [
        indicator(code, normalise=SCALES[scale], higher=higher)
        for code, higher in (("a", '"worse"'), ("b", '"worse"'), ("c", '"better"'))
    ]
    areas = Table(tuple(map(str, range(len(values)))), {c: values[:, k].copy() for k, c in enumerate("abc")})
    result = compute(areas, spec_of(*parts, head=head))
    assert result.index[first] >= result.index[second] * (1 - 1e-12)


@settings(deadline=None)
@given(
    low=st.lists(st.floats(1, 200), min_size=4, max_size=4),
    more=st.lists(st.floats(0, 200), min_size=4, max_size=4),
    weights=st.lists(st.floats(0.01, 1), min_size=4, max_size=4),
    how=st.sampled_from(MONOTONE),
)
def test_worse_on_everything_is_never_better(low, more, weights, how):
    worse = np.array(low) + np.array(more)
    shares = np.array(weights) / sum(weights)
    first, second = aggregate(np.array([low, worse]), shares, how)
    assert second >= first * (1 - 1e-12)


@settings(deadline=None)
@given(
    low=st.lists(st.floats(70, 130), min_size=5, max_size=5),
    shares=st.lists(st.floats(0, 1), min_size=5, max_size=5),
)
def test_an_added_penalty_keeps_the_order_between_70_and_130(low, shares):
    """M + S²/M = Σwx²/M falls when a part rises only below half of that: never with AMPI goalposts from the data's ends."""
    start = np.array(low)
    worse = start + (130 - start) * np.array(shares)
    first, second = aggregate(np.array([start, worse]), np.full(5, 0.2), MazziottaPareto(Penalty.ADDED))
    assert second >= first * (1 - 1e-12)


def test_a_subtracted_penalty_can_turn_the_order_and_the_documentation_says_so():
    """One part far above the others: raising it alone raises the penalty by more than the mean."""
    parts = np.array([[70.0] * 9 + [125.0], [70.0] * 9 + [130.0]])
    first, second = aggregate(parts, np.full(10, 0.1), MazziottaPareto(Penalty.SUBTRACTED))
    assert second < first


def test_an_added_penalty_can_turn_it_beyond_that_range():
    parts = np.array([[10.0, 130.0, 130.0], [20.0, 130.0, 130.0]])
    first, second = aggregate(parts, np.full(3, 1 / 3), MazziottaPareto(Penalty.ADDED))
    assert second < first


@settings(deadline=None)
@given(values=tables(3), row=st.integers(0, 2))
def test_an_area_worse_on_every_indicator_has_no_better_rank(values, row):
    worst = values.max(axis=0) + 1
    values = np.vstack([values, worst])
    parts = [indicator(code, normalise='"z-score"') for code in "abc"]
    columns = {name: values[:, place].tolist() for place, name in enumerate("abc")}
    areas = Table(
        tuple(map(str, range(len(values)))), {name: np.array(found) for name, found in columns.items()}
    )
    result = compute(areas, spec_of(*parts))
    assert result.rank[-1] == 1
    assert result.index[-1] >= result.index[row]


def test_equal_areas_share_a_rank_wherever_they_stand():
    result = worked(
        indicator("a", normalise='"z-score"'),
        indicator("b", normalise='"ampi"'),
        a=[0.1, 7.3, 0.1, 5.0, 0.1],
        b=[3.3, 1.0, 3.3, 2.0, 3.3],
    )
    assert result.rank[0] == result.rank[2] == result.rank[4]
