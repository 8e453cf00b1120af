"""Desks for a vote: opened, closed with its verdict; and for an item that is taken up, and one that has been treated."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from portici.engine import voting as engine
from portici.kernel import clock
from portici.kernel.actor import Actor
from portici.kernel.findings import Invalid, ensure, ensure_valid
from portici.records import domain as records

from ...models import (
    AgendaItem,
    Ballot,
    Counters,
    ItemState,
    MeetingManner,
    Motion,
    MotionOutcome,
    MotionState,
    RollEntry,
)
from ...rules import may_write
from ...voting import requirement_of
from .. import checks, rules
from ..room import Assembly, assembly_of, room_now, room_of_vote
from ..verdicts import earlier, frozen
from .told import locked_item, locked_motion, meeting_of, tell


def open_vote(*, actor: Actor, motion: Motion) -> Motion:
    """Put a text to the vote; of a secret ballot the roll of those who are there is made.

    Asked again while it is open, it answers with that. Raises Refused; Invalid where the rules of the day say no majority for
    its matter.
    """
    with transaction.atomic():
        meeting = records.locked(meeting_of(motion))
        motion = locked_motion(motion)
        if motion.state == MotionState.VOTING:
            return motion
        ensure(rules.may_open_vote(actor, motion))
        # Last in the order of locks: seats and rules that are being changed are read as they will be.
        records.locked(meeting.body)
        assembly = assembly_of(meeting)
        ensure_valid(checks.majority_said(assembly.rules, motion.matter))
        motion.state, motion.round, motion.opened_at = MotionState.VOTING, motion.round + 1, clock.now()
        motion.closed_at, motion.outcome, motion.verdict = None, "", earlier(motion.verdict)
        if motion.is_secret:
            _make_roll(assembly, motion, motion.opened_at)
        motion.save()
        tell(actor, motion.item, "open-vote", "votes", "", f"{motion.position}, {motion.round}")
    return motion


def close_vote(*, actor: Actor, motion: Motion, although_few: bool = False) -> Motion:
    """End the vote and keep its verdict with all it follows from; one that is tied, or without a quorum, may be voted again.

    Asked again, it answers with the verdict that is there. Raises Refused, in writing also while there are days left to answer; Invalid
    for a secret ballot of so few that it would tell who voted what, unless it is closed `although_few` voted.
    """
    with transaction.atomic():
        meeting = records.locked(meeting_of(motion))
        motion = locked_motion(motion)
        if motion.state != MotionState.VOTING and motion.outcome:
            ensure(may_write(actor))
            return motion
        ensure(rules.may_close_vote(actor, motion))
        motion.closed_at, assembly = clock.now(), assembly_of(meeting)
        if meeting.manner == MeetingManner.WRITTEN:
            _ensure_time_to_answer(assembly, motion, motion.closed_at)
        if motion.is_secret and not although_few:
            voted = RollEntry.objects.filter(motion=motion, round=motion.round, has_voted=True)
            ensure_valid(checks.enough_in_secret(voted.count()))
        _count(assembly, motion, motion.closed_at)
        again = MotionOutcome(motion.outcome) in rules.AGAIN
        motion.state = MotionState.FILED if again else MotionState.SETTLED
        motion.save()
        numbers = [motion.verdict[side][0] for side in ("for", "against", "abstained")]
        told = f"{motion.position}, {motion.round}: {motion.outcome}, {' / '.join(numbers)}"
        tell(actor, motion.item, "close-vote", "votes", "", told)
    return motion


def take_up_item(*, actor: Actor, item: AgendaItem) -> AgendaItem:
    """The item is treated from now on, for everybody who follows; the journal alone holds it. Raises Refused."""
    with transaction.atomic():
        current = locked_item(item)
        ensure(rules.may_take_up(actor, current))
        tell(actor, current, "begin-item", "agenda", "", str(current.position))
    return current


def settle_item(*, actor: Actor, item: AgendaItem) -> AgendaItem:
    """The item was treated. Asked again, nothing is done. Raises Refused."""
    with transaction.atomic():
        current = locked_item(item)
        if current.state == ItemState.TREATED:
            return current
        lock = Motion.objects.select_for_update(of=("self",)).filter(item=current)
        list(lock.order_by("pk"))
        ensure(rules.may_settle(actor, current))
        return records.amend(actor=actor, record=item, values={"state": ItemState.TREATED}, verb="settle")


def _make_roll(assembly: Assembly, motion: Motion, moment: datetime) -> None:
    """The seats that may vote, in the order of their names, and counters at nothing."""
    room = room_now(assembly, motion.item, moment)
    ensure(rules.may_vote_in_secret(room))
    seats = sorted(
        (assembly.members[seat] for seat in room.taking_part), key=lambda one: (str(one.organisation), one.pk)
    )
    RollEntry.objects.bulk_create(RollEntry(motion=motion, round=motion.round, member=one) for one in seats)
    Counters.objects.create(motion=motion, round=motion.round)


def _ensure_time_to_answer(assembly: Assembly, motion: Motion, moment: datetime) -> None:
    rows = RollEntry.objects.filter(has_voted=True) if motion.is_secret else Ballot.objects
    voted = rows.filter(motion=motion, round=motion.round).values_list("member__uid", flat=True)
    waiting = room_now(assembly, motion.item, moment).taking_part - set(voted)
    days = assembly.rules.written_days if assembly.rules else None
    ensure(rules.may_end_in_writing(motion, days, waiting, moment))


def _count(assembly: Assembly, motion: Motion, moment: datetime) -> None:
    """Put outcome and verdict on the motion."""
    room, tally = _tally(assembly, motion, moment)
    requirement = requirement_of(assembly.rules, motion.matter) if assembly.rules else None
    if assembly.rules is None or requirement is None:
        raise Invalid(checks.majority_said(assembly.rules, motion.matter))
    result = engine.decide(room, tally, requirement, assembly.voting_rules)
    motion.outcome = result.outcome.value
    motion.verdict = {**motion.verdict, **frozen(motion, room, result, assembly.rules, moment)}


def _tally(assembly: Assembly, motion: Motion, moment: datetime) -> tuple[engine.Room, engine.Tally]:
    if motion.is_secret:
        return _secret_tally(assembly, motion, moment)
    rows = Ballot.objects.filter(motion=motion, round=motion.round).values_list("member__uid", "choice")
    ballots = {seat: engine.Choice(choice) for seat, choice in rows}
    room = room_of_vote(assembly, motion, moment, voted=ballots.keys(), roll=())
    return room, engine.count(room, ballots, chair=assembly.chair)


def _secret_tally(assembly: Assembly, motion: Motion, moment: datetime) -> tuple[engine.Room, engine.Tally]:
    rows = RollEntry.objects.filter(motion=motion, round=motion.round).values_list("member__uid", "has_voted")
    roll = dict(rows)
    voted = [seat for seat, has_voted in roll.items() if has_voted]
    room = room_of_vote(assembly, motion, moment, voted=voted, roll=roll.keys())
    counters = Counters.objects.get(motion=motion, round=motion.round)
    counted = {
        engine.Choice.FOR: counters.in_favour,
        engine.Choice.AGAINST: counters.against,
        engine.Choice.ABSTAIN: counters.abstained,
    }
    return room, engine.count_secret(room, voted, counted)
