"""The file itself: a ZIP (any tool opens it) whose closing comment holds the SHA-256 of all bytes before it.

The standard library's `zipfile` checks a CRC for each member and nothing of the rest; the comment and the manifest's checksums find a single
altered bit wherever it is, and which member it is in. Everything is checked before anything is written.
"""

from __future__ import annotations

import hashlib
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

from django.utils.translation import gettext as _

from .manifest import NAME, Manifest, Member, read_manifest
from .said import Damaged, Progress, silent

PIECE = 1 << 20
MARK = b"portici-backup sha256 "
DIGEST = 64
MANIFEST_LIMIT = 64 << 20
MEDIA = "media/"
DATABASES = {"sqlite": "database.sqlite3", "postgresql": "database.pgdump"}
#: What `zipfile` raises over bytes that are no archive.
UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError),
    *(NotImplementedError, RuntimeError, ValueError, IndexError, OverflowError),
)


class Writer:
    """Adds members and their checksums; `close` writes the manifest and seals the file."""

    def __init__(self, path: Path) -> None:
        self.path, self.members = path, dict[str, Member]()
        # For the owner alone: the archive holds personal data.
        self._stream = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b")
        self._zip = zipfile.ZipFile(self._stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1)

    def add(
        self,
        name: str,
        source: IO[bytes],
        *,
        packed: bool = False,
        size: int = 0,
        progress: Progress = silent,
    ) -> None:
        """Copy a stream in; `packed` is compressed already. The checksum is of the bytes that were read."""
        digest, done = hashlib.sha256(), 0
        info = zipfile.ZipInfo(name)
        info.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
        info.external_attr = (stat.S_IFREG | 0o600) << 16
        with self._zip.open(info, "w", force_zip64=True) as target:
            while piece := source.read(PIECE):
                target.write(piece)
                digest.update(piece)
                done += len(piece)
                progress(name, done, max(size, done))
        self.members[name] = Member(done, digest.hexdigest())

    def close(self, manifest: Manifest) -> None:
        self._zip.writestr(NAME, manifest.as_bytes())
        self._zip.comment = MARK + b"0" * DIGEST
        self._zip.close()
        self._stream.seek(-DIGEST, os.SEEK_END)
        end = self._stream.tell()
        digest = _digest(self._stream, end)
        self._stream.seek(end)
        self._stream.write(digest.encode())
        self._stream.flush()
        os.fsync(self._stream.fileno())
        self._stream.close()


class Archive:
    """An archive that was checked from end to end; its members can be taken out."""

    def __init__(self, packed: zipfile.ZipFile, manifest: Manifest) -> None:
        self._zip, self.manifest = packed, manifest

    def extract(self, name: str, target: Path, progress: Progress = silent) -> None:
        """Write a member to a file that is not there yet. Raises Damaged when it changed since it was checked."""
        member = self.manifest.members[name]
        with target.open("xb") as out:
            for piece in _checked(self._zip, name, member, progress):
                out.write(piece)
            out.flush()
            os.fsync(out.fileno())


@contextmanager
def opened(path: Path, progress: Progress = silent) -> Iterator[Archive]:
    """The archive, read to its end and found whole. Raises Damaged."""
    try:
        packed = zipfile.ZipFile(path)
    except UNREADABLE as error:
        raise Damaged([_no_archive(path, error)]) from error
    with packed:
        yield Archive(packed, _checked_whole(path, packed, progress))


def _checked_whole(path: Path, packed: zipfile.ZipFile, progress: Progress) -> Manifest:
    if not packed.comment.startswith(MARK) or len(packed.comment) != len(MARK) + DIGEST:
        raise Damaged(
            [(_("%(path)s: a ZIP file, and not one that `portici backup` wrote.") % {"path": path})]
        )
    names = _name_faults(path, packed)
    if names:
        raise Damaged(names)
    manifest = _manifest_of(packed)
    faults = _list_faults(packed, manifest)
    for name, member in manifest.members.items() if not faults else ():
        try:
            for _piece in _checked(packed, name, member, progress):
                pass
        except Damaged as error:
            faults += error.faults
    with path.open("rb") as stream:
        size = path.stat().st_size
        if _digest(stream, size - DIGEST).encode() != packed.comment[len(MARK) :] and not faults:
            faults.append(
                _("%(path)s: its bytes are not those that were written (SHA-256 of the whole file).")
                % {"path": path}
            )
    if faults:
        raise Damaged(faults)
    return manifest


def _no_archive(path: Path, error: BaseException) -> str:
    if not path.is_file():
        return _("%(path)s: there is no such file.") % {"path": path}
    return _(
        "%(path)s: no archive, or its end is missing (%(error)s). Copy it again from where it is kept."
    ) % {"path": path, "error": error}


def _name_faults(path: Path, packed: zipfile.ZipFile) -> list[str]:
    """Names that lead elsewhere, stand twice or are no plain files; sizes that cannot be."""
    faults, seen = [], set()
    for info in packed.infolist():
        mode = info.external_attr >> 16
        if info.filename in seen:
            faults.append(_("%(filename)s: it is there twice.") % {"filename": repr(info.filename)})
        elif not is_safe(info.orig_filename):
            faults.append(
                _("%(orig_filename)s: not a name of this archive; it could lead out of the folder.")
                % {"orig_filename": repr(info.orig_filename)}
            )
        elif info.is_dir() or (stat.S_IFMT(mode) not in {0, stat.S_IFREG}):
            faults.append(_("%(filename)s: not a plain file.") % {"filename": repr(info.filename)})
        elif info.flag_bits & 0x1 or info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            faults.append(
                _("%(filename)s: it is packed in a way that a backup does not use.")
                % {"filename": repr(info.filename)}
            )
        seen.add(info.filename)
    if sum(info.compress_size for info in packed.infolist()) > path.stat().st_size:
        faults.append(_("The sizes of its members add up to more than the file has."))
    return faults


def is_safe(name: str) -> bool:
    """Whether a member may have this name: the manifest, a database, a file below `media/`."""
    if name in {NAME, *DATABASES.values()}:
        return True
    # Not printable are control characters, and bytes of a file name that are no UTF-8.
    if "\\" in name or not name.isprintable() or not name.startswith(MEDIA):
        return False
    parts = name.split("/")
    return all(part not in {"", ".", ".."} for part in parts) and str(PurePosixPath(name)) == name


def _manifest_of(packed: zipfile.ZipFile) -> Manifest:
    try:
        info = packed.getinfo(NAME)
        with packed.open(info) as stream:
            content = stream.read(MANIFEST_LIMIT + 1)
    except KeyError:
        raise Damaged([_("manifest.json: it is missing.")]) from None
    except UNREADABLE as error:
        raise Damaged([(_("manifest.json: it cannot be read (%(error)s).") % {"error": error})]) from error
    if len(content) > MANIFEST_LIMIT:
        raise Damaged([_("manifest.json: larger than any manifest is.")])
    return read_manifest(content)


def _list_faults(packed: zipfile.ZipFile, manifest: Manifest) -> list[str]:
    """Members that are missing, that nobody announced, or that are said to be of another size."""
    there = {info.filename: info.file_size for info in packed.infolist() if info.filename != NAME}
    said = {name: member.size for name, member in manifest.members.items()}
    faults = [
        (_("%(name)s: it is missing.") % {"name": repr(name)}) for name in sorted(said.keys() - there.keys())
    ]
    faults += [
        (_("%(name)s: the manifest does not know it.") % {"name": repr(name)})
        for name in sorted(there.keys() - said.keys())
    ]
    faults += [
        (
            _("%(name)s: %(there)s bytes are announced in the archive, %(said)s in its manifest.")
            % {"name": repr(name), "there": there[name], "said": said[name]}
        )
        for name in sorted(said.keys() & there.keys())
        if there[name] != said[name]
    ]
    database = DATABASES.get(manifest.store)
    if database is None:
        faults.append(_("manifest.json: the store %(store)s is not known.") % {"store": repr(manifest.store)})
    elif database not in said:
        faults.append(
            _("%(database)s: the manifest does not list the database.") % {"database": repr(database)}
        )
    return faults


def _checked(packed: zipfile.ZipFile, name: str, member: Member, progress: Progress) -> Iterator[bytes]:
    """The member's bytes, never more than announced. Raises Damaged at the end, or where it cannot be read."""
    digest, done = hashlib.sha256(), 0
    try:
        with packed.open(name) as stream:
            while piece := stream.read(PIECE):
                done += len(piece)
                if done > member.size:
                    raise Damaged(
                        [
                            (
                                _("%(name)s: it goes on after the %(size)s bytes announced.")
                                % {"name": repr(name), "size": member.size}
                            )
                        ]
                    )
                digest.update(piece)
                progress(name, done, member.size)
                yield piece
    except UNREADABLE as error:
        raise Damaged(
            [
                (
                    _("%(name)s: it cannot be read to its end (%(error)s).")
                    % {"name": repr(name), "error": error}
                )
            ]
        ) from error
    if done != member.size:
        raise Damaged(
            [
                (
                    _("%(name)s: %(done)s bytes are there, %(size)s are announced.")
                    % {"name": repr(name), "done": done, "size": member.size}
                )
            ]
        )
    if digest.hexdigest() != member.sha256:
        raise Damaged(
            [(_("%(name)s: its content is not what was written (SHA-256).") % {"name": repr(name)})]
        )


def _digest(stream: IO[bytes], size: int) -> str:
    """SHA-256 of the first `size` bytes."""
    digest, rest = hashlib.sha256(), size
    stream.seek(0)
    while rest > 0 and (piece := stream.read(min(PIECE, rest))):
        digest.update(piece)
        rest -= len(piece)
    return digest.hexdigest()
