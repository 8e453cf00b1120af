"""Reading meetings, their agenda and what waits for one. Items pass `seen`, so that what is confidential stays with who may read it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import TruncDate

from portici.kernel import clock
from portici.kernel.actor import Actor
from portici.organisations.models import Organisation
from portici.records.links import own, seen

from .. import queries as governance
from ..models import (
    AgendaItem,
    Body,
    BodyRules,
    Decision,
    ItemState,
    Meeting,
    MeetingState,
    Member,
    Motion,
    MotionKind,
    MotionState,
    Option,
    Reply,
)
from .rules import BEFORE
from .seats import seats_of

#: How long before an ordinary meeting its members read of it among what needs them.
NEAR = timedelta(days=14)
#: Rules as they follow one another, the last ones first.
LAST_FIRST = F("in_force_from").desc(nulls_last=True)


def meetings(actor: Actor) -> QuerySet[Meeting]:
    """Meetings with their body, the last ones first."""
    found: QuerySet[Meeting] = seen(Meeting, actor).select_related("body")
    return found


def meetings_of(actor: Actor, body: Body) -> QuerySet[Meeting]:
    return meetings(actor).filter(body=body)


def meeting_by_address(actor: Actor, address: str) -> Meeting | None:
    """The meeting of this address ("board-2026-m3")."""
    return meetings(actor).filter(address=address.strip().lower()).first()


def items(actor: Actor) -> QuerySet[AgendaItem]:
    """Items with what a row names."""
    found: QuerySet[AgendaItem] = seen(AgendaItem, actor).select_related("body", "meeting__body")
    return found


def agenda_of(actor: Actor, meeting: Meeting) -> QuerySet[AgendaItem]:
    """The items of a meeting in their order, with options, rapporteur and predecessor, as far as the actor may see them."""
    rapporteur = Prefetch("rapporteur", queryset=seen(Organisation, actor))
    options = Prefetch("options", queryset=Option.objects.all())
    rows = items(actor).filter(meeting=meeting).order_by("position", "pk")
    return rows.prefetch_related(rapporteur, options)


def backlog_of(actor: Actor, body: Body) -> QuerySet[AgendaItem]:
    """What waits for a meeting of the body, the longest waiting first."""
    rows = items(actor).filter(body=body, meeting=None, state=ItemState.PENDING)
    return rows.order_by("position", "pk")


def voted_to_an_end(items: QuerySet[AgendaItem]) -> QuerySet[AgendaItem]:
    """Those of the items on which a motion was adopted or not, or something was decided; a tie and a missing quorum are no end."""
    settled = Motion.objects.filter(
        item=OuterRef("pk"), kind=MotionKind.MOTION, state=MotionState.SETTLED
    ).order_by()
    decided = Decision.objects.filter(item=OuterRef("pk")).order_by()
    return items.filter(Exists(settled) | Exists(decided))


def decisions_taken_in(actor: Actor, meeting: Meeting) -> QuerySet[Decision]:
    """The decisions of a meeting that the actor may see, in the order of their numbers."""
    return governance.decisions(actor).filter(item__meeting=meeting).order_by("number")


def meeting_of(actor: Actor, decision: Decision) -> Meeting | None:
    """The meeting in which a decision that passed `seen` was taken, if the actor may see it."""
    return meetings(actor).filter(items=decision.item_id).first() if decision.item_id else None


def targets_for(actor: Actor, item: AgendaItem) -> QuerySet[Meeting]:
    """The meetings on whose agenda the item could still go."""
    rows = meetings_of(actor, item.body).filter(state__in=BEFORE)
    if item.meeting_id is not None:
        rows = rows.exclude(pk=item.meeting_id)
    return rows.order_by("starts_at", "pk")


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """An item with its number, and when it begins if every item before it has its minutes.

    What was taken off or put off has a number once the meeting is over, the one that the minutes give it.
    """

    item: AgendaItem
    number: int | None
    begins_at: datetime | None
    is_on: bool


def order_of(meeting: Meeting) -> list[tuple[int, str]]:
    """Key and state of each item of the meeting in its order, which numbers them from 1: also of those that one may not read."""
    rows = AgendaItem.objects.filter(meeting=meeting).order_by("position", "pk")
    return list(rows.values_list("pk", "state"))


def timed(meeting: Meeting, items: Iterable[AgendaItem]) -> list[AgendaLine]:
    """The running times of an agenda. One that lacks its minutes leaves those after it without."""
    moment: datetime | None = meeting.starts_at
    numbers = {key: number for number, (key, _state) in enumerate(order_of(meeting), 1)}
    is_over = meeting.state == MeetingState.CLOSED
    lines = []
    for item in items:
        is_on = item.state not in (ItemState.DROPPED, ItemState.CARRIED_OVER)
        number = numbers[item.pk] if is_on or is_over else None
        lines.append(AgendaLine(item, number, moment if is_on else None, is_on))
        if is_on and moment is not None:
            moment = moment + timedelta(minutes=item.minutes_planned) if item.minutes_planned else None
    return lines


@dataclass(frozen=True, slots=True)
class SeatReply:
    """A seat of the meeting with its answer, if it gave one."""

    member: Member
    reply: Reply | None


def replies_of(actor: Actor, meeting: Meeting) -> list[SeatReply]:
    """Every seat held on the day, with its answer; those of organisations that the actor may see."""
    said = {reply.member_id: reply for reply in Reply.objects.filter(meeting=meeting)}
    visible = set(seen(Organisation, actor).values_list("pk", flat=True))
    return [
        SeatReply(seat, said.get(seat.pk)) for seat in seats_of(meeting) if seat.organisation_id in visible
    ]


@dataclass(frozen=True, slots=True)
class Notice:
    """The notice of a meeting in days: what the rules ask for, what it has or would have today, and the last day to convene."""

    asked: int | None
    given: int
    last_day: date | None

    @property
    def is_short(self) -> bool:
        return self.asked is not None and self.given < self.asked


def notice_of(actor: Actor, meeting: Meeting) -> Notice:
    """Counted from the convocation or, before it, from today."""
    rules = governance.rules_on(actor, meeting.body, meeting.day)
    asked = rules.notice_days if rules else None
    begun = meeting.convened_at or clock.now()
    given = (meeting.day - begun.astimezone(clock.OFFICE_ZONE).date()).days
    return Notice(asked, given, meeting.day - timedelta(days=asked) if asked is not None else None)


@dataclass(frozen=True, slots=True)
class LateBody:
    """A body that should have met by a day."""

    body: Body
    due_on: date


def bodies_late(actor: Actor) -> list[LateBody]:
    """Bodies whose rules ask for a meeting at even intervals and that have held none in the last one, nor opened one.

    Counted from the last meeting held or, where there is none, from the day of the rules or of the body. One query.
    """
    today = clock.today()
    held = Meeting.objects.filter(
        body=OuterRef("body"), state__in=(MeetingState.OPEN, MeetingState.CLOSED)
    ).order_by("-starts_at")
    bodies = own(actor, seen(Body, actor)).order_by().values("pk")
    rules = BodyRules.objects.filter(begun(today), body__in=bodies).select_related("body")
    found, told = [], set()
    for rule in rules.annotate(last_held=Subquery(held.values("starts_at")[:1])).order_by(LAST_FIRST):
        if rule.body_id in told:  # of the rules that have begun, the last ones hold
            continue
        told.add(rule.body_id)
        last = rule.last_held and rule.last_held.astimezone(clock.OFFICE_ZONE).date()
        since = last or rule.in_force_from or rule.body.established_on
        if rule.meets_every_months and since:
            due_on = _months_later(since, rule.meets_every_months)
            found += [LateBody(rule.body, due_on)] if due_on < today else []
    return sorted(found, key=lambda one: (one.due_on, one.body.pk))


def to_convene(actor: Actor) -> list[tuple[Meeting, date]]:
    """Planned meetings whose last day for convening is within a week, or past, with that day. One query."""
    today = clock.today()
    rows = own(actor, meetings(actor)).filter(state=MeetingState.PLANNED)
    held = BodyRules.objects.filter(begun(OuterRef("held_on")), body=OuterRef("body")).order_by(LAST_FIRST)
    planned = rows.annotate(held_on=TruncDate("starts_at", tzinfo=clock.OFFICE_ZONE)).annotate(
        asked_days=Subquery(held.values("notice_days")[:1])
    )
    pairs = [(one, one.day - timedelta(days=one.asked_days or 0)) for one in planned]
    found = [(one, last_day) for one, last_day in pairs if last_day - timedelta(days=7) <= today]
    return sorted(found, key=lambda pair: (pair[1], pair[0].pk))


def begun(day: Any) -> Q:
    """Rules that have begun by the day; says the same as `BodyRules.holds_on`."""
    return Q(in_force_from=None) | Q(in_force_from__lte=day)


def coming(actor: Actor) -> QuerySet[Meeting]:
    """Convened meetings of the coming days, for who sits there."""
    now = clock.now()
    rows = own(actor, meetings(actor)).filter(state=MeetingState.CONVENED)
    return rows.filter(starts_at__gte=now - timedelta(hours=12), starts_at__lte=now + NEAR).order_by(
        "starts_at", "pk"
    )


def ahead(actor: Actor, until: date) -> QuerySet[Meeting]:
    """Convened meetings from today to that day, for who prepares them."""
    rows = own(actor, meetings(actor)).filter(state=MeetingState.CONVENED)
    dated = rows.annotate(held_on=TruncDate("starts_at", tzinfo=clock.OFFICE_ZONE))
    return dated.filter(held_on__gte=clock.today(), held_on__lte=until).order_by("starts_at", "pk")


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + years, month + 1, 1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return min(first + timedelta(days=day.day - 1), following - timedelta(days=1))
