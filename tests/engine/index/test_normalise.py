"""Each way of bringing values to one scale, against its formula written out for one value at a time."""

from __future__ import annotations

import math
import statistics

import numpy as np
import pytest
from scipy import stats

from portici.engine.index.arrays import rank
from portici.engine.index.normalise import in_unit, normalise
from portici.engine.index.spec import (
    Deviation,
    Exponential,
    Goalposts,
    MinMax,
    NormalScores,
    Percentile,
    Position,
    Rank,
    Ratio,
    RatioTo,
    Reference,
    Ties,
    Unchanged,
    ZScore,
)
from portici.kernel.findings import Invalid

VALUES = [12.5, 3.0, 47.0, 3.0, 20.25]


def scaled(how, values=VALUES, base=None):
    given = None if base is None else np.array(base, dtype=float)
    return normalise(np.array(values, dtype=float), how, given).tolist()


def refused(how, values, base=None):
    with pytest.raises(Invalid) as caught:
        scaled(how, values, base)
    return [finding.code for finding in caught.value.findings]


@pytest.mark.parametrize(
    ("deviation", "spread"),
    [(Deviation.POPULATION, statistics.pstdev(VALUES)), (Deviation.SAMPLE, statistics.stdev(VALUES))],
)
def test_z_scores(deviation, spread):
    expected = [50 + 5 * (x - statistics.mean(VALUES)) / spread for x in VALUES]
    assert scaled(ZScore(50, 5, deviation)) == pytest.approx(expected, rel=1e-14)


def test_min_max_of_the_data_and_of_given_bounds():
    assert scaled(MinMax()) == pytest.approx([(x - 3) / 44 for x in VALUES], rel=1e-15)
    given = MinMax(minimum=10, maximum=30, low=1, high=100)
    assert scaled(given) == pytest.approx([1 + (x - 10) / 20 * 99 for x in VALUES], rel=1e-15)
    assert scaled(MinMax(minimum=10, maximum=30, low=1, high=100, clip=True)) == pytest.approx(
        [1 + min(max((x - 10) / 20, 0), 1) * 99 for x in VALUES], rel=1e-15
    )


@pytest.mark.parametrize(
    ("how", "reference", "half"),
    [
        (Goalposts(), statistics.mean(VALUES), 22.0),
        (Goalposts(reference=Reference.MIDRANGE), 25.0, 22.0),
        (Goalposts(reference=20.0), 20.0, 22.0),
        (Goalposts(minimum=0.0, maximum=50.0, reference=Reference.MIDRANGE), 25.0, 25.0),
    ],
)
def test_goalposts(how, reference, half):
    expected = [(x - (reference - half)) / (2 * half) * 60 + 70 for x in VALUES]
    assert scaled(how) == pytest.approx(expected, rel=1e-14)


def test_goalposts_of_a_reference_vintage():
    base = [10.0, 2.0, 50.0, 8.0, 30.0]
    reference, half = statistics.mean(base), (50 - 2) / 2
    expected = [(x - (reference - half)) / (2 * half) * 60 + 70 for x in VALUES]
    assert scaled(Goalposts(), base=base) == pytest.approx(expected, rel=1e-14)


@pytest.mark.parametrize("ties", list(Ties))
def test_ranks_are_those_of_scipy(ties):
    name = {"mean": "average"}.get(ties.value, ties.value)
    assert scaled(Rank(ties)) == stats.rankdata(VALUES, method=name).tolist()
    descending = rank(np.array(VALUES), ties, descending=True).tolist()
    assert descending == stats.rankdata([-x for x in VALUES], method=name).tolist()


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        (Position.INCLUSIVE, [(r - 1) / 4 for r in (3, 1.5, 5, 1.5, 4)]),
        (Position.UPPER, [r / 5 for r in (3, 1.5, 5, 1.5, 4)]),
        (Position.HAZEN, [(r - 0.5) / 5 for r in (3, 1.5, 5, 1.5, 4)]),
        (Position.WEIBULL, [r / 6 for r in (3, 1.5, 5, 1.5, 4)]),
    ],
)
def test_percentiles(formula, expected):
    assert scaled(Percentile(formula, low=0, high=1)) == pytest.approx(expected, rel=1e-15)


def test_percentiles_of_dense_ranks_run_over_the_different_values():
    assert scaled(Percentile(ties=Ties.DENSE)) == pytest.approx([100 / 3, 0, 100, 0, 200 / 3])


def test_the_exponential_of_the_indices_of_deprivation():
    ranks = [3, 4, 1, 4, 2]
    expected = [-23 * math.log(1 - (5 - r + 1) / 5 * (1 - math.exp(-100 / 23))) for r in ranks]
    assert scaled(Exponential()) == pytest.approx(expected, rel=1e-14)
    assert max(scaled(Exponential())) == pytest.approx(100)


def test_normal_scores():
    quantile = statistics.NormalDist().inv_cdf
    expected = [100 + 15 * quantile(r / 6) for r in (3, 1.5, 5, 1.5, 4)]
    assert scaled(NormalScores(mean=100, sd=15)) == pytest.approx(expected, rel=1e-12)
    assert refused(NormalScores(formula=Position.UPPER), VALUES) == ["index.endless"]


def test_ratios():
    assert scaled(Ratio()) == pytest.approx([100 * x / statistics.mean(VALUES) for x in VALUES])
    assert scaled(Ratio(RatioTo.MAXIMUM, 1)) == pytest.approx([x / 47 for x in VALUES])
    assert scaled(Ratio(25.0)) == pytest.approx([4 * x for x in VALUES])
    assert refused(Ratio(), [-1.0, -2.0]) == ["index.zero_reference"]


def test_unchanged():
    assert scaled(Unchanged()) == VALUES


@pytest.mark.parametrize("how", [ZScore(), MinMax(), Goalposts()])
def test_values_that_are_all_the_same_are_refused(how):
    assert refused(how, [2.0, 2.0, 2.0]) == ["index.constant"]
    assert refused(how, [math.nan, math.nan]) == ["index.no_values"]


def test_bounds_in_the_wrong_order_are_refused():
    assert refused(MinMax(minimum=50.0), VALUES) == ["index.bounds"]


def test_one_value_has_no_sample_deviation_and_no_place_among_others():
    assert refused(Percentile(), [1.0]) == ["index.one_value"]


@pytest.mark.parametrize(
    "how", [ZScore(), MinMax(), Goalposts(), Rank(), Percentile(), Exponential(), NormalScores(), Ratio()]
)
def test_what_is_missing_stays_and_counts_for_nothing(how):
    with_gap = scaled(how, [*VALUES[:2], math.nan, *VALUES[2:]])
    assert math.isnan(with_gap.pop(2))
    assert with_gap == scaled(how)


def test_bounds_go_the_way_of_the_values():
    assert in_unit(
        Goalposts(minimum=1.0, maximum=100.0, reference=10.0), math.log, turned=False
    ) == Goalposts(minimum=0.0, maximum=math.log(100), reference=math.log(10))
    assert in_unit(MinMax(minimum=2.0), lambda x: -x, turned=True) == MinMax(maximum=-2.0)
