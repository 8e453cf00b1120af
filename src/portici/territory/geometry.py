"""Shapes of areas: read and checked, measured, made light for the map. WGS84 longitude and latitude, GeoJSON
(RFC 7946).

GeoDjango was not taken: it asks for GDAL, GEOS and PROJ on the machine and for SpatiaLite or PostGIS in the
store, and all that is asked of shapes here is answered by shapely, whose wheel brings GEOS along. It is
imported inside the functions, being slow to load.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from portici.kernel.codes.parsed import Parsed, error, warning
from portici.kernel.findings import Finding, Message, gettext_noop

#: A shapely Polygon or MultiPolygon, valid and not empty.
Shape = Any

#: Degrees; about 50 m. Smaller areas are simplified less (see `simplified`).
TOLERANCE = 0.0005
#: West, south, east, north of Italy, with a margin.
ITALY = (6.0, 35.0, 19.0, 47.5)
_DEGENERATE_KM2 = 1e-7  # a tenth of a square metre
_MOST_VERTICES = 500_000
# WGS84: semi-major axis in km and squared eccentricity.
_AXIS, _E2 = 6378.137, 0.00669437999014


@dataclass(frozen=True, slots=True)
class Measures:
    """What the cabinets keep of a shape: surface in km², an inner point, the box around it, all in
    degrees."""

    surface_km2: Decimal
    lon: float
    lat: float
    bounds: tuple[float, float, float, float]


def read_shape(source: str | Mapping[str, Any], *, repair: bool) -> Parsed[Shape]:
    """A polygon or multipolygon from GeoJSON (geometry, feature, or collection of one feature).

    `repair` is for official files: a border that crosses itself is mended, with a warning; a hand-drawn one
    is an error that says where it crosses. Errors too: not GeoJSON, no polygon, coordinates that are not
    numbers, outside Italy, latitude and longitude exchanged, metres of a projection instead of degrees.
    """
    found = _load(source)
    if not found.ok or found.value is None:
        return Parsed(None, found.findings)
    geometry = found.value
    problem = _coordinates_problem(geometry)
    if problem:
        return Parsed(None, (problem,))
    from shapely import force_2d
    from shapely.errors import ShapelyError
    from shapely.geometry import shape as build

    try:
        shape = force_2d(build(geometry))
    except (ShapelyError, ValueError, TypeError, IndexError, AttributeError):
        return Parsed(None, (_not_polygon(str(geometry.get("type"))),))
    return _validated(shape, repair=repair)


def _load(source: str | Mapping[str, Any]) -> Parsed[dict[str, Any]]:
    """The geometry's own dict, whatever it came wrapped in."""
    if isinstance(source, str):
        try:
            source = json.loads(source)
        except (ValueError, RecursionError):
            return Parsed(None, (_not_geojson(source if isinstance(source, str) else ""),))
    for _level in range(2):
        if isinstance(source, Mapping) and source.get("type") == "FeatureCollection":
            features = source.get("features")
            source = features[0] if isinstance(features, list) and len(features) == 1 else {}
        if isinstance(source, Mapping) and source.get("type") == "Feature":
            source = source.get("geometry") or {}
    if not isinstance(source, Mapping) or not isinstance(source.get("type"), str):
        return Parsed(None, (_not_geojson(json.dumps(source, default=str)[:80]),))
    if source["type"] not in {"Polygon", "MultiPolygon"}:
        return Parsed(None, (_not_polygon(source["type"]),))
    return Parsed(dict(source))


def _positions(node: Any, depth: int = 0) -> Iterator[Any]:
    """Every position of nested coordinates; what is not a list comes out as it is, to be found."""
    if depth > 4 or not isinstance(node, list | tuple) or (node and not isinstance(node[0], list | tuple)):
        yield node
    else:
        for inner in node:
            yield from _positions(inner, depth + 1)


def _coordinates_problem(geometry: Mapping[str, Any]) -> Finding | None:
    """What is wrong with the numbers themselves, before they are taken for a shape."""
    count = 0
    for position in _positions(geometry.get("coordinates")):
        count += 1
        if count > _MOST_VERTICES:
            return _too_many()
        if not _is_position(position):
            return _not_position(position)
        problem = outside(float(position[0]), float(position[1]))
        if problem:
            return problem
    return None if count else _not_polygon("")


def _is_position(position: Any) -> bool:
    return (
        isinstance(position, list | tuple)
        and len(position) in {2, 3, 4}
        and all(
            isinstance(number, int | float) and not isinstance(number, bool) and math.isfinite(number)
            for number in position[:2]
        )
    )


def _within(lon: float, lat: float) -> bool:
    west, south, east, north = ITALY
    return west <= lon <= east and south <= lat <= north


def outside(lon: float, lat: float) -> Finding | None:
    """Why a position cannot be one in Italy: most often exchanged, or in the metres of a projection."""
    if _within(lon, lat):
        return None
    found = f"{lon:.6g}, {lat:.7g}"
    degrees = Message(
        gettext_noop("Longitude then latitude, in degrees (WGS84), inside Italy, like 11.34, 44.49.")
    )
    if _within(lat, lon):
        todo = Message(gettext_noop("Longitude and latitude are exchanged: write the longitude first."))
        return error("geometry.swapped", found, degrees, todo)
    if abs(lon) > 180 or abs(lat) > 90:
        system = (
            "EPSG:32632 / 32633 (UTM)" if 100_000 < lon < 1_200_000 and 3_800_000 < lat < 5_400_000 else "?"
        )
        template = gettext_noop("These are metres of a projection (%(system)s): convert to EPSG:4326 first.")
        return error("geometry.projected", found, degrees, Message(template, {"system": system}))
    todo = Message(gettext_noop("Check the coordinates, and the reference system of the file."))
    return error("geometry.outside", found, degrees, todo)


def _validated(shape: Shape, *, repair: bool) -> Parsed[Shape]:
    from shapely import is_valid_reason, make_valid

    if shape.is_valid:
        return _sized(shape, ())
    reason = str(is_valid_reason(shape))
    if not repair:
        accepted = Message(gettext_noop("A border that does not cross or touch itself, drawn in one go."))
        todo = Message(gettext_noop("Move the corners near the point given, or draw the area again."))
        return Parsed(None, (error("geometry.crossing", reason, accepted, todo),))
    mended = polygonal(make_valid(shape))
    accepted = Message(gettext_noop("A border that does not cross itself; it was mended."))
    todo = Message(gettext_noop("Look at the area on the map; tell the publisher of the file."))
    return _sized(mended, (warning("geometry.mended", reason, accepted, todo),))


def _sized(shape: Shape, findings: tuple[Finding, ...]) -> Parsed[Shape]:
    if shape.is_empty or surface_km2(shape) < _DEGENERATE_KM2:
        accepted = Message(gettext_noop("An area with a surface."))
        todo = Message(gettext_noop("Draw at least three corners that are not on one line."))
        return Parsed(None, (*findings, error("geometry.empty", shape.geom_type, accepted, todo)))
    return Parsed(shape, findings)


def polygonal(shape: Shape) -> Shape:
    """The polygons in a shape, without the lines and points that mending or cutting leaves."""
    from shapely import get_parts, union_all

    if shape.geom_type in {"Polygon", "MultiPolygon"}:
        return shape
    return union_all([part for part in get_parts(shape) if part.geom_type in {"Polygon", "MultiPolygon"}])


def surface_km2(shape: Shape) -> float:
    """The surface on the WGS84 ellipsoid, in km²; sides are straight in longitude and latitude, as the map
    draws them.

    Plane surface of the points (λ, q(φ)), a cylindrical equal-area projection, with λ in radians and
    q = b²/2 · (sin φ / (1 − e² sin² φ) + artanh(e sin φ) / e). Source: Snyder, Map projections: a working
    manual, 1987, eq. 3-12.
    """
    import numpy as np
    from shapely import transform

    eccentricity = math.sqrt(_E2)

    def project(points: Any) -> Any:
        sine = np.sin(np.radians(points[:, 1]))
        zone = sine / (1 - _E2 * sine**2) + np.arctanh(eccentricity * sine) / eccentricity
        return np.column_stack((np.radians(points[:, 0]), _AXIS**2 * (1 - _E2) / 2 * zone))

    return float(transform(shape, project).area)


def measured(shape: Shape) -> Measures:
    """Surface, inner point and box of a shape."""
    point = shape.representative_point()
    west, south, east, north = (float(bound) for bound in shape.bounds)
    return Measures(
        surface_km2=Decimal(f"{surface_km2(shape):.4f}"),
        lon=round(point.x, 7),
        lat=round(point.y, 7),
        bounds=(west, south, east, north),
    )


def simplified(shapes: Sequence[Shape]) -> list[Shape]:
    """Light copies of the shapes of one layer; borders that two of them share stay shared.

    The tolerance is `TOLERANCE`, or less where areas are small: a twentieth of the side of the middling one.
    What would become empty or invalid is simplified by itself, or left as it is.
    """
    from shapely import coverage_simplify

    if not shapes:
        return []
    sides = sorted(math.sqrt(shape.area) for shape in shapes)
    tolerance = min(TOLERANCE, sides[len(sides) // 2] / 20)
    together = coverage_simplify(list(shapes), tolerance)
    return [_light(whole, light, tolerance) for whole, light in zip(shapes, together, strict=True)]


def _light(whole: Shape, light: Shape, tolerance: float) -> Shape:
    margin = whole.length * tolerance
    for candidate in (light, whole.simplify(tolerance / 2, preserve_topology=True)):
        usable = candidate.is_valid and not candidate.is_empty and abs(candidate.area - whole.area) <= margin
        if usable and candidate.geom_type in {"Polygon", "MultiPolygon"}:
            return candidate
    return whole


def as_geojson(shape: Shape, *, digits: int | None = None) -> str:
    """GeoJSON text of a geometry; `digits` decimals when the rounded shape stays valid (5 are about a
    metre)."""
    from shapely import to_geojson, transform

    if digits is not None:
        rounded = transform(shape, lambda points: points.round(digits))
        shape = rounded if rounded.is_valid and not rounded.is_empty else shape
    text: str = to_geojson(shape)
    return text


def from_geojson(text: str) -> Shape:
    """The shape of a text that was checked when it was stored."""
    from shapely import from_geojson as read

    return read(text)


def from_wkb(data: bytes) -> Parsed[Shape]:
    """A shape from well-known binary, as in GeoParquet and Feather; mended when it must be."""
    from shapely import force_2d
    from shapely import from_wkb as read

    shape = force_2d(read(data))
    west, south, east, north = shape.bounds
    problem = outside(west, south) or outside(east, north)
    return Parsed(None, (problem,)) if problem else _validated(shape, repair=True)


def united(shapes: Sequence[Shape]) -> Shape:
    """One shape of many; slivers between parts whose borders do not match stay out."""
    from shapely import union_all

    return polygonal(union_all(list(shapes)))


def overlap(shape: Shape, other: Shape) -> float:
    """How much of the surface of `shape` lies in `other`, from 0 to 1."""
    if not shape.area:
        return 0.0
    return min(1.0, shared_km2(shape, other) / surface_km2(shape))


def shared_km2(shape: Shape, other: Shape) -> float:
    """The surface that two shapes share, in km²; 0.0 for those that only touch."""
    if other.covers(shape):
        return surface_km2(shape)
    return surface_km2(shape.intersection(other))


def contains(shape: Shape, lon: float, lat: float) -> bool:
    """Whether the point lies in the shape or on its border."""
    from shapely import Point

    return bool(shape.covers(Point(lon, lat)))


def _not_geojson(found: str) -> Finding:
    accepted = Message(gettext_noop("GeoJSON with one polygon or multipolygon."))
    todo = Message(gettext_noop("Export the shape again as GeoJSON, EPSG:4326."))
    return error("geometry.format", found, accepted, todo)


def _not_polygon(found: str) -> Finding:
    accepted = Message(gettext_noop("A polygon or a multipolygon, with rings of four positions or more."))
    todo = Message(gettext_noop("Draw a closed area, not points or lines."))
    return error("geometry.kind", found, accepted, todo)


def _not_position(found: Any) -> Finding:
    accepted = Message(gettext_noop("Positions of two numbers: longitude and latitude."))
    todo = Message(gettext_noop("Export the shape again as GeoJSON, EPSG:4326."))
    return error("geometry.numbers", str(found), accepted, todo)


def _too_many() -> Finding:
    accepted = Message(gettext_noop("At most %(most)s corners in one area."), {"most": _MOST_VERTICES})
    return error("geometry.size", "", accepted, Message(gettext_noop("Simplify the shape first.")))
