"""Global Moran against the formula by hand and against all permutations. Columbus is looked at in the bench, which has its data."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest

from portici.engine.clusters import Weights, global_moran, local_moran

LINE = Weights.of_pairs(["a", "b", "c", "d"], [0, 1, 2], [1, 2, 3])


def test_by_hand_on_a_line_of_four() -> None:
    found = global_moran([1.0, 2.0, 3.0, 6.0], LINE, seed=1, permutations=99)
    # n / S0 = 4 / 6; products of neighbours 2 + 0 + 0, in both directions 4; squares 14.
    assert found.statistic == pytest.approx(4 / 6 * 4 / 14, abs=1e-15)
    assert found.expected == -1 / 3


def test_mean_and_variance_are_those_of_all_permutations() -> None:
    values = np.array([1.0, 2.0, 3.0, 6.0, 4.0])
    line = Weights.of_pairs(list("abcde"), [0, 1, 2, 0], [1, 2, 3, 4])
    found = global_moran(values, line, seed=1, permutations=9)
    every = [
        global_moran(np.array(mixed), line, seed=1, permutations=0).statistic
        for mixed in permutations(values)
    ]
    assert np.mean(every) == pytest.approx(found.expected, abs=1e-14)
    assert np.var(every) == pytest.approx(found.variance_randomisation, abs=1e-14)


def test_the_share_of_permutations_is_near_that_of_all() -> None:
    values = [1.0, 2.0, 3.0, 6.0]
    every = [global_moran(mixed, LINE, seed=1, permutations=0).statistic for mixed in permutations(values)]
    found = global_moran(values, LINE, seed=1, permutations=20_000)
    share = np.mean(np.array(every) >= found.statistic - 1e-12)
    assert found.above / 20_000 == pytest.approx(share, abs=4 * np.sqrt(share * (1 - share) / 20_000))
    assert found.p_two_sided == min(1.0, 2 * found.p_one_sided)


def test_the_same_seed_gives_the_same_counts_with_any_number_of_threads() -> None:
    values = [1.0, 2.0, 3.0, 6.0]
    assert global_moran(values, LINE, seed=3, workers=1) == global_moran(values, LINE, seed=3, workers=4)


def test_local_statistics_of_standardised_rows_add_up_to_the_global_one() -> None:
    values = np.random.default_rng(1).normal(size=4)
    rows = LINE.standardised()
    whole, parts = global_moran(values, rows, seed=1), local_moran(values, rows, seed=1, permutations=9)
    assert parts.statistic.sum() / 3 == pytest.approx(whole.statistic, abs=1e-14)


def test_how_far_it_is_is_told() -> None:
    told: list[tuple[int, int]] = []
    global_moran([1.0, 2.0, 3.0, 4.0], LINE, seed=1, permutations=99, progress=lambda *one: told.append(one))
    assert told == [(99, 99)]
