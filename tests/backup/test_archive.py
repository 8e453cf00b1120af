"""The file: what is not exactly what was written is refused, and says what is wrong."""

from __future__ import annotations

import io
import json
import random
import stat
import struct
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portici.backup import archive
from portici.backup.archive import Writer, opened
from portici.backup.manifest import Facts, JournalHead, Manifest, Member, read_manifest
from portici.backup.said import Damaged

pytestmark = pytest.mark.usefixtures("english")
NOISE = random.Random(7).randbytes(40_000)
FACTS = Facts(
    {"journal_entry": 3}, ["journal.0001_initial"], JournalHead("a" * 64, 3, "2026-03-02T09:00:00+00:00")
)
MANIFEST = Manifest("2026-03-02T09:00:00+00:00", "0.1.0", "sqlite", "3.40", FACTS)


def written(path: Path, members: dict[str, bytes] | None = None, **values: Any) -> Path:
    """An archive as the writer makes it."""
    writer = Writer(path)
    for name, content in (members or {"database.sqlite3": NOISE, "media/a.txt": b"a" * 5000}).items():
        writer.add(name, io.BytesIO(content))
    writer.close(replace(MANIFEST, members=writer.members, **values))
    return path


def faults(path: Path) -> str:
    with pytest.raises(Damaged) as refusal, opened(path):
        pass
    return "\n".join(refusal.value.faults)


def test_what_was_written_comes_out(tmp_path: Path) -> None:
    path = written(tmp_path / "one.zip")
    told: list[tuple[str, int, int]] = []
    with opened(path, lambda *what: told.append(what)) as found:
        assert found.manifest == replace(MANIFEST, members=found.manifest.members)
        assert found.manifest.media == ["media/a.txt"]
        found.extract("database.sqlite3", tmp_path / "out")
    assert (tmp_path / "out").read_bytes() == NOISE
    assert told == [("database.sqlite3", 40_000, 40_000), ("media/a.txt", 5000, 5000)]
    assert zipfile.ZipFile(path).testzip() is None


@given(share=st.floats(0, 1, exclude_max=True))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_cut_off_anywhere(tmp_path: Path, share: float) -> None:
    path = tmp_path / "one.zip"
    path.unlink(missing_ok=True)
    whole = written(path).read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    assert faults(path)


@given(share=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_one_bit_anywhere(tmp_path: Path, share: float, bit: int) -> None:
    path = tmp_path / "one.zip"
    path.unlink(missing_ok=True)
    whole = bytearray(written(path).read_bytes())
    whole[int(len(whole) * share)] ^= 1 << bit
    path.write_bytes(whole)
    assert faults(path)


@given(content=st.binary(max_size=400))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_other_bytes(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "any"
    path.write_bytes(content)
    assert faults(path)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
)


@given(name=st.sampled_from(["format", "facts", "members", "made_at", "version", "store"]), value=JSON)
@settings(max_examples=300, deadline=None)
def test_a_manifest_of_any_shape_is_read_or_refused(name: str, value: Any) -> None:
    raw = json.loads(replace(MANIFEST, members={"media/a": Member(1, "b")}).as_bytes()) | {name: value}
    content = json.dumps(raw).encode()
    try:
        found = read_manifest(content)
    except Damaged:
        return
    assert found == read_manifest(found.as_bytes())


def test_no_file_and_another_zip(tmp_path: Path) -> None:
    assert "there is no such file" in faults(tmp_path / "none")
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as packed:
        packed.writestr("a", "b")
    assert "not one that `portici backup` wrote" in faults(tmp_path / "other.zip")


def forged(path: Path, change: Callable[[zipfile.ZipFile], None], manifest: Manifest) -> Path:
    """An archive that somebody made by hand, sealed as the writer seals."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.comment = archive.MARK + b"0" * archive.DIGEST
        packed.writestr("manifest.json", manifest.as_bytes())
        change(packed)
    return sealed(path, content.getvalue())


def sealed(path: Path, content: bytes) -> Path:
    digest = archive._digest(io.BytesIO(content), len(content) - archive.DIGEST)
    path.write_bytes(content[: -archive.DIGEST] + digest.encode())
    return path


def member(content: bytes) -> Member:
    import hashlib

    return Member(len(content), hashlib.sha256(content).hexdigest())


def listed(**members: bytes) -> Manifest:
    return replace(
        MANIFEST,
        members={"database.sqlite3": member(b"x")}
        | {name: member(content) for name, content in members.items()},
    )


def link(packed: zipfile.ZipFile) -> None:
    info = zipfile.ZipInfo("media/link")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    packed.writestr(info, "/etc/passwd")


def twice(packed: zipfile.ZipFile) -> None:
    packed.writestr("media/a", "1")
    with pytest.warns(UserWarning, match="Duplicate name"):
        packed.writestr("media/a", "2")


@pytest.mark.parametrize(
    "name",
    ["../out", "/etc/passwd", "media/../../out", "media//a", "media/./a", "media/", "media\\..\\a", "other.txt", "media/a\nb", "C:/a", "media/.."],
)  # fmt: skip
def test_names_that_lead_elsewhere(tmp_path: Path, name: str) -> None:
    path = forged(tmp_path / "one.zip", lambda packed: packed.writestr(name, "x"), listed())
    assert "could lead out" in faults(path)
    assert [one.name for one in tmp_path.iterdir()] == ["one.zip"]


@pytest.mark.parametrize(
    ("change", "manifest", "said"),
    [
        (link, listed(), "not a plain file"),
        (twice, listed(), "there twice"),
        (lambda packed: packed.writestr("media/b", "x"), listed(), "the manifest does not know it"),
        (lambda _packed: None, listed(), "'database.sqlite3': it is missing"),
        (lambda packed: packed.writestr("database.sqlite3", "y"), listed(), "its content is not what was written"),
        (lambda packed: packed.writestr("database.sqlite3", "xx"), listed(), "2 bytes are announced in the archive, 1 in its manifest"),
        (lambda packed: packed.writestr("database.sqlite3", "x"), replace(listed(), store="oracle"), "is not known"),
        (lambda packed: packed.writestr("media/a", "x"), replace(MANIFEST, members={"media/a": member(b"x")}), "does not list the database"),
        (lambda packed: packed.writestr("database.sqlite3", "x"), replace(listed(), format=2), "layout 2, made by Portici 0.1.0"),
        (lambda packed: packed.writestr("database.sqlite3", "x"), replace(listed(), format=0), "not the manifest of a Portici backup"),
        (lambda packed: packed.writestr("database.sqlite3", "x", zipfile.ZIP_BZIP2), listed(), "a way that a backup does not use"),
    ],
)  # fmt: skip
def test_forged(tmp_path: Path, change: Any, manifest: Manifest, said: str) -> None:
    assert said in faults(forged(tmp_path / "one.zip", change, manifest))


def test_a_bomb_that_lies_about_its_size_is_not_read_on(tmp_path: Path) -> None:
    """The member unpacks to a thousand times what both its header and the manifest say."""
    bomb = b"\0" * 50_000_000
    path = forged(tmp_path / "one.zip", lambda packed: packed.writestr("database.sqlite3", bomb), listed())
    content = bytearray(path.read_bytes())
    for size in _places(content, struct.pack("<I", len(bomb))):
        content[size : size + 4] = struct.pack("<I", 1)
    assert "database.sqlite3" in faults(sealed(path, bytes(content)))


def test_members_that_share_their_bytes(tmp_path: Path) -> None:
    """The bomb of overlapping members: more packed bytes are announced than the file has."""
    path = forged(tmp_path / "one.zip", lambda packed: packed.writestr("database.sqlite3", NOISE), listed())
    content = bytearray(path.read_bytes())
    (place,) = _places(content, b"PK\x01\x02")[1:]
    content[place + 20 : place + 24] = struct.pack("<I", 1 << 30)
    assert "more than the file has" in faults(sealed(path, bytes(content)))


def _places(content: bytearray, wanted: bytes) -> list[int]:
    found, at = [], content.find(wanted)
    while at >= 0:
        found.append(at)
        at = content.find(wanted, at + 1)
    return found


def test_a_manifest_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MANIFEST_LIMIT", 100)
    assert "larger than any manifest" in faults(written(tmp_path / "one.zip"))


def test_changed_after_it_was_checked(tmp_path: Path) -> None:
    path = written(tmp_path / "one.zip")
    with opened(path) as found:
        content = path.read_bytes()
        path.write_bytes(content[:200] + bytes(byte ^ 255 for byte in content[200:20_000]) + content[20_000:])
        with pytest.raises(Damaged):
            found.extract("database.sqlite3", tmp_path / "out")
