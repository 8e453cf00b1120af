"""Shapes: what is taken, what is said of the rest, what simplifying keeps."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Polygon, mapping

from portici.territory import geometry

from .kit import BOWTIE, square


def said(source: object, *, repair: bool = False) -> list[tuple[str, str]]:
    read = geometry.read_shape(source, repair=repair)
    return [(finding.severity.value, finding.code) for finding in read.findings]


@st.composite
def stars(draw: st.DrawFn) -> Polygon:
    """Polygons of 4 to 60 corners around a point, none crossing itself."""
    corners = draw(st.integers(4, 60))
    radii = draw(st.lists(st.floats(0.002, 0.05), min_size=corners, max_size=corners))
    lon, lat = draw(st.floats(8, 17)), draw(st.floats(37, 46))
    angles = [2 * math.pi * number / corners for number in range(corners)]
    return Polygon(
        (lon + radius * math.cos(angle), lat + radius * math.sin(angle))
        for radius, angle in zip(radii, angles, strict=True)
    )


@given(st.lists(stars(), min_size=1, max_size=3))
@settings(deadline=None, max_examples=60)
def test_simplified_shapes_stay_valid_and_nearly_as_large(shapes: list[Polygon]) -> None:
    for whole, light in zip(shapes, geometry.simplified(shapes), strict=True):
        served = geometry.from_geojson(geometry.as_geojson(light, digits=5))
        assert served.is_valid
        assert not served.is_empty
        assert abs(served.area - whole.area) <= whole.length * (geometry.TOLERANCE + 2e-5)


@given(stars())
@settings(deadline=None, max_examples=60)
def test_reading_back_gives_the_same_shape(shape: Polygon) -> None:
    read = geometry.read_shape(json.dumps(mapping(shape)), repair=False).require()
    assert read.equals(shape)
    measures = geometry.measured(read)
    assert geometry.contains(read, measures.lon, measures.lat)


def test_a_shared_border_stays_shared() -> None:
    wave = [(11.35 + 0.0002 * math.sin(step), 44.4 + step / 5000) for step in range(600)]
    left = Polygon([*wave, (11.2, 44.52), (11.2, 44.4)])
    right = Polygon([*wave, (11.5, 44.52), (11.5, 44.4)])
    light = geometry.simplified([left, right])
    assert sum(len(shape.exterior.coords) for shape in light) < 600
    assert geometry.overlap(light[0], light[1]) == 0
    assert math.isclose(geometry.united(light).area, geometry.united([left, right]).area, rel_tol=1e-9)


def test_the_surface_is_that_of_the_ellipsoid() -> None:
    # M·N·cos φ dφ dλ added up over a cell of one degree, in ten thousand strips.
    axis, e2, strips = 6378.137, 0.00669437999014, 10_000
    total = 0.0
    for strip in range(strips):
        latitude = math.radians(44 + (strip + 0.5) / strips)
        root = 1 - e2 * math.sin(latitude) ** 2
        total += (
            axis**2 * (1 - e2) / root**2 * math.cos(latitude) * math.radians(1 / strips) * math.radians(1)
        )
    shape = Polygon([(11, 44), (12, 44), (12, 45), (11, 45)])
    assert math.isclose(geometry.surface_km2(shape), total, rel_tol=1e-8)


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (BOWTIE, "geometry.crossing"),
        ("{", "geometry.format"),
        ("[" * 5000, "geometry.format"),
        ({"type": "Point", "coordinates": [11.3, 44.4]}, "geometry.kind"),
        ({"type": "Polygon", "coordinates": []}, "geometry.kind"),
        ({"type": "Polygon"}, "geometry.numbers"),
        ({"type": "Polygon", "coordinates": [[[11.3, "x"]]]}, "geometry.numbers"),
        ({"type": "Polygon", "coordinates": [[[11.3, float("nan")]]]}, "geometry.numbers"),
        ({"type": "Polygon", "coordinates": [[[11.3, 44.4], [11.4, 44.4]]]}, "geometry.kind"),
        (
            {"type": "Polygon", "coordinates": [[[11.3, 44.4], [11.4, 44.4], [11.3, 44.4]]]},
            "geometry.crossing",
        ),
        ({"type": "Polygon", "coordinates": [[[44.4, 11.3]]]}, "geometry.swapped"),
        ({"type": "Polygon", "coordinates": [[[686_000, 4_929_000]]]}, "geometry.projected"),
        ({"type": "Polygon", "coordinates": [[[2.35, 48.85]]]}, "geometry.outside"),
    ],
)
def test_what_cannot_be_taken_is_said(source: object, code: str) -> None:
    assert said(source) in ([("error", code)], [("error", "geometry.empty")])
    assert geometry.read_shape(source, repair=True).value is None or code == "geometry.crossing"


def test_an_official_border_is_mended_with_a_warning() -> None:
    assert said(BOWTIE, repair=True) == [("warning", "geometry.mended")]
    crossing = geometry.read_shape(BOWTIE, repair=False).findings[0]
    assert crossing.found == "Self-intersection[11.31 44.46]"


def test_features_and_collections_of_one_are_unwrapped() -> None:
    feature = {"type": "Feature", "properties": {}, "geometry": square()}
    assert said({"type": "FeatureCollection", "features": [feature]}) == []
    assert said({"type": "FeatureCollection", "features": [feature, feature]}) == [
        ("error", "geometry.format")
    ]
