"""The step for the chain of who is told of what is late."""

from __future__ import annotations

from typing import Any, ClassVar

from portici.deadlines import domain as deadlines
from portici.deadlines import queries

from ..items import EscalationItem
from ..models import PackedItem
from .base import Step


class EscalationStep(Step[EscalationItem]):
    table: ClassVar[str] = "escalation"

    def take(self, item: EscalationItem, packed: PackedItem | None) -> None:
        """State it unless it is stated already: whoever stated, changed or removed it in the office has the last word, and that is told."""
        stated = queries.step_of(item.watch, item.tell)
        if packed is not None or (stated is not None and stated.days != item.days):
            self.house.kept.append(f"{self.table} {item.ref}")
        elif stated is not None:
            self.house.count(self.table, "there already")
        else:
            stated = deadlines.add_step(actor=self.actor, watch=item.watch, days=item.days, tell=item.tell)
            self.house.count(self.table, "added")
        self.pack(item.ref, item.digest, stated.uid if stated else "", {})


STEPS: tuple[type[Step[Any]], ...] = (EscalationStep,)
