"""Carrying a run out: batch by batch, each with its cursor in one transaction, so that a killed run loses
and repeats nothing.

Who carries out a run writes its own mark on it. A batch is committed only under that mark: a worker that was
thought dead and comes back finds another's mark and stops.
"""

from __future__ import annotations

import csv
import hashlib
import json
import zlib
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from portici.journal.domain import FieldChange, write_entry
from portici.kernel import clock
from portici.kernel.actor import Actor, Grant, Role, Scope, system_actor
from portici.kernel.findings import Finding, Invalid, Message, Refused, gettext_noop
from portici.kernel.marks import is_gone, own_mark
from portici.records.upkeep import refresh_statistics

from . import registry
from .importer import Importer, Report, Row
from .keeping import (
    STOPPED,
    changed_file,
    has_error,
    keep_differences,
    keep_faults,
    no_rows,
    stopped,
    unreadable,
    warned,
)
from .models import ImportRun, RunState

#: What reading a damaged file may raise below the importers' own checks.
UNREADABLE = (UnicodeError, EOFError, zlib.error, csv.Error, OSError, json.JSONDecodeError)

Progress = Callable[[ImportRun], None]


def run_import(*, run_uid: str, on_progress: Progress | None = None) -> ImportRun:
    """Carry out a run that waits, stopped, or was left by a dead worker; goes on after the last batch
    committed.

    The file is read once before the first batch: one that cannot be read to its end is refused whole.
    `on_progress` is called after each batch. Raises Refused when another worker has the run or it has ended;
    any other error stops the run, which can be resumed, and is passed on.
    """
    run = _claim(run_uid)
    importer = registry.importer(run.importer)
    try:
        path = _checked_file(run)
        if run.total is None:
            _survey(run, importer, path)
        _carry_out(run, importer, path, on_progress)
        _finish(run)
        if run.added and not run.dry_run:
            refresh_statistics()
    except Invalid as error:
        _refuse(run, error.findings)
    except BaseException as error:
        _stop(run, error)
        raise
    return run


def is_stale(run: ImportRun) -> bool:
    """Whether a run is said to be under way and nobody is at it any more."""
    return run.state == RunState.RUNNING and is_gone(run.worker, run.seen_at)


def actor_of(run: ImportRun) -> Actor:
    """Who brought the file in, with the grants that they had then.

    An order given with the right is carried out to its end, and with no other right, whatever becomes of the person's grants
    meanwhile; to bring in, to resume and to take for real ask for the grants of that moment.
    """
    if not run.actor_uid:
        return system_actor(run.actor_label)
    grants = (Grant(Role(role), Scope(scope), uid) for role, scope, uid in run.actor_grants)
    return Actor(uid=run.actor_uid, name="", grants=tuple(grants))


def stored_file(run: ImportRun) -> Path:
    """Where the run's file is kept."""
    return Path(settings.MEDIA_ROOT) / run.stored_at


def _claim(run_uid: str) -> ImportRun:
    """The run, marked as ours. Raises Refused when it is another's or has ended."""
    with transaction.atomic():
        run = ImportRun.objects.select_for_update().get(uid=run_uid)
        if run.is_finished:
            raise Refused(Message(gettext_noop("This import has ended; bring the file in again instead.")))
        if run.state == RunState.RUNNING and not is_stale(run):
            raise Refused(Message(gettext_noop("This import is still under way; wait for it to end.")))
        run.state = RunState.RUNNING
        run.worker = own_mark()
        run.seen_at = clock.now()
        run.save(update_fields=["state", "worker", "seen_at"])
        run.faults.filter(line=0, code=STOPPED).delete()
    return run


def _checked_file(run: ImportRun) -> Path:
    """The stored file, still the one that was received. Raises Invalid."""
    path = stored_file(run)
    digest = hashlib.sha256()
    try:
        with path.open("rb") as stream:
            while piece := stream.read(1 << 20):
                digest.update(piece)
    except OSError as error:
        raise Invalid([unreadable(error)]) from error
    if digest.hexdigest() != run.sha256:
        raise Invalid([changed_file()])
    return path


def _rows(run: ImportRun, importer: Importer, path: Path) -> Iterator[Row]:
    """The importer's rows; what a damaged file raises while it is read becomes a finding. Raises Invalid."""
    try:
        yield from importer.read(path, run.options)
    except UNREADABLE as error:
        raise Invalid([unreadable(error)]) from error


def _survey(run: ImportRun, importer: Importer, path: Path) -> None:
    """Read the file to its end, count its rows, keep the warnings on the whole of it."""
    rows = _rows(run, importer, path)
    first = next(rows, None)
    total = (first is not None) + sum(1 for _row in rows)
    findings = list(importer.examine(path, run.options))
    if not total:
        findings.append(no_rows())
    with transaction.atomic():
        _hold(run)
        run.total, run.columns = total, list(first.raw) if first else []
        run.save(update_fields=["total", "columns", "seen_at"])
        keep_faults(run, [(Row(0, {}), finding) for finding in findings])


def _carry_out(run: ImportRun, importer: Importer, path: Path, on_progress: Progress | None) -> None:
    actor = actor_of(run)
    rows = islice(_rows(run, importer, path), run.cursor, None)
    while batch := list(islice(rows, importer.batch_size)):
        _take(run, importer, actor, batch)
        if on_progress is not None:
            on_progress(run)


def _take(run: ImportRun, importer: Importer, actor: Actor, batch: list[Row]) -> None:
    """Apply one batch and advance the cursor, together or not at all."""
    report = Report()
    whole = [row for row in batch if not has_error(row) or not report.tell(row, row.findings)]
    with transaction.atomic():
        _hold(run)
        _apply(run, importer, actor, [row for row in whole if not has_error(row)], report)
        run.cursor += len(batch)
        run.added += report.added
        run.changed += report.changed
        run.unchanged += report.unchanged
        run.refused += report.refused
        run.warned += warned(report)
        keep_faults(run, [(row, _at_column(importer, row, finding)) for row, finding in report.faults])
        if not run.dry_run:
            keep_differences(run, report)
        run.save()


def _at_column(importer: Importer, row: Row, finding: Finding) -> Finding:
    return finding.at(importer.column_of(row, finding.field)) if finding.field else finding


def _apply(run: ImportRun, importer: Importer, actor: Actor, rows: list[Row], report: Report) -> None:
    """Hand the rows to the importer; a trial is rolled back, so that an importer that writes by mistake does
    no harm.
    """
    if not rows:
        return
    with transaction.atomic():
        importer.apply(
            rows, actor=actor, options=run.options, report=report, run_uid=run.uid, write=not run.dry_run
        )
        if run.dry_run:
            transaction.set_rollback(True)


def _hold(run: ImportRun) -> None:
    """Lock the run for this transaction and show a sign of life. Raises Refused when it is no longer ours."""
    current = ImportRun.objects.select_for_update().get(pk=run.pk)
    if current.worker != run.worker or current.state != RunState.RUNNING:
        raise Refused(Message(gettext_noop("This import was taken over by another worker.")))
    run.seen_at = clock.now()


def _finish(run: ImportRun) -> None:
    with transaction.atomic():
        _hold(run)
        run.state, run.finished_at, run.worker = RunState.DONE, clock.now(), ""
        run.save()
        if not run.dry_run:
            _write_entry(run, "import")


def _refuse(run: ImportRun, findings: Iterable[Finding]) -> None:
    """Close the run as refused; rows of batches committed before (a file lost between two attempts) stay
    told.
    """
    with transaction.atomic():
        _hold(run)
        run.state, run.finished_at, run.worker = RunState.REFUSED, clock.now(), ""
        run.save()
        keep_faults(run, [(Row(0, {}), finding) for finding in findings])
        if not run.dry_run:
            _write_entry(run, "refuse-import")


def _stop(run: ImportRun, error: BaseException) -> None:
    """Leave the run as it was after its last batch, to be resumed; say what stopped it."""
    with transaction.atomic():
        ours = ImportRun.objects.filter(Q(pk=run.pk, worker=run.worker, state=RunState.RUNNING))
        if ours.update(state=RunState.STOPPED, worker=""):
            keep_faults(run, [(Row(0, {}), stopped(error))])
    run.refresh_from_db()


def _write_entry(run: ImportRun, verb: str) -> None:
    changes = {
        "file": FieldChange("", run.filename),
        "sha256": FieldChange("", run.sha256),
        "importer": FieldChange("", run.importer),
        "options": FieldChange("", json.dumps(run.options, sort_keys=True, ensure_ascii=False)),
        "differences": FieldChange("", run.differences_digest),
    }
    counts = {name: getattr(run, name) for name in ("added", "changed", "unchanged", "refused", "warned")}
    write_entry(
        actor=actor_of(run),
        verb=verb,
        kind=ImportRun.KIND,
        ref=run.uid,
        changes={name: change for name, change in changes.items() if change.after},
        run_uid=run.uid,
        counts={"rows": run.total or 0, **counts},
    )
