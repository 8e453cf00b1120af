"""The table for the chain of who is told of what is late."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from portici.deadlines.models import Teller

from .. import readers as read
from ..shape import Item, free, needed


@dataclass(frozen=True, kw_only=True)
class EscalationItem(Item):
    """After so many days late, who is told; without `watch` of whatever is late."""

    TABLE: ClassVar[str] = "escalation"

    watch: str = free(read.text, "")
    days: int = needed(read.whole)
    tell: str = needed(read.choice(Teller))

    @property
    def ref(self) -> str:
        return f"{self.watch}/{self.tell}"
