"""How commands speak: one language, help with an example, sober lines, and a reason instead of a traceback."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from portici.citypack.faults import Faulty
from portici.kernel.findings import DeskError, Finding, Invalid, Message, Refused

from .language import OPTION, chosen, speaking
from .store import unusable

#: Options that Django gives each command and that its own commands' help explains.
_OF_DJANGO = (
    *("--version", "--verbosity", "--settings", "--pythonpath"),
    *("--traceback", "--no-color", "--force-color", "--skip-checks"),
)
#: What a shell expects of a program that was interrupted.
INTERRUPTED = 130


class Command(BaseCommand):
    """Base of the house's commands; `example` is printed below the help, and works where the house was built."""

    about: ClassVar[str | Promise] = ""
    example = ""

    def create_parser(self, prog_name: str, subcommand: str, **options: Any) -> CommandParser:
        parser = super().create_parser(prog_name, subcommand, **options)
        parser.formatter_class = argparse.RawDescriptionHelpFormatter
        for action in parser._actions:
            if action.option_strings and action.option_strings[-1] in _OF_DJANGO:
                action.help = argparse.SUPPRESS
        parser.description = str(self.about)
        parser.epilog = _("example:") + f"\n  {self.example}"
        languages = [code for code, _name in settings.LANGUAGES]
        parser.add_argument(
            OPTION, choices=languages, help=_("language of what is printed; else PORTICI_LANGUAGE, LANG")
        )
        return parser

    def run_from_argv(self, argv: list[str]) -> None:
        with speaking(chosen(argv[2:], os.environ)):
            super().run_from_argv(argv)

    def print_help(self, prog_name: str, subcommand: str) -> None:
        with speaking(chosen([], os.environ)):
            super().print_help(prog_name, subcommand)

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Run the command; from a terminal, what stops it is said in plain words and ends the program."""
        if not getattr(self, "_called_from_command_line", False) or options.get("traceback"):
            return super().execute(*args, **options)
        try:
            return super().execute(*args, **options)
        except CommandError as error:
            self.stderr.write(str(error))
            sys.exit(error.returncode)
        except DeskError as error:
            self.stderr.write(said_by(error))
            sys.exit(1)
        except DatabaseError as error:
            self.stderr.write(unusable(error))
            sys.exit(1)
        except KeyboardInterrupt:
            sys.exit(INTERRUPTED)


def said(message: Message) -> str:
    """A message in the language of the run."""
    template = _(message.template)
    return template % message.params if message.params else template


def told(finding: Finding) -> str:
    """A finding on one line: the field, what was found, what is accepted, what to do."""
    place = f"{finding.field}: " if finding.field else ""
    found = f"“{finding.found}”. " if finding.found else ""
    return f"{place}{found}{said(finding.accepted)} {said(finding.todo)}".strip()


def faults_told(head: str, folder: Path, error: Faulty) -> str:
    """The faults of a pack, one a line, below a head with their `count`: file and line as an editor opens them."""
    lines = []
    for fault in error.faults:
        place = folder if fault.file == str(folder) else folder / fault.file
        line = f":{fault.line}" if fault.line else ""
        lines.append(f"{place}{line}: {told(fault.finding)}")
    return "\n".join([head % {"count": len(lines)}, *lines])


def said_by(error: DeskError) -> str:
    """What a desk answered: its reason, or its findings, one a line."""
    if isinstance(error, Invalid):
        return "\n".join(told(finding) for finding in error.findings)
    return said(error.reason) if isinstance(error, Refused) else str(error)
