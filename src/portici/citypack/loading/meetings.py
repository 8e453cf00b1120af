"""Steps for guidelines and for meetings: each meeting is held at the desks, with the clock where the pack says that it was."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from portici.governance.following import domain as following
from portici.governance.meetings import domain as meetings
from portici.governance.models import (
    AgendaItem,
    Body,
    Guideline,
    Meeting,
    MeetingManner,
    Member,
)
from portici.kernel import clock
from portici.kernel.actor import Actor
from portici.kernel.findings import Message, gettext_noop
from portici.records import domain as records
from portici.records.models import Record

from ..faults import Faulty, fault
from ..items import GuidelineItem, MeetingItem, Published
from ..items.meetings import TreatedItem
from .governance import PartStep
from .sitting import Seats, Sitting, at


class GuidelineStep(PartStep[GuidelineItem]):
    table: ClassVar[str] = "guideline"

    def add(self, item: GuidelineItem) -> str:
        body = self.house.record(Body, "body", item.body, item.origin)
        above, _point, _last = item.code.rpartition(".")
        year = item.year
        made = following.record_guideline(
            actor=self.actor,
            body=body,
            year=year,
            code=item.code,
            title=item.title,
            text=item.text,
            parent=Guideline.objects.filter(body=body, year=year, code=above).first() if above else None,
            source=item.cited[:300],
            language=item.language,
            is_example=item.example,
        )
        _release(self.actor, item, made)
        self.house.remember(self.table, item.ref, made)
        return made.uid


class MeetingStep(PartStep[MeetingItem]):
    table: ClassVar[str] = "meeting"

    def add(self, item: MeetingItem) -> str:
        """One that is over is held from its convocation to its minutes; one to come is planned, and convened when the pack says so."""
        begins = _begins(item)
        is_written = item.manner == MeetingManner.WRITTEN
        is_over = begins + timedelta(hours=item.hours if is_written else 0) < clock.now()
        called = begins - timedelta(days=item.convened_days_before or 0)
        with at(called if is_over else None):
            meeting = self._planned(item, begins)
            seats = Seats(self.house, meeting, item.origin)
            treated = [(one, self._on_agenda(one, meeting)) for one in item.item]
            if item.convened_days_before is not None:
                meetings.convene_meeting(actor=self.actor, meeting=meeting)
                self._answers(item, meeting, seats)
        if is_over and item.convened_days_before is not None:
            Sitting(self.house, item, meeting, seats).hold(treated)
        _release(self.actor, item, meeting)
        return meeting.uid

    def _planned(self, item: MeetingItem, begins: datetime) -> Meeting:
        body = self.house.record(Body, "body", item.body, item.origin)
        return meetings.plan_meeting(
            actor=self.actor,
            body=body,
            starts_at=begins,
            ends_at=begins + timedelta(hours=item.hours),
            manner=item.manner,
            place=item.place,
            title=item.title,
            asked_by=item.asked_by,
            urgent_because=item.urgent_because,
            chair=self._chair(item, body),
            language=item.language,
            is_example=item.example,
        )

    def _chair(self, item: MeetingItem, body: Body) -> Member | None:
        if not item.chair:
            return body.members.filter(presides=True).first()
        return body.members.filter(organisation=self.house.organisation(item.chair, item.origin)).first()

    def _on_agenda(self, item: TreatedItem, meeting: Meeting) -> AgendaItem:
        made = meetings.add_item(
            actor=self.actor,
            body=meeting.body,
            meeting=meeting,
            title=item.title,
            kind=item.kind,
            text=item.text,
            minutes_planned=item.minutes_planned,
            rapporteur=self.house.organisation_or_none(item.rapporteur, item.origin),
            is_confidential=bool(item.confidential_because),
            confidential_because=item.confidential_because,
            language=meeting.language,
            is_example=item.example,
        )
        for one in item.option:
            meetings.add_option(actor=self.actor, item=made, title=one.title, text=one.text, cost=one.cost)
        if not made.is_confidential:
            records.publish(actor=self.actor, record=made)
        return made

    def _answers(self, item: MeetingItem, meeting: Meeting, seats: Seats) -> None:
        for one in item.reply:
            for seat in seats.of(one.organisations):
                meetings.reply(actor=self.actor, meeting=meeting, member=seat, answer=one.answer)


def _begins(item: MeetingItem) -> datetime:
    """Raises Faulty where the item says no day, or two."""
    if item.begins is not None:
        return item.begins
    accepted = Message(gettext_noop("Its day: on = 2026-02-16, or days = -20 from the day of loading."))
    todo = Message(gettext_noop("Write one of the two."))
    raise Faulty([fault(item.origin, "pack.meeting_day", "", accepted, todo, name="days")])


def _release(actor: Actor, item: GuidelineItem | MeetingItem, record: Record) -> None:
    """Publish what the pack says is for the street."""
    if item.publication == Published.PUBLISHED:
        records.publish(actor=actor, record=record)


STEPS = (GuidelineStep, MeetingStep)
