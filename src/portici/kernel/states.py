"""States as data: which move leads where. Who may make a move is the rule book's business, not this table's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from .findings import YES, Verdict, gettext_noop, no


@dataclass(frozen=True, slots=True)
class Transitions:
    """For each state, the states that can follow it."""

    table: Mapping[StrEnum, tuple[StrEnum, ...]]

    def after(self, state: StrEnum) -> tuple[StrEnum, ...]:
        return self.table.get(state, ())

    def allows(self, before: StrEnum, after: StrEnum) -> Verdict:
        """Yes when `after` can follow `before`; else no, naming what can."""
        if after in self.after(before):
            return YES
        return no(
            gettext_noop(
                "From “%(before)s” the next states are: %(accepted)s; “%(after)s” is not one of them."
            ),
            before=before.value,
            after=after.value,
            accepted=", ".join(state.value for state in self.after(before)) or "-",
        )
