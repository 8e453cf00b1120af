"""What listening holds about people: the words of passages, under no name. See `records.subjects` for the other texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from portici.kernel.actor import Actor
from portici.kernel.findings import Message, gettext_noop
from portici.kernel.subjects import Holding, Outcome, Person, Plain, register

from .domain.excerpts import wipe
from .models import Consent, Excerpt

WORDS = Holding(
    name="heard",
    what=Message(gettext_noop("Words of people who were listened to, without their names")),
    purpose=Message(gettext_noop("Knowing what is needed; quoted in public only with consent")),
    ground=Message(
        gettext_noop("Task in the public interest (GDPR, art. 6.1.e); for quoting, consent (art. 6.1.a)")
    ),
    period=Message(
        gettext_noop("Two years from the session; with consent to quote, until it is withdrawn, then at once")
    ),
    days=730,
)


class Words(Plain):
    """Passages: the words go, the theme stays and still counts."""

    holding = WORDS

    def find(self, person: Person) -> list[dict[str, object]]:
        return [
            {
                "listening": str(one.listening),
                "held on": one.listening.held_on,
                "theme": one.get_theme_display(),
                "words": one.text,
                "consent": one.get_consent_display(),
            }
            for one in _naming(person)
        ]

    def erase(self, person: Person, actor: Actor, reason: str) -> Outcome:
        return Outcome(WORDS, _wipe(actor, list(_naming(person)), reason))

    def due(self, today: date) -> int:
        return _past(today).count()

    def dispose(self, actor: Actor, today: date) -> int:
        return _wipe(actor, list(_past(today)), "")


def put_in() -> None:
    register(Words())


def _with_words() -> QuerySet[Excerpt]:
    return Excerpt.objects.exclude(text="").select_related("listening").order_by("pk")


def _naming(person: Person) -> Iterator[Excerpt]:
    """The passages whose words name the person. All are read: a capital with an accent is no match for SQLite's."""
    if not person.words:
        return
    named = re.compile("|".join(rf"(?<!\w){re.escape(text)}(?!\w)" for text in person.words), re.IGNORECASE)
    yield from (one for one in _with_words().iterator(500) if named.search(one.text))


def _past(today: date) -> QuerySet[Excerpt]:
    old = Q(listening__held_on__lt=today - timedelta(days=WORDS.days or 0))
    return _with_words().filter(Q(consent=Consent.WITHDRAWN) | Q(consent=Consent.NONE) & old)


def _wipe(actor: Actor, excerpts: list[Excerpt], reason: str) -> int:
    for one in excerpts:
        wipe(actor=actor, excerpt=one, reason=reason)
    return len(excerpts)
