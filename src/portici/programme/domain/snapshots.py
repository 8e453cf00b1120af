"""Desks for snapshots: the file of what a portal showed of a project on a day, kept as evidence beside the version read from it.

Nothing is fetched: the file is brought. It is looked into like every upload, never altered, and lies where no page serves it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from shutil import rmtree
from typing import Any, BinaryIO

from django.conf import settings
from django.core.files.base import File
from django.db import transaction

from portici.imports.domain import plain_name
from portici.journal.domain import FieldChange
from portici.kernel import clock
from portici.kernel.actor import Actor
from portici.kernel.codes.parsed import error
from portici.kernel.findings import Finding, Message, ensure, ensure_valid, gettext_noop
from portici.kernel.uploads import Content, Limits, check_upload, content_of
from portici.needs.checks import not_in_future
from portici.records import domain as records

from .. import rules
from ..models import Project, Sheet, Snapshot
from .sheets import record_sheet

#: What a page can be kept as. Not as its own markup, which whoever opens it would run.
ACCEPTED = frozenset({Content.PDF, Content.TEXT, Content.PNG, Content.JPEG, Content.WEBP})
PIECE = 1 << 18
Upload = BinaryIO | File[bytes]


def keep_snapshot(
    *,
    actor: Actor,
    project: Project,
    filename: str,
    content: Upload,
    portal: str,
    address: str,
    taken_on: date,
    **values: Any,
) -> Snapshot:
    """Keep what a portal showed of the project on a day: the file, and the values read from it (see `record_sheet`) as a version.

    Raises Refused; Invalid for a file that is not taken, a day to come, a second version of one day and portal.
    """
    ensure(rules.may_keep_snapshot(actor))
    with transaction.atomic():
        sheet = record_sheet(
            actor=actor,
            project=project,
            as_of=taken_on,
            published_by=portal.strip(),
            source_url=address,
            **values,
        )
        return attach_snapshot(actor=actor, sheet=sheet, filename=filename, content=content)


def attach_snapshot(
    *,
    actor: Actor,
    sheet: Sheet,
    filename: str,
    content: Upload,
    taken_on: date | None = None,
    version: int | None = None,
) -> Snapshot:
    """Keep the file beside a version that is there; taken on the version's day unless another is said.

    Raises Refused; Invalid, also when the version names no portal or has its file already; Conflict.
    """
    ensure(rules.may_keep_snapshot(actor, sheet))
    day = taken_on or sheet.as_of
    ensure_valid([*not_in_future(day, "taken_on"), *_on_sheet(sheet, day)])
    snapshot = Snapshot(
        sheet=sheet,
        portal=sheet.published_by,
        address=sheet.source_url,
        taken_on=day,
        filename=plain_name(filename),
        actor_uid=actor.uid,
        actor_label="" if actor.uid else actor.name,
        kept_at=clock.now(),
    )
    snapshot.stored_at = f"snapshots/{snapshot.uid}/source"
    try:
        _take_in(content, snapshot)
        with transaction.atomic():
            _tell(actor, snapshot, "keep-snapshot", FieldChange("", str(snapshot)), version=version)
            ensure_valid(_twice(sheet))
            records.clean(snapshot)
            snapshot.save(force_insert=True)
    except BaseException:
        rmtree(stored_file(snapshot).parent, ignore_errors=True)
        raise
    return snapshot


def discard_snapshot(*, actor: Actor, snapshot: Snapshot, reason: str, version: int | None = None) -> None:
    """Throw the file away, when it should not have been kept; the journal goes on telling its digest.

    Raises Refused; Invalid without a reason; Conflict.
    """
    ensure(rules.may_discard_snapshot(actor, snapshot))
    if not reason.strip():
        ensure_valid([records.missing("reason", gettext_noop("Write why the file is thrown away."))])
    folder = stored_file(snapshot).parent
    with transaction.atomic():
        change = FieldChange(str(snapshot), "")
        _tell(actor, snapshot, "discard-snapshot", change, reason=reason, version=version)
        snapshot.delete()
        transaction.on_commit(lambda: rmtree(folder, ignore_errors=True))


def stored_file(snapshot: Snapshot) -> Path:
    """Where the file lies."""
    return Path(settings.MEDIA_ROOT) / snapshot.stored_at


def _tell(
    actor: Actor,
    snapshot: Snapshot,
    verb: str,
    change: FieldChange,
    *,
    reason: str = "",
    version: int | None = None,
) -> None:
    changes = {"snapshot": change}
    records.note(
        actor=actor, record=snapshot.sheet, verb=verb, changes=changes, reason=reason, version=version
    )


def _take_in(content: Upload, snapshot: Snapshot) -> None:
    """Copy the file, look into it, and set what is known of it. Raises Invalid."""
    path, limit = stored_file(snapshot), settings.DOCUMENT_MAX_BYTES
    path.parent.mkdir(parents=True, mode=0o700)
    path.touch(mode=0o600)
    digest, size = hashlib.sha256(), 0
    with path.open("wb") as kept:
        while size <= limit and (piece := content.read(PIECE)):
            size += len(piece)
            digest.update(piece)
            kept.write(piece)
    found = check_upload(path, accepted=ACCEPTED, limits=Limits(size=limit))
    ensure_valid([_explained(finding) for finding in found])
    kind = content_of(path)
    snapshot.content, snapshot.size, snapshot.sha256 = kind.value if kind else "", size, digest.hexdigest()


def _explained(finding: Finding) -> Finding:
    if finding.code != "upload.content":
        return finding
    todo = Message(
        gettext_noop(
            "Print the page to PDF from the browser, copy its text, or take a picture of the screen."
        )
    )
    return replace(finding, todo=todo)


def _on_sheet(sheet: Sheet, day: date) -> Iterator[Finding]:
    if not sheet.published_by:
        yield records.missing("published_by", gettext_noop("Write which portal published it."))
    if not sheet.source_url:
        yield records.missing("source_url", gettext_noop("Write the address of the page."))
    if day < sheet.as_of:
        accepted = Message(
            gettext_noop("The day of the version, %(day)s, or a later one."), {"day": sheet.as_of.isoformat()}
        )
        todo = Message(gettext_noop("Write the day on which the page was seen, or record another version."))
        yield error("snapshot.early", day.isoformat(), accepted, todo).at("taken_on")


def _twice(sheet: Sheet) -> list[Finding]:
    accepted = Message(gettext_noop("A version without a file: evidence is not written over."))
    todo = Message(gettext_noop("Record what the portal shows now as a new version."))
    rows = Snapshot.objects.filter(sheet=sheet)
    return [error("snapshot.twice", row.filename, accepted, todo).at("file") for row in rows]
