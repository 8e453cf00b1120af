"""The estimators against Ishigami's function, whose indices are known by formula."""

import numpy as np
import pytest

from portici.engine.uncertainty.jansen import Sums

A, B = 7.0, 0.1


def ishigami(x: np.ndarray) -> np.ndarray:
    return np.sin(x[:, 0]) + A * np.sin(x[:, 1]) ** 2 + B * x[:, 2] ** 4 * np.sin(x[:, 0])


def analytic() -> tuple[list[float], list[float]]:
    """First-order and total indices; Ishigami and Homma, ISUMA 1990."""
    one = (1 + B * np.pi**4 / 5) ** 2 / 2
    two = A**2 / 8
    both = B**2 * np.pi**8 * (1 / 18 - 1 / 50)
    variance = one + two + both
    return [one / variance, two / variance, 0.0], [(one + both) / variance, two / variance, both / variance]


def estimated(draws: int, outcomes: int = 1, seed: int = 1) -> tuple:
    random = np.random.default_rng(seed)
    a, b = random.uniform(-np.pi, np.pi, size=(2, draws, 3))
    sums = Sums(3, np.full(outcomes, 3.0))
    for rows in np.array_split(np.arange(draws), 4):
        mixed = np.repeat(a[None, rows], 3, axis=0)
        for one in range(3):
            mixed[one, :, one] = b[rows, one]
        values = [ishigami(x) for x in (a[rows], b[rows], *mixed)]
        wide = [np.repeat(value[:, None], outcomes, axis=1) for value in values]
        sums.add(wide[0], wide[1], np.array(wide[2:]))
    return sums.indices(np.random.default_rng(seed))


def test_ishigami():
    first, total = analytic()
    found = estimated(16_384)
    for one, index in enumerate(found):
        assert index.first == pytest.approx(first[one], abs=4 * index.first_error)
        assert index.total == pytest.approx(total[one], abs=4 * index.total_error)
        assert index.first_error < 0.02
        assert index.total_error < 0.02


def test_the_error_told_is_that_of_the_estimate():
    """Over fifty seeds the estimates wander by about as much as each says."""
    first = np.array([[index.first for index in estimated(512, seed=seed)] for seed in range(50)])
    said = np.array([[index.first_error for index in estimated(512, seed=seed)] for seed in range(50)])
    assert (first.std(axis=0) / said.mean(axis=0)).tolist() == pytest.approx([1, 1, 1], rel=0.35)


def test_outcomes_that_are_the_same_have_the_share_of_one():
    one, many = estimated(1000), estimated(1000, outcomes=5)
    assert [index.first for index in many] == pytest.approx([index.first for index in one])


def test_nothing_varies():
    sums = Sums(2, np.zeros(4))
    sums.add(np.ones((8, 4)), np.ones((8, 4)), np.ones((2, 8, 4)))
    assert [(one.first, one.total) for one in sums.indices(np.random.default_rng(1))] == [(0.0, 0.0)] * 2
