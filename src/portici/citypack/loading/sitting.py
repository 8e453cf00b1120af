"""A meeting of the pack held at the desks: who was there, what was voted, what was decided, how it was minuted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime, timedelta

from portici.governance import domain as governance
from portici.governance.following import domain as following
from portici.governance.meetings import domain as meetings
from portici.governance.meetings.seats import held_on
from portici.governance.models import (
    AgendaItem,
    Attendance,
    BallotChoice,
    Decision,
    FollowUp,
    Guideline,
    Manner,
    Meeting,
    MeetingManner,
    Member,
    Minutes,
    MinutesState,
    Motion,
    MotionOutcome,
)
from portici.governance.papers import domain as papers
from portici.governance.queries import rules_on
from portici.governance.sitting import domain as sitting
from portici.kernel import clock
from portici.kernel.findings import Message, gettext_noop
from portici.needs.models import Designation, Need
from portici.programme.models import Activity, Project
from portici.records import domain as records
from portici.records.models import Record
from portici.territory.models import Indicator

from ..faults import Faulty, Origin, fault
from ..items import MeetingItem
from ..items.meetings import DecidedItem, FollowUpItem, TreatedItem, VoteItem
from .base import House

#: How long an item without a foreseen length takes, and how long a vote.
LENGTH, VOTE = timedelta(minutes=15), timedelta(minutes=1)


def at(moment: datetime | None) -> AbstractContextManager[None]:
    """The clock at a moment; as it is when there is none."""
    return clock.suspended(moment) if moment is not None else nullcontext()


class Seats:
    """The seats that are held on a meeting's day, read once, in the order of their names."""

    def __init__(self, house: House, meeting: Meeting, origin: Origin) -> None:
        self.house, self.origin = house, origin
        rows = meeting.body.members.filter(held_on(meeting.day)).select_related("body", "organisation")
        self.all = list(rows.prefetch_related("delegates"))
        self._by_ref: dict[str, Member] = {}

    def of(self, refs: Iterable[str]) -> list[Member]:
        """Those that these organisations hold. Raises Faulty."""
        return [self._of(ref) for ref in refs]

    def _of(self, ref: str) -> Member:
        if ref not in self._by_ref:
            wanted = self.house.organisation(ref, self.origin).pk
            held = next((seat for seat in self.all if seat.organisation_id == wanted), None)
            if held is None:
                accepted = Message(gettext_noop("An organisation with a seat in the body on that day."))
                todo = Message(gettext_noop("Correct the name, or add its seat."))
                raise Faulty([fault(self.origin, "pack.no_seat", ref, accepted, todo)])
            self._by_ref[ref] = held
        return self._by_ref[ref]


class Sitting:
    """One meeting from its opening to its minutes; `moment` goes on as it is held."""

    def __init__(self, house: House, item: MeetingItem, meeting: Meeting, seats: Seats) -> None:
        self.house, self.item, self.meeting, self.seats = house, item, meeting, seats
        self.actor = house.actor
        self.moment = meeting.starts_at
        self.is_written = meeting.manner == MeetingManner.WRITTEN

    def hold(self, agenda: Sequence[tuple[TreatedItem, AgendaItem]]) -> None:
        """Open, treat the items in their order, close, write the minutes and approve those of the meeting before."""
        with at(self.moment):
            self._gather()
            meetings.open_meeting(actor=self.actor, meeting=self.meeting)
        self._approve_those_before()
        for told, item in agenda:
            self._treat(told, item)
        with at(self.moment):
            meetings.close_meeting(actor=self.actor, meeting=self.meeting)
            self._minutes()

    def _gather(self) -> None:
        if self.is_written:
            return  # in writing every seat is there
        away = {one.pk for one in self._seats(self.item.absent)}
        afar = {one.pk for one in self._seats(self.item.remote)}
        replaced = {one.pk for one in self._seats(self.item.substituted)}
        for one in self.item.proxy:
            giver, carrier = self._seats([one.giver, one.carrier])
            sitting.give_proxy(actor=self.actor, meeting=self.meeting, giver=giver, carrier=carrier)
            away.add(giver.pk)
        for seat in self.seats.all:
            if seat.pk in away:
                continue
            wanted = Manner.SUBSTITUTE if seat.pk in replaced else Manner.DELEGATE
            sits = next((one for one in seat.delegates.all() if one.manner == wanted), None)
            sitting.arrive(
                actor=self.actor, meeting=self.meeting, member=seat, delegate=sits, is_remote=seat.pk in afar
            )

    def _treat(self, told: TreatedItem, item: AgendaItem) -> None:
        with at(self.moment):
            for seat in self._seats(told.leaving):
                sitting.leave(actor=self.actor, meeting=self.meeting, member=seat)
            for seat in self._seats(told.recused):
                sitting.declare_recusal(actor=self.actor, item=item, member=seat, reason=told.recused_because)
        self.moment += timedelta(minutes=told.minutes_planned) if told.minutes_planned else LENGTH
        if told.carried_over:
            return  # the closing of the meeting carries it over
        settled = self._vote_all(told.vote, item)
        with at(self.moment):
            if told.minuted:
                values = {"minuted": told.minuted}
                meetings.amend_item(actor=self.actor, item=item, values=values)
            for one in told.decision:
                self._decide(one, item, settled)
            sitting.settle_item(actor=self.actor, item=item)

    def _vote_all(self, votes: Iterable[VoteItem], item: AgendaItem) -> Motion | None:
        """File and vote the texts in their order, amendments before what they amend; the last motion that was put to the vote."""
        main: Motion | None = None
        waiting: list[tuple[Motion, VoteItem]] = []
        for told in votes:
            proposer = next(iter(self._seats([told.proposer])), None) if told.proposer else None
            with at(self.moment):
                if told.amendment and main is not None:
                    made = sitting.file_amendment(
                        actor=self.actor,
                        motion=main,
                        text=told.text,
                        proposer=proposer,
                        is_secret=told.secret,
                    )
                    waiting.insert(max(len(waiting) - 1, 0), (made, told))
                    continue
                main = sitting.file_motion(
                    actor=self.actor,
                    item=item,
                    text=told.text,
                    proposer=proposer,
                    matter=told.matter,
                    is_secret=told.secret,
                )
                waiting.append((main, told))
        for motion, told in waiting:
            self._vote(motion, told)
        return main

    def _vote(self, motion: Motion, told: VoteItem) -> None:
        against, abstain = ({one.pk for one in self._seats(refs)} for refs in (told.against, told.abstain))
        silent = {one.pk for one in self._seats(told.silent)}
        with at(self.moment):
            motion = sitting.open_vote(actor=self.actor, motion=motion)
            choices: dict[Member, str] = {
                seat: BallotChoice.AGAINST
                if seat.pk in against
                else BallotChoice.ABSTAIN
                if seat.pk in abstain
                else BallotChoice.FOR
                for seat in self._voting(motion)
                if seat.pk not in silent
            }
            if told.secret:
                for seat, choice in choices.items():
                    sitting.cast_secret_ballot(
                        actor=self.actor, motion=motion, in_round=motion.round, member=seat, choice=choice
                    )
            else:
                sitting.call_roll(actor=self.actor, motion=motion, in_round=motion.round, choices=choices)
        self.moment = self._end_of_vote()
        with at(self.moment):
            sitting.close_vote(actor=self.actor, motion=motion, although_few=True)

    def _end_of_vote(self) -> datetime:
        """In writing, when the procedure ends and the days that the rules give for answering are over."""
        after = self.moment + VOTE
        if not self.is_written:
            return after
        rules = rules_on(self.actor, self.meeting.body, self.meeting.day)
        answered = self.moment + timedelta(days=rules.written_days or 0) if rules else after
        return max(after, answered, self.meeting.ends_at or after)

    def _voting(self, motion: Motion) -> list[Member]:
        """The seats that vote: who is there, has given a proxy, or answers in writing; observers and recused ones apart."""
        recused = set(motion.item.recusals.values_list("member_id", flat=True))
        voting = (self._answering() if self.is_written else self._present()) - recused
        return [seat for seat in self.seats.all if seat.pk in voting and not seat.is_observer]

    def _answering(self) -> set[int]:
        return {seat.pk for seat in self.seats.all} - {seat.pk for seat in self._seats(self.item.absent)}

    def _present(self) -> set[int]:
        rows = Attendance.objects.filter(meeting=self.meeting, left_at=None)
        here = set(rows.values_list("member_id", flat=True))
        return here | {one.giver_id for one in self.meeting.proxies.all() if one.carrier_id in here}

    def _decide(self, told: DecidedItem, item: AgendaItem, motion: Motion | None) -> None:
        """What the vote decided, as its desk makes it; where there was no vote, as the meeting said."""
        if motion is not None:
            motion.refresh_from_db()
            if motion.outcome != MotionOutcome.ADOPTED:
                return
            decision = sitting.decide_from(actor=self.actor, motion=motion)
        else:
            decision = governance.record_decision(
                actor=self.actor,
                body=self.meeting.body,
                decided_on=self.meeting.day,
                title=told.title,
                text=told.text,
                item=item,
                language=self.meeting.language,
                is_example=told.example,
            )
        self._complete(told, decision)
        if told.key:
            self.house.remember("decision", told.key, decision)

    def _complete(self, told: DecidedItem, decision: Decision) -> None:
        house = self.house
        grounds = "\n\n".join(filter(None, (decision.grounds, told.grounds)))
        values = {"title": told.title, "kind": told.kind, "grounds": grounds}
        if told.withheld_because:
            values["withheld_because"] = told.withheld_because
        exhibits: list[Record] = [
            *house.records(Designation, "designation", told.on_designations, told.origin),
            *house.records(Need, "need", told.on_needs, told.origin),
        ]
        governance.amend_decision(actor=self.actor, decision=decision, values=values, exhibits=exhibits)
        served = house.records(Guideline, "guideline", told.guidelines, told.origin)
        if served:
            governance.serve_guidelines(actor=self.actor, decision=decision, guidelines=served)
        if told.activities:
            activities = house.records(Activity, "activity", told.activities, told.origin)
            governance.carry_out(actor=self.actor, decision=decision, activities=activities)
        if told.adopts_plan:
            self._adopt(decision, served)
        for one in told.follow_up:
            self._follow_up(one, decision)
        if not decision.is_confidential and not told.withheld_because:
            records.publish(actor=self.actor, record=decision)

    def _adopt(self, decision: Decision, served: Sequence[Guideline]) -> None:
        """The whole plan of the lines that it carries out; where it says none, that of the meeting's year."""
        year = served[0].year if served else self.meeting.day.year
        for line in Guideline.objects.filter(body=self.meeting.body, year=year):
            following.amend_guideline(actor=self.actor, guideline=line, values={"adopted_by": decision})

    def _follow_up(self, told: FollowUpItem, decision: Decision) -> None:
        house = self.house
        row: FollowUp = following.add_follow_up(
            actor=self.actor,
            decision=decision,
            what=told.what,
            owner=house.organisation_or_none(told.owner, told.origin),
            due_on=self.meeting.day + timedelta(days=told.days) if told.days is not None else None,
            activity=house.record(Activity, "activity", told.activity, told.origin)
            if told.activity
            else None,
            project=house.record(Project, "project", told.project, told.origin) if told.project else None,
            budget_line=told.budget_line,
            amount=told.amount,
            indicator=house.record(Indicator, "indicator", told.indicator, told.origin)
            if told.indicator
            else None,
            expected=told.expected,
        )
        if told.said:
            following.state_progress(
                actor=self.actor, follow_up=row, state=told.said, text=told.said_in_words
            )

    def _minutes(self) -> None:
        if not self.item.minutes:
            return
        minutes = papers.draft_minutes(actor=self.actor, meeting=self.meeting, is_example=self.item.example)
        words = {name: text for name in ("opening", "closing") if (text := getattr(self.item, name))}
        if words:
            papers.amend_minutes(actor=self.actor, minutes=minutes, values=words)
        if self.item.minutes != MinutesState.DRAFT:
            papers.propose_minutes(actor=self.actor, minutes=minutes)

    def _approve_those_before(self) -> None:
        """What the body had before it and the pack says was approved is approved in this meeting."""
        waiting = Minutes.objects.filter(meeting__body=self.meeting.body, state=MinutesState.PROPOSED)
        self.moment += VOTE
        with at(self.moment):
            for one in waiting.filter(meeting__starts_at__lt=self.meeting.starts_at).order_by(
                "meeting__starts_at"
            ):
                papers.approve_minutes(actor=self.actor, minutes=one, approved_in=self.meeting)
                records.publish(actor=self.actor, record=one)

    def _seats(self, refs: Iterable[str]) -> list[Member]:
        return self.seats.of(refs)
