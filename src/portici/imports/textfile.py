"""Opening a table's text without loading it: gzip with a limit, encoding found by a pass over the bytes.

`kernel.parsing.decode` wants the whole file in memory; here its findings are asked for piece by piece, so
that the memory does not grow with the file.
"""

from __future__ import annotations

import codecs
import gzip
import io
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, TextIO, cast

from django.conf import settings

from portici.kernel.findings import Finding, Invalid, Message, Severity, gettext_noop
from portici.kernel.parsing import decode

PIECE = 1 << 18
#: How many times the largest upload a compressed file may become.
EXPANSION = 10


@dataclass(frozen=True, slots=True)
class Nature:
    """What a pass over the bytes found: the encoding to read with, and warnings on the whole."""

    encoding: str
    findings: tuple[Finding, ...]


def open_bytes(path: Path) -> BinaryIO:
    """The file's bytes, unpacked when it is gzip."""
    with path.open("rb") as start:
        packed = start.read(2) == b"\x1f\x8b"
    return cast("BinaryIO", gzip.open(path, "rb")) if packed else path.open("rb")


def open_text(path: Path) -> TextIO:
    """The file as text, line breaks untouched. Raises Invalid when it is no text, is cut short or grows too
    large.
    """
    encoding = nature_of(path).encoding
    return io.TextIOWrapper(open_bytes(path), encoding=encoding, newline="")


def nature_of(path: Path) -> Nature:
    """What the file is, from one pass over it. Raises Invalid."""
    stat = path.stat()
    return _nature_of(path, stat.st_size, stat.st_mtime_ns)


@lru_cache(maxsize=4)
def _nature_of(path: Path, _size: int, _modified: int) -> Nature:
    encoding = _encoding_of(path)
    warnings: dict[str, Finding] = {}
    if encoding in {"cp1252", "latin-1"}:
        warnings["file.encoding"] = _legacy_finding(path, encoding)
    for line, text in _texts(path, encoding):
        for finding in _suspicions(text):
            warnings[finding.code] = _added(warnings.get(finding.code), finding, line)
    return Nature(encoding, tuple(warnings.values()))


def _pieces(path: Path) -> Iterator[bytes]:
    """The unpacked bytes in pieces. Raises Invalid for a packed file that is cut short, damaged or too
    large.
    """
    limit = settings.IMPORT_MAX_BYTES * EXPANSION
    size = 0
    try:
        with open_bytes(path) as stream:
            while piece := stream.read(PIECE):
                size += len(piece)
                if size > limit:
                    raise Invalid([_too_large(limit)])
                yield piece
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise Invalid([cut_short("gzip")]) from error


def _encoding_of(path: Path) -> str:
    """UTF-16 by its mark, UTF-8, else what Windows or the older standard writes. Raises Invalid for binary
    data.
    """
    pieces = _pieces(path)
    first = next(pieces, b"")
    refused = [f for f in decode(first[:4096]).findings if f.severity is Severity.ERROR]
    if refused:
        raise Invalid(refused)
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    fits = {"utf-8-sig": _decoder("utf-8-sig"), "cp1252": _decoder("cp1252")}
    for piece in _chain(first, pieces):
        if b"\0" in piece:
            raise Invalid([f for f in decode(piece).findings if f.severity is Severity.ERROR])
        for name in [name for name, reads in fits.items() if not reads(piece, final=False)]:
            del fits[name]
    for name in [name for name, reads in fits.items() if not reads(b"", final=True)]:
        del fits[name]
    return next(iter(fits), "latin-1")


def _decoder(encoding: str) -> Callable[..., bool]:
    """A function that says whether the pieces given to it so far can be read in the encoding."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")

    def reads(piece: bytes, *, final: bool) -> bool:
        try:
            decoder.decode(piece, final)
        except UnicodeDecodeError:
            return False
        return True

    return reads


def _chain(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _texts(path: Path, encoding: str) -> Iterator[tuple[int, str]]:
    """The text in pieces, each with the number of lines before it."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    lines = 0
    try:
        for piece in _pieces(path):
            text = decoder.decode(piece)
            yield lines, text
            lines += text.count("\n")
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise Invalid([cut_short(str(error))]) from error


def _suspicions(text: str) -> Iterator[Finding]:
    """What the kernel finds in the letters; asked only of text that has a letter such findings start with."""
    if any(mark in text for mark in "ÃÂâ\ufffd"):
        yield from decode(text.replace("\0", "").encode("utf-8", "replace")).findings


def _added(known: Finding | None, finding: Finding, line: int) -> Finding:
    """The finding of a later piece counted into the first one."""
    params = dict(finding.accepted.params)
    if known is None:
        if "line" in params:
            params["line"] = int(str(params["line"])) + line
        return replace(finding, accepted=Message(finding.accepted.template, params))
    before = dict(known.accepted.params)
    if "count" in before:
        before["count"] = int(str(before["count"])) + int(str(params["count"]))
    return replace(known, accepted=Message(known.accepted.template, before))


def _legacy_finding(path: Path, encoding: str) -> Finding:
    for piece in _pieces(path):
        found = [f for f in decode(piece).findings if f.code == "file.encoding"]
        if found and any(byte >= 0x80 for byte in piece):
            params = {"encoding": encoding}
            return replace(found[0], accepted=Message(found[0].accepted.template, params))
    raise AssertionError("a file read as legacy holds a byte that is not ASCII")


def cut_short(found: str) -> Finding:
    """The finding for a file that ends too early or cannot be unpacked."""
    return Finding(
        severity=Severity.ERROR,
        code="file.truncated",
        found=found[:200],
        accepted=Message(gettext_noop("A whole file; this one is cut short or damaged.")),
        todo=Message(gettext_noop("Download the file again from its source and compare its size.")),
    )


def _too_large(limit: int) -> Finding:
    return Finding(
        severity=Severity.ERROR,
        code="file.expands",
        found="",
        accepted=Message(
            gettext_noop("A compressed file of at most %(limit)s bytes once unpacked."), {"limit": limit}
        ),
        todo=Message(gettext_noop("Divide the table into several files.")),
    )
