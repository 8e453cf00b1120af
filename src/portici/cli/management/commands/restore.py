"""Put a backup in the place of the store: database and media, checked, migrated and verified before anything is touched.

The web server and the worker must be stopped. A store in which somebody has worked is replaced only with --replace, and set aside.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.db import connections
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portici.backup.restoring import Restored, Restoring
from portici.backup.said import Refusal
from portici.backup.stores import store_of
from portici.cli.management.commands.backup import content_of
from portici.cli.output import Command as Base
from portici.cli.progress import Meter


class Command(Base):
    about = gettext_lazy(
        "Put a backup in the place of the store: database and media, checked, migrated and verified before anything is "
        "touched. The web server and the worker must be stopped. A store in which somebody has worked is set aside, "
        "and only with --replace."
    )
    example = "portici restore /var/backups/portici/portici-20260302T090000Z.zip"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help=_("the file that portici backup wrote"))
        parser.add_argument("--replace", action="store_true", help=_("set aside the store that is there"))

    def handle(self, *_args: Any, **options: Any) -> None:
        meter = Meter(self.stdout)  # type: ignore[arg-type] # Django's wrapper writes as the stream does
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
        manifest, head = restored.manifest, restored.manifest.facts.journal.head
        said = _("Restored, as it was on %(moment)s (Portici %(version)s).")
        self.stdout.write(said % {"moment": manifest.made_at, "version": manifest.version})
        self.stdout.write(f"  {content_of(manifest)}")
        if head:
            said = _("The journal is whole; its head %(head)s is the archive's.")
            self.stdout.write("  " + said % {"head": head})
        if restored.migrated:
            said = _("Brought up to this version: %(migrations)s.")
            self.stdout.write("  " + said % {"migrations": ", ".join(restored.migrated)})
        for place in restored.aside:
            self.stdout.write("  " + _("Set aside: %(place)s") % {"place": place})
