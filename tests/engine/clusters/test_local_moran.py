"""Local Moran: the formula, the tails against brute force on the same draws, and what does not change them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portici.engine.clusters import Quadrant, Tail, Weights, local_moran, nearest
from portici.engine.clusters.permutations import TIE, draws, tail_counts
from portici.kernel.findings import Invalid

KEYS = [f"area {number:02}" for number in range(40)]


def lattice(rows: int, columns: int, seed: int = 0) -> Weights:
    """Squares and some diagonals, a part of the ties cut, so that the number of neighbours varies."""
    at = np.arange(rows * columns).reshape(rows, columns)
    left = np.concatenate((at[:, :-1].ravel(), at[:-1].ravel(), at[:-1, :-1].ravel()))
    right = np.concatenate((at[:, 1:].ravel(), at[1:].ravel(), at[1:, 1:].ravel()))
    kept = np.random.default_rng(seed).random(len(left)) > 0.2
    return Weights.of_pairs([f"{number:04}" for number in range(at.size)], left[kept], right[kept])


def uneven(weights: Weights, seed: int = 0) -> Weights:
    data = np.random.default_rng(seed).random(len(weights.data)) + 0.1
    return Weights(weights.keys, weights.indptr, weights.indices, data)


def brute_force(z: np.ndarray, weights: Weights, permutations: int, seed: int) -> tuple[list[int], list[int]]:
    """Area by area and draw by draw: the area is taken out of the permutation, the first k of what is left weighed."""
    [ids] = draws(z, weights, permutations=permutations, seed=seed)
    above, below = [], []
    for area in range(weights.n):
        row = slice(weights.indptr[area], weights.indptr[area + 1])
        heaviest = np.sort(weights.data[row])[::-1]
        own = float(np.sum(weights.data[row] * z[weights.indices[row]]))
        slack = TIE * np.abs(z).max() * heaviest.sum()
        lags = []
        for draw in ids:
            others = [one for one in draw if one != area][: len(heaviest)]
            lags.append(float(np.sum(heaviest * z[others])))
        here = len(heaviest) > 0
        above.append(here * sum(lag >= own - slack for lag in lags))
        below.append(here * sum(lag <= own + slack for lag in lags))
    return above, below


def standard(values: np.ndarray) -> np.ndarray:
    return (values - values.mean()) / values.std()


@pytest.mark.parametrize(
    "make", [lambda w: w, lambda w: w.standardised(), uneven, lambda w: uneven(w).standardised()]
)
@pytest.mark.parametrize("decimals", [0, 1, 6])
def test_tails_are_those_of_brute_force_on_the_same_draws(make, decimals: int) -> None:
    weights = make(lattice(7, 6))
    z = standard(np.random.default_rng(3).normal(0, 3, weights.n).round(decimals))
    above, below = tail_counts(z, weights, permutations=211, seed=5)
    assert (above.tolist(), below.tolist()) == brute_force(z, weights, 211, 5)


def test_tails_are_right_where_all_others_are_neighbours() -> None:
    n = 6
    left, right = np.triu_indices(n, 1)
    weights = Weights.of_pairs(KEYS[:n], left, right)
    z = standard(np.array([1.0, 2.0, 4.0, 8.0, 16.0, 32.0]))
    above, below = tail_counts(z, weights, permutations=50, seed=1)
    assert (above.tolist(), below.tolist()) == ([50] * n, [50] * n)


def test_draws_are_distinct_and_every_area_is_as_likely() -> None:
    weights = nearest([(number, 0) for number in range(9)], KEYS[:9], 3)
    [ids] = draws(standard(np.arange(9.0)), weights, permutations=9_000, seed=2)
    assert ids.shape == (9_000, 4)
    assert all(len(set(row)) == 4 for row in ids.tolist())
    counts = np.array([np.bincount(column, minlength=9) for column in ids.T])
    # Four standard deviations of a binomial with 9,000 draws and one chance in nine.
    assert np.abs(counts - 1_000).max() < 4 * np.sqrt(9_000 * 1 / 9 * 8 / 9)


@pytest.mark.parametrize("make", [lambda w: w, uneven])
def test_blocks_of_draws_change_nothing(make) -> None:
    weights, z = make(lattice(6, 6)), standard(np.random.default_rng(1).normal(size=36))
    whole = tail_counts(z, weights, permutations=500, seed=4)
    parts = tail_counts(z, weights, permutations=500, seed=4, held=700)
    assert [side.tolist() for side in whole] == [side.tolist() for side in parts]
    assert len(list(draws(z, weights, permutations=500, seed=4, held=700))) > 1


@pytest.mark.parametrize("make", [lambda w: w, uneven])
def test_the_number_of_threads_changes_nothing(make) -> None:
    weights, values = make(lattice(20, 20)), np.random.default_rng(1).normal(size=400)
    found = [local_moran(values, weights, seed=4, permutations=499, workers=number) for number in (1, 2, 5)]
    assert [one.above.tolist() for one in found] == [found[0].above.tolist()] * 3
    assert [one.below.tolist() for one in found] == [found[0].below.tolist()] * 3


@settings(max_examples=25, deadline=None)
@given(order=st.permutations(range(30)), even=st.booleans())
def test_the_order_of_rows_never_matters(order: list[int], even: bool) -> None:
    weights = lattice(5, 6) if even else uneven(lattice(5, 6))
    values = np.random.default_rng(8).normal(size=30)
    new = np.empty(30, dtype=np.int64)
    new[order] = np.arange(30)
    other = Weights.of_arrows(
        [weights.keys[place] for place in order], new[weights.rows], new[weights.indices], weights.data
    )
    first = local_moran(values, weights, seed=1, permutations=99)
    second = local_moran(values[order], other, seed=1, permutations=99)
    assert dict(zip(first.keys, first.p, strict=True)) == dict(zip(second.keys, second.p, strict=True))


def test_by_hand_on_a_line_of_four() -> None:
    line = Weights.of_pairs(["a", "b", "c", "d"], [0, 1, 2], [1, 2, 3]).standardised()
    found = local_moran([1.0, 2.0, 3.0, 6.0], line, seed=1, permutations=9)
    # Deviations -2, -1, 0, 3; their squares add up to 14; I = 3 · deviation · mean of the neighbours' / 14.
    assert found.statistic.round(12).tolist() == [round(3 * part / 14, 12) for part in (2.0, 1.0, 0.0, 0.0)]
    assert found.quadrants() == [Quadrant.LOW_LOW, Quadrant.LOW_LOW, Quadrant.NONE, Quadrant.NONE]
    assert found.p[2] == 1.0


def test_an_island_is_named_and_not_tested() -> None:
    weights = Weights.of_pairs(["a", "b", "c", "far"], [0, 1], [1, 2]).standardised()
    found = local_moran([1.0, 2.0, 3.0, 9.0], weights, seed=1, permutations=99)
    assert found.islands == ("far",)
    assert np.isnan(found.p).tolist() == [False, False, False, True]
    assert found.significant().tolist()[3] is False
    assert found.quadrants()[3] is Quadrant.NONE


def test_two_sided_p_is_twice_the_smaller_tail() -> None:
    weights, values = lattice(6, 6), np.random.default_rng(2).normal(size=36)
    one = local_moran(values, weights, seed=1, permutations=199)
    two = local_moran(values, weights, seed=1, permutations=199, tail=Tail.TWO_SIDED)
    assert one.p.tolist() == [(1 + min(pair)) / 200 for pair in zip(one.above, one.below, strict=True)]
    assert two.p.tolist() == [min(1.0, 2 * p) for p in one.p]


def test_a_core_in_a_quiet_lattice_is_found_and_noise_is_not() -> None:
    at = np.arange(400).reshape(20, 20)
    weights = Weights.of_pairs(
        [f"{number:03}" for number in range(400)],
        np.concatenate((at[:, :-1].ravel(), at[:-1].ravel())),
        np.concatenate((at[:, 1:].ravel(), at[1:].ravel())),
    ).standardised()
    noise = np.random.default_rng(11).normal(size=400)
    core = noise.copy()
    core[at[8:12, 8:12].ravel()] += 6
    found = local_moran(core, weights, seed=1)
    high = {place for place, name in enumerate(found.clusters()) if name is Quadrant.HIGH_HIGH}
    assert set(at[9:11, 9:11].ravel()) <= high <= set(at[7:13, 7:13].ravel())
    assert local_moran(noise, weights, seed=1).significant().sum() == 0


def test_a_value_that_is_no_number_is_named() -> None:
    line = Weights.of_pairs(["a", "b", "c"], [0, 1], [1, 2])
    with pytest.raises(Invalid) as refusal:
        local_moran([1.0, float("nan"), float("inf")], line, seed=1)
    assert [(one.code, one.found) for one in refusal.value.findings] == [
        ("values.absent", "b: nan"),
        ("values.absent", "c: inf"),
    ]


@pytest.mark.parametrize(
    ("values", "pairs", "code"),
    [
        ([1.0, 2.0], ([0], [1]), "values.number"),
        ([3.0, 3.0, 3.0], ([0], [1]), "values.constant"),
        ([1.0, 2.0, 3.0], ([], []), "neighbours.none"),
    ],
)
def test_what_cannot_be_compared_is_refused(values: list[float], pairs: tuple, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        local_moran(values, Weights.of_pairs(["a", "b", "c"], *pairs), seed=1)
    assert [one.code for one in refusal.value.findings] == [code]


@pytest.mark.parametrize("make", [lambda w: w.standardised(), uneven])
def test_how_far_it_is_is_told_and_changes_no_digit(make: Callable[[Weights], Weights]) -> None:
    weights = make(lattice(6, 6))
    values = np.random.default_rng(3).random(weights.n)
    told: list[tuple[int, int]] = []
    found = local_moran(values, weights, seed=1, permutations=99, progress=lambda *one: told.append(one))
    assert (told[-1], sorted(told)) == ((99, 99), told)
    assert found.p.tolist() == local_moran(values, weights, seed=1, permutations=99).p.tolist()


def test_what_is_told_of_each_block_ends_the_work() -> None:
    weights = lattice(6, 6)
    z = standard(np.random.default_rng(3).random(weights.n))
    told: list[int] = []

    def stop(done: int, _all: int) -> None:
        told.append(done)
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        tail_counts(z, weights, permutations=99, seed=1, held=90, progress=stop)
    assert 0 < told[-1] < 99
