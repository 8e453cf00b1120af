"""What meetings hold about who sits in them: answers to convocations, attendance and proxies, conflicts of interest, votes.

All of it is told of seats, not of names. A seat's row is about the person who holds it, or who sat there that day as its delegate.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TypeVar

from django.db.models import Exists, OuterRef, Q, QuerySet

from portici.journal.domain import About, erase_values
from portici.kernel.actor import Actor
from portici.kernel.findings import Message, gettext_noop
from portici.kernel.subjects import Holding, Outcome, Person, Plain

from ..models import (
    AgendaItem,
    Attendance,
    Ballot,
    Delegate,
    MeetingState,
    Member,
    MinutesState,
    Proxy,
    Recusal,
    Reply,
    RollEntry,
)
from ..sitting.domain.told import name_of
from .acts import ACTS
from .seats import named

R = TypeVar("R", Reply, Recusal, Ballot, RollEntry)

ATTENDANCES = Holding(
    name="attendances",
    what=Message(
        gettext_noop(
            "Who was at a meeting: the seat, in which right, from when to when; which seat voted for it"
        )
    ),
    purpose=Message(gettext_noop("Knowing that a meeting could decide, and telling it in the minutes")),
    ground=ACTS.ground,
    period=Message(
        gettext_noop("Without end, as the minutes; a name goes with that of the seat or delegate")
    ),
)
REPLIES = Holding(
    name="replies",
    what=Message(gettext_noop("What a seat answered to the convocation of a meeting")),
    purpose=Message(gettext_noop("Preparing the meeting; telling in the minutes who was excused")),
    ground=Message(gettext_noop("Task in the public interest (GDPR, art. 6.1.e)")),
    period=Message(gettext_noop("One year after the meeting, once its minutes are approved")),
    days=365,
)
RECUSALS = Holding(
    name="recusals",
    what=Message(gettext_noop("Conflicts of interest that a seat declared on an item, with their nature")),
    purpose=Message(gettext_noop("Keeping who has an interest out of the vote, and showing it")),
    ground=Message(gettext_noop("Legal obligation (GDPR, art. 6.1.c): Italian law 241/1990, art. 6-bis")),
    period=Message(
        gettext_noop(
            "That the seat took no part, without end; the nature of the conflict three years, then only in the approved minutes"
            " that the members read"
        )
    ),
    days=3 * 365,
)
BALLOTS = Holding(
    name="ballots",
    what=Message(
        gettext_noop(
            "How a seat voted by roll call; of a secret ballot only that it voted, which cannot be tied to a choice"
        )
    ),
    purpose=Message(gettext_noop("Showing how a decision came about")),
    ground=ACTS.ground,
    period=Message(gettext_noop("Without end: a vote by roll call is a public act of the seat")),
)
IS_OF_THE_ACT = gettext_noop(
    "Who was there and how each seat voted by roll call is part of the act, which is not altered (GDPR, art. 17.3.b and d). It is told of"
    " the seat; the name goes when that of the seat or delegate goes."
)
MINUTES_TO_COME = gettext_noop(
    "The minutes of the meeting are not approved: they tell who was excused. The answer goes a year after the meeting."
)
STAYS_APART = gettext_noop(
    "That the seat took no part stays: the vote was counted without it. The nature of the conflict is taken away here; in approved minutes,"
    " where the members alone read it, it stays (GDPR, art. 17.3.b)."
)


class _OfSeats(Plain):
    """Found by the names of seats and delegates, so before those are taken away."""

    order = 8


class Attendances(_OfSeats):
    """Hours and proxies: kept, with the act that they belong to."""

    holding = ATTENDANCES

    def find(self, person: Person) -> list[dict[str, object]]:
        rows = _attended(person).select_related("meeting__body", "member__organisation")
        found: list[dict[str, object]] = [
            {
                "meeting": str(one.meeting),
                "seat": name_of(one.member),
                "as": one.manner,
                "from afar": one.is_remote,
                "came": one.came_at,
                "left": one.left_at,
            }
            for one in rows
        ]
        return found + [
            {"meeting": str(one.meeting), "proxy of": name_of(one.giver), "carried by": name_of(one.carrier)}
            for one in _proxies(person)
        ]

    def erase(self, person: Person, actor: Actor, reason: str) -> Outcome:
        kept = _attended(person).count() + _proxies(person).count()
        return Outcome(ATTENDANCES, 0, kept, Message(IS_OF_THE_ACT) if kept else None)


class Replies(_OfSeats):
    """Answers: taken away as soon as no minutes need them."""

    holding = REPLIES

    def find(self, person: Person) -> list[dict[str, object]]:
        rows = _of(Reply.objects.all(), person, "meeting").select_related(
            "meeting__body", "member__organisation"
        )
        return [
            {
                "meeting": str(one.meeting),
                "seat": name_of(one.member),
                "answer": one.answer,
                "when": one.said_at,
            }
            for one in rows
        ]

    def erase(self, person: Person, actor: Actor, reason: str) -> Outcome:
        rows = _of(Reply.objects.all(), person, "meeting")
        gone = rows.filter(_TOLD).delete()[0]
        kept = rows.count()
        return Outcome(REPLIES, gone, kept, Message(MINUTES_TO_COME) if kept else None)

    def due(self, today: date) -> int:
        return _old_replies(today).count()

    def dispose(self, actor: Actor, today: date) -> int:
        return _old_replies(today).delete()[0]


class Recusals(_OfSeats):
    """The nature of a conflict goes; that the seat took no part stays."""

    holding = RECUSALS

    def find(self, person: Person) -> list[dict[str, object]]:
        return [
            {
                "item": str(one.item),
                "meeting": str(one.item.meeting or ""),
                "seat": name_of(one.member),
                "nature of the conflict": one.reason,
                "declared": one.declared_at,
            }
            for one in _recusals(person)
        ]

    def erase(self, person: Person, actor: Actor, reason: str) -> Outcome:
        rows = list(_recusals(person))
        erased = _blank(rows, actor, reason)
        return Outcome(RECUSALS, erased, len(rows), Message(STAYS_APART) if rows else None)

    def due(self, today: date) -> int:
        return _old_recusals(today).count()

    def dispose(self, actor: Actor, today: date) -> int:
        return _blank(_old_recusals(today).select_related("member__organisation", "item"), actor, "")


class Ballots(_OfSeats):
    """Votes: kept, as the act that they made."""

    holding = BALLOTS

    def find(self, person: Person) -> list[dict[str, object]]:
        ballots = _of(Ballot.objects.all(), person, "motion__item__meeting")
        roll = _of(RollEntry.objects.filter(has_voted=True), person, "motion__item__meeting")
        links = ("motion__item__meeting__body", "member__organisation")
        found: list[dict[str, object]] = [
            {**_vote(one), "choice": one.choice, "when": one.cast_at}
            for one in ballots.select_related(*links)
        ]
        return found + [{**_vote(one), "choice": "secret"} for one in roll.select_related(*links)]

    def erase(self, person: Person, actor: Actor, reason: str) -> Outcome:
        kept = len(self.find(person))
        return Outcome(BALLOTS, 0, kept, Message(IS_OF_THE_ACT) if kept else None)


#: Meetings whose minutes tell already who was excused, or will never tell it.
_TOLD = Q(meeting__minutes__state=MinutesState.APPROVED) | Q(meeting__state=MeetingState.CANCELLED)


def _seats(person: Person) -> QuerySet[Member]:
    return named(Member.objects.all(), person).order_by()


def _attended(person: Person) -> QuerySet[Attendance]:
    """As the holder of a seat that names the person, or as the delegate who is the person."""
    holder = Q(delegate=None, member__in=_seats(person).values("pk"))
    return Attendance.objects.filter(holder | Q(delegate__in=_mandates(person)))


def _mandates(person: Person) -> QuerySet[Delegate]:
    return named(Delegate.objects.all(), person).order_by().values("pk")  # type: ignore[return-value] # keys, for a subquery


def _of(rows: QuerySet[R], person: Person, meeting: str) -> QuerySet[R]:
    """Those of the rows whose seat the person holds, or sat in at that meeting; `meeting` is the path to it."""
    sat = Attendance.objects.filter(
        meeting=OuterRef(meeting), member=OuterRef("member"), delegate__in=_mandates(person)
    )
    return rows.filter(Q(member__in=_seats(person).values("pk")) | Exists(sat))


def _proxies(person: Person) -> QuerySet[Proxy]:
    own = _seats(person).values("pk")
    rows = Proxy.objects.filter(Q(giver__in=own) | Q(carrier__in=own))
    return rows.select_related("meeting__body", "giver__organisation", "carrier__organisation")


def _recusals(person: Person) -> QuerySet[Recusal]:
    rows = _of(Recusal.objects.all(), person, "item__meeting")
    return rows.select_related("item__meeting__body", "member__organisation")


def _blank(rows: Iterable[Recusal], actor: Actor, reason: str) -> int:
    """Take the nature of each conflict away, also from the journal; how many had one."""
    told = [one for one in rows if one.reason]
    if told:
        about = [_told(one) for one in told]
        Recusal.objects.filter(pk__in=[one.pk for one in told]).update(reason="")
        erase_values(actor=actor, reason=reason, about=about)
    return len(told)


def _told(one: Recusal) -> About:
    return About(AgendaItem.KIND, one.item.uid, ("recusal",), ending=f": {one.reason}")


def _old_replies(today: date) -> QuerySet[Reply]:
    return Reply.objects.filter(_TOLD, meeting__starts_at__date__lt=_before(today, REPLIES))


def _old_recusals(today: date) -> QuerySet[Recusal]:
    rows = Recusal.objects.exclude(reason="")
    return rows.filter(item__meeting__starts_at__date__lt=_before(today, RECUSALS))


def _before(today: date, holding: Holding) -> date:
    return today - timedelta(days=holding.days or 0)


def _vote(one: Ballot | RollEntry) -> dict[str, object]:
    item = one.motion.item
    return {"meeting": str(item.meeting or ""), "item": str(item), "seat": name_of(one.member)}
