"""Bring a file in, try it, or go on with a run that stopped: see the help of the command."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portici.cli import words
from portici.cli.output import Command as Base
from portici.cli.output import said_by
from portici.imports import queries, registry
from portici.imports.domain import receive_file, resume_import, run_import
from portici.imports.models import ImportFault, ImportRun, RunState
from portici.kernel.actor import system_actor
from portici.kernel.findings import DeskError

ACTOR = system_actor("import_file")
SHOWN = 12


class Command(Base):
    about = gettext_lazy(
        "Bring a file in: read it, check it, take its rows in batches; or try it first with --dry-run.\n\n"
        "Stopped in the middle (Ctrl-C, a killed process, a cut of current), a run goes on with --resume and its "
        "number."
    )
    example = "portici import_file --importer organisations --dry-run cities/bologna/organisations.csv"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help=_("the file to bring in"))
        parser.add_argument("--importer", help=_("the kind of file; --list shows them"))
        parser.add_argument(
            "--option",
            action="append",
            default=[],
            metavar=_("NAME=VALUE"),
            help=_("what else to say; may be repeated"),
        )
        parser.add_argument(
            "--dry-run", action="store_true", help=_("say what would be done and write nothing")
        )
        parser.add_argument("--resume", metavar=_("NUMBER"), help=_("go on with a run that stopped"))
        parser.add_argument(
            "--list", action="store_true", help=_("show the kinds of files and their options")
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["list"]:
            self._list()
            return
        try:
            run = self._resumed(options["resume"]) if options["resume"] else self._received(options)
            run = run_import(run_uid=run.uid, on_progress=self._progress)
        except DeskError as error:
            raise CommandError(said_by(error)) from error
        self._summary(run)
        if run.state == RunState.REFUSED:
            raise CommandError(_("The file was refused; nothing of it was taken."))

    def _received(self, options: dict[str, Any]) -> ImportRun:
        path: Path | None = options["file"]
        if path is None or not options["importer"]:
            raise CommandError(_("Give a file and --importer; --list shows the kinds of files."))
        if not path.is_file():
            raise CommandError(_("%(path)s: there is no such file.") % {"path": path})
        run = receive_file(
            actor=ACTOR,
            importer=options["importer"],
            filename=path.name,
            content=path,
            options=_pairs(options["option"]),
            dry_run=options["dry_run"],
        )
        self.stdout.write(_("Run %(number)s: %(file)s") % {"number": run.uid, "file": run.filename})
        return run

    def _resumed(self, uid: str) -> ImportRun:
        run = queries.run_by_uid(ACTOR, uid)
        if run is None:
            raise CommandError(_("%(number)s: there is no such run.") % {"number": uid})
        return resume_import(actor=ACTOR, run=run)

    def _progress(self, run: ImportRun) -> None:
        if sys.stdout.isatty():
            said = _("%(done)s of %(total)s rows") % {"done": run.cursor, "total": run.total}
            self.stdout.write(f"\r  {said}", ending="")
            self.stdout.flush()

    def _summary(self, run: ImportRun) -> None:
        if sys.stdout.isatty():
            self.stdout.write("")
        trial = " " + _("(trial: nothing was written)") if run.dry_run else ""
        self.stdout.write(f"{run.get_state_display()}{trial}. {words.counts(run)}.")
        for count, fault in queries.fault_groups(run):
            field = f"{fault.field}: " if fault.field else ""
            self.stdout.write(f"  {count:>7} × {field}{queries.accepted_text(fault)}")
        faults = queries.faults_of(run)
        for fault in faults[:SHOWN]:
            self.stdout.write(f"  {_fault(fault)}")
        if (more := faults.count() - SHOWN) > 0:
            said = _("… and %(count)s more: see the page of the run in the office.") % {"count": more}
            self.stdout.write(f"  {said}")

    def _list(self) -> None:
        for importer in registry.importers():
            self.stdout.write(f"{importer.code}: {importer.label} ({', '.join(importer.extensions)})")
            for option in importer.asked:
                choices = f" [{', '.join(option.choices)}]" if option.choices else ""
                self.stdout.write(f"    --option {option.name}=…{choices}  {option.label}")


def _fault(fault: ImportFault) -> str:
    """A finding of a run on one line, with its place in the file."""
    place = ", ".join(filter(None, [queries.place_text(fault), fault.field]))
    found = f" “{fault.found}”." if fault.found else ""
    return f"{place}:{found} {queries.accepted_text(fault)} {queries.todo_text(fault)}"


def _pairs(texts: list[str]) -> dict[str, str]:
    """`name=value` texts as a mapping. Raises CommandError."""
    pairs = {}
    for text in texts:
        name, sign, value = text.partition("=")
        if not sign:
            raise CommandError(_("%(text)s: write an option as name=value.") % {"text": text})
        pairs[name.strip()] = value.strip()
    return pairs
