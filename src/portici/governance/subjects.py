"""What bodies and decisions hold about people: who sits, and what the acts say."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TypeVar

from django.db.models import Q, QuerySet

from portici.kernel import clock
from portici.kernel.actor import Actor
from portici.kernel.findings import Message, gettext_noop
from portici.kernel.subjects import Holding, Outcome, Person, Plain, register

from .domain import amend_delegate, amend_member
from .models import Decision, Delegate, Member, Minutes
from .papers import blocks
from .papers.minutes import sections_of

M = TypeVar("M", Member, Delegate)

MEMBERS = Holding(
    name="members",
    what=Message(gettext_noop("Who sits in a body: the name, when a source gives it, and the account")),
    purpose=Message(gettext_noop("Publishing the composition of public bodies")),
    ground=Message(
        gettext_noop("Legal obligation (GDPR, art. 6.1.c): Italian decree 33/2013, art. 13 and 14")
    ),
    period=Message(gettext_noop("While in office, then three years")),
    days=3 * 365,
)
DELEGATES = Holding(
    name="delegates",
    what=Message(
        gettext_noop("Who may sit in a body for an organisation: name, account, act of appointment, days")
    ),
    purpose=Message(gettext_noop("Knowing who may take part in a meeting and vote")),
    ground=Message(gettext_noop("Task in the public interest (GDPR, art. 6.1.e)")),
    period=Message(gettext_noop("While in office, then three years")),
    days=3 * 365,
)
ACTS = Holding(
    name="acts",
    what=Message(gettext_noop("Texts of decisions and of approved minutes, when they name a person")),
    purpose=Message(gettext_noop("Keeping and publishing the acts of the body")),
    ground=Message(
        gettext_noop(
            "Legal obligation (GDPR, art. 6.1.c and 17.3.b): Italian law 241/1990 and decree 42/2004, art. 10"
        )
    ),
    period=Message(gettext_noop("Without end: acts of an administration are archives")),
)
IN_OFFICE = gettext_noop(
    "The name of who sits in a public body is published while in office and for three years after (Italian decree 33/2013,"
    " art. 14): it goes then."
)
IS_ACT = gettext_noop(
    "The text of an act is not altered (Italian law 241/1990; GDPR, art. 17.3.b and d). Whoever holds the act may publish it"
    " with the name covered."
)


class Members(Plain):
    """Names of seats: taken away when the law does not ask for them."""

    holding = MEMBERS

    def find(self, person: Person) -> list[dict[str, object]]:
        return [
            {
                "body": str(one.body),
                "name": one.person_name,
                "role": one.role,
                "since": one.since,
                "until": one.until,
            }
            for one in _named(Member.objects.all(), person).select_related("body")
        ]

    def erase(self, person: Person, actor: Actor, reason: str) -> Outcome:
        rows, past = _named(Member.objects.all(), person), _past(Member.objects.all(), clock.today())
        kept = rows.exclude(pk__in=past.values("pk")).count()
        erased = _take_names(actor, rows & past, reason)
        return Outcome(MEMBERS, erased, kept, Message(IN_OFFICE) if kept else None)

    def due(self, today: date) -> int:
        return _past(Member.objects.all(), today).count()

    def dispose(self, actor: Actor, today: date) -> int:
        return _take_names(actor, _past(Member.objects.all(), today), "")


class Delegates(Plain):
    """Names of those who may sit in a seat: taken away when the law does not ask for them."""

    holding = DELEGATES

    def find(self, person: Person) -> list[dict[str, object]]:
        rows = _named(Delegate.objects.all(), person).select_related("member__body", "member__organisation")
        return [
            {
                "body": str(one.member.body),
                "organisation": str(one.member.organisation),
                "name": one.person_name,
                "manner": one.manner,
                "act": one.act,
                "since": one.since,
                "until": one.until,
            }
            for one in rows
        ]

    def erase(self, person: Person, actor: Actor, reason: str) -> Outcome:
        rows, past = _named(Delegate.objects.all(), person), _past(Delegate.objects.all(), clock.today())
        kept = rows.exclude(pk__in=past.values("pk")).count()
        erased = _take_delegates(actor, rows & past, reason)
        return Outcome(DELEGATES, erased, kept, Message(IN_OFFICE) if kept else None)

    def due(self, today: date) -> int:
        return _past(Delegate.objects.all(), today).count()

    def dispose(self, actor: Actor, today: date) -> int:
        return _take_delegates(actor, _past(Delegate.objects.all(), today), "")


class Acts(Plain):
    """Decisions and approved minutes: shown to who asks, never altered."""

    holding = ACTS

    def find(self, person: Person) -> list[dict[str, object]]:
        decided: list[dict[str, object]] = [
            {"decision": str(one), "address": one.address, "text": one.text} for one in _acts(person)
        ]
        return decided + [{"minutes": str(one), "digest": one.digest} for one in _minutes(person)]

    def erase(self, person: Person, actor: Actor, reason: str) -> Outcome:
        kept = _acts(person).count() + len(_minutes(person))
        return Outcome(ACTS, 0, kept, Message(IS_ACT) if kept else None)


def put_in() -> None:
    register(Members())
    register(Delegates())
    register(Acts())


def _named(rows: QuerySet[M], person: Person) -> QuerySet[M]:
    named = Q(pk__in=())
    for text in person.words:
        named |= Q(person_name__iexact=text)
    if person.uid:
        named |= Q(account__uid=person.uid)
    return rows.filter(named)


def _past(rows: QuerySet[M], today: date) -> QuerySet[M]:
    return rows.exclude(person_name="", account=None).filter(
        until__lt=today - timedelta(days=MEMBERS.days or 0)
    )


def _take_names(actor: Actor, members: QuerySet[Member], reason: str) -> int:
    rows = list(members.select_related("body"))
    for one in rows:
        amend_member(actor=actor, member=one, values={"person_name": "", "account": None}, reason=reason)
    return len(rows)


def _take_delegates(actor: Actor, delegates: QuerySet[Delegate], reason: str) -> int:
    rows = list(delegates.select_related("member__body", "member__organisation"))
    for one in rows:
        emptied = {"person_name": "", "act": "", "account": None}
        amend_delegate(actor=actor, delegate=one, values=emptied, reason=reason)
    return len(rows)


def _acts(person: Person) -> QuerySet[Decision]:
    named = Q(pk__in=())
    for text in person.words:
        for name in ("title", "text", "grounds"):
            named |= Q(**{f"{name}__icontains": text})
    return Decision.objects.filter(named)


def _minutes(person: Person) -> list[Minutes]:
    """Approved minutes that name the person: their text is kept as values, which the two stores do not search alike."""
    closed = Minutes.objects.exclude(frozen={}).select_related("meeting__body")
    return [one for one in closed.iterator() if _names(one, person)]


def _names(minutes: Minutes, person: Person) -> bool:
    text = blocks.as_text(blocks.read_by(sections_of(minutes), is_member=True)).casefold()
    return any(word.casefold() in text for word in person.words)
