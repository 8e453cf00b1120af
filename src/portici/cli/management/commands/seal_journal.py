"""Seal the journal's entries that wait: what the worker does by itself shortly after each change."""

from __future__ import annotations

from typing import Any

from portici.cli.output import Command as Base
from portici.journal.queries import chain_state
from portici.journal.sealing import seal_waiting


class Command(Base):
    help = __doc__ or ""
    example = "portici seal-journal"

    def handle(self, *_args: Any, **_options: Any) -> None:
        sealed = seal_waiting()
        state = chain_state()
        self.stdout.write(f"Sealed {sealed}. In the chain: {state.sealed}; waiting: {state.waiting}.")
        if state.head:
            self.stdout.write(f"Head: {state.head}")
