"""Importing all state schools of Italy, beside a bare bulk insert of as many rows in as many tables."""

from __future__ import annotations

import csv
import gzip
import json
import sys
import time
from pathlib import Path

import django

from tests.bench.record import peak_memory


def imported(path: Path) -> dict[str, float]:
    """Import the file twice; seconds, rows, memory, and what the second run changed."""
    from portici.imports.domain import receive_file, run_import
    from portici.kernel.actor import system_actor

    actor = system_actor("bench")
    figures: dict[str, float] = {}
    for turn in ("first", "second"):
        run = receive_file(
            actor=actor, importer="schools", filename=path.name, content=path, options={}, dry_run=False
        )
        started = time.process_time()
        run_import(run_uid=run.uid)
        figures[f"{turn}_seconds"] = time.process_time() - started
        run.refresh_from_db()
        figures |= {
            f"{turn}_added": run.added,
            f"{turn}_changed": run.changed,
            f"{turn}_refused": run.refused,
            f"{turn}_unchanged": run.unchanged,
        }
    figures["peak"] = peak_memory()
    figures["lines"] = _lines(path)
    return figures


def _lines(path: Path) -> int:
    """Rows of the file, counted by nobody but Python."""
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as stream:
        return sum(1 for _row in csv.reader(stream)) - 1


def bare(_path: Path) -> dict[str, float]:
    """Read the rows that the import stored and insert them again, 500 at a time, with nothing else done."""
    from django.db import transaction

    from portici.organisations.models import NameKey, Organisation, OrganisationCode, Seat

    models = (Organisation, OrganisationCode, NameKey, Seat)
    tables = [(model, list(model._base_manager.order_by("pk"))) for model in models]
    for row in tables[0][1]:
        row.parent_id = None  # the bare insert knows no order
    Organisation.objects.update(parent=None)
    for model in reversed(models):
        model._base_manager.all()._raw_delete("default")
    started = time.process_time()
    for model, rows in tables:
        for first in range(0, len(rows), 500):
            with transaction.atomic():
                model.objects.bulk_create(rows[first : first + 500])
    seconds = time.process_time() - started
    return {"seconds": seconds, "rows": len(tables[0][1]), "rows_again": Organisation.objects.count()}


if __name__ == "__main__":
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    work = {"imported": imported, "bare": bare}[sys.argv[1]]
    print(json.dumps([work(Path(sys.argv[2]))]))
