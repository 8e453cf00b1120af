"""The boxes of the paper on an index side by side, and what they hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from portici.territory.models import Indicator

#: What a folded box holds while it says nothing.
QUIET = frozenset({"", "none", "refuse"})


@dataclass(frozen=True, slots=True)
class FormRow:
    """The boxes of the index, of an indicator or of a domain on the paper; `more` are folded away while they say nothing."""

    label: str
    note: str
    boxes: tuple[Any, ...]
    more: tuple[Any, ...] = ()
    first: Any = None

    @property
    def is_open(self) -> bool:
        return any(box.errors or str(box.value() or "") not in QUIET for box in self.more)


def as_posted(value: Any) -> str:
    """A value as the box of a page would send it."""
    return "" if value is None or value is False else "on" if value is True else str(value)


def as_registered(indicator: Indicator) -> str:
    """What the register says that a higher value means."""
    return _("in the register: %(meaning)s") % {"meaning": indicator.get_direction_display().lower()}
