"""Write an empty city pack: see the help of the command."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from portici.citypack.blank_pack import write_blank_pack
from portici.cli.output import Command as Base
from portici.cli.output import said_by
from portici.kernel.findings import Invalid


class Command(Base):
    about = gettext_lazy(
        "Write an empty city pack, with every table explained: files that a person edits, no Python.\n\n"
        "It loads as it is: the comuni of the metropolitan city or province, with borders and residents, come from "
        "the national data. What is explained is written in the language of --language."
    )
    example = "portici new-city cities/genova --city Genova"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help=_("folder to write, empty or not there yet"))
        parser.add_argument(
            "--city",
            default="",
            metavar=_("CITY"),
            help=_(
                "the metropolitan city or province: its name, ISTAT's code (010), or the name of one of its comuni; "
                "without it, the folder's name"
            ),
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        said = options["city"] or folder.resolve().name.replace("-", " ").replace("_", " ")
        try:
            province, files = write_blank_pack(folder=folder, city=said, language=get_language() or "it")
        except Invalid as error:
            raise CommandError(said_by(error)) from error
        for path in files:
            self.stdout.write(f"  {path}")
        self.stdout.write(
            _("The pack of %(name)s is written: its comuni are %(comuni)s. Next:")
            % {"name": province.full_name, "comuni": province.comuni}
        )
        self.stdout.write(f"  {_program()} check-pack {folder}")
        self.stdout.write(f"  make run PACK={folder}")


def _program() -> str:
    """How the command was called, so that the next one can be copied."""
    called = sys.argv[0]
    return called if os.sep in called and called.endswith("portici") else "portici"
