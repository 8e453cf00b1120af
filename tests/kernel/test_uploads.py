"""Files that would harm who opens them: bombs, paths out of the folder, entities, pictures that are also something else."""

from __future__ import annotations

import gzip
import io
import struct
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFile

from portici.kernel.uploads import PICTURES, Content, Limits, check_upload, picture_again
from portici.kernel.uploads.content import SNIFFED

SMALL = Limits(size=300_000, unpacked=1_000_000, parts=50, points=1_000_000, markup=100_000)
ALL = set(Content)


def codes(
    path: Path, content: bytes, accepted: set[Content] | frozenset[Content] = frozenset(ALL)
) -> list[str]:
    path.write_bytes(content)
    return [finding.code for finding in check_upload(path, accepted=accepted, limits=SMALL)]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "file"


def packed(**parts: bytes) -> bytes:
    return archive([(name.replace("__", "/"), data) for name, data in parts.items()])


def archive(parts: list[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as made:
        for name, data in parts:
            made.writestr(zipfile.ZipInfo(name), data, method)
    return target.getvalue()


def drawn(kind: str = "PNG", size: tuple[int, int] = (20, 20), mode: str = "RGB", **options: object) -> bytes:
    target = io.BytesIO()
    Image.new(mode, size, 200).save(target, kind, **options)  # type: ignore[arg-type]
    return target.getvalue()


def bare_png(width: int, height: int) -> bytes:
    """A whole PNG of any size in a few bytes: one that says more points than there is memory."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    lines = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "content",
    [
        "nome;comune\ncaffè;Bologna\n".encode(),
        "caffè".encode("cp1252"),
        "caffè".encode("utf-16"),
        b'{"type": "FeatureCollection", "features": []}',
        packed(tavola__csv=b"a;b\n"),
        gzip.compress(b"a;b\n", mtime=0),
        drawn(),
        drawn("JPEG"),
        drawn("GIF"),
        drawn("WEBP"),
        b"<?xml version='1.0'?><rss/>",
        b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9v9z" fill="url(#a)"/></svg>',
    ],
)
def test_what_is_what_it_says_passes(file: Path, content: bytes) -> None:
    assert codes(file, content) == []


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_what_is_cut_short_is_refused_after_something_was_printed(
    file: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as WeasyPrint leaves it
    assert codes(file, drawn(kind, (200, 200))[:-100], PICTURES) == ["upload.broken"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "upload.empty"),
        (b"a" * 300_001, "upload.size"),
        (b"MZ\x90\x00", "upload.content"),
        (b"\x00\x01\x02\x03", "upload.content"),
        (b"#!/bin/sh\nrm -rf /\n", "upload.content"),
        (drawn()[:60], "upload.broken"),
        (drawn("JPEG")[:200], "upload.broken"),
        (packed(a=b"1" * 5000)[:-30], "upload.broken"),
        (gzip.compress(b"1" * 5000, mtime=0)[:-9], "upload.broken"),
    ],
)
def test_what_is_not_is_refused(file: Path, content: bytes, code: str) -> None:
    assert codes(file, content, {Content.TEXT, Content.ZIP, Content.GZIP} | PICTURES) == [code]


def test_a_name_changes_nothing(file: Path) -> None:
    assert codes(file, drawn(), {Content.TEXT}) == ["upload.content"]
    assert codes(file, b"<svg xmlns='x' onload='x()'/>", PICTURES) == ["upload.content"]


@pytest.mark.parametrize(
    "bomb",
    [
        gzip.compress(b"\0" * 20_000_000, mtime=0),
        packed(one=b"\0" * 20_000_000),
        archive([(f"{number}.csv", b"\0" * 100_000) for number in range(40)]),
    ],
    ids=["gzip", "zip", "many"],
)
def test_bombs_are_not_unpacked(file: Path, bomb: bytes) -> None:
    assert len(bomb) < SMALL.size
    tracemalloc.start()
    found = codes(file, bomb)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found == ["upload.expands"]
    assert peak < 3_000_000


def test_a_zip_that_lies_about_its_sizes_is_counted_as_it_comes(file: Path) -> None:
    honest = packed(one=b"\0" * 20_000_000)
    lying = honest.replace(struct.pack("<I", 20_000_000), struct.pack("<I", 10))
    assert lying != honest
    assert codes(file, lying)[0] in {"upload.expands", "upload.broken"}


def test_parts_that_lie_over_one_another_are_refused(file: Path) -> None:
    """One compressed body told many times in the list of parts (Fifield's bomb)."""
    made = archive([("a", b"\0" * 200_000)])
    start = made.index(b"PK\x01\x02")
    entry, end = made[start : made.index(b"PK\x05\x06")], made[made.index(b"PK\x05\x06") :]
    entries = b"".join(entry[:46] + bytes([97 + number]) for number in range(20))
    tail = end[:8] + struct.pack("<HHII", 20, 20, len(entries), start) + end[20:]
    assert codes(file, made[:start] + entries + tail)[0] in {"upload.overlap", "upload.broken"}


@pytest.mark.parametrize(
    "inner",
    [packed(a=b"1"), gzip.compress(b"1", mtime=0), b"7z\xbc\xaf\x27\x1c..."],
    ids=["zip", "gzip", "7z"],
)
def test_archives_in_archives_are_refused(file: Path, inner: bytes) -> None:
    assert codes(file, packed(a=inner)) == ["upload.nested"]
    assert codes(file, gzip.compress(inner)) == ["upload.nested"]


@pytest.mark.parametrize(
    "name",
    [
        "../a.csv",
        "a/../../b",
        "/etc/passwd",
        "C:\\b.csv",
        "..\\b.csv",
        "\\\\host\\b",
        "a\nb",
        "a:stream",
        "x" * 300,
    ],
)
def test_paths_out_of_the_folder_are_refused(file: Path, name: str) -> None:
    assert "upload.path" in codes(file, archive([(name, b"1")]))


def test_links_and_doubles_are_refused(file: Path) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        link = zipfile.ZipInfo("link")
        link.external_attr = 0o120777 << 16
        made.writestr(link, "/etc/passwd")
    assert codes(file, target.getvalue()) == ["upload.path"]
    with pytest.warns(UserWarning, match="Duplicate name"):
        twice = archive([("a", b"1"), ("a", b"2")])
    assert codes(file, twice) == ["upload.twice"]
    assert codes(file, archive([(str(number), b"") for number in range(51)])) == ["upload.parts"]


@pytest.mark.parametrize("size", [(100_000, 100_000), (2_000_000, 1), (1001, 1000)])
def test_pictures_of_too_many_points_are_not_unpacked(file: Path, size: tuple[int, int]) -> None:
    tracemalloc.start()
    found = codes(file, bare_png(*size))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (found, peak < 3_000_000) == (["upload.points"], True)


def test_frames_count_too(file: Path) -> None:
    target = io.BytesIO()
    frames = [Image.new("RGB", (100, 100), (number, 0, 0)) for number in range(201)]
    frames[0].save(target, "GIF", save_all=True, append_images=frames[1:])
    assert codes(file, target.getvalue()) == ["upload.points"]


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
FETCHED = b'<?xml version="1.0"?><!DOCTYPE x SYSTEM "http://elsewhere.example/x.dtd"><x/>'
PARAMETER = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY % a SYSTEM "http://elsewhere.example/x">%a;]><x/>'


@pytest.mark.parametrize(
    "markup", [ENTITIES, OUTSIDE, FETCHED, PARAMETER], ids=["laughs", "file", "dtd", "parameter"]
)
def test_declarations_in_markup_are_refused(file: Path, markup: bytes) -> None:
    assert codes(file, markup) == ["upload.dtd"]
    assert codes(file, markup.decode().replace('"1.0"', '"1.0" encoding="utf-16"').encode("utf-16")) == [
        "upload.dtd"
    ]
    assert codes(file, archive([("xl/workbook.xml", markup)])) == ["upload.dtd"]
    assert codes(file, archive([("xl/workbook.xml", markup.decode().encode("utf-16"))])) == ["upload.dtd"]


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<path onload="alert(1)"/>',
        '<a href="javascript:alert(1)"><path/></a>',
        '<use href="http://elsewhere.example/x.svg#a"/>',
        '<image href="data:image/svg+xml;base64,PHN2Zz4="/>',
        '<image xlink:href="file:///etc/passwd" xmlns:xlink="http://www.w3.org/1999/xlink"/>',
        "<foreignObject><iframe/></foreignObject>",
        '<path style="fill:url(http://elsewhere.example/x)"/>',
        "<style>@import 'http://elsewhere.example/x.css'</style>",
        '<set attributeName="href" to="javascript:alert(1)"/>',
    ],
)
def test_drawings_that_run_or_fetch_are_refused(file: Path, inside: str) -> None:
    assert codes(file, f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>'.encode()) == ["upload.runs"]


def test_pictures_that_are_also_something_else_are_refused(file: Path) -> None:
    assert codes(file, drawn() + packed(a=b"1")) == ["upload.polyglot"]
    assert codes(file, drawn("JPEG", comment=b"%PDF-1.7 1 0 obj")) == ["upload.polyglot"]
    assert codes(file, drawn("GIF", comment=b"<script>alert(1)</script>")) == ["upload.polyglot"]
    assert codes(file, b"%PDF-1.7\n<html><script>alert(1)</script>") == ["upload.polyglot"]


def test_what_is_kept_of_a_picture_is_its_points_alone(file: Path) -> None:
    exif = Image.Exif()
    exif[0x010E] = "where I live"
    content = drawn("JPEG", exif=exif) + b"\0" * SNIFFED + b"<?php system($_GET[1]); ?>"
    assert codes(file, content) == []
    again = picture_again(file, Content.JPEG)
    assert (b"where I live" in content, b"where I live" in again, b"php" in again) == (True, False, False)
    assert Image.open(io.BytesIO(again)).size == (20, 20)


WHOLE = [
    packed(a=b"text of a part" * 20, b__c=b"\0" * 500),
    gzip.compress(b"nome;comune\n" * 50, mtime=0),
    drawn(),
    drawn("JPEG"),
    drawn("GIF"),
    drawn("WEBP"),
    ENTITIES,
    b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9v9z"/></svg>',
]


@settings(
    max_examples=400,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(whole=st.sampled_from(WHOLE), data=st.data())
def test_damaged_files_are_answered_never_crashed_upon(file: Path, whole: bytes, data: st.DataObject) -> None:
    content = bytearray(whole)
    for _change in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(1, len(content)))
    assert all(code.startswith("upload.") for code in codes(file, bytes(content[:cut])))


@settings(
    max_examples=400,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(
    start=st.sampled_from([whole[:12] for whole in WHOLE] + [b"", b"<", b"RIFF"]),
    rest=st.binary(max_size=3000),
)
def test_any_bytes_are_answered(file: Path, start: bytes, rest: bytes) -> None:
    assert all(code.startswith("upload.") for code in codes(file, start + rest))
