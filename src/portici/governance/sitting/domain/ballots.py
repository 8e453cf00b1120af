"""Desks for ballots: a roll call, where a seat may change its mind until the end, and a secret ballot, where it cannot.

A ballot says for which round it is, so that one that was held up on its way is never counted in another. The same ballot sent
again is answered as the first time, and is one vote. Seats and rules of the day are read before the motion is locked: their desks
refuse to change them while one votes, and others wait for less.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from portici.engine import voting as engine
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
    return call_roll(actor=actor, motion=motion, in_round=in_round, choices={member: choice})[0]


def call_roll(
    *,
    actor: Actor,
    motion: Motion,
    in_round: int,
    choices: Mapping[Member, str],
    known: Mapping[Member, str] | None = None,
) -> list[Ballot]:
    """The votes of several seats, in their order; the body is read once for all of them.

    `known` is what who writes them down had before them of each seat, nothing for one that had not voted: the ballot of a seat that
    voted meanwhile stays as it is, and says `already`; the others are taken. Without it, the last word counts.
    Raises Refused as `cast_ballot` does, and then none of them is taken.
    """
    assembly = assembly_of(meeting_of(motion))
    with transaction.atomic():
        motion = locked_motion(motion)
        if motion.is_secret:
            ensure(no(gettext_noop("This is a secret ballot: each seat votes for itself.")))
        rows = Ballot.objects.filter(motion=motion, round=in_round, member__in=list(choices))
        roll = _Roll(actor, assembly, motion, in_round, {one.member_id: one for one in rows})
        return [
            roll.cast(member, BallotChoice(choice), None if known is None else known.get(member, ""))
            for member, choice in choices.items()
        ]


@dataclass(slots=True)
class _Roll:
    """A roll call that is being answered; its motion is locked, so that what was cast `before` stays as it was read."""

    actor: Actor
    assembly: Assembly
    motion: Motion
    in_round: int
    before: Mapping[int, Ballot]
    _room: engine.Room | None = None

    def cast(self, member: Member, wanted: BallotChoice, known: str | None) -> Ballot:
        motion, before = self.motion, self.before.get(member.pk)
        ensure(_may_give(self.actor, motion, member, secretary=True))
        if before is not None and before.choice == wanted:
            return before
        ensure(rules.is_open(motion, self.in_round))
        if before is not None and known is not None and known != before.choice:
            before.already = True
            return before
        ensure(rules.may_be_counted(self.room, member))
        told = self._told(member, before.choice) if before is not None else ""
        cast = before or Ballot(motion=motion, round=self.in_round, member=member)
        cast.choice, cast.cast_at = wanted, clock.now()
        cast.save()
        tell(self.actor, motion.item, "vote", "votes", told, self._told(member, wanted))
        return cast

    @property
    def room(self) -> engine.Room:
        if self._room is None:
            self._room = room_now(self.assembly, self.motion.item, clock.now())
        return self._room

    def _told(self, member: Member, choice: str) -> str:
        return f"{self.motion.position}, {self.in_round}: {name_of(member)}, {choice}"


def cast_secret_ballot(
    *, actor: Actor, motion: Motion, in_round: int, member: Member, choice: str
) -> RollEntry:
    """The vote of a seat in a secret ballot: the roll says that it voted, the counters that somebody voted so.

    What a seat chose is not known afterwards, so it cannot be changed: asked again, it answers that the seat has voted, and the
    entry says `already`. Raises Refused as a roll call does, and for a seat that is not on the roll.
    """
    column, assembly = COUNTER[BallotChoice(choice)], assembly_of(meeting_of(motion))
    with transaction.atomic():
        motion = locked_motion(motion)
        if not motion.is_secret:
            ensure(no(gettext_noop("This is a roll call: one votes by name.")))
        ensure(_may_give(actor, motion, member, secretary=False))
        entry = RollEntry.objects.filter(motion=motion, round=in_round, member=member).first()
        if entry is not None and entry.has_voted:
            entry.already = True
            return entry
        ensure(rules.is_open(motion, in_round))
        ensure(rules.may_be_counted(room_now(assembly, motion.item, clock.now()), member))
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


_NOT_YOURS = gettext_noop("The vote of a seat is given by who sits there, or by who carries its proxy.")
_NOT_ON_ROLL = gettext_noop(
    "A secret ballot is of those who were there when it was opened: the seat votes in the next one."
)
