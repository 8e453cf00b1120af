"""Bring a file in: read it, check it, take its rows in batches; or try it first with --dry-run.

Stopped in the middle (Ctrl-C, a killed process, a cut of current), a run goes on with --resume and its
number.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from portici.cli.output import Command as Base
from portici.imports import queries, registry
from portici.imports.domain import receive_file, resume_import, run_import
from portici.imports.models import ImportRun, RunState
from portici.kernel.actor import system_actor
from portici.kernel.findings import DeskError, Invalid

ACTOR = system_actor("import_file")
SHOWN = 12


class Command(Base):
    help = __doc__ or ""
    example = "portici import_file --importer schools --option provincia=BOLOGNA --dry-run scuole.csv.gz"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="the file to bring in")
        parser.add_argument("--importer", help="the kind of file; --list shows them")
        parser.add_argument(
            "--option",
            action="append",
            default=[],
            metavar="NAME=VALUE",
            help="what else to say; may be repeated",
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would be done and write nothing")
        parser.add_argument("--resume", metavar="NUMBER", help="go on with a run that stopped")
        parser.add_argument("--list", action="store_true", help="show the kinds of files and their options")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["list"]:
            self._list()
            return
        try:
            run = self._resumed(options["resume"]) if options["resume"] else self._received(options)
            run = run_import(run_uid=run.uid, on_progress=self._progress)
        except Invalid as error:
            raise CommandError("\n".join(str(finding) for finding in error.findings)) from error
        except DeskError as error:
            raise CommandError(str(error)) from error
        self._summary(run)
        if run.state == RunState.REFUSED:
            raise CommandError("The file was refused; nothing of it was taken.")

    def _received(self, options: dict[str, Any]) -> ImportRun:
        path: Path | None = options["file"]
        if path is None or not options["importer"]:
            raise CommandError("Give a file and --importer; --list shows the kinds of files.")
        if not path.is_file():
            raise CommandError(f"{path}: there is no such file.")
        run = receive_file(
            actor=ACTOR,
            importer=options["importer"],
            filename=path.name,
            content=path,
            options=_pairs(options["option"]),
            dry_run=options["dry_run"],
        )
        self.stdout.write(f"Run {run.uid}: {run.filename}")
        return run

    def _resumed(self, uid: str) -> ImportRun:
        run = queries.run_by_uid(ACTOR, uid)
        if run is None:
            raise CommandError(f"{uid}: there is no such run.")
        return resume_import(actor=ACTOR, run=run)

    def _progress(self, run: ImportRun) -> None:
        if sys.stdout.isatty():
            self.stdout.write(f"\r  {run.cursor} of {run.total} rows", ending="")
            self.stdout.flush()

    def _summary(self, run: ImportRun) -> None:
        if sys.stdout.isatty():
            self.stdout.write("")
        trial = " (trial: nothing was written)" if run.dry_run else ""
        self.stdout.write(
            f"{run.get_state_display()}{trial}. Rows: {run.total or 0}. Added {run.added}, "
            f"changed {run.changed}, unchanged {run.unchanged}, refused {run.refused}, "
            f"with warnings {run.warned}."
        )
        totals = queries.fault_totals(run)
        for row in totals:
            self.stdout.write(
                f"  {row['count']:>7} {row['severity']:<8} {row['code']} {row['field']}".rstrip()
            )
        faults = queries.faults_of(run)
        for fault in faults[:SHOWN]:
            place = f"line {fault.line}" if fault.line else "the file"
            field = f", {fault.field}" if fault.field else ""
            said = f"{queries.accepted_text(fault)} {queries.todo_text(fault)}"
            self.stdout.write(f"  {place}{field}: {fault.found!r}. {said}")
        if faults.count() > SHOWN:
            self.stdout.write(f"  … and {faults.count() - SHOWN} more: see the run's page in the office.")

    def _list(self) -> None:
        for importer in registry.importers():
            self.stdout.write(f"{importer.code}: {importer.label} ({', '.join(importer.extensions)})")
            for option in importer.options:
                choices = f" [{', '.join(option.choices)}]" if option.choices else ""
                self.stdout.write(f"    --option {option.name}=…{choices}  {option.label}")


def _pairs(texts: list[str]) -> dict[str, str]:
    """`name=value` texts as a mapping. Raises CommandError."""
    pairs = {}
    for text in texts:
        name, sign, value = text.partition("=")
        if not sign:
            raise CommandError(f"{text}: write an option as name=value.")
        pairs[name.strip()] = value.strip()
    return pairs
