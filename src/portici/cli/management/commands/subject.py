"""A person's data over all rooms: hand them over, or erase them."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portici.cli.output import Command as Base
from portici.fronts.templatetags.portici import said
from portici.kernel import clock
from portici.kernel.actor import system_actor
from portici.kernel.subjects import Found
from portici.people.domain import erase_subject, export_subject

ACTOR = system_actor("subject")


class Command(Base):
    about = gettext_lazy(
        "A person's data over all rooms. `export` writes a ZIP file with everything as JSON and as a page; `erase` says place by"
        " place what went and what the law keeps, and with --dry-run only where the person is named."
    )
    example = 'portici subject erase ada@body.example --name "Ada Prova" --reason "Request 12/2026"'

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["export", "erase"])
        parser.add_argument("email", help=_("the address of the person"))
        parser.add_argument(
            "--name", action="append", default=[], help=_("what else names the person; may be repeated")
        )
        parser.add_argument("--out", type=Path, help=_("the ZIP file that an export writes"))
        parser.add_argument(
            "--reason", default="", help=_("why, without naming the person: it stays in the journal")
        )
        parser.add_argument(
            "--dry-run", action="store_true", help=_("erase nothing, say where the person is named")
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["what"] == "export":
            self._export(options)
        elif options["dry_run"]:
            self._say_where(options)
        else:
            self._erase(options)

    def _export(self, options: dict[str, Any]) -> None:
        path: Path | None = options["out"]
        if path is None or path.exists():
            raise CommandError(
                _("Say with --out which file to write; one that is there already is not written over.")
            )
        found = export_subject(actor=ACTOR, email=options["email"], names=options["name"])
        write_export(path, options["email"], found)
        told = {"file": path, "rows": sum(len(one.rows) for one in found)}
        self.stdout.write(
            _("%(file)s: %(rows)s rows. Hand it over by a way that only the person can open.") % told
        )

    def _say_where(self, options: dict[str, Any]) -> None:
        with transaction.atomic():
            found = export_subject(actor=ACTOR, email=options["email"], names=options["name"])
            transaction.set_rollback(True)
        for one in found:
            if one.rows:
                self.stdout.write(f"  {one.holding.name:<12} {len(one.rows):>6}  {said(one.holding.what)}")

    def _erase(self, options: dict[str, Any]) -> None:
        outcomes = erase_subject(
            actor=ACTOR, email=options["email"], reason=options["reason"], names=options["name"]
        )
        for one in outcomes:
            told = {"place": one.holding.name, "erased": one.erased, "kept": one.kept}
            line = _("%(place)s: %(erased)s erased, %(kept)s kept.") % told
            self.stdout.write(f"  {line} {said(one.why) if one.why else ''}".rstrip())
        self.stdout.write(
            _("Backups keep the data until their own term; after a restore an erasure is done again.")
        )


def write_export(path: Path, email: str, found: list[Found]) -> None:
    """`data.json` for machines and `page.html` for people, in one ZIP that only its owner may read."""
    with translation.override("it"):
        places = [
            {"what": said(one.holding.what), "why": said(one.holding.purpose), "rows": one.rows}
            for one in found
            if one.rows
        ]
        page = render_to_string("subject_export.html", {"email": email, "places": places, "at": clock.now()})
    data = {
        "of": email,
        "at": clock.now().isoformat(),
        "data": {one.holding.name: one.rows for one in found if one.rows},
    }
    path.touch(mode=0o600)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.json", json.dumps(data, ensure_ascii=False, indent=1, default=str))
        archive.writestr("page.html", page)
