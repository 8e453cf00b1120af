"""Reading the imports: runs, what was found in them, what they changed in a record, the rows to correct."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import groupby

from django.db.models import Count, Min, QuerySet
from django.utils.translation import gettext

from portici.kernel.actor import Actor
from portici.kernel.findings import Severity
from portici.kernel.parsing import safe_cell

from . import registry
from .csvfile import OWN_PREFIX
from .importer import Importer
from .models import ImportFault, ImportRun, RowDifference

#: What a file of refused rows says beside each row; the CSV reader leaves these columns out.
ADDED_COLUMNS = tuple(OWN_PREFIX + name for name in ("line", "column", "found", "accepted", "todo"))


def runs(actor: Actor) -> QuerySet[ImportRun]:
    """The runs that the actor may see, newest first."""
    return ImportRun.objects.visible_to(actor)


def file_names(uids: Iterable[str]) -> dict[str, str]:
    """The names of the files that published figures came from, by run: the source of a figure is public, its
    run is not.
    """
    return dict(ImportRun.objects.filter(uid__in=set(uids)).values_list("uid", "filename"))


def run_by_uid(actor: Actor, uid: str) -> ImportRun | None:
    return runs(actor).filter(uid=uid).first()


def faults_of(run: ImportRun) -> QuerySet[ImportFault]:
    """What was found in a run that passed `visible_to`, by line; line 0 is the file itself."""
    return run.faults.all()


def fault_groups(run: ImportRun, most: int = 20) -> list[tuple[int, ImportFault]]:
    """The commonest kinds of findings of a run: how many of each, and the first of them. Two queries."""
    grouped = (
        run.faults.order_by().values("severity", "code", "field").annotate(count=Count("id"), first=Min("id"))
    )
    rows = list(grouped.order_by("severity", "-count", "code", "field")[:most])
    firsts = run.faults.in_bulk([row["first"] for row in rows])
    return [(row["count"], firsts[row["first"]]) for row in rows]


def differences_of(run: ImportRun) -> QuerySet[RowDifference]:
    """What a run that passed `visible_to` changed, record by record, in the order of its rows."""
    return run.differences.order_by("id")


def differences_about(kind: str, ref: str) -> QuerySet[RowDifference]:
    """What imports changed in one record, newest first. Ask only after the record passed
    `visible_to(actor)`.
    """
    return RowDifference.objects.filter(kind=kind, ref=ref).select_related("run")


def accepted_text(fault: ImportFault) -> str:
    return _text(fault.accepted)


def todo_text(fault: ImportFault) -> str:
    return _text(fault.todo)


def place_text(fault: ImportFault) -> str:
    """Where in its file a finding stands, as who looks it up there counts: a line, a feature, the file."""
    if not fault.line:
        return gettext("the file")
    code = fault.run.importer
    place = registry.importer(code).place if registry.known(code) else Importer.place
    return str(place) % {"number": fault.line}


def corrected_file(run: ImportRun) -> Iterator[str]:
    """The refused rows as lines of CSV, each with what was found, what is accepted and what to do, to
    correct and bring in again.

    No cell is a formula for a spreadsheet; the reader of imports takes the protection and the added columns
    off again.
    """
    headers = _headers_of_refused(run)
    if not headers:
        return
    yield _csv_line([*headers, *ADDED_COLUMNS])
    refused = run.faults.filter(severity=Severity.ERROR.value, line__gt=0).order_by("line", "id")
    for line, group in groupby(refused.iterator(chunk_size=500), key=lambda fault: fault.line):
        faults = list(group)
        raw: dict[str, str] = next((fault.raw for fault in faults if fault.raw), {})
        cells = [str(raw.get(header, "")) for header in headers]
        yield _csv_line([*cells, str(line), *_said(faults)])


def _headers_of_refused(run: ImportRun) -> list[str]:
    """The file's columns in their order, then those that only some refused rows have; none without refused
    rows.
    """
    seen: set[str] = set()
    refused = run.faults.filter(severity=Severity.ERROR.value, line__gt=0).exclude(raw={})
    for raw in refused.values_list("raw", flat=True).iterator(chunk_size=500):
        seen.update(raw)
    return [*run.columns, *sorted(seen - set(run.columns))] if seen else []


def _said(faults: list[ImportFault]) -> list[str]:
    return [
        " | ".join(fault.field or "-" for fault in faults),
        " | ".join(fault.found for fault in faults),
        " | ".join(accepted_text(fault) for fault in faults),
        " | ".join(todo_text(fault) for fault in faults),
    ]


def _csv_line(cells: list[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow([safe_cell(cell) for cell in cells])
    return line.getvalue()


def _text(message: dict[str, object]) -> str:
    """A stored message in the reader's language."""
    template, params = str(message["template"]), message["params"]
    return gettext(template) % params if params else gettext(template)
