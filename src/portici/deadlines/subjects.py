"""What the office's deadlines hold about people: who put one off. Who is reminded of which is told by the accounts."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import QuerySet

from portici.kernel.actor import Actor
from portici.kernel.findings import Message, gettext_noop
from portici.kernel.subjects import Holding, Outcome, Person, Plain, register

from .models import Snooze

PUT_OFF = Holding(
    name="put-offs",
    what=Message(gettext_noop("Which deadlines an account put off for the office, until when and why")),
    purpose=Message(gettext_noop("Telling the office why something waits, and whom to ask")),
    ground=Message(gettext_noop("Task in the public interest (GDPR, art. 6.1.e)")),
    period=Message(gettext_noop("One year after the day until which it was put off")),
    days=365,
)


class PutOffs(Plain):
    """What is put off stays so for the office, without who did it."""

    holding = PUT_OFF

    def find(self, person: Person) -> list[dict[str, object]]:
        return [
            {
                "of": f"{one.watch} {one.kind}:{one.ref}",
                "when": one.at,
                "until": one.until,
                "reason": one.reason,
            }
            for one in _by(person)
        ]

    def erase(self, person: Person, actor: Actor, reason: str) -> Outcome:
        return Outcome(PUT_OFF, _by(person).update(by=""))

    def due(self, today: date) -> int:
        return _past(today).count()

    def dispose(self, actor: Actor, today: date) -> int:
        return _past(today).delete()[0]


def put_in() -> None:
    register(PutOffs())


def _by(person: Person) -> QuerySet[Snooze]:
    return Snooze.objects.filter(by=person.uid) if person.uid else Snooze.objects.none()


def _past(today: date) -> QuerySet[Snooze]:
    return Snooze.objects.filter(until__lt=today - timedelta(days=PUT_OFF.days or 0))
