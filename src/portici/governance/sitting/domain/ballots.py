"""Desks for ballots: a roll call, where a seat may change its mind until the end, and a secret ballot, where it cannot.

A ballot says for which round it is, so that one that was held up on its way is never counted in another. The same ballot sent
again is answered as the first time, and is one vote. Seats and rules of the day are read before the motion is locked: they do not
change while one votes, and others wait for less.
"""

from __future__ import annotations

from django.db import transaction

from portici.kernel import clock
from portici.kernel.actor import Actor
from portici.kernel.findings import YES, Message, Refused, Verdict, ensure, gettext_noop, no

from ...models import (
    Ballot,
    BallotChoice,
    Counters,
    MeetingManner,
    Member,
    Motion,
    Proxy,
    RollEntry,
)
from ...rules import may_write
from .. import rules
from ..room import Assembly, assembly_of, room_now, sitting_of
from .told import locked_motion, meeting_of, name_of, tell

#: Where each choice is counted.
COUNTER = {
    BallotChoice.FOR: "in_favour",
    BallotChoice.AGAINST: "against",
    BallotChoice.ABSTAIN: "abstained",
}


def cast_ballot(*, actor: Actor, motion: Motion, in_round: int, member: Member, choice: str) -> Ballot:
    """The vote of a seat in a roll call: by who sits there or carries it, or written down by the secretary.

    Raises Refused: the vote is closed or is of another round, the seat may not vote, the vote is not the actor's to give.
    """
    wanted, assembly = BallotChoice(choice), assembly_of(meeting_of(motion))
    with transaction.atomic():
        motion = locked_motion(motion)
        if motion.is_secret:
            ensure(no(gettext_noop("This is a secret ballot: each seat votes for itself.")))
        before = Ballot.objects.filter(motion=motion, round=in_round, member=member).first()
        ensure(_may_give(actor, motion, member, secretary=True))
        if before is not None and before.choice == wanted:
            return before
        ensure(rules.is_open(motion, in_round))
        ensure(_may_be_counted(assembly, motion, member))
        told = _told(motion, before) if before else ""
        cast, _is_new = Ballot.objects.update_or_create(
            motion=motion, round=in_round, member=member, defaults={"choice": wanted, "cast_at": clock.now()}
        )
        tell(actor, motion.item, "vote", "votes", told, _told(motion, cast))
    return cast


def cast_secret_ballot(
    *, actor: Actor, motion: Motion, in_round: int, member: Member, choice: str
) -> RollEntry:
    """The vote of a seat in a secret ballot: the roll says that it voted, the counters that somebody voted so.

    What a seat chose is not known afterwards, so it cannot be changed: asked again, it answers that the seat has voted. Raises
    Refused as a roll call does, and for a seat that is not on the roll.
    """
    column, assembly = COUNTER[BallotChoice(choice)], assembly_of(meeting_of(motion))
    with transaction.atomic():
        motion = locked_motion(motion)
        if not motion.is_secret:
            ensure(no(gettext_noop("This is a roll call: one votes by name.")))
        ensure(_may_give(actor, motion, member, secretary=False))
        entry = RollEntry.objects.filter(motion=motion, round=in_round, member=member).first()
        if entry is not None and entry.has_voted:
            return entry
        ensure(rules.is_open(motion, in_round))
        ensure(_may_be_counted(assembly, motion, member))
        if entry is None:
            raise Refused(Message(_NOT_ON_ROLL))
        entry.has_voted = True
        entry.save(update_fields=["has_voted"])
        counters = Counters.objects.select_for_update().get(motion=motion, round=in_round)
        setattr(counters, column, getattr(counters, column) + 1)
        # Whole, so that the store's own log tells no column either.
        counters.save()
        tell(
            actor,
            motion.item,
            "vote-in-secret",
            "votes",
            "",
            f"{motion.position}, {in_round}: {name_of(member)}",
        )
    return entry


def _may_give(actor: Actor, motion: Motion, member: Member, *, secretary: bool) -> Verdict:
    """Whether the vote of the seat is the actor's to give; the secretary writes down those of a roll call, and a pack holds its meetings."""
    if actor.is_system:
        return YES
    meeting = meeting_of(motion)
    if secretary and may_write(actor):
        return may_write(actor)
    if meeting.manner == MeetingManner.WRITTEN:
        own = rules.speaks_for(actor, member, meeting)
    else:
        given = Proxy.objects.filter(meeting=meeting, giver=member).select_related("carrier").first()
        carrier = given.carrier if given else None
        own = rules.votes_for(actor, member, meeting, sitting_of(meeting), carrier)
    return YES if own else no(_NOT_YOURS)


def _may_be_counted(assembly: Assembly, motion: Motion, member: Member) -> Verdict:
    room = room_now(assembly, motion.item, clock.now())
    return rules.may_be_counted(room, member)


def _told(motion: Motion, ballot: Ballot) -> str:
    return f"{motion.position}, {ballot.round}: {name_of(ballot.member)}, {ballot.choice}"


_NOT_YOURS = gettext_noop("The vote of a seat is given by who sits there, or by who carries its proxy.")
_NOT_ON_ROLL = gettext_noop(
    "A secret ballot is of those who were there when it was opened: the seat votes in the next one."
)
