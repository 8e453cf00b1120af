"""Start the web server and the job worker, and end both together."""

from __future__ import annotations

import logging
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from threading import Thread
from time import sleep
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandParser
from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portici.backup.stores import store_of
from portici.backup.swapping import finish_interrupted
from portici.cli.output import Command as Base
from portici.cli.ports import ensure_free, port
from portici.journal.planning import plan_sealing
from portici.records.upkeep import refresh_statistics

#: Seconds between two looks at what is due.
EACH = 60


class Command(Base):
    about = gettext_lazy("Start the web server and the job worker, and end both together.")
    example = "portici serve --port 8000"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=port, default=8000, help=_("port to listen on (8000)"))
        parser.add_argument("--host", default="127.0.0.1", help=_("address to listen on (127.0.0.1)"))
        parser.add_argument("--workers", type=int, default=2, help=_("web processes (2)"))
        parser.add_argument("--no-worker", action="store_true", help=_("web server only"))

    def handle(self, *_args: Any, **options: Any) -> None:
        ensure_free(options["host"], options["port"])
        web = [
            sys.executable, "-m", "gunicorn", "portici.config.wsgi:application",
            "--bind", f"{options['host']}:{options['port']}",
            "--workers", str(options["workers"]), "--threads", "4", "--preload",
            "--log-level", "warning", "--worker-tmp-dir", _memory(),
        ]  # fmt: skip
        jobs = [
            sys.executable,
            "-m",
            "portici.cli.main",
            "db_worker",
            "--no-startup-delay",
            "--interval",
            "1",
        ]
        finish_interrupted(
            state=Path(settings.STATE),
            store=store_of(connection.settings_dict),
            media=Path(settings.MEDIA_ROOT),
        )
        refresh_statistics()
        plan_sealing()  # of what waited when the house was closed
        connection.close()  # the servers open their own
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="portici-measures-")
        commands = [web] if options["no_worker"] else [web, jobs]
        children = [subprocess.Popen(command) for command in commands]

        def end(_signal: int, _frame: FrameType | None) -> None:
            for child in children:
                child.terminate()

        signal.signal(signal.SIGTERM, end)
        signal.signal(signal.SIGINT, end)
        if not options["no_worker"]:
            Thread(target=_each_minute, daemon=True).start()
        os.wait()
        end(0, None)
        for child in children:
            child.wait()
        shutil.rmtree(os.environ["PROMETHEUS_MULTIPROC_DIR"], ignore_errors=True)


def _each_minute() -> None:
    """What is due goes out within the minute; a failure is told and tried again at the next."""
    while True:
        for command in ("publish_due", "remind"):
            try:
                call_command(command)
            except Exception:
                logging.getLogger("portici.schedule").exception("what is due could not be done")
            finally:
                connection.close()
        sleep(EACH)


def _memory() -> str:
    """Where gunicorn keeps its heartbeat: in memory where there is such a place, so that a slow disk stops nobody."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else "."  # noqa: S108 - a folder of the system's
