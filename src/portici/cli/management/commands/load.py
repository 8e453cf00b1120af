"""Load a city pack: facts about one city, in files that a person can edit. A second time changes only what
the files changed.

With --data also the open data that the pack names; with --demo also its invented examples and accounts.
"""

from __future__ import annotations

from pathlib import Path
from time import monotonic
from typing import Any

from django.core.management.base import CommandError, CommandParser

from portici.citypack.domain import Loaded, Progress, TakenFile, load_data, load_pack
from portici.citypack.faults import Faulty
from portici.cli.output import Command as Base
from portici.kernel.actor import system_actor
from portici.kernel.findings import DeskError
from portici.records.upkeep import refresh_statistics

ACTOR = system_actor("load")


class Command(Base):
    help = __doc__ or ""
    example = "portici load cities/bologna --data ../shared/data --demo"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="the pack's folder, cities/bologna say")
        parser.add_argument(
            "--data", type=Path, help="folder with the open data that the pack's data.toml names"
        )
        parser.add_argument("--demo", action="store_true", help="also the examples and the demo accounts")

    def handle(self, *_args: Any, **options: Any) -> None:
        started = monotonic()
        folder, data = Path(options["folder"]), options["data"]
        try:
            loaded = load_pack(actor=ACTOR, folder=folder, demo=options["demo"], on_progress=self._step)
            loadings = [loaded, *self._data(folder, data, demo=options["demo"])]
        except Faulty as error:
            raise CommandError(self._faults(folder, error)) from error
        except DeskError as error:
            raise CommandError(str(error)) from error
        refresh_statistics()
        self._summary(loadings, monotonic() - started)

    def _data(self, folder: Path, data: Path | str | None, *, demo: bool) -> list[Loaded]:
        if not data:
            return []
        if not Path(data).is_dir():
            raise CommandError(f"{data}: there is no such folder.")
        _files, loaded = load_data(
            actor=ACTOR, folder=folder, data=Path(data), demo=demo, on_file=self._file, on_progress=self._step
        )
        return [loaded]

    def _step(self, progress: Progress) -> None:
        counts = ", ".join(f"{count} {what}" for what, count in sorted(progress.counts.items()))
        self._line(progress.what, counts, progress.seconds)

    def _file(self, taken: TakenFile) -> None:
        run = taken.run
        said = taken.outcome
        if run is not None:
            said = (
                f"{run.total} rows: {run.added} added, {run.changed} changed, {run.unchanged} unchanged, "
                f"{run.refused} refused, {run.warned} with warnings"
            )
        self._line(taken.item.path, said, taken.seconds)

    def _line(self, what: str, said: str, seconds: float) -> None:
        self.stdout.write(f"  {what:<56} {said}" + (f"  ({seconds:.1f} s)" if seconds >= 0.05 else ""))
        self.stdout.flush()

    def _faults(self, folder: Path, error: Faulty) -> str:
        lines = [f"{folder / fault.file}{str(fault)[len(fault.file) :]}" for fault in error.faults]
        return "\n".join([f"The pack was not loaded; {len(lines)} to correct:", *lines])

    def _summary(self, loadings: list[Loaded], seconds: float) -> None:
        added, amended, same = (
            sum(loaded.total(*what) for loaded in loadings)
            for what in (("added",), ("amended",), ("unchanged", "there already"))
        )
        self.stdout.write(f"{added} added, {amended} amended, {same} as they were, in {seconds:.1f} s.")
        for loaded in loadings:
            for kept in loaded.kept:
                self.stdout.write(f"  left as people have changed it: {kept}")
            if loaded.missing:
                self.stdout.write(f"  examples that wait for areas not imported: {', '.join(loaded.missing)}")
