"""Zipped shapefiles made for tests with pyshp."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import shapefile
from pyproj import CRS, Transformer

Record = tuple[dict[str, Any], Sequence[Sequence[tuple[float, float]]] | None]


def parts(
    records: Sequence[Record],
    *,
    encoding: str = "utf-8",
    crs: int | None = 4326,
    kind: int = shapefile.POLYGON,
) -> dict[str, bytes]:
    """The parts of a shapefile by ending; coordinates are given in degrees and written in the system `crs`."""
    files = {ending: io.BytesIO() for ending in (".shp", ".shx", ".dbf")}
    with shapefile.Writer(
        shp=files[".shp"], shx=files[".shx"], dbf=files[".dbf"], shapeType=kind, encoding=encoding
    ) as writer:
        for name in records[0][0]:
            writer.field(name, "C", 80)
        for properties, rings in records:
            writer.record(*properties.values())
            if rings is None:
                writer.null()
            elif kind == shapefile.POINT:
                writer.point(*rings[0][0])
            else:
                writer.poly([projected(ring, crs) for ring in rings])
    made = {ending: file.getvalue() for ending, file in files.items()}
    if crs is not None:
        made[".prj"] = CRS.from_epsg(crs).to_wkt("WKT1_ESRI").encode()
    return made


def projected(ring: Sequence[tuple[float, float]], crs: int | None) -> list[list[float]]:
    if crs in {None, 4326}:
        return [list(point) for point in ring]
    away = Transformer.from_crs(4326, crs, always_xy=True, allow_ballpark=False)
    return [list(away.transform(*point)) for point in ring]


def zipped(path: Path, *layers: tuple[str, dict[str, bytes]]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, made in layers:
            for ending, content in made.items():
                archive.writestr(name + ending, content)
    return path


def box(west: float, south: float, side: float, *, turned: bool = False) -> list[tuple[float, float]]:
    """A square, its vertices with the clock as the format asks of borders, or against it."""
    ring = [
        (west, south),
        (west, south + side),
        (west + side, south + side),
        (west + side, south),
        (west, south),
    ]
    return ring[::-1] if turned else ring
