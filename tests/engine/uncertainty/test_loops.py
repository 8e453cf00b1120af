"""The compiled loops and numpy's give equal digits, and both what a plain loop gives."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portici.engine.uncertainty import kernels, plain, tallies

LOOPS = pytest.mark.parametrize("loops", [plain, kernels], ids=["numpy", "compiled"])


def counted(scores: np.ndarray, ties: int) -> np.ndarray:
    """Ranks by counting, as the definition says."""
    above = (scores[:, None, :] > scores[:, :, None]).sum(axis=2)
    equal = (scores[:, None, :] == scores[:, :, None]).sum(axis=2)
    smallest, largest = above + 1, above + equal
    if ties == plain.DENSE:
        return np.array([[len({y for y in row if y > x}) + 1 for x in row] for row in scores.tolist()])
    middle = (smallest + largest) // 2
    return {plain.SMALLEST: smallest, plain.LARGEST: largest, plain.MIDDLE: middle}[ties]


@LOOPS
@pytest.mark.parametrize("ties", range(4))
@settings(deadline=None)  # the first call compiles
@given(
    st.lists(
        st.lists(st.floats(-1e6, 1e6) | st.integers(0, 3).map(float), min_size=7, max_size=7),
        min_size=1,
        max_size=4,
    )
)
def test_ranks_are_those_of_the_definition(loops, ties, rows):
    scores = np.array(rows)
    ranks = np.empty(scores.shape, np.int32)
    loops.rank(scores, ranks, ties)
    assert ranks.tolist() == counted(scores, ties).tolist()


@pytest.mark.parametrize("ties", range(4))
@pytest.mark.parametrize(
    "far", [0.0, 1e9, 1e15, -1e15], ids=["even", "one above", "one high above", "one far below"]
)
@pytest.mark.parametrize("decimals", [2, 12])
def test_large_tables_are_ranked_alike(ties, far, decimals):
    """Scores that a far one makes too near to be told by their highest bits are put in order by themselves."""
    random = np.random.default_rng(5)
    scores = np.round(random.normal(size=(3, 4000)), decimals)
    scores[:, 0] += far
    one, other = np.empty(scores.shape, np.int32), np.empty(scores.shape, np.int32)
    plain.rank(scores, one, ties)
    kernels.rank(scores, other, ties)
    assert np.array_equal(one, other)


@pytest.mark.parametrize("layers", [1, 5])
def test_sums_have_the_same_digits(layers):
    random = np.random.default_rng(6)
    columns, weights = random.normal(size=(4, layers, 2500)), random.random((5, 4))
    sums, spreads = np.empty((2, 5, 2500)), np.empty((2, 5, 2500))
    for one, loops in enumerate((plain, kernels)):
        loops.weighted_sum(columns, weights, sums[one])
        loops.weighted_spread(columns, weights, sums[one], spreads[one])
    assert np.array_equal(sums[0], sums[1])
    assert np.array_equal(spreads[0], spreads[1])
    total = np.zeros(2500)
    for one in range(4):
        total += columns[one, 2 % layers] * weights[2, one]
    assert np.array_equal(sums[0, 2], total)


@LOOPS
@pytest.mark.parametrize("areas", [7, 5000])
def test_a_tally_counts_every_rank(loops, areas):
    ranks = np.array([np.random.default_rng(one).permutation(areas) + 1 for one in range(6)], np.int32)
    tally = tallies.new_tally(areas, 6, (1, 3))
    for first, last in ((0, areas // 2), (areas // 2, areas)):
        loops.tally(ranks, (first, last), tally.shift, tally.among, tally.counts, tally.sums)
    assert tally.draws == 6
    assert tally.sums.tolist() == [
        ranks.sum(axis=0).tolist(),
        (ranks.astype(np.int64) ** 2).sum(axis=0).tolist(),
        (ranks <= 3).sum(axis=0).tolist(),
        ranks.min(axis=0).tolist(),
        ranks.max(axis=0).tolist(),
    ]
    assert all(
        tally.counts[area].tolist()
        == np.bincount((ranks[:, area] - 1) // tally.cell, minlength=tally.counts.shape[1]).tolist()
        for area in range(0, areas, 97)
    )


@pytest.mark.parametrize("areas", [50, 5000])
def test_quantiles_are_exact_or_no_narrower(areas):
    ranks = np.array([np.random.default_rng(one).permutation(areas) + 1 for one in range(40)], np.int32)
    tally = tallies.new_tally(areas, 40, (1, 3))
    plain.tally(ranks, (0, areas), tally.shift, tally.among, tally.counts, tally.sums)
    low, high = tallies.quantile(tally, 0.05, upper=False), tallies.quantile(tally, 0.95, upper=True)
    exact_low, exact_high = (np.sort(ranks, axis=0)[place] for place in (1, 37))
    assert (low <= exact_low).all()
    assert (exact_low - low < tally.cell).all()
    assert (high >= exact_high).all()
    assert (high - exact_high < tally.cell).all()
    assert tally.cell == (1 if areas == 50 else 4)
