"""The desks of the imports: take a file in, carry it out in batches that can be resumed, go on where one
stopped.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from shutil import rmtree
from typing import BinaryIO

from django.conf import settings
from django.db import transaction

from portici.kernel import clock
from portici.kernel.actor import Actor
from portici.kernel.findings import Finding, Invalid, Message, Severity, ensure, ensure_valid, gettext_noop
from portici.kernel.uploads import Content, Limits, check_upload

from . import registry, rules
from .importer import Importer
from .models import ImportRun, RunState
from .running import is_stale, run_import, stored_file
from .textfile import EXPANSION
from .workbook import foreign

PIECE = 1 << 18

__all__ = ["receive_file", "resume_import", "run_import", "take_for_real"]


def receive_file(
    *,
    actor: Actor,
    importer: str,
    filename: str,
    content: Path | BinaryIO,
    options: Mapping[str, str] | None = None,
    dry_run: bool = False,
) -> ImportRun:
    """Take a file in and keep it where no page serves it; `run_import` reads it.

    The visitor's name of the file is shown, never used as a path. Raises Refused, or Invalid: an unknown
    kind of file or option, another extension, nothing in it, more than IMPORT_MAX_BYTES, an archive that would
    harm who opens it (`kernel.uploads`).
    """
    ensure(rules.may_import(actor))
    said = {name: text.strip() for name, text in (options or {}).items() if text.strip()}
    kind = ensure_known(importer)
    name = plain_name(filename)
    extension = _extension(name, kind)
    ensure_valid(_check_options(kind, said))
    run = ImportRun(
        importer=kind.code,
        filename=name,
        options=said,
        dry_run=dry_run,
        actor_uid=actor.uid,
        actor_label="" if actor.uid else actor.name,
        actor_grants=[[grant.role, grant.scope, grant.scope_uid] for grant in actor.grants],
        created_at=clock.now(),
    )
    folder = settings.MEDIA_ROOT / "imports" / run.uid
    try:
        run.sha256 = _store(content, folder, f"source{extension}")
        ensure_valid(_foreign(folder / f"source{extension}"))
        if extension in _ARCHIVES:
            kept = folder / f"source{extension}"
            ensure_valid(check_upload(kept, accepted={_ARCHIVES[extension]}, limits=_limits()))
        run.stored_at = f"imports/{run.uid}/source{extension}"
        run.save(force_insert=True)
    except BaseException:
        rmtree(folder, ignore_errors=True)
        raise
    return run


def take_for_real(*, actor: Actor, run: ImportRun) -> ImportRun:
    """The file of a trial received again, to be written this time. Raises Refused; Invalid when it is
    gone.
    """
    ensure(rules.may_take_for_real(actor, run))
    path = stored_file(run)
    if not path.is_file():
        accepted = Message(gettext_noop("The file as it was received; it is no longer kept."))
        raise Invalid(
            [_finding("file.gone", run.filename, accepted, gettext_noop("Bring the file in again."), "file")]
        )
    return receive_file(
        actor=actor, importer=run.importer, filename=run.filename, content=path, options=run.options
    )


def resume_import(*, actor: Actor, run: ImportRun) -> ImportRun:
    """Put a stopped run, or one whose worker is gone, back in the queue. Raises Refused."""
    with transaction.atomic():
        current = ImportRun.objects.select_for_update().get(pk=run.pk)
        ensure(rules.may_resume(actor, current, is_stale=is_stale(current)))
        current.state, current.worker = RunState.WAITING, ""
        current.save(update_fields=["state", "worker"])
    run.refresh_from_db()
    return run


def ensure_known(code: str) -> Importer:
    """The importer of this code. Raises Invalid naming those that there are."""
    if registry.known(code):
        return registry.importer(code)
    codes = ", ".join(entry.code for entry in registry.importers())
    raise Invalid(
        [
            _finding(
                "import.importer",
                code,
                Message(gettext_noop("One of these kinds of files: %(codes)s."), {"codes": codes}),
                gettext_noop("Choose the kind of file."),
                "importer",
            )
        ]
    )


def plain_name(filename: str) -> str:
    """A file's name for people to read: without folders, marks that hide or turn letters, and leading points.

    >>> plain_name("../../etc/passwd"), plain_name("C:\\\\dati\\\\scuole.csv")
    ('passwd', 'scuole.csv')
    """
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", filename))[-1]
    letters = "".join(char for char in last if unicodedata.category(char)[0] != "C" and char not in '<>:"|?*')
    plain = " ".join(letters.split()).lstrip(".")
    if len(plain) > 200:
        suffix = "".join(PurePosixPath(plain).suffixes[-2:])[-20:]
        plain = plain[: 200 - len(suffix)] + suffix
    return plain or "file"


def _extension(name: str, kind: Importer) -> str:
    """The accepted extension that the name ends with, the longest one. Raises Invalid."""
    fitting = [extension for extension in kind.extensions if name.lower().endswith(extension)]
    if fitting:
        return max(fitting, key=len)
    if ".xlsx" in kind.extensions and (problem := foreign(name, b"")):
        raise Invalid([problem])
    accepted = Message(
        gettext_noop("A file whose name ends with: %(extensions)s."),
        {"extensions": ", ".join(kind.extensions)},
    )
    todo = gettext_noop("Save the table in one of these formats.")
    raise Invalid([_finding("import.extension", name, accepted, todo, "file")])


def _foreign(path: Path) -> list[Finding]:
    with path.open("rb") as stream:
        problem = foreign(path.name, stream.read(8))
    return [problem] if problem else []


#: What a file of these names must truly be, looked through before anything opens it. Texts, packed or not, are looked
#: through by their reader (`textfile`), which gives them back with their faults.
_ARCHIVES = {".zip": Content.ZIP, ".xlsx": Content.ZIP}


def _limits() -> Limits:
    size = settings.IMPORT_MAX_BYTES
    return Limits(size=size, unpacked=size * EXPANSION)


def _check_options(kind: Importer, options: Mapping[str, str]) -> list[Finding]:
    if not kind.options:
        return []
    known = {option.name: option for option in kind.asked}
    findings = []
    for name, text in options.items():
        if name not in known:
            accepted = Message(gettext_noop("One of these options: %(names)s."), {"names": ", ".join(known)})
            findings.append(
                _finding("import.option", name, accepted, gettext_noop("Correct the option's name."), name)
            )
        elif not known[name].accepts(text):
            accepted = Message(
                gettext_noop("One of these values: %(values)s."), {"values": ", ".join(known[name].choices)}
            )
            findings.append(
                _finding("import.option", text, accepted, gettext_noop("Choose one of them."), name)
            )
    return findings


def _store(content: Path | BinaryIO, folder: Path, name: str) -> str:
    """Copy the content piece by piece; its SHA-256. Raises Invalid when it is empty or too large."""
    folder.mkdir(parents=True, mode=0o700)
    target = folder / name
    target.touch(mode=0o600)
    if isinstance(content, Path):
        with content.open("rb") as source:
            return _copy(source, target)
    return _copy(content, target)


def _copy(source: BinaryIO, target: Path) -> str:
    digest, size = hashlib.sha256(), 0
    with target.open("wb") as kept:
        while piece := source.read(PIECE):
            size += len(piece)
            if size > settings.IMPORT_MAX_BYTES:
                raise Invalid([_too_large()])
            digest.update(piece)
            kept.write(piece)
    if not size:
        accepted = Message(gettext_noop("A file with something in it."))
        todo = gettext_noop("Download or save the file again.")
        raise Invalid([_finding("import.empty", "0 byte", accepted, todo, "file")])
    return digest.hexdigest()


def _too_large() -> Finding:
    accepted = Message(
        gettext_noop("A file of at most %(limit)s bytes."), {"limit": settings.IMPORT_MAX_BYTES}
    )
    todo = gettext_noop("Compress it with gzip, or divide it into several files.")
    return _finding("import.size", "", accepted, todo, "file")


def _finding(code: str, found: str, accepted: Message, todo: str, field: str) -> Finding:
    return Finding(Severity.ERROR, code, found, accepted, Message(todo), field)
