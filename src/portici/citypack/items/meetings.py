"""Tables for the guidelines of a body, and for its meetings with what was treated, voted and decided in them.

Days are counted from the day on which the pack is loaded (`days = -45`: six weeks ago), so that a demo always has meetings that are over and
one to come; what belongs to a dated story says its day (`on`).
"""

# ruff: noqa: RUF009 -- `needed` and `free` make fields, as `dataclasses.field` does

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import ClassVar

from portici.governance.models import (
    DecisionKind,
    ItemKind,
    Matter,
    MeetingManner,
    MinutesState,
    Reply,
    SaidState,
)
from portici.kernel import clock

from .. import readers as read
from ..shape import Item, free, needed, tables
from .base import Told

SATURDAY = 5


def working_day(days: int) -> date:
    """The day so many days from today; of a weekend the Friday before when it has passed, the Monday after when it is to come."""
    day = clock.today() + timedelta(days=days)
    while day.weekday() >= SATURDAY:
        day += timedelta(days=-1 if days < 0 else 1)
    return day


@dataclass(frozen=True, kw_only=True)
class GuidelineItem(Told):
    """A line of the body's plan of a year; `code` says whose part it is: 2.1 is of 2.

    The year is that of the day on which the pack is loaded, or with `days` of the one so many days from it: that of the meeting which
    adopts the plan, say.
    """

    TABLE: ClassVar[str] = "guideline"

    body: str = needed(read.ref, refers="body")
    code: str = needed(read.text)
    title: str = needed(read.text)
    text: str = free(read.text, "")
    days: int | None = free(read.offset, None)

    @property
    def ref(self) -> str:
        return f"{self.body}/{self.code}"

    @property
    def year(self) -> int:
        return (clock.today() if self.days is None else working_day(self.days)).year


@dataclass(frozen=True, kw_only=True)
class FollowUpItem(Item):
    """What a decision asks for; `days` after the meeting is its term; `said` is what its owner told, where no activity does."""

    what: str = needed(read.text)
    owner: str = free(read.text, "", refers="organisation")
    days: int | None = free(read.offset, None)
    activity: str = free(read.text, "", refers="activity")
    project: str = free(read.text, "", refers="project")
    budget_line: str = free(read.text, "")
    amount: Decimal | None = free(read.amount, None)
    indicator: str = free(read.text, "", refers="indicator")
    expected: str = free(read.text, "")
    said: str = free(read.choice(SaidState), "")
    said_in_words: str = free(read.text, "")


@dataclass(frozen=True, kw_only=True)
class DecidedItem(Item):
    """What was decided on an item, by its last vote; the number is the next free one.

    Its grounds are what the vote says, then `grounds`; and the needs and designations that it stands on.
    """

    key: str = free(read.ref, "")
    title: str = needed(read.text)
    text: str = free(read.text, "")
    grounds: str = free(read.text, "")
    kind: str = free(read.choice(DecisionKind), "")
    guidelines: tuple[str, ...] = free(read.texts, (), refers="guideline")
    activities: tuple[str, ...] = free(read.texts, (), refers="activity")
    on_needs: tuple[str, ...] = free(read.texts, (), refers="need")
    on_designations: tuple[str, ...] = free(read.texts, (), refers="designation")
    withheld_because: str = free(read.text, "")
    adopts_plan: bool = free(read.boolean, default=False)
    follow_up: tuple[FollowUpItem, ...] = tables(FollowUpItem)


@dataclass(frozen=True, kw_only=True)
class VoteItem(Item):
    """A motion put to the vote: who is not named in `against` or `abstain` was in favour."""

    text: str = needed(read.text)
    matter: str = free(read.choice(Matter), Matter.ORDINARY.value)
    amendment: bool = free(read.boolean, default=False)
    secret: bool = free(read.boolean, default=False)
    proposer: str = free(read.text, "", refers="organisation")
    against: tuple[str, ...] = free(read.texts, (), refers="organisation")
    abstain: tuple[str, ...] = free(read.texts, (), refers="organisation")
    silent: tuple[str, ...] = free(read.texts, (), refers="organisation")


@dataclass(frozen=True, kw_only=True)
class OptionItem(Item):
    title: str = needed(read.text)
    text: str = free(read.text, "")
    cost: Decimal | None = free(read.amount, None)


@dataclass(frozen=True, kw_only=True)
class TreatedItem(Item):
    """A point of the agenda, and what became of it."""

    title: str = needed(read.text)
    kind: str = free(read.choice(ItemKind), ItemKind.DECISION.value)
    text: str = free(read.text, "")
    minutes_planned: int | None = free(read.whole, None)
    rapporteur: str = free(read.text, "", refers="organisation")
    confidential_because: str = free(read.text, "")
    minuted: str = free(read.text, "")
    #: Organisations that left before it was treated.
    leaving: tuple[str, ...] = free(read.texts, (), refers="organisation")
    recused: tuple[str, ...] = free(read.texts, (), refers="organisation")
    recused_because: str = free(read.text, "")
    carried_over: bool = free(read.boolean, default=False)
    option: tuple[OptionItem, ...] = tables(OptionItem)
    vote: tuple[VoteItem, ...] = tables(VoteItem)
    decision: tuple[DecidedItem, ...] = tables(DecidedItem)


@dataclass(frozen=True, kw_only=True)
class ProxyItem(Item):
    giver: str = needed(read.ref, refers="organisation")
    carrier: str = needed(read.ref, refers="organisation")


@dataclass(frozen=True, kw_only=True)
class ReplyItem(Item):
    organisations: tuple[str, ...] = free(read.texts, (), refers="organisation")
    answer: str = needed(read.choice(Reply.Answer))


@dataclass(frozen=True, kw_only=True)
class MeetingItem(Told):
    """A meeting, on a day of its own (`on`) or so many `days` from the loading, moved off a weekend.

    One whose day has passed is held as told, one to come is convened when `convened_days_before` says so. In writing, `absent` are those
    who did not answer, and the procedure lasts from `at` for `hours`.
    """

    TABLE: ClassVar[str] = "meeting"

    key: str = needed(read.ref)
    body: str = needed(read.ref, refers="body")
    on: date | None = free(read.day, None)
    days: int | None = free(read.offset, None)
    at: time = needed(read.hour)
    hours: int = free(read.count, 2)
    convened_days_before: int | None = free(read.whole, None)
    title: str = free(read.text, "")
    manner: str = free(read.choice(MeetingManner), MeetingManner.IN_PERSON.value)
    place: str = free(read.text, "")
    asked_by: str = free(read.text, "")
    chair: str = free(read.text, "", refers="organisation")
    urgent_because: str = free(read.text, "")
    absent: tuple[str, ...] = free(read.texts, (), refers="organisation")
    remote: tuple[str, ...] = free(read.texts, (), refers="organisation")
    #: Organisations for which the substitute came.
    substituted: tuple[str, ...] = free(read.texts, (), refers="organisation")
    minutes: str = free(read.choice(MinutesState), "")
    opening: str = free(read.text, "")
    closing: str = free(read.text, "")
    proxy: tuple[ProxyItem, ...] = tables(ProxyItem)
    reply: tuple[ReplyItem, ...] = tables(ReplyItem)
    item: tuple[TreatedItem, ...] = tables(TreatedItem)

    @property
    def begins(self) -> datetime | None:
        """None when the item says no day, or two."""
        if (self.on is None) == (self.days is None):
            return None
        day = self.on if self.days is None else working_day(self.days)
        return datetime.combine(day, self.at, clock.OFFICE_ZONE) if day else None
