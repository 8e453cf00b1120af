"""Bring the store up to date, load the city pack, and serve: what `make run` does once all is installed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portici.cli import store
from portici.cli.datafolder import ensure_data
from portici.cli.output import Command as Base
from portici.cli.ports import ensure_free, port

HOST = "127.0.0.1"


class Command(Base):
    about = gettext_lazy(
        "Bring the store up to date, load the city pack, and serve: what make run does once all is installed."
    )
    example = "PORTICI_DEMO=1 portici start --port 8000"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=port, default=8000, help=_("port to listen on (8000)"))
        parser.add_argument(
            "--pack", default="cities/bologna", help=_("folder of the city pack (cities/bologna)")
        )
        parser.add_argument("--data", default="", help=_("folder of open data to load besides the pack"))

    def handle(self, *_args: Any, **options: Any) -> None:
        pack, data = Path(options["pack"]), options["data"] or None
        ensure_free(HOST, options["port"])
        if data:
            ensure_data(pack, Path(data))
        store.bring_up_to_date()
        call_command("load", str(pack), data=data, demo=settings.DEMO)
        address = f"http://localhost:{options['port']}/"
        self.stdout.write("\n" + _("Portal:  %(address)s") % {"address": address})
        self.stdout.write(_("Office:  %(address)s") % {"address": f"{address}ufficio/"} + "\n")
        if settings.DEMO:
            call_command("demo_accounts")
        self.stdout.flush()
        call_command("serve", port=options["port"], host=HOST)
