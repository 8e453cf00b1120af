"""Check a city pack without loading it: see the help of the command."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from portici.citypack.domain import load_pack
from portici.citypack.faults import Faulty
from portici.citypack.items import TABLES, AreaItem, DataFileItem, NationalItem
from portici.citypack.pack import Pack, is_later, read_pack
from portici.cli import words
from portici.cli.output import Command as Base
from portici.cli.output import faults_told
from portici.cli.throwaway import NotMigrated, in_throwaway
from portici.kernel.actor import system_actor
from portici.territory.models import Area


class Command(Base):
    about = gettext_lazy(
        "Check a city pack: read every file, and load it with its examples into a store that is thrown away, so that "
        "all rules are asked. The store in use is neither read nor written.\n\n"
        "Each fault is told with file and line, what was found, what is accepted, what to do; the exit code is 1. "
        "Without faults it says what would be loaded."
    )
    example = "portici check-pack cities/bologna"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help=_("the pack's folder, cities/bologna say"))
        parser.add_argument("--thrown-away", action="store_true", help=argparse.SUPPRESS)

    def handle(self, *_args: Any, **options: Any) -> None:
        folder = Path(options["folder"])
        if not options["thrown_away"]:
            self._beside(folder)
            return
        try:
            pack = read_pack(folder)
            load_pack(actor=system_actor("check-pack"), folder=folder, demo=True)
            brought = _brought(pack)
        except Faulty as error:
            raise CommandError(faults_told(_("To correct: %(count)s."), folder, error)) from error
        self.stdout.write(
            _("The pack of %(name)s can be loaded. It holds:")
            % {"name": pack.city.body_name or pack.city.name}
        )
        for what, said in [*_counts(pack), *brought]:
            self.stdout.write(f"  {what:<56} {said}")
        waiting = sum(is_later(item) for item in pack.all_items())
        if waiting:
            self.stdout.write(
                "  "
                + _("waiting for areas of open data, checked when these are: %(count)s") % {"count": waiting}
            )

    def _beside(self, folder: Path) -> None:
        """The check itself, in a store that is thrown away."""
        words = ("check_pack", str(folder), "--thrown-away", "--language", get_language() or "it")
        kept = settings.STATE / "blank"
        try:
            done = in_throwaway(*words, kept=kept)
        except NotMigrated as error:
            said = str(error).splitlines()[-1:] or [""]
            raise CommandError(
                _("The tables of an empty store cannot be made: %(said)s") % {"said": said[0]}
            ) from error
        except OSError as error:
            raise CommandError(_unwritable(kept, error)) from error
        if done.returncode:
            raise CommandError(done.stderr.strip(), returncode=done.returncode)
        self.stdout.write(done.stdout.rstrip("\n"))


def _unwritable(folder: Path, error: OSError) -> str:
    return _(
        "%(folder)s cannot be written to (%(why)s): the check keeps an empty store there. Let whoever runs the command write"
        " there, or name another folder with PORTICI_STATE."
    ) % {"folder": folder, "why": error.strerror or error}


def _counts(pack: Pack) -> list[tuple[str, str]]:
    """How many items each table has, and how many of them are loaded with --demo only."""
    found = []
    for table in TABLES:
        items = pack.of(table)
        if not items or table in (NationalItem.TABLE, DataFileItem.TABLE):
            continue
        invented = sum(item.example or table == "account" for item in items)
        said = _("%(count)s (with --demo only: %(invented)s)") if invented else "%(count)s"
        found.append((words.table(table), said % {"count": len(items), "invented": invented}))
    return found


def _brought(pack: Pack) -> list[tuple[str, str]]:
    """How many areas the national data bring, by layer."""
    told = {item.ref for item in pack.of(AreaItem.TABLE)}
    counts: dict[str, int] = {}
    for layer, name, code in Area.objects.values_list("layer__code", "layer__name", "code"):
        if f"{layer}/{code}" not in told:
            counts[name] = counts.get(name, 0) + 1
    files = len(pack.of(DataFileItem.TABLE))
    found = [(_("%(layer)s, from the national data") % {"layer": name}, str(n)) for name, n in counts.items()]
    return [*found, (_("files of open data, with --data"), str(files))] if files else found
