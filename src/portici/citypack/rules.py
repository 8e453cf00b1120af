"""Who may load a city pack."""

from __future__ import annotations

from portici.kernel.actor import Actor, Role
from portici.kernel.findings import YES, Verdict, gettext_noop, no


def may_load(actor: Actor) -> Verdict:
    """The house itself, from the command line; or whoever both coordinates and administers, since a pack
    writes everywhere.
    """
    if actor.has(Role.COORDINATOR) and actor.has(Role.ADMINISTRATOR):
        return YES
    return no(gettext_noop("Only whoever both coordinates and administers loads a city pack."))
