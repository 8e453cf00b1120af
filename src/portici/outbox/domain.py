"""The desk of the tray: put a message in, with the change that it tells of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection
from django.utils import timezone

from portici.kernel import clock
from portici.records.models import new_uid

from . import kinds
from .kinds import Part
from .models import SUBJECT, Message


def post(
    *,
    kind: str,
    recipient: str,
    subject: str = "",
    parts: Sequence[Part] = (),
    data: Mapping[str, Any] | None = None,
    key: str = "",
) -> Message:
    """Put one message in the tray; the worker hands it to the courier after the commit.

    Asks for no right: it is called by the desk that had the right to do what the message tells. Must run inside that desk's
    transaction, so that both commit or neither; raises RuntimeError otherwise. The same `key` is one message. Raises KeyError for
    a kind that nobody registered.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a message is put in the tray inside the transaction of the change that it tells")
    now = timezone.now()
    message, made = Message.objects.get_or_create(
        key=key or new_uid(),
        defaults={
            "kind": kinds.kind(kind).name,
            "recipient": recipient,
            "subject": " ".join(subject.split())[:SUBJECT],
            "parts": [{"type": type_, "text": text} for type_, text in parts],
            "data": dict(data or {}),
            "created_at": clock.now(),
            "due_at": now,
        },
    )
    if made:
        from .tasks import deliver  # the tasks are above the desks

        deliver.enqueue(message.uid)
    return message
