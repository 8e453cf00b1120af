"""Load a city pack, and with it open data and invented examples: see the help of the command."""

from __future__ import annotations

from pathlib import Path
from time import monotonic
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portici.citypack.domain import Loaded, Progress, load_data, load_pack
from portici.citypack.faults import Faulty
from portici.citypack.files import TakenFile
from portici.cli import words
from portici.cli.datafolder import ensure_data
from portici.cli.output import Command as Base
from portici.cli.output import faults_told, said_by
from portici.kernel.actor import system_actor
from portici.kernel.findings import DeskError
from portici.records.upkeep import refresh_statistics

ACTOR = system_actor("load")


class Command(Base):
    about = gettext_lazy(
        "Load a city pack: facts about one city, in files that a person can edit. A second time changes only what "
        "the files changed.\n\n"
        "With --data also the open data that the pack names; with --demo also its invented examples and accounts."
    )
    example = "portici load cities/bologna --demo"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help=_("the pack's folder, cities/bologna say"))
        parser.add_argument(
            "--data", type=Path, help=_("folder with the open data that the pack's data.toml names")
        )
        parser.add_argument("--demo", action="store_true", help=_("also the examples and the demo accounts"))

    def handle(self, *_args: Any, **options: Any) -> None:
        started = monotonic()
        folder, data = Path(options["folder"]), options["data"]
        try:
            if data:
                ensure_data(folder, Path(data))
            loaded = load_pack(
                actor=ACTOR,
                folder=folder,
                demo=options["demo"],
                data_follows=bool(data),
                on_progress=self._step,
            )
            loadings = [loaded, *self._data(folder, data, demo=options["demo"])]
        except Faulty as error:
            raise CommandError(
                faults_told(_("The pack was not loaded; to correct: %(count)s."), folder, error)
            ) from error
        except DeskError as error:
            raise CommandError(said_by(error)) from error
        refresh_statistics()
        self._summary(loadings, monotonic() - started)

    def _data(self, folder: Path, data: Path | str | None, *, demo: bool) -> list[Loaded]:
        if not data:
            return []
        _files, loaded = load_data(
            actor=ACTOR, folder=folder, data=Path(data), demo=demo, on_file=self._file, on_progress=self._step
        )
        return [loaded]

    def _step(self, progress: Progress) -> None:
        counts = "; ".join(
            words.items(progress.what, what, count) for what, count in sorted(progress.counts.items())
        )
        self._line(words.table(progress.what), counts, progress.seconds)

    def _file(self, taken: TakenFile) -> None:
        run = taken.run
        said = words.outcome(taken.outcome) if run is None else words.counts(run)
        self._line(taken.item.path, said, taken.seconds)

    def _line(self, what: str, said: str, seconds: float) -> None:
        self.stdout.write(f"  {what:<56} {said}" + (f"  ({seconds:.1f} s)" if seconds >= 0.05 else ""))
        self.stdout.flush()

    def _summary(self, loadings: list[Loaded], seconds: float) -> None:
        added, amended, same = (
            sum(loaded.total(*what) for loaded in loadings)
            for what in (("added",), ("amended",), ("unchanged", "there already"))
        )
        self.stdout.write(
            _("Items of the pack: added %(added)s, amended %(amended)s, as before %(same)s; %(seconds).1f s.")
            % {"added": added, "amended": amended, "same": same, "seconds": seconds}
        )
        for loaded in loadings:
            for kept in loaded.kept:
                self.stdout.write(
                    "  " + _("left as people have changed it: %(what)s") % {"what": words.kept(kept)}
                )
            if loaded.missing:
                missing = ", ".join(loaded.missing)
                self.stdout.write(
                    "  "
                    + _("examples that wait for what is not imported: %(missing)s") % {"missing": missing}
                )
