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
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portici.backup.making import Made, make_backup
from portici.backup.manifest import Manifest
from portici.backup.said import Refusal
from portici.backup.stores import store_of
from portici.cli.output import Command as Base
from portici.cli.progress import Meter


class Command(Base):
    about = gettext_lazy(
        "Write the whole installation into one file while people work: database, media, the journal's head, checksums. "
        "The file holds personal data: keep it where only those may read who may read the office."
    )
    example = "portici backup --out /var/backups/portici --keep 14"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--out", type=Path, required=True, help=_("a new file, or a folder that exists"))
        parser.add_argument(
            "--keep", type=_positive, help=_("of the folder's backups keep this many, the newest")
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        meter = Meter(self.stdout)  # type: ignore[arg-type] # Django's wrapper writes as the stream does
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
        self._tell(made)

    def _tell(self, made: Made) -> None:
        size = f"{made.path.stat().st_size:,}"
        said = _("%(path)s: %(size)s bytes, written and read again.")
        self.stdout.write(said % {"path": made.path, "size": size})
        self.stdout.write("  " + content_of(made.manifest))
        journal = made.manifest.facts.journal
        if journal.head:
            told = {"count": f"{journal.sealed:,}", "moment": journal.sealed_at}
            said = _("Journal: %(count)s entries sealed, the last at %(moment)s.")
            self.stdout.write("  " + said % told)
            self.stdout.write("  " + _("Head: %(head)s") % {"head": journal.head})
        for name in made.left_out:
            said = _("Left out: %(name)s (taken away meanwhile, or a name that no archive holds).")
            self.stdout.write("  " + said % {"name": ascii(name)})
        for path in made.dropped:
            self.stdout.write("  " + _("Taken away: %(name)s") % {"name": path.name})


def content_of(manifest: Manifest) -> str:
    """How much an archive holds, in words."""
    counts = manifest.facts.counts
    told = {"rows": f"{sum(counts.values()):,}", "tables": len(counts), "files": len(manifest.media)}
    return _("Rows: %(rows)s in %(tables)s tables. Files: %(files)s.") % told


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number
