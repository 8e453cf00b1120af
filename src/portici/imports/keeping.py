"""What a run leaves behind: findings with the rows to correct, row differences under a chained digest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping

from portici.kernel import clock
from portici.kernel.findings import Finding, Message, Severity, gettext_noop

from .importer import Report, Row
from .models import ImportFault, ImportRun, RowDifference

STOPPED = "import.stopped"


def has_error(row: Row) -> bool:
    return any(finding.severity is Severity.ERROR for finding in row.findings)


def warned(report: Report) -> int:
    """How many rows of the batch were taken with a warning."""
    refused = {row.line for row, finding in report.faults if finding.severity is Severity.ERROR}
    return len({row.line for row, _finding in report.faults} - refused)


def keep_faults(run: ImportRun, faults: Iterable[tuple[Row, Finding]]) -> None:
    """Store findings; the row itself once, beside its first error, for the file to correct."""
    rows, kept = [], set()
    for row, finding in faults:
        with_row = finding.severity is Severity.ERROR and row.line not in kept
        kept |= {row.line} if with_row else set()
        rows.append(
            ImportFault(
                run=run,
                line=row.line,
                severity=finding.severity.value,
                code=finding.code[:60],
                field=finding.field[:80],
                found=finding.found.replace("\0", "")[:2000],
                accepted=as_json(finding.accepted),
                todo=as_json(finding.todo),
                raw=storable(row.raw) if with_row else {},
            )
        )
    ImportFault.objects.bulk_create(rows, batch_size=500)


def keep_differences(run: ImportRun, report: Report) -> None:
    """Store the row differences and chain their digest onto the run's."""
    moment = clock.now()
    digest = hashlib.sha256(run.differences_digest.encode())
    rows = []
    for kind, ref, changes in report.differences:
        pairs = {name: list(pair) for name, pair in changes.items()}
        digest.update(json.dumps([kind, ref, pairs], sort_keys=True, ensure_ascii=False).encode())
        rows.append(RowDifference(run=run, at=moment, kind=kind, ref=ref, changes=pairs))
    if rows:
        RowDifference.objects.bulk_create(rows, batch_size=500)
        run.differences_digest = digest.hexdigest()


def storable(raw: Mapping[str, str]) -> dict[str, str]:
    """The row without NUL characters, which PostgreSQL keeps in no text."""
    return {name.replace("\0", ""): str(text).replace("\0", "") for name, text in raw.items()}


def as_json(message: Message) -> dict[str, object]:
    params = {name: value if isinstance(value, int) else str(value) for name, value in message.params.items()}
    return {"template": message.template, "params": params}


def _fault(code: str, found: str, accepted: str, todo: str) -> Finding:
    return Finding(Severity.ERROR, code, found[:200], Message(accepted), Message(todo))


def unreadable(error: BaseException) -> Finding:
    return _fault(
        "file.unreadable",
        f"{type(error).__name__}: {error}",
        gettext_noop("A whole file in the layout that this kind of file has."),
        gettext_noop(
            "Download the file again from its source; if it is refused again, ask for another format."
        ),
    )


def changed_file() -> Finding:
    return _fault(
        "file.changed",
        "",
        gettext_noop("The file as it was received; its content changed on the disk since."),
        gettext_noop("Bring the file in again."),
    )


def no_rows() -> Finding:
    finding = _fault(
        "file.no_rows",
        "",
        gettext_noop("A table with rows under its header, some of them within the options chosen."),
        gettext_noop("Check the options, and that the file is the right one."),
    )
    return Finding(Severity.WARNING, finding.code, finding.found, finding.accepted, finding.todo)


def stopped(error: BaseException) -> Finding:
    return _fault(
        STOPPED,
        type(error).__name__,
        gettext_noop("An import that reaches its end; this one stopped after the last batch counted here."),
        gettext_noop(
            "Resume it: it goes on from there. If it stops again, tell whoever looks after the machine."
        ),
    )
