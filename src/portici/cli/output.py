"""How commands speak: help with an example, sober lines, no colours where nobody sees them."""

from __future__ import annotations

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandParser


class Command(BaseCommand):
    """Base of the house's commands: the docstring of the module is the help, `example` is printed below it."""

    example = ""

    def create_parser(self, prog_name: str, subcommand: str, **options: Any) -> CommandParser:
        parser = super().create_parser(prog_name, subcommand, **options)
        parser.formatter_class = argparse.RawDescriptionHelpFormatter
        parser.epilog = f"example:\n  {self.example}" if self.example else None
        return parser
