"""Go through the journal's chain and say which entry was altered, removed, put in, moved or cut off.

Ends with 0 when the journal is whole, with 1 when it is not. With --head, a head that a backup printed: it must be a link of the chain, so that a
journal whose last entries were cut off shows.
"""

from __future__ import annotations

import sys
import time
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portici.cli.output import Command as Base
from portici.cli.output import said, said_by
from portici.journal.models import Seal
from portici.journal.verifying import Report, ask_verification, checked_head, run_verification, verify_chain
from portici.kernel.actor import system_actor
from portici.kernel.findings import Invalid

ACTOR = system_actor("verify-journal")


class Command(Base):
    about = gettext_lazy(
        "Go through the journal's chain and say which entry was altered, removed, put in, moved or cut off. Ends with "
        "0 when the journal is whole, with 1 when it is not."
    )
    example = "portici verify-journal --head 3f1c…"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--head", default="", metavar="HASH", help=_("a head printed by a backup"))
        parser.add_argument(
            "--unrecorded", action="store_true", help=_("keep nothing of the outcome in the store")
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        started = time.monotonic()
        try:
            head = checked_head(options["head"])
            report = self._verified(head, recorded=not options["unrecorded"])
        except Invalid as error:
            raise CommandError(said_by(error)) from error
        seconds = time.monotonic() - started
        if sys.stdout.isatty():
            self.stdout.write("")
        told = {"links": report.sealed, "seconds": f"{seconds:.1f}", "waiting": report.waiting}
        self.stdout.write(_("Gone through %(links)s links in %(seconds)s s; waiting: %(waiting)s.") % told)
        if report.head:
            self.stdout.write(_("Head: %(head)s") % {"head": report.head})
        for fault in report.faults:
            self.stdout.write(f"  {said(fault.message)}")
        if report.total > len(report.faults):
            self.stdout.write(
                "  " + _("… and %(count)s more.") % {"count": report.total - len(report.faults)}
            )
        if not report.is_whole:
            raise CommandError(_("The journal is not whole. Faults: %(count)s.") % {"count": report.total})
        self._whole(head)

    def _verified(self, head: str, *, recorded: bool) -> Report:
        if not recorded:
            return verify_chain(expected=[head] if head else [], on_progress=self._progress)
        row = ask_verification(actor=ACTOR, expected_head=head)
        return run_verification(row.pk, on_progress=self._progress)

    def _whole(self, head: str) -> None:
        if head:
            position = Seal.objects.filter(hash=head).values_list("position", flat=True).first()
            self.stdout.write(_("The head given is link %(position)s.") % {"position": position})
        self.stdout.write(_("The journal is whole."))

    def _progress(self, done: int) -> None:
        if sys.stdout.isatty():
            self.stdout.write("\r  " + _("%(done)s links gone through") % {"done": done}, ending="")
            self.stdout.flush()
