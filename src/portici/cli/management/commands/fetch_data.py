"""Fetch the files of a list from their publishers: see the help of the command."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portici.citypack.faults import Faulty
from portici.citypack.fetching import Fetched, Terms, fetch_sources
from portici.citypack.items import DataFileItem
from portici.citypack.sources import list_in, read_sources
from portici.cli import words
from portici.cli.output import Command as Base
from portici.cli.output import said_by
from portici.kernel.actor import system_actor
from portici.kernel.findings import DeskError

from .import_folder import placed

ACTOR = system_actor("fetch_data")
PATIENT = Terms()


class Command(Base):
    about = gettext_lazy(
        "Fetch the files of a list from the addresses that it gives as “download”. It is the only command that asks "
        "the outside for data.\n\n"
        "A download that breaks off is tried again and goes on from there; a file is put in its place only when it "
        "is whole and has the SHA-256 that the list pins, or that was kept when it was first had "
        "(sources.lock.json)."
    )
    example = "portici fetch-data cities/bologna/data.toml --list"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("sources", type=Path, help=_("the list, or the folder whose sources.toml it is"))
        parser.add_argument("--to", type=Path, metavar=_("FOLDER"), help=_("where to put the files"))
        parser.add_argument(
            "--list",
            action="store_true",
            help=_("show the addresses and when each was last tried; fetch nothing"),
        )
        parser.add_argument(
            "--update", action="store_true", help=_("take what publishers have changed since")
        )
        parser.add_argument(
            "--host",
            action="append",
            default=[],
            help=_("a host that redirects may lead to; may be repeated"),
        )
        parser.add_argument("--attempts", type=int, default=PATIENT.attempts, help=_("attempts at one file"))
        parser.add_argument(
            "--stall", type=float, default=PATIENT.stall, help=_("seconds to wait for the next byte")
        )
        parser.add_argument(
            "--deadline", type=float, default=PATIENT.deadline, help=_("seconds that one file may take")
        )
        parser.add_argument("--most-bytes", type=int, default=PATIENT.most_bytes, help=_("bytes of one file"))

    def handle(self, *_args: Any, **options: Any) -> None:
        given = Path(options["sources"])
        sources, folder = list_in(given), options["to"] or (given if given.is_dir() else None)
        if folder is None and not options["list"]:
            raise CommandError(
                _("Say with --to where to put the files, or give a folder with a sources.toml.")
            )
        try:
            if options["list"]:
                self._list(read_sources(sources))
                return
            results = fetch_sources(
                actor=ACTOR,
                sources=sources,
                folder=folder or sources.parent,
                terms=_terms(options),
                update=options["update"],
                on_file=self._file,
                on_progress=self._progress,
            )
        except Faulty as error:
            raise CommandError("\n".join(placed(sources, fault) for fault in error.faults)) from error
        except DeskError as error:
            raise CommandError(said_by(error)) from error
        faults = [placed(sources, fault) for one in results for fault in one.faults]
        if faults:
            raise CommandError("\n".join([_("Not had: %(count)s.") % {"count": len(faults)}, *faults]))

    def _list(self, items: list[DataFileItem]) -> None:
        for item in items:
            tried = item.checked.isoformat() if item.checked else _("never tried")
            self.stdout.write(f"{item.path}  [{tried}]\n    {item.download or _('no address')}")

    def _file(self, one: Fetched) -> None:
        size = f"  ({one.size} B)" if one.size else ""
        self.stdout.write(f"{self._start}  {one.item.path:<56} {words.outcome(one.outcome)}{size}")

    def _progress(self, item: DataFileItem, had: int, total: int | None) -> None:
        if sys.stdout.isatty():
            self.stdout.write(f"\r  {item.path:<56} {had} / {total or '?'}", ending="")
            self.stdout.flush()

    @property
    def _start(self) -> str:
        """To write over the line of progress, where there is one."""
        return "\r\x1b[K" if sys.stdout.isatty() else ""


def _terms(options: dict[str, Any]) -> Terms:
    return Terms(
        attempts=max(1, options["attempts"]),
        stall=options["stall"],
        deadline=options["deadline"],
        most_bytes=options["most_bytes"],
        hosts=frozenset(host.lower() for host in options["host"]),
    )
