"""What a file is, from its bytes; and what else another program would take it for."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from portici.kernel.findings import Finding, Message, Severity, gettext_noop

__all__ = [
    "ARCHIVES",
    "PICTURES",
    "Content",
    "Limits",
    "content_of",
    "fault",
    "gettext_noop",
    "hidden_kinds",
    "kind_of",
]

HEAD = 2048
#: How far browsers and readers look for the beginning of a page or of a PDF.
SNIFFED = 1500


class Content(StrEnum):
    """The kinds of content that the house knows."""

    ZIP = "zip"
    GZIP = "gzip"
    PDF = "pdf"
    PNG = "png"
    JPEG = "jpeg"
    GIF = "gif"
    WEBP = "webp"
    SVG = "svg"
    XML = "xml"
    TEXT = "text"
    SQLITE = "sqlite"
    OTHER_ARCHIVE = "archive"
    PROGRAM = "program"


PICTURES = frozenset({Content.PNG, Content.JPEG, Content.GIF, Content.WEBP})
ARCHIVES = frozenset({Content.ZIP, Content.GZIP, Content.OTHER_ARCHIVE})

_SIGNATURES: tuple[tuple[bytes, Content], ...] = (
    (b"PK\x03\x04", Content.ZIP),
    (b"PK\x05\x06", Content.ZIP),
    (b"\x1f\x8b", Content.GZIP),
    (b"%PDF-", Content.PDF),
    (b"\x89PNG\r\n\x1a\n", Content.PNG),
    (b"\xff\xd8\xff", Content.JPEG),
    (b"GIF87a", Content.GIF),
    (b"GIF89a", Content.GIF),
    (b"SQLite format 3\x00", Content.SQLITE),
    (b"7z\xbc\xaf\x27\x1c", Content.OTHER_ARCHIVE),
    (b"Rar!\x1a\x07", Content.OTHER_ARCHIVE),
    (b"BZh", Content.OTHER_ARCHIVE),
    (b"\xfd7zXZ\x00", Content.OTHER_ARCHIVE),
    (b"\x28\xb5\x2f\xfd", Content.OTHER_ARCHIVE),
    (b"MZ", Content.PROGRAM),
    (b"\x7fELF", Content.PROGRAM),
    (b"#!", Content.PROGRAM),
)
_SVG = re.compile(rb"<(?:[a-z]+:)?svg[\s>]", re.IGNORECASE)
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|script|svg|iframe|body|\?php)", re.IGNORECASE)
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes of the file, bytes of what is in it, how many parts, points of a picture, bytes of a markup file."""

    size: int = 60_000_000
    unpacked: int = 600_000_000
    parts: int = 10_000
    points: int = 60_000_000
    markup: int = 50_000_000


def fault(code: str, found: str, accepted: str, **params: object) -> Finding:
    todo = Message(
        gettext_noop(
            "Save or download the file again from the program that made it; do not rename another kind of file."
        )
    )
    return Finding(Severity.ERROR, code, found[:200], Message(accepted, params), todo, "file")


def content_of(path: Path) -> Content | None:
    """The kind of the content; None for binary data that the house does not know."""
    with path.open("rb") as stream:
        return kind_of(stream.read(HEAD))


def kind_of(head: bytes) -> Content | None:
    """The kind by the first bytes.

    >>> kind_of(b"nome;comune"), kind_of(b"PK\\x03\\x04..."), kind_of(b"<svg xmlns='x'>")
    (<Content.TEXT: 'text'>, <Content.ZIP: 'zip'>, <Content.SVG: 'svg'>)
    """
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Content.WEBP
    if head[257:262] == b"ustar":
        return Content.OTHER_ARCHIVE
    return _text_kind(head)


def _text_kind(head: bytes) -> Content | None:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Content.XML if "<?xml" in head[:200].decode("utf-16", "ignore") else Content.TEXT
    if _CONTROLS.search(head):
        return None
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"<"):
        return Content.SVG if _SVG.search(start) else Content.XML
    return Content.TEXT


def hidden_kinds(path: Path, kind: Content) -> list[str]:
    """What else a program that looks elsewhere than at the first bytes would take the file for."""
    with path.open("rb") as stream:
        head = stream.read(HEAD)
    found = []
    if kind is not Content.ZIP and kind not in {Content.TEXT, Content.GZIP} and zipfile.is_zipfile(path):
        found.append(Content.ZIP.value)
    if kind is not Content.PDF and b"%PDF-" in head[:SNIFFED] and kind is not Content.TEXT:
        found.append(Content.PDF.value)
    if kind in PICTURES | {Content.PDF} and _PAGE.search(head[:SNIFFED]):
        found.append("html")
    return found
