"""Shapefiles in a ZIP archive, as ISTAT and the regions publish them: read feature by feature, brought to WGS84.

pyshp reads, PROJ (pyproj) converts. Which rings are holes is found by what lies in what, since not every program keeps to the order of
the vertices that the format asks for.
"""

from __future__ import annotations

import codecs
import re
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from django.conf import settings

from portici.imports.textfile import EXPANSION
from portici.kernel.findings import Invalid

from . import shapefile_findings as findings
from .rings import as_geometry

if TYPE_CHECKING:
    from pyproj import Transformer

Feature = tuple[dict[str, Any], dict[str, Any] | None]

_NEEDED = (".shp", ".shx", ".dbf", ".prj")
_PARTS = (*_NEEDED, ".cpg")
#: A .prj or .cpg is a line of text.
_MOST_TEXT = 100_000
_CODE_PAGE = re.compile(r"(?:ANSI |OEM |CP|WINDOWS-)?([0-9]{3,5})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Layer:
    """The parts of one shapefile in an archive, by ending."""

    name: str
    parts: Mapping[str, zipfile.ZipInfo]


def read_shapefile(path: Path, wanted: str) -> Iterator[Feature]:
    """Properties and GeoJSON geometry in WGS84 of the features of the archive's shapefile, or of the one named.

    Raises Invalid: no archive, no shapefile or several, a part missing, an unknown reference system or encoding, damaged data.
    """
    try:
        with zipfile.ZipFile(path) as archive, TemporaryDirectory() as folder:
            layer = _chosen(_layers(archive), wanted)
            files = _unpacked(archive, layer, Path(folder))
            yield from _features(files)
    except Invalid:
        raise
    except (
        Exception
    ) as error:  # the readers of archives and shapefiles have no error of their own for damaged data
        raise Invalid([findings.damaged(error)]) from error


def _layers(archive: zipfile.ZipFile) -> dict[str, _Layer]:
    """The shapefiles by their path without ending; the same names in different folders are different ones."""
    found: dict[str, dict[str, zipfile.ZipInfo]] = {}
    for part in archive.infolist():
        plain = PurePosixPath(part.filename)
        ending = plain.suffix.lower()
        if ending in _PARTS and not plain.name.startswith(".") and "__MACOSX" not in plain.parts:
            found.setdefault(str(plain.with_suffix("")).casefold(), {})[ending] = part
    return {
        name: _Layer(PurePosixPath(parts[".shp"].filename).stem, parts)
        for name, parts in found.items()
        if ".shp" in parts
    }


def _chosen(layers: Mapping[str, _Layer], wanted: str) -> _Layer:
    if not layers:
        raise Invalid([findings.no_shapefile()])
    names = [layer.name for layer in layers.values()]
    if wanted:
        asked = wanted.casefold().removesuffix(".shp")
        named = [layer for path, layer in layers.items() if asked in {path, layer.name.casefold()}]
        if len(named) != 1:
            raise Invalid([findings.which(wanted, layers if named else names)])
        return named[0]
    if len(layers) > 1:
        raise Invalid([findings.which("", names if len(set(names)) == len(names) else layers)])
    return next(iter(layers.values()))


def _unpacked(archive: zipfile.ZipFile, layer: _Layer, folder: Path) -> dict[str, Path]:
    """The layer's parts on the disk, under names of the house's own. Raises Invalid: a part is missing, or they are too large."""
    missing = [ending for ending in _NEEDED if ending not in layer.parts]
    if missing:
        raise Invalid([findings.missing(layer.name, missing)])
    limit = settings.IMPORT_MAX_BYTES * EXPANSION
    if sum(part.file_size for part in layer.parts.values()) > limit:
        raise Invalid([findings.too_large(limit)])
    files = {}
    for ending, part in layer.parts.items():
        files[ending] = folder / f"layer{ending}"
        with archive.open(part) as source, files[ending].open("wb") as target:
            shutil.copyfileobj(source, target)
    return files


def _features(files: Mapping[str, Path]) -> Iterator[Feature]:
    transformer = _to_degrees(_text(files[".prj"]))
    for properties, geometry in _records(files):
        yield properties, _converted(geometry, transformer)


def _records(files: Mapping[str, Path]) -> Iterator[Feature]:
    """What pyshp reads of the layer."""
    import shapefile

    encoding = _encoding(files)
    _ensure_sizes(files)
    with (
        files[".shp"].open("rb") as shp,
        files[".shx"].open("rb") as shx,
        files[".dbf"].open("rb") as dbf,
        shapefile.Reader(shp=shp, shx=shx, dbf=dbf, encoding=encoding) as reader,
    ):
        for one in reader.iterShapeRecords():
            yield {key: _value(value) for key, value in one.record.as_dict().items()}, as_geometry(one.shape)


def _value(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("latin-1")
    return value.replace("\0", "").strip() if isinstance(value, str) else value


def _ensure_sizes(files: Mapping[str, Path]) -> None:
    """The numbers that the headers state fit in the files, so that nobody reads on for ever. Raises Invalid."""
    with files[".dbf"].open("rb") as stream:
        head = stream.read(32)
    count, header, length = (
        int.from_bytes(head[4:8], "little"),
        int.from_bytes(head[8:10], "little"),
        int.from_bytes(head[10:12], "little"),
    )
    shapes = (files[".shx"].stat().st_size - 100) // 8
    if len(head) < 32 or length < 1 or header + count * length > files[".dbf"].stat().st_size + 1:
        raise Invalid([findings.cut_short(".dbf")])
    if shapes != count:
        raise Invalid([findings.unequal(shapes, count)])


def _text(path: Path) -> str:
    with path.open("rb") as stream:
        return stream.read(_MOST_TEXT).decode("utf-8-sig", "replace").strip().strip("\0")


def _encoding(files: Mapping[str, Path]) -> str:
    """The one that the .cpg names; without it UTF-8 when the records are that, else what Windows writes. Raises Invalid."""
    if ".cpg" not in files:
        return "utf-8" if _is_utf8(files[".dbf"]) else "cp1252"
    said = _text(files[".cpg"])
    number = _CODE_PAGE.fullmatch(said)
    spelling = (
        {"88591": "latin-1", "885915": "iso8859-15", "65001": "utf-8"}.get(number[1], f"cp{number[1]}")
        if number
        else said
    )
    try:
        return codecs.lookup(spelling).name
    except (LookupError, ValueError) as error:
        raise Invalid([findings.unknown_encoding(said)]) from error


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    with path.open("rb") as stream:
        stream.seek(int.from_bytes(stream.read(10)[8:10], "little"))
        try:
            while piece := stream.read(1 << 18):
                decoder.decode(piece)
        except UnicodeDecodeError:
            return False
    return True


def _to_degrees(wkt: str) -> Transformer:
    """The conversion from the system that the .prj describes. Raises Invalid when there is none, or only a rough one."""
    from pyproj import CRS, Transformer
    from pyproj.exceptions import ProjError

    try:
        source = CRS.from_wkt(wkt)
        code = source.to_epsg(min_confidence=70)
        if code is not None:
            source = CRS.from_epsg(code)
        return Transformer.from_crs(source, CRS.from_epsg(4326), always_xy=True, allow_ballpark=False)
    except (ProjError, ValueError) as error:
        raise Invalid([findings.unknown_system(wkt)]) from error


def _converted(geometry: dict[str, Any] | None, transformer: Transformer) -> dict[str, Any] | None:
    if geometry is None or geometry["type"] not in {"Polygon", "MultiPolygon"}:
        return geometry

    def ring(points: Any) -> list[list[float]]:
        xs, ys = transformer.transform([point[0] for point in points], [point[1] for point in points])
        return [[round(x, 8), round(y, 8)] for x, y in zip(xs, ys, strict=True)]

    if geometry["type"] == "Polygon":
        return {"type": "Polygon", "coordinates": [ring(points) for points in geometry["coordinates"]]}
    parts = [[ring(points) for points in polygon] for polygon in geometry["coordinates"]]
    return {"type": "MultiPolygon", "coordinates": parts}
