"""What reading a zipped shapefile may find wrong with it."""

from __future__ import annotations

from collections.abc import Iterable

from portici.kernel.codes.parsed import error
from portici.kernel.findings import Finding, Message, gettext_noop


def _fault(code: str, found: str, accepted: str, todo: str, **params: object) -> Finding:
    return error(code, found[:200], Message(accepted, params), Message(todo))


def damaged(problem: BaseException) -> Finding:
    return _fault(
        "shapefile.damaged",
        f"{type(problem).__name__}: {problem}",
        gettext_noop("A ZIP archive with a whole shapefile; this one is cut short or damaged."),
        gettext_noop("Download the archive again, or export the layer as GeoJSON, EPSG:4326."),
    )


def cut_short(part: str) -> Finding:
    return _fault(
        "shapefile.truncated",
        part,
        gettext_noop("Parts that hold as many records as they say."),
        gettext_noop("Download the archive again, or export the layer as GeoJSON, EPSG:4326."),
    )


def unequal(shapes: int, records: int) -> Finding:
    return _fault(
        "shapefile.unequal",
        f"{shapes} / {records}",
        gettext_noop("As many shapes (.shx) as records (.dbf)."),
        gettext_noop("Put the parts of one export together; do not mix them with another's."),
    )


def no_shapefile() -> Finding:
    return _fault(
        "shapefile.none",
        "",
        gettext_noop("A ZIP archive with a shapefile: .shp, .shx, .dbf and .prj of the same name."),
        gettext_noop("Put these four files into one archive, in a folder or not."),
    )


def missing(name: str, parts: Iterable[str]) -> Finding:
    listed = list(parts)
    todo = gettext_noop(
        "Put the missing files into the archive; they lie beside the .shp where it was exported."
    )
    if listed == [".prj"]:
        todo = gettext_noop(
            "Without the .prj nobody knows which coordinates these are, and they are not guessed: add the file, or export "
            "the layer as GeoJSON, EPSG:4326."
        )
    return _fault(
        "shapefile.missing",
        ", ".join(listed),
        gettext_noop("The files .shp, .shx, .dbf and .prj of “%(name)s”."),
        todo,
        name=name,
    )


def which(wanted: str, names: Iterable[str]) -> Finding:
    return _fault(
        "shapefile.which",
        wanted,
        gettext_noop("One layer; the archive has: %(names)s."),
        gettext_noop("Say in “Part of the file” which one is meant."),
        names=", ".join(sorted(names)[:20]),
    )


def too_large(limit: int) -> Finding:
    return _fault(
        "shapefile.large",
        "",
        gettext_noop("A compressed file of at most %(limit)s bytes once unpacked."),
        gettext_noop("Export only the area that is needed."),
        limit=limit,
    )


def unknown_encoding(said: str) -> Finding:
    return _fault(
        "shapefile.encoding",
        said,
        gettext_noop("A .cpg that names an encoding, such as UTF-8 or ISO-8859-1."),
        gettext_noop("Correct the .cpg, or take it out of the archive."),
    )


def unknown_system(wkt: str) -> Finding:
    return _fault(
        "shapefile.system",
        wkt,
        gettext_noop("A .prj with a reference system that can be converted to WGS84, such as EPSG:32632."),
        gettext_noop("Export the layer again in EPSG:4326, 32632 or 32633."),
    )
