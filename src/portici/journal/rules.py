"""Who looks after the chain, and who may empty values."""

from __future__ import annotations

from portici.kernel.actor import Actor, Role
from portici.kernel.findings import YES, Verdict, gettext_noop, no


def may_verify(actor: Actor) -> Verdict:
    """The auditor and the administrator."""
    if actor.has(Role.AUDITOR, Role.ADMINISTRATOR):
        return YES
    return no(gettext_noop("Only the auditor and the administrator verify the journal."))


def may_erase(actor: Actor) -> Verdict:
    """Only the administrator."""
    if actor.has(Role.ADMINISTRATOR):
        return YES
    return no(gettext_noop("Only the administrator erases values from the journal."))
