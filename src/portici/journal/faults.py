"""What a verification can find, and how it is said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from portici.kernel.findings import Message, gettext_noop

TEXTS: dict[str, str] = {
    "entry.altered": gettext_noop("Link %(position)s, entry %(entry_id)s: altered. It, one of its changes or the link is not what was sealed."),
    "entry.missing": gettext_noop("Link %(position)s, entry %(entry_id)s: removed. The link is there, the entry is not."),
    "entry.unsealed": gettext_noop("Entry %(entry_id)s: it has no link and does not wait for one. It was put in, or its link was taken away."),
    "entry.waits_again": gettext_noop("Entry %(entry_id)s: it has a link and waits for another one."),
    "link.missing": gettext_noop("Link %(position)s: removed."),
    "link.altered": gettext_noop("Link %(position)s, entry %(entry_id)s: the link's hash was altered; the entry is what was sealed."),
    "link.moved": gettext_noop("Link %(position)s, entry %(entry_id)s: moved. Its entry was sealed at another place of the chain."),
    "link.more": gettext_noop("From link %(position)s on: %(field)s more links do not fit."),
    "reason.altered": gettext_noop("Entry %(entry_id)s: its reason was altered."),
    "reason.emptied": gettext_noop("Entry %(entry_id)s: its reason is marked as erased, and no erasure tells it."),
    "value.altered": gettext_noop("Entry %(entry_id)s, field %(field)s: the value before or after was altered."),
    "value.missing": gettext_noop("Entry %(entry_id)s, field %(field)s: the values before and after were removed."),
    "value.emptied": gettext_noop("Entry %(entry_id)s, field %(field)s: its values are marked as erased, and no erasure tells it."),
    "value.kept": gettext_noop("Entry %(entry_id)s, field %(field)s: an erasure tells that its values are gone, and they are not."),
    "reason.kept": gettext_noop("Entry %(entry_id)s: an erasure tells that its reason is gone, and it is not."),
    "head.unknown": gettext_noop("The head %(field)s is no link of this chain: the journal was cut after it was printed, or written anew."),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it was sealed; `position` and `entry_id` are 0 where they say nothing."""

    code: str
    position: int = 0
    entry_id: int = 0
    field: str = ""

    @property
    def message(self) -> Message:
        return Message(TEXTS[self.code], {name: str(value) for name, value in asdict(self).items()})

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Fault:
        return cls(**kept)
