"""Put a backup in the place of the store: database and media, checked, migrated and verified before anything is touched.

The web server and the worker must be stopped. A store in which somebody has worked is replaced only with --replace, and set aside.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.db import connections

from portici.backup.restoring import Restored, Restoring
from portici.backup.said import Refusal
from portici.backup.stores import store_of
from portici.cli.output import Command as Base
from portici.cli.progress import Meter


class Command(Base):
    help = __doc__ or ""
    example = "portici restore /var/backups/portici/portici-20260302T090000Z.zip"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the file that `portici backup` wrote")
        parser.add_argument("--replace", action="store_true", help="set aside the store that is there")

    def handle(self, *_args: Any, **options: Any) -> None:
        meter = Meter(self.stdout)  # type: ignore[arg-type]
        store = store_of(connections["default"].settings_dict)
        connections.close_all()
        restoring = Restoring(options["file"], store, Path(settings.MEDIA_ROOT), Path(settings.STATE), meter)
        try:
            restored = restoring.run(replace=options["replace"])
        except Refusal as error:
            raise CommandError(str(error)) from error
        meter.end()
        self._tell(restored)

    def _tell(self, restored: Restored) -> None:
        manifest, journal = restored.manifest, restored.manifest.facts.journal
        rows = sum(manifest.facts.counts.values())
        self.stdout.write(f"Restored, as it was on {manifest.made_at} (Portici {manifest.version}).")
        self.stdout.write(
            f"  {rows:,} rows in {len(manifest.facts.counts)} tables and {len(manifest.media)} files, all as the archive tells."
        )
        if journal.head:
            self.stdout.write(f"  The journal is whole; its head {journal.head} is the archive's.")
        if restored.migrated:
            self.stdout.write(f"  Brought up to this version: {', '.join(restored.migrated)}.")
        for place in restored.aside:
            self.stdout.write(f"  Set aside: {place}")
