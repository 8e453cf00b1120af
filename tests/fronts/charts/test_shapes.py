"""Shapes on a sheet: fitted, hatched and dotted within their borders."""

from __future__ import annotations

import pytest
from shapely import box, geometry

from portici.fronts.charts import shapes

HOLED = {
    "type": "Polygon",
    "coordinates": [
        [[11.0, 44.0], [11.1, 44.0], [11.1, 44.1], [11.0, 44.1], [11.0, 44.0]],
        [[11.04, 44.04], [11.06, 44.04], [11.06, 44.06], [11.04, 44.06], [11.04, 44.04]],
    ],
}


def test_the_sheet_is_as_wide_as_asked_north_is_up_and_proportions_hold() -> None:
    north = geometry.mapping(box(11.0, 44.2, 11.1, 44.3))
    found = shapes.placed({"a": HOLED, "b": north}, 100.0)
    assert found.height == pytest.approx(115.0)
    assert found.shapes["b"].bounds[1] == pytest.approx(0.0)
    left, top, right, bottom = found.shapes["a"].bounds
    # A degree of longitude at 44 north is about 0.72 of one of latitude.
    assert (right - left) / (bottom - top) == pytest.approx(0.718, abs=0.002)


def test_nothing_fills_no_sheet() -> None:
    assert shapes.placed({}, 100.0) == shapes.Placed({}, 100.0, 0.0)


def test_hatching_and_dots_stay_within_the_border_and_out_of_its_holes() -> None:
    shape = shapes.placed({"a": HOLED}, 200.0).shapes["a"]
    hole = geometry.Polygon(shape.interiors[0])
    for marks in (shapes.hatched(shape), shapes.dotted(shape)):
        assert not marks.is_empty
        assert marks.difference(shape.buffer(0.01)).is_empty
        assert marks.intersection(hole.buffer(-0.1)).is_empty


def test_an_area_smaller_than_the_gap_between_dots_has_one() -> None:
    assert shapes.dotted(box(1.2, 1.2, 1.6, 1.6)).geom_type == "Point"


def test_a_hole_turns_the_other_way_so_that_it_is_not_filled() -> None:
    coordinates = shapes.geojson(shapes.placed({"a": HOLED}, 200.0).shapes["a"])["coordinates"]
    turns = [geometry.LinearRing(ring).is_ccw for ring in coordinates]
    assert turns == [True, False]
