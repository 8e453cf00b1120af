"""Who may load a city pack, and into which store."""

from __future__ import annotations

from portici.kernel.actor import Actor, Role
from portici.kernel.findings import YES, Verdict, gettext_noop, no

from .models import City


def may_load(actor: Actor) -> Verdict:
    """The house itself, from the command line; or whoever both coordinates and administers, since a pack
    writes everywhere.
    """
    if actor.has(Role.COORDINATOR) and actor.has(Role.ADMINISTRATOR):
        return YES
    return no(gettext_noop("Only whoever both coordinates and administers loads a city pack."))


def may_take_in(here: City | None, *, code: str, name: str) -> Verdict:
    """A store serves one city, the first that was loaded into it: another's pack would mix with its records."""
    if here is None or here.code == code:
        return YES
    return no(
        gettext_noop(
            "This store belongs to %(here)s (code %(here_code)s), and the pack is of %(name)s (code %(code)s): a "
            "store serves one city. Give the other city a store of its own, by PORTICI_STATE=build/state-%(code)s "
            "(and DATABASE_URL where it is set), and load the pack there; or correct “code” in city.toml."
        ),
        here=here.name,
        here_code=here.code,
        name=name,
        code=code,
    )
