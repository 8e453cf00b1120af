"""Archives: the names of their parts, how much they truly hold, archives within them."""

from __future__ import annotations

import gzip
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from portici.kernel.findings import Finding

from .content import ARCHIVES, HEAD, Content, Limits, fault, gettext_noop, kind_of

PIECE = 1 << 16
#: What the standard library raises for an archive that is damaged, or made to confuse.
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


def check_zip(path: Path, limits: Limits) -> list[Finding]:
    """Each part is read through once, counted as it comes: what the archive says of its sizes is not believed."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            faults = list(_listed(parts, path, limits))
            return faults or list(_read_through(archive, parts, limits))
    except _BROKEN as error:
        return [_broken(f"{type(error).__name__}: {error}")]


def _listed(parts: list[zipfile.ZipInfo], path: Path, limits: Limits) -> Iterator[Finding]:
    if len(parts) > limits.parts:
        yield fault(
            "upload.parts",
            str(len(parts)),
            gettext_noop("An archive of at most %(limit)s parts."),
            limit=limits.parts,
        )
        return
    if sum(part.compress_size for part in parts) > path.stat().st_size:
        yield fault("upload.overlap", "", gettext_noop("An archive whose parts do not lie over one another."))
    seen: set[str] = set()
    for part in parts:
        if not is_plain(part.filename) or stat.S_ISLNK(part.external_attr >> 16):
            yield fault(
                "upload.path",
                part.filename,
                gettext_noop(
                    "Parts whose names stay within the archive: no links, no “..”, no absolute paths."
                ),
            )
        if part.filename in seen:
            yield fault("upload.twice", part.filename, gettext_noop("An archive with each name once."))
        if part.flag_bits & 0x1:
            yield fault("upload.encrypted", part.filename, gettext_noop("An archive without a password."))
        seen.add(part.filename)


def _read_through(
    archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], limits: Limits
) -> Iterator[Finding]:
    total = 0
    for part in parts:
        if part.is_dir():
            continue
        head, markup = b"", part.filename.lower().endswith((".xml", ".rels", ".svg", ".kml", ".gml"))
        with archive.open(part) as stream:
            while piece := stream.read(PIECE):
                total += len(piece)
                if total > limits.unpacked:
                    yield _too_much(limits)
                    return
                head = head or piece[:HEAD]
                if markup and _declares(piece):
                    yield fault(
                        "upload.dtd",
                        part.filename,
                        gettext_noop("Markup without declarations of its own (DOCTYPE, ENTITY)."),
                    )
                    return
        if kind_of(head) in ARCHIVES:
            yield fault(
                "upload.nested", part.filename, gettext_noop("An archive without other archives in it.")
            )


def check_gzip(path: Path, limits: Limits) -> list[Finding]:
    """The same for the one part of a gzip file."""
    total, head = 0, b""
    try:
        with gzip.open(path, "rb") as stream:
            while piece := stream.read(PIECE):
                total += len(piece)
                head = head or piece[:HEAD]
                if total > limits.unpacked:
                    return [_too_much(limits)]
    except _BROKEN as error:
        return [_broken(f"{type(error).__name__}: {error}")]
    if kind_of(head) in ARCHIVES | {Content.PROGRAM}:
        return [fault("upload.nested", "", gettext_noop("An archive without other archives in it."))]
    return []


def is_plain(name: str) -> bool:
    """Whether a part's name stays below the folder where the archive is opened, on every system.

    >>> is_plain("a/b.csv"), is_plain("../b.csv"), is_plain("C:\\\\b.csv"), is_plain("/etc/passwd")
    (True, False, False, False)
    """
    if not name or len(name) > 250 or any(ord(letter) < 32 for letter in name):
        return False
    parts = PurePosixPath(name.replace("\\", "/"))
    return not parts.is_absolute() and ".." not in parts.parts and ":" not in name and "\\" not in name


def _declares(piece: bytes) -> bool:
    plain = piece.replace(b"\0", b"").upper()  # also in UTF-16
    return b"<!DOCTYPE" in plain or b"<!ENTITY" in plain


def _too_much(limits: Limits) -> Finding:
    return fault(
        "upload.expands",
        "",
        gettext_noop("A compressed file of at most %(limit)s bytes once unpacked."),
        limit=limits.unpacked,
    )


def _broken(found: str) -> Finding:
    return fault("upload.broken", found, gettext_noop("A whole file; this one is cut short or damaged."))
