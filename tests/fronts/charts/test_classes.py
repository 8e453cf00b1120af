"""Classes of a map: the two methods, few and equal values."""

from __future__ import annotations

from itertools import combinations, pairwise
from random import Random

import pytest

from portici.fronts.charts.classes import Method, classed


def test_quantiles_have_as_many_areas_each_and_say_their_bounds() -> None:
    found = classed([float(value) for value in range(10)])
    assert found.levels == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]
    assert found.bounds == [
        (0, 0.0, 1.0, 2),
        (1, 2.0, 3.0, 2),
        (2, 4.0, 5.0, 2),
        (3, 6.0, 7.0, 2),
        (4, 8.0, 9.0, 2),
    ]


@pytest.mark.parametrize("method", Method)
def test_equal_values_are_in_one_class(method: Method) -> None:
    assert set(classed([2.0] * 7, method).levels) == {0}
    levels = classed([1.0, 5.0, 5.0, 5.0, 5.0, 5.0, 9.0], method).levels
    assert len(set(levels[1:6])) == 1


@pytest.mark.parametrize("method", Method)
def test_no_values_have_no_classes(method: Method) -> None:
    assert (classed([], method).levels, classed([], method).bounds) == ([], [])


def test_natural_breaks_are_the_best_of_all_partitions() -> None:
    values = [round(Random(seed).gauss(100, 10), 1) for seed in range(11)]
    rising = sorted(values)
    cuts = [(0, *cut, len(rising)) for cut in combinations(range(1, len(rising)), 4)]
    best = min(sum(_squares(rising[start:stop]) for start, stop in pairwise(cut)) for cut in cuts)
    levels = classed(values, Method.NATURAL).levels
    ours = sum(
        _squares([value for value, level in zip(values, levels, strict=True) if level == own])
        for own in range(5)
    )
    assert ours == pytest.approx(best)


def test_natural_breaks_do_not_hang_on_the_order_nor_on_a_constant() -> None:
    values = [3.0, 1.0, 8.0, 8.5, 20.0, 21.0, 1.2]
    levels = classed(values, Method.NATURAL).levels
    assert classed([value + 1e6 for value in values], Method.NATURAL).levels == levels
    assert classed(values[::-1], Method.NATURAL).levels == levels[::-1]


def test_too_many_values_for_natural_breaks_are_put_into_quantiles_and_it_is_said() -> None:
    assert classed([float(value) for value in range(3001)], Method.NATURAL).method is Method.QUANTILES


def _squares(values: list[float]) -> float:
    mean = sum(values) / len(values)
    return sum((value - mean) ** 2 for value in values)
