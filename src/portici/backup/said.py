"""How this package speaks: refusals that say what is wrong and what to do, and progress."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

#: What is being done, how much of it is done, of how much (bytes; 0 when nobody knows).
Progress = Callable[[str, int, int], None]


class Refusal(Exception):
    """A backup or a restore that is not done; nothing was touched."""


class Damaged(Refusal):
    """The archive is not what was written; `faults` says in which ways."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__(
            _("The archive is refused:") + "\n" + "\n".join(f"  {fault}" for fault in faults[:20])
        )


def silent(_what: str, _done: int, _total: int) -> None:
    """Progress that nobody watches."""
