"""Go through the journal's chain and say which entry was altered, removed, put in, moved or cut off.

Ends with 0 when the journal is whole, with 1 when it is not. With --head, a head that a backup printed: it must be a link of the chain, so that a
journal whose last entries were cut off shows.
"""

from __future__ import annotations

import sys
import time
from typing import Any

from django.core.management.base import CommandError, CommandParser

from portici.cli.output import Command as Base
from portici.journal.models import Seal
from portici.journal.verifying import ask_verification, run_verification
from portici.kernel.actor import system_actor
from portici.kernel.findings import Invalid

ACTOR = system_actor("verify_journal")


class Command(Base):
    help = __doc__ or ""
    example = "portici verify-journal --head 3f1c…"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--head", default="", metavar="HASH", help="a head printed by a backup")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            row = ask_verification(actor=ACTOR, expected_head=options["head"])
        except Invalid as error:
            raise CommandError("\n".join(str(finding) for finding in error.findings)) from error
        started = time.monotonic()
        report = run_verification(row.pk, on_progress=self._progress)
        seconds = time.monotonic() - started
        if sys.stdout.isatty():
            self.stdout.write("")
        self.stdout.write(
            f"Gone through {report.sealed} links in {seconds:.1f} s; waiting: {report.waiting}."
        )
        if report.head:
            self.stdout.write(f"Head: {report.head}")
        for fault in report.faults:
            self.stdout.write(f"  {fault.message}")
        if report.total > len(report.faults):
            self.stdout.write(f"  … and {report.total - len(report.faults)} more.")
        if not report.is_whole:
            raise CommandError(f"The journal is not whole: {report.total} faults.")
        self._whole(row.expected_head)

    def _whole(self, head: str) -> None:
        if head:
            position = Seal.objects.filter(hash=head).values_list("position", flat=True).first()
            self.stdout.write(f"The head given is link {position}.")
        self.stdout.write("The journal is whole.")

    def _progress(self, done: int) -> None:
        if sys.stdout.isatty():
            self.stdout.write(f"\r  {done} links", ending="")
            self.stdout.flush()
