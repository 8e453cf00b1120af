"""Neighbours from shapes and from distances, what makes an island, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Point, Polygon, box
from shapely.affinity import translate

from portici.engine.clusters import (
    Contiguity,
    Weights,
    adjusted,
    contiguity,
    in_metres,
    inverse_distance,
    least_reach,
    nearest,
    points_of,
    within,
)
from portici.kernel.findings import Invalid


def pairs(weights: Weights) -> set[tuple[str, str]]:
    return {
        (weights.keys[one], weights.keys[other])
        for one, other in zip(weights.rows, weights.indices, strict=True)
    }


def both(*told: str) -> set[tuple[str, str]]:
    return {(one, other) for pair in told for one, other in (tuple(pair), tuple(pair[::-1]))}


SQUARES = [box(0, 0, 1, 1), box(1, 0, 2, 1), box(1, 1, 2, 2), box(9, 9, 10, 10)]


def test_queen_takes_a_common_point_and_rook_a_common_border() -> None:
    assert pairs(contiguity(SQUARES, list("abcd"))) == both("ab", "bc", "ac")
    assert pairs(contiguity(SQUARES, list("abcd"), rule=Contiguity.ROOK)) == both("ab", "bc")
    assert contiguity(SQUARES, list("abcd")).islands == ("d",)


@pytest.mark.parametrize("rule", list(Contiguity))
def test_a_sliver_within_the_tolerance_is_no_gap(rule: Contiguity) -> None:
    apart = [SQUARES[0], translate(SQUARES[1], 0.004, 0.0), translate(SQUARES[2], 0.004, 0.003), SQUARES[3]]
    assert contiguity(apart, list("abcd"), rule=rule).islands == ("a", "b", "c", "d")
    expected = both("ab", "bc", "ac") if rule is Contiguity.QUEEN else both("ab", "bc")
    assert pairs(contiguity(apart, list("abcd"), rule=rule, tolerance=0.01)) == expected


def test_borders_whose_vertices_do_not_match_and_areas_that_overlap_touch() -> None:
    long = Polygon([(0, 0), (3, 0), (3, 1), (0, 1)])
    above = [box(0, 1, 1.5, 2), box(1.5, 0.9, 3, 2)]
    for rule in Contiguity:
        assert pairs(contiguity([long, *above], list("abc"), rule=rule)) == both("ab", "ac", "bc")


def test_each_area_without_a_shape_or_with_a_bad_one_is_named() -> None:
    bow = Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])
    with pytest.raises(Invalid) as refusal:
        contiguity([SQUARES[0], None, bow, Polygon()], list("abcd"))
    assert [(one.code, one.found) for one in refusal.value.findings] == [
        ("shape.absent", "b"),
        ("shape.absent", "d"),
        ("shape.invalid", "c"),
    ]


def test_no_areas_have_no_neighbours() -> None:
    assert contiguity([], []).n == 0


def test_degrees_become_metres_and_what_is_no_degree_is_refused() -> None:
    one, other = in_metres([Point(11.0, 44.5), Point(11.0, 44.6)], ["a", "b"])
    # A tenth of a degree of the meridian at 44.55° on WGS84 is 11,112 m.
    assert one.distance(other) == pytest.approx(11_112, abs=1)
    with pytest.raises(Invalid) as refusal:
        in_metres([Point(11.0, 44.5), Point(686_000, 4_929_000)], ["a", "b"])
    assert [(one.code, one.found) for one in refusal.value.findings] == [("shape.astray", "b")]


def test_centroids() -> None:
    assert points_of(SQUARES[:2], list("ab")).tolist() == [[0.5, 0.5], [1.5, 0.5]]


@settings(max_examples=40, deadline=None)
@given(
    places=st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=3, max_size=14, unique=True),
    k=st.integers(1, 5),
    shuffle=st.randoms(use_true_random=False),
)
def test_the_nearest_are_those_of_sorting_in_any_order(places: list, k: int, shuffle) -> None:
    k = min(k, len(places) - 1)
    shuffle.shuffle(places)
    keys = [str(place) for place in places]
    expected = {
        (str(one), str(other))
        for one in places
        for other in sorted(
            (other for other in places if other != one),
            key=lambda other: ((other[0] - one[0]) ** 2 + (other[1] - one[1]) ** 2, other),
        )[:k]
    }
    assert pairs(nearest(places, keys, k)) == expected


def test_areas_in_one_place_are_each_others_nearest() -> None:
    weights = nearest([(0, 0)] * 5 + [(1, 0)], list("abcdef"), 2)
    assert weights.neighbours.tolist() == [2] * 6
    assert pairs(weights) & {(key, key) for key in "abcdef"} == set()


@pytest.mark.parametrize("k", [0, 3, 4])
def test_as_many_neighbours_as_there_are_not(k: int) -> None:
    with pytest.raises(Invalid) as refusal:
        nearest([(0, 0), (1, 0), (2, 0)], list("abc"), k)
    assert [(one.code, one.found) for one in refusal.value.findings] == [("neighbours.number", str(k))]


def test_reach_and_inverse_distance() -> None:
    places = [(0, 0), (3, 4), (3, 5)]
    assert least_reach(places) == 5.0
    assert pairs(within(places, list("abc"), 5.0)) == both("ab", "bc")
    weights = inverse_distance(places, list("abc"), 5.0, power=2)
    assert dict(zip(sorted(pairs(weights)), weights.data, strict=True)) == {
        ("a", "b"): 0.04,
        ("b", "a"): 0.04,
        ("b", "c"): 1.0,
        ("c", "b"): 1.0,
    }
    assert weights.standardised().sums.round(15).tolist() == [1.0, 1.0, 1.0]
    assert (weights.equal_in_rows, weights.standardised().equal_in_rows) == (False, False)


def test_two_areas_in_one_place_have_no_inverse_distance() -> None:
    with pytest.raises(Invalid) as refusal:
        inverse_distance([(0, 0), (1, 1), (0, 0)], list("abc"), 5.0)
    assert [(one.code, one.found) for one in refusal.value.findings] == [("neighbours.together", "a, c")]


def test_contiguity_and_nearest_are_equal_in_rows_standardised_or_not() -> None:
    weights = contiguity(SQUARES, list("abcd"))
    assert [weights.equal_in_rows, weights.standardised().equal_in_rows] == [True, True]
    assert nearest([(0, 0), (1, 0), (3, 0)], list("abc"), 2).standardised().equal_in_rows


@settings(max_examples=60, deadline=None)
@given(p=st.lists(st.floats(0.001, 1), min_size=1, max_size=30), alpha=st.floats(0.01, 0.5))
def test_adjusted_p_picks_what_the_step_up_rule_picks(p: list[float], alpha: float) -> None:
    ranked = sorted(p)
    last = max(
        (one for at, one in enumerate(ranked, 1) if one <= alpha * at / len(p) * (1 - 1e-12)), default=0
    )
    sure = max(
        (one for at, one in enumerate(ranked, 1) if one <= alpha * at / len(p) * (1 + 1e-12)), default=0
    )
    shown = {one for one, q in zip(p, adjusted(p), strict=True) if q <= alpha}
    assert {one for one in p if one <= last} <= shown <= {one for one in p if one <= sure}


def test_an_island_is_no_test() -> None:
    q = adjusted([0.02, float("nan"), 0.5])
    assert np.nan_to_num(q, nan=-1).tolist() == [0.04, -1, 0.5]
