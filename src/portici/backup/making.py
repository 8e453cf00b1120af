"""Making a backup while people work: first the database, as it is at one moment, then the media that it may speak of."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

from portici.journal.sealing import seal_waiting
from portici.kernel import clock

from .archive import DATABASES, MEDIA, Writer, is_safe, opened
from .keeping import drop_old, file_name
from .manifest import Facts, Manifest, Member
from .said import Progress, Refusal, silent
from .stores import Store

TEMPORARY = ".portici-backup-"
LOCK = ".portici-backup.lock"


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was written and read again."""

    path: Path
    manifest: Manifest
    dropped: list[Path]
    left_out: list[str]


def make_backup(
    *, store: Store, media: Path, out: Path, keep: int | None = None, progress: Progress = silent
) -> Made:
    """Write the backup to `out`: a new file, or a folder, where it gets a name with its time.

    Half an archive never has that name: it is written beside, read again, then renamed. `keep` takes away older backups of
    the folder beyond that number. Raises Refusal.
    """
    moment = clock.now().astimezone(UTC)
    folder, target = _target(out, moment, keep)
    with _alone(folder), tempfile.TemporaryDirectory(prefix=TEMPORARY, dir=folder) as place:
        store.ensure_there()
        _seal()
        written, left_out = _write(store, media, Path(place), moment, progress)
        with opened(
            written, lambda _what, done, total: progress(_("reading it again"), done, total)
        ) as archive:
            manifest = archive.manifest
        if target.exists():
            raise Refusal(
                _("%(target)s is there already; a backup is never written over another one.")
                % {"target": target}
            )
        written.rename(target)
        _settle(folder)
    dropped = drop_old(folder, keep) if keep is not None else []
    return Made(target, manifest, dropped, left_out)


def _seal() -> None:
    """Chain what waits, so that the head that is printed covers it; a store before its migrations has no chain yet."""
    try:
        seal_waiting()
    except DatabaseError:
        connection.close()


def _target(out: Path, moment: datetime, keep: int | None) -> tuple[Path, Path]:
    if out.is_dir():
        return out, out / file_name(moment)
    if keep is not None:
        raise Refusal(
            _("--keep counts the backups of a folder: give --out a folder that exists, not %(out)s.")
            % {"out": out}
        )
    if out.exists():
        raise Refusal(
            _("%(out)s is there already; a backup is never written over another one.") % {"out": out}
        )
    if not out.parent.is_dir():
        raise Refusal(_("%(parent)s: there is no such folder.") % {"parent": out.parent})
    return out.parent, out


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One backup at a time in a folder; whoever has the lock takes away what killed ones left."""
    with (folder / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refusal(_("Another backup into %(folder)s is under way.") % {"folder": folder}) from None
        for left in folder.glob(f"{TEMPORARY}*"):
            shutil.rmtree(left, ignore_errors=True)
        yield


def _write(
    store: Store, media: Path, place: Path, moment: datetime, progress: Progress
) -> tuple[Path, list[str]]:
    """The archive in `place`; the media that are not in it: taken away meanwhile, or of a name that no archive holds."""
    copy, written = place / "database", place / "archive"
    writer = Writer(written)
    facts = store.snapshot(copy, progress)
    with copy.open("rb") as stream:
        size = copy.stat().st_size
        writer.add(DATABASES[store.kind], stream, packed=store.packed, size=size, progress=progress)
    copy.unlink()
    left_out = []
    for path in media_files(media):
        name = path.relative_to(media).as_posix()
        if not is_safe(MEDIA + name):
            left_out.append(name)
            continue
        try:
            with path.open("rb") as stream:
                writer.add(MEDIA + name, stream, size=path.stat().st_size, progress=progress)
        except FileNotFoundError:
            left_out.append(name)
    writer.close(_manifest(store, facts, moment, writer.members))
    return written, left_out


def _manifest(store: Store, facts: Facts, moment: datetime, members: dict[str, Member]) -> Manifest:
    return Manifest(
        made_at=moment.isoformat(),
        version=version("portici"),
        store=store.kind,
        store_version=store.version(),
        facts=facts,
        members=members,
    )


def media_files(media: Path) -> Iterator[Path]:
    """The plain files of the folder, in order; links are not followed, they could lead out of it."""
    for folder, folders, names in os.walk(media):
        folders.sort()
        for name in sorted(names):
            path = Path(folder) / name
            if path.is_file() and not path.is_symlink():
                yield path


def _settle(folder: Path) -> None:
    """Let the disk know of the new name."""
    descriptor = os.open(folder, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)
