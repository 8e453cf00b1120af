"""Reading the tray."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet

from portici.kernel.actor import Actor

from . import kinds
from .models import Message, MessageState


def messages(actor: Actor) -> QuerySet[Message]:
    """The messages that the actor may see, newest first."""
    return Message.objects.visible_to(actor)


def message_by_uid(actor: Actor, uid: str) -> Message | None:
    return messages(actor).filter(uid=uid).first()


def given_up_since(moment: datetime) -> int:
    """How many messages written since then were given up; a number for who looks after the machine, no names."""
    return Message.objects.filter(state=MessageState.FAILED, created_at__gte=moment).count()


def late(now: datetime, patience: timedelta) -> int:
    """How many wait for longer than this after their time: nobody carries. `now` is the machine's."""
    return Message.objects.filter(state=MessageState.WAITING, due_at__lt=now - patience).count()


def kind_label(name: str) -> str:
    """What a kind of message is called; its name when no room writes it any more."""
    try:
        return str(kinds.kind(name).label)
    except KeyError:
        return name
