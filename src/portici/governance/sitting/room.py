"""The body at a moment of its meeting, as the workshop takes it: seats and rules of the day, who sits, proxies, recusals.

The moment of a roll call is its end. That of a secret ballot is its beginning: its roll is made then, who comes later is not on
it, and who leaves had the right to vote.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Prefetch, prefetch_related_objects

from portici.engine import voting as engine
from portici.kernel.actor import system_actor
from portici.people.models import User

from .. import queries
from ..meetings.seats import held_on
from ..models import (
    AgendaItem,
    Attendance,
    BodyRules,
    Delegate,
    Meeting,
    MeetingManner,
    Member,
    Motion,
    Proxy,
)
from ..voting import rules_of, seats_of

#: A verdict does not depend on who asks for it: seats and rules are read by the house itself.
HOUSE = system_actor("sitting")
#: Proxies and answers in writing have no moment of their own.
EARLIEST = datetime.min.replace(tzinfo=UTC)
SEAT = (
    "uid", "body_id", "organisation__name", "account_id", "person_name", "weight", "is_observer", "presides", "since", "until",
)  # fmt: skip
SITS = (
    "meeting_id", "manner", "is_remote", "came_at", "left_at", "member__uid", "member__account__uid",
    "delegate__person_name", "delegate__account__uid",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Assembly:
    """A meeting with the seats and the rules of its day; `rules` is None where the body has none."""

    meeting: Meeting
    members: Mapping[str, Member]
    rules: BodyRules | None

    @property
    def voting_rules(self) -> engine.Rules:
        """The body's, or those of a body without any: somebody must be there."""
        return rules_of(self.rules) if self.rules else engine.Rules()

    @property
    def chair(self) -> str:
        """The seat that chairs: who was named for this meeting, else who presides the body."""
        if self.meeting.chair_id is not None:
            named = {one.pk: seat for seat, one in self.members.items()}
            return named.get(self.meeting.chair_id, "")
        return next((seat for seat, one in self.members.items() if one.presides), "")


def assembly_of(meeting: Meeting, *, with_people: bool = False) -> Assembly:
    """Seats and rules of the meeting's day; `with_people` also who may sit and their accounts, for whom it asks of every seat.

    Each ballot reads all seats of the body, so of each only what is asked for.
    """
    rows = Member.objects.filter(held_on(meeting.day), body=meeting.body).select_related("organisation")
    members = list(rows.only(*SEAT))
    if with_people:
        people = Prefetch("account", queryset=User.objects.only("uid"))
        delegates = Delegate.objects.prefetch_related(people)
        prefetch_related_objects(members, people, Prefetch("delegates", queryset=delegates))
    rules = queries.rules_on(HOUSE, meeting.body, meeting.day)
    return Assembly(meeting, {one.uid: one for one in members}, rules)


def room_now(assembly: Assembly, item: AgendaItem | None, moment: datetime) -> engine.Room:
    """Who is in the room at the moment; with an item, without those recused on it. In writing every seat is there."""
    if assembly.meeting.manner == MeetingManner.WRITTEN:
        presences = _in_writing(assembly.members)
    else:
        presences = _presences(assembly.meeting)
    return _room(assembly, item, moment, presences)


def room_of_vote(
    assembly: Assembly, motion: Motion, moment: datetime, *, voted: Collection[str], roll: Collection[str]
) -> engine.Room:
    """The room that a vote is of: at its end, or for a secret ballot (with its `roll`) at its beginning.

    In a written procedure the seats that have answered (`voted`) are there.
    """
    if assembly.meeting.manner == MeetingManner.WRITTEN:
        return _room(assembly, motion.item, moment, _in_writing(voted))
    if not motion.is_secret or motion.opened_at is None:
        return _room(assembly, motion.item, moment, _presences(assembly.meeting))
    presences = [_at_opening(one, motion.opened_at, roll) for one in _presences(assembly.meeting)]
    # A proxy that did not count at the beginning does not come to count by a conflict that another declares later.
    presences = [one for one in presences if not (roll and one.carrier) or one.seat in roll]
    return _room(assembly, motion.item, motion.opened_at, presences)


def sitting_of(meeting: Meeting) -> dict[str, Attendance]:
    """Who sits at present, by the seat."""
    rows = Attendance.objects.filter(meeting=meeting, left_at=None)
    rows = rows.select_related("member__account", "delegate__account").only(*SITS)
    return {one.member.uid: one for one in rows}


def _room(
    assembly: Assembly, item: AgendaItem | None, moment: datetime, presences: list[engine.Presence]
) -> engine.Room:
    recused = set(item.recusals.values_list("member__uid", flat=True)) if item else set()
    return engine.room_at(
        seats_of(assembly.members.values()),
        presences,
        at=moment,
        rules=assembly.voting_rules,
        recused=recused,
    )


def _presences(meeting: Meeting) -> list[engine.Presence]:
    came = Attendance.objects.filter(meeting=meeting).values_list("member__uid", "came_at", "left_at")
    given = Proxy.objects.filter(meeting=meeting).values_list("giver__uid", "carrier__uid")
    sitting = [engine.Presence(seat, since, until) for seat, since, until in came]
    return sitting + [engine.Presence(giver, EARLIEST, carrier=carrier) for giver, carrier in given]


def _at_opening(one: engine.Presence, opened_at: datetime, roll: Collection[str]) -> engine.Presence:
    """Where a clock stands still, one leaves at the moment of the beginning: the roll says that they were there."""
    stayed = one.seat in roll and one.until == opened_at
    return engine.Presence(one.seat, one.since, None if stayed else one.until, one.carrier)


def _in_writing(seats: Collection[str]) -> list[engine.Presence]:
    return [engine.Presence(seat, EARLIEST) for seat in seats]
