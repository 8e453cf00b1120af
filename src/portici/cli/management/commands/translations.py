"""Bring the translation catalogues up to the sources, check them, or put them together for use."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portici.cli import catalogues
from portici.cli.output import Command as Base


class Command(Base):
    about = gettext_lazy(
        "Bring the translation catalogues up to the sources, check them, or put them together for use."
    )
    example = "portici translations --check"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--update", action="store_true", help=_("add new texts to the catalogues"))
        parser.add_argument("--check", action="store_true", help=_("fail when a text has no translation"))
        parser.add_argument("--compile", action="store_true", help=_("write what Django reads"))

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["update"]:
            for language in catalogues.LANGUAGES:
                catalogues.update(language)
        if options["compile"]:
            total = catalogues.compile_all(catalogues.SOURCE / "locale")
            self.stdout.write(_("%(total)s texts") % {"total": total})
        if options["check"]:
            faults = [fault for language in catalogues.LANGUAGES for fault in catalogues.missing(language)]
            if faults:
                said = _("texts to translate: %(count)s") % {"count": len(faults)}
                raise CommandError("\n".join([*faults, said]))
            self.stdout.write(_("every text is translated"))
