"""Which points lie near which areas."""

from __future__ import annotations

import doctest
from math import cos, radians

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Point, box

from portici.engine import nearby
from portici.engine.nearby import near
from portici.kernel.findings import Invalid

#: A square of about 800 by 1,110 metres in Bologna.
SQUARE = box(11.34, 44.49, 11.35, 44.50)
_NORTH = 1 / 111_113  # degrees of a metre along the meridian there
PLACES = st.tuples(st.floats(11.30, 11.40), st.floats(44.45, 44.54))


def test_doctests() -> None:
    assert doctest.testmod(nearby).failed == 0


def test_inside_is_no_distance_and_outside_is_that_from_the_border() -> None:
    points = [(11.345, 44.50 + 500 * _NORTH), (11.345, 44.495), (11.345, 44.50 + 900 * _NORTH)]
    found = [(area, point, round(metres)) for area, point, metres in near([SQUARE], points, 800)]
    assert found == [(0, 1, 0), (0, 0, 500)]


def test_metres_are_metres_along_the_parallel_too() -> None:
    east = 11.35 + 700 / (111_320 * cos(radians(44.495)))
    ((_area, _point, metres),) = near([SQUARE], [(east, 44.495)], 800)
    assert abs(metres - 700) < 3


def test_nothing_is_near_nothing() -> None:
    assert near([], [(11.3, 44.5)], 800) == []
    assert near([SQUARE], [], 800) == []


def test_bad_input_is_said() -> None:
    with pytest.raises(ValueError, match="positive"):
        near([SQUARE], [(11.3, 44.5)], 0)
    with pytest.raises(Invalid, match=r"."):
        near([SQUARE], [(686_000.0, 4_928_000.0)], 800)


@settings(max_examples=40, deadline=None)
@given(points=st.lists(PLACES, min_size=1, max_size=12, unique=True), order=st.randoms(use_true_random=False))
def test_the_order_of_rows_never_matters(points: list[tuple[float, float]], order: object) -> None:
    areas = [SQUARE, Point(11.36, 44.48)]
    shuffled = list(points)
    order.shuffle(shuffled)  # type: ignore[attr-defined] # a random.Random
    one = {(area, points[point], metres) for area, point, metres in near(areas, points, 2000)}
    other = {(area, shuffled[point], metres) for area, point, metres in near(areas, shuffled, 2000)}
    swapped = {(1 - area, points[point], metres) for area, point, metres in near(areas[::-1], points, 2000)}
    assert one == other == swapped


@settings(max_examples=40, deadline=None)
@given(points=st.lists(PLACES, min_size=1, max_size=12))
def test_a_wider_circle_holds_the_narrower(points: list[tuple[float, float]]) -> None:
    narrow, wide = near([SQUARE], points, 400), near([SQUARE], points, 2000)
    assert narrow == [one for one in wide if one[2] <= 400]
