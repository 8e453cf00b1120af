"""The worker's part, done at once: tests of what is written ask for it after the request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from portici.integrations.mail.fake import FakeMail
from portici.outbox import couriers, kinds
from portici.outbox.couriers import Courier, Receipt
from portici.outbox.dispatch import deliver_message
from portici.outbox.domain import post
from portici.outbox.models import Message, MessageState

KIND = kinds.MessageKind("test-notice", "Notice", "For tests")
KEPT = kinds.MessageKind("test-kept", "Kept notice", "For tests", keeps_text=True)
TO = "ada@rete.example"


def carry_all() -> None:
    """Every message that waits goes to the courier, in the order in which they were written."""
    waiting = Message.objects.filter(state=MessageState.WAITING).order_by("pk")
    for uid in list(waiting.values_list("uid", flat=True)):
        deliver_message(uid)


@contextmanager
def courier(one: Courier) -> Iterator[None]:
    """This one carries inside the block."""
    usual = couriers.courier()
    couriers.appoint(one)
    try:
        yield
    finally:
        couriers.appoint(usual)


@contextmanager
def answering(*receipts: Receipt) -> Iterator[FakeMail]:
    fake = FakeMail(receipts)
    with courier(fake):
        yield fake


def posted(
    kind: kinds.MessageKind = KIND, *, recipient: str = TO, key: str = "", text: str = "Text"
) -> Message:
    kinds.register(kind)
    with transaction.atomic():
        return post(
            kind=kind.name, recipient=recipient, subject="A subject", parts=[("text/plain", text)], key=key
        )


def due_in(message: Message, pause: timedelta = timedelta()) -> datetime:
    """The machine's time at which the message is due, and a while after."""
    message.refresh_from_db()
    return message.due_at + pause


def in_a_while() -> datetime:
    return timezone.now() + timedelta(seconds=1)


def told(messages: Iterable[Message]) -> list[tuple[str, int, bool, str]]:
    """State, attempts, whether doubtful, the last fault, as the store has them."""
    keys = [message.pk for message in messages]
    rows = Message.objects.filter(pk__in=keys).order_by("pk")
    return [(row.state, row.attempts, row.doubtful, row.last_error) for row in rows]
