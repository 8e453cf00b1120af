"""What is asked of shapes before neighbours are read off them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from portici.kernel.findings import Finding, Invalid, Message, Severity, gettext_noop


def checked(geometries: Sequence[Any], keys: Sequence[str]) -> Any:
    """The shapes as an array, (n,); raises `Invalid` with each area that has none, or an invalid one."""
    import shapely

    shapes = np.array(geometries, dtype=object)
    absent = shapely.is_missing(shapes) | shapely.is_empty(shapes)
    invalid = ~absent & ~shapely.is_valid(shapes)
    findings = [_absent(keys[place]) for place in np.flatnonzero(absent).tolist()]
    findings += [
        _invalid(keys[place], shapely.is_valid_reason(shapes[place]))
        for place in np.flatnonzero(invalid).tolist()
    ]
    if findings:
        raise Invalid(findings)
    return shapes


def in_metres(geometries: Sequence[Any], keys: Sequence[str]) -> Any:
    """Shapes in longitude and latitude (WGS84) laid on a plane in metres, (n,).

    Lambert's azimuthal equal-area projection about the middle of the shapes' box: within 300 km of it lengths are off by less
    than one part in 3,500 (Snyder, Map projections: a working manual, 1987, p. 182). Raises `Invalid` where a shape does not lie
    on the globe in degrees.

    >>> from shapely import Point
    >>> bologna, modena = in_metres([Point(11.34, 44.49), Point(10.93, 44.65)], ["Bologna", "Modena"])
    >>> round(bologna.distance(modena) / 1000, 1)
    37.1
    """
    import shapely
    from pyproj import Transformer

    shapes = checked(geometries, keys)
    west, south, east, north = shapely.bounds(shapes).T
    astray = (west < -180) | (east > 180) | (south < -90) | (north > 90)
    if astray.any():
        raise Invalid([_astray(keys[place]) for place in np.flatnonzero(astray).tolist()])
    middle = ((west.min() + east.max()) / 2, (south.min() + north.max()) / 2)
    plane = f"+proj=laea +lon_0={middle[0]} +lat_0={middle[1]} +ellps=WGS84 +units=m"
    project = Transformer.from_crs("EPSG:4326", plane, always_xy=True)
    return shapely.transform(
        shapes, lambda points: np.column_stack(project.transform(points[:, 0], points[:, 1]))
    )


def _absent(key: str) -> Finding:
    return Finding(
        Severity.ERROR,
        "shape.absent",
        key,
        Message(gettext_noop("Each area has a shape, which says who its neighbours are.")),
        Message(gettext_noop("Give the area its shape, or leave it out and say why.")),
    )


def _invalid(key: str, reason: str) -> Finding:
    return Finding(
        Severity.ERROR,
        "shape.invalid",
        key,
        Message(gettext_noop("A valid shape; this one is not: %(reason)s."), {"reason": reason}),
        Message(gettext_noop("Repair it, as the import of areas does, and look at what came out.")),
    )


def _astray(key: str) -> Finding:
    return Finding(
        Severity.ERROR,
        "shape.astray",
        key,
        Message(gettext_noop("Longitude and latitude in degrees (WGS84).")),
        Message(gettext_noop("Convert the shapes to longitude and latitude first.")),
    )
