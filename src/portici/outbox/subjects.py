"""What the tray holds about people: to whom the office wrote, when, and what for."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet

from portici.kernel.actor import Actor
from portici.kernel.clock import OFFICE_ZONE
from portici.kernel.findings import Message as Said
from portici.kernel.findings import gettext_noop
from portici.kernel.subjects import Holding, Outcome, Person, Plain, register

from .models import Message

MESSAGES = Holding(
    name="messages",
    what=Said(gettext_noop("Messages of the office: to which address, when, what for, whether they left")),
    purpose=Said(gettext_noop("Telling people what concerns them, and showing that they were told")),
    ground=Said(gettext_noop("Task in the public interest (GDPR, art. 6.1.e); security (art. 32)")),
    period=Said(
        gettext_noop(
            "Six months; the text goes when the message has left, a link to set a password is never kept"
        )
    ),
    days=180,
)


class Messages(Plain):
    """Messages to the person go whole, also those that wait; one to others that names the person is covered with all texts."""

    holding = MESSAGES

    def find(self, person: Person) -> list[dict[str, object]]:
        return [_told(message) for message in _to(person)]

    def erase(self, person: Person, actor: Actor, reason: str) -> Outcome:
        return Outcome(MESSAGES, _to(person).delete()[0])

    def due(self, today: date) -> int:
        return _past(today).count()

    def dispose(self, actor: Actor, today: date) -> int:
        return _past(today).delete()[0]


def put_in() -> None:
    register(Messages())


def _to(person: Person) -> QuerySet[Message]:
    return Message.objects.filter(recipient__iexact=person.email)


def _past(today: date) -> QuerySet[Message]:
    """Whatever came of it: what never left in that time says nothing any more."""
    first = today - timedelta(days=MESSAGES.days or 0)
    return Message.objects.filter(created_at__lt=datetime.combine(first, time(), OFFICE_ZONE))


def _told(message: Message) -> dict[str, object]:
    return {
        "what for": message.kind,
        "subject": message.subject,
        "written": message.created_at,
        "sent": message.sent_at,
        "text": "\n\n".join(part["text"] for part in message.parts),
    }
