"""Import the files of a folder by its list: see the help of the command."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portici.citypack.faults import Fault, Faulty
from portici.citypack.files import TakenFile, import_folder
from portici.citypack.sources import list_in
from portici.cli import words
from portici.cli.output import Command as Base
from portici.cli.output import said_by, told
from portici.kernel.actor import system_actor
from portici.kernel.findings import DeskError
from portici.records.upkeep import refresh_statistics

ACTOR = system_actor("import_folder")


class Command(Base):
    about = gettext_lazy(
        "Import the files of a folder, as its list sources.toml says: which file, by which importer, with which "
        "options.\n\n"
        "A file that was taken before is left out, one that stopped goes on; so it can be repeated at any time."
    )
    example = "portici import-folder ../shared/data --sources cities/bologna/data.toml --dry-run"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help=_("the folder with the files"))
        parser.add_argument(
            "--sources",
            type=Path,
            metavar=_("FILE"),
            help=_("the list, when it is not the folder's sources.toml"),
        )
        parser.add_argument(
            "--dry-run", action="store_true", help=_("say what would be done and write nothing")
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        folder = Path(options["folder"])
        sources = options["sources"] or list_in(folder)
        if not folder.is_dir():
            raise CommandError(_("%(path)s: there is no such folder.") % {"path": folder})
        try:
            taken = import_folder(
                actor=ACTOR, sources=sources, data=folder, dry_run=options["dry_run"], on_file=self._file
            )
        except Faulty as error:
            raise CommandError("\n".join(placed(sources, fault) for fault in error.faults)) from error
        except DeskError as error:
            raise CommandError(said_by(error)) from error
        refresh_statistics()
        self._end(taken, sources)

    def _file(self, taken: TakenFile) -> None:
        said = words.counts(taken.run) if taken.run is not None else words.outcome(taken.outcome)
        self.stdout.write(f"  {taken.item.path:<56} {said}")
        if sys.stdout.isatty():
            self.stdout.flush()

    def _end(self, taken: list[TakenFile], sources: Path) -> None:
        """What is left to correct, with the list's lines; the command then has failed."""
        lines = [placed(sources, fault) for one in taken for fault in one.faults]
        lines += [
            _(
                "%(list)s:%(line)s: %(path)s is not in the folder; portici fetch-data gets what has an address."
            )
            % {"list": sources, "line": one.item.origin.line_of("path"), "path": one.item.path}
            for one in taken
            if one.outcome == "missing"
        ]
        if lines:
            raise CommandError("\n".join([_("To correct: %(count)s.") % {"count": len(lines)}, *lines]))


def placed(sources: Path, fault: Fault) -> str:
    """A fault of the list on one line, with file and line."""
    line = f":{fault.line}" if fault.line else ""
    return f"{sources}{line}: {told(fault.finding)}"
