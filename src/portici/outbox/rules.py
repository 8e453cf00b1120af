"""How a message goes through its states, and who may see the tray."""

from __future__ import annotations

from datetime import timedelta

from portici.kernel.actor import Actor, Role
from portici.kernel.findings import YES, Verdict, gettext_noop, no
from portici.kernel.states import Transitions

from .models import MessageState

MESSAGE_STATES = Transitions(
    {
        MessageState.WAITING: (MessageState.CARRIED,),
        MessageState.CARRIED: (MessageState.SENT, MessageState.WAITING, MessageState.FAILED),
    }
)
#: How long after each failed attempt comes the next; after the last one the message is given up.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240))
#: A courier that says nothing for this long is gone, and nobody knows whether it had handed the message over.
SILENCE = timedelta(minutes=15)
#: What is older than this says nothing useful any more; nor does what an old backup brings back.
LIFETIME = timedelta(days=2)


def may_see_messages(actor: Actor) -> Verdict:
    """The administrator: a list of who was written to is a list of people."""
    if actor.has(Role.ADMINISTRATOR):
        return YES
    return no(gettext_noop("Only the administrator sees the messages of the office."))
