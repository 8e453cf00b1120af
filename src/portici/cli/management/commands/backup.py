"""Write the whole installation into one file while people work: database, media, the journal's head, checksums.

The file holds personal data: keep it where only those may read who may read the office, and not on this machine alone. The key that signs
sessions is not in it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.db import connection

from portici.backup.making import make_backup
from portici.backup.said import Refusal
from portici.backup.stores import store_of
from portici.cli.output import Command as Base
from portici.cli.progress import Meter


class Command(Base):
    help = __doc__ or ""
    example = "portici backup --out /var/backups/portici --keep 14"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--out", type=Path, required=True, help="a new file, or a folder that exists")
        parser.add_argument(
            "--keep", type=_positive, help="of the folder's backups keep this many, the newest"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        meter = Meter(self.stdout)  # type: ignore[arg-type]
        try:
            made = make_backup(
                store=store_of(connection.settings_dict),
                media=Path(settings.MEDIA_ROOT),
                out=options["out"],
                keep=options["keep"],
                progress=meter,
            )
        except Refusal as error:
            raise CommandError(str(error)) from error
        meter.end()
        manifest, journal = made.manifest, made.manifest.facts.journal
        self.stdout.write(f"{made.path}: {made.path.stat().st_size:,} bytes, written and read again.")
        rows = sum(manifest.facts.counts.values())
        self.stdout.write(
            f"  {rows:,} rows in {len(manifest.facts.counts)} tables, {len(manifest.media)} files."
        )
        if journal.head:
            self.stdout.write(
                f"  Journal: {journal.sealed:,} entries sealed, the last at {journal.sealed_at}."
            )
            self.stdout.write(f"  Head: {journal.head}")
        for name in made.left_out:
            self.stdout.write(
                f"  Left out: {name!r} (taken away meanwhile, or a name that no archive holds)."
            )
        for path in made.dropped:
            self.stdout.write(f"  Taken away: {path.name}")


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number
