"""Who sits in a body, and who may."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TypeVar

from django.db.models import Q, QuerySet

from portici.kernel import clock
from portici.kernel.actor import Actor
from portici.kernel.findings import Message, gettext_noop
from portici.kernel.subjects import Holding, Outcome, Person, Plain

from ..domain import amend_delegate, amend_member
from ..models import Delegate, Member

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
IN_OFFICE = gettext_noop(
    "The name of who sits in a public body is published while in office and for three years after (Italian decree 33/2013,"
    " art. 14): it goes then."
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
            for one in named(Member.objects.all(), person).select_related("body")
        ]

    def erase(self, person: Person, actor: Actor, reason: str) -> Outcome:
        rows, past = named(Member.objects.all(), person), _past(Member.objects.all(), clock.today())
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
        rows = named(Delegate.objects.all(), person).select_related("member__body", "member__organisation")
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
        rows, past = named(Delegate.objects.all(), person), _past(Delegate.objects.all(), clock.today())
        kept = rows.exclude(pk__in=past.values("pk")).count()
        erased = _take_delegates(actor, rows & past, reason)
        return Outcome(DELEGATES, erased, kept, Message(IN_OFFICE) if kept else None)

    def due(self, today: date) -> int:
        return _past(Delegate.objects.all(), today).count()

    def dispose(self, actor: Actor, today: date) -> int:
        return _take_delegates(actor, _past(Delegate.objects.all(), today), "")


def named(rows: QuerySet[M], person: Person) -> QuerySet[M]:
    """Those of the rows that name the person, or through whose account they sign in."""
    found = Q(pk__in=())
    for text in person.words:
        found |= Q(person_name__iexact=text)
    if person.uid:
        found |= Q(account__uid=person.uid)
    return rows.filter(found)


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
