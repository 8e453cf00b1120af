"""Seal the journal's entries that wait: what the worker does by itself shortly after each change."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portici.cli.output import Command as Base
from portici.journal.queries import chain_state
from portici.journal.sealing import seal_waiting


class Command(Base):
    about = gettext_lazy(
        "Seal the journal's entries that wait: what the worker does by itself shortly after each change."
    )
    example = "portici seal-journal"

    def handle(self, *_args: Any, **_options: Any) -> None:
        sealed = seal_waiting()
        state = chain_state()
        counts = {"sealed": sealed, "total": state.sealed, "waiting": state.waiting}
        self.stdout.write(_("Sealed %(sealed)s. In the chain: %(total)s; waiting: %(waiting)s.") % counts)
        if state.head:
            self.stdout.write(_("Head: %(head)s") % {"head": state.head})
