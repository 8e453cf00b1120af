"""What organisations hold about people: whom to call."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from portici.kernel.actor import Actor
from portici.kernel.findings import Message, gettext_noop
from portici.kernel.subjects import Holding, Outcome, Person, Plain, register

from .domain import remove_contact
from .models import Contact

CONTACTS = Holding(
    name="contacts",
    what=Message(gettext_noop("People to call in an organisation: name, function, e-mail, telephone")),
    purpose=Message(gettext_noop("Working with the organisation; never shown in public")),
    ground=Message(gettext_noop("Task in the public interest (GDPR, art. 6.1.e)")),
    period=Message(gettext_noop("While the person has the function, then one year")),
    days=365,
)


class Contacts(Plain):
    """Rows of contacts; each goes whole."""

    holding = CONTACTS

    def texts_of(self, email: str) -> set[str]:
        rows = Contact.objects.filter(email__iexact=email).values_list("name", "phone")
        return {text for row in rows for text in row if text}

    def find(self, person: Person) -> list[dict[str, object]]:
        return [
            {
                "organisation": str(one.organisation),
                "name": one.name,
                "function": one.function,
                "e-mail": one.email,
                "telephone": one.phone,
                "until": one.until,
            }
            for one in _of(person).select_related("organisation")
        ]

    def erase(self, person: Person, actor: Actor, reason: str) -> Outcome:
        return Outcome(CONTACTS, _remove(actor, _of(person), reason))

    def due(self, today: date) -> int:
        return _past(today).count()

    def dispose(self, actor: Actor, today: date) -> int:
        return _remove(actor, _past(today), "")


def put_in() -> None:
    register(Contacts())


def _of(person: Person) -> QuerySet[Contact]:
    named = Q(email__iexact=person.email)
    for text in person.words:
        named |= Q(name__iexact=text) | Q(phone=text)
    return Contact.objects.filter(named)


def _past(today: date) -> QuerySet[Contact]:
    return Contact.objects.filter(until__lt=today - timedelta(days=CONTACTS.days or 0))


def _remove(actor: Actor, contacts: QuerySet[Contact], reason: str) -> int:
    rows = list(contacts.select_related("organisation"))
    for one in rows:
        remove_contact(actor=actor, contact=one, reason=reason)
    return len(rows)
