"""Say what is wrong with this installation and how to mend it. The exit code is 1 when something keeps people from working."""

from __future__ import annotations

import json
import sys
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portici.cli.doctor import Advice, Level, examine
from portici.cli.output import Command as Base

_SIGNS = {
    Level.OK: gettext_lazy("well"),
    Level.WARNING: gettext_lazy("warning"),
    Level.ERROR: gettext_lazy("ERROR"),
}


class Command(Base):
    about = gettext_lazy(
        "Say what is wrong with this installation and how to mend it. The exit code is 1 when something keeps people from working."
    )
    example = "portici doctor"
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help=_("one JSON list, for machines"))

    def handle(self, *_args: Any, **options: Any) -> None:
        found = list(examine())
        if options["json"]:
            self.stdout.write(json.dumps([advice.as_row() for advice in found], ensure_ascii=False, indent=1))
        else:
            self._say(found)
        if any(advice.level is Level.ERROR for advice in found):
            sys.exit(1)

    def _say(self, found: list[Advice]) -> None:
        for advice in found:
            self.stdout.write(f"{_SIGNS[advice.level]!s:<10} {advice.subject:<18} {advice.found}")
            if advice.todo:
                self.stdout.write(f"{'':<29} -> {advice.todo}")
        bad = sum(advice.level is Level.ERROR for advice in found)
        dubious = sum(advice.level is Level.WARNING for advice in found)
        told = _("%(errors)s errors, %(warnings)s warnings.") % {"errors": bad, "warnings": dubious}
        self.stdout.write(f"\n{told}")
