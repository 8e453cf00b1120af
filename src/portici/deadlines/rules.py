"""Who may put deadlines off, state the chain, and set an account's reminders."""

from __future__ import annotations

from portici.kernel.actor import Actor, Role
from portici.kernel.findings import YES, Verdict, gettext_noop, no

#: Who puts off what the whole office then does not see among the late.
STAFF = (
    Role.COORDINATOR,
    Role.FINANCE_OFFICER,
    Role.BOARD_SECRETARY,
    Role.COMMUNICATION_OFFICER,
    Role.AREA_OFFICER,
)


def may_put_off(actor: Actor) -> Verdict:
    """The office's own people: it is put off for everybody."""
    if actor.has(*STAFF):
        return YES
    return no(gettext_noop("Only the technical office and area officers put a deadline off; ask the office."))


def may_state_chain(actor: Actor) -> Verdict:
    """Whom delays are told to is the coordinator's to say."""
    if actor.has(Role.COORDINATOR):
        return YES
    return no(gettext_noop("Only the coordinator says whom delays are told to."))


def may_be_reminded(actor: Actor) -> Verdict:
    """Each sets the own reminders."""
    if actor.uid and actor.in_office:
        return YES
    return no(gettext_noop("Only who works with the office has deadlines to be reminded of."))
