"""Bring the store up to date, load the city pack, and serve: what `make run` does once all is installed."""

from __future__ import annotations

import os
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandParser

from portici.cli.output import Command as Base


class Command(Base):
    help = __doc__ or ""
    example = "PORTICI_DEMO=1 portici start --port 8000 --data ../shared/data"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="port to listen on (8000)")
        parser.add_argument(
            "--pack", default="cities/bologna", help="folder of the city pack (cities/bologna)"
        )
        parser.add_argument("--data", default="", help="folder of open data to load besides the pack")

    def handle(self, *_args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        call_command("load", options["pack"], data=options["data"] or None, demo=settings.DEMO)
        address = f"http://localhost:{options['port']}/"
        self.stdout.write(f"\nPortici: {address}\nOffice:  {address}ufficio/\n")
        if settings.DEMO:
            call_command("demo_accounts")
        self.stdout.flush()
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portici.config.settings")
        call_command("serve", port=options["port"])
