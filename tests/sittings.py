"""A body of named seats and its meeting that is held, for the tests of what is done in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from portici.engine.voting import Majority, Requirement
from portici.governance import domain as governance
from portici.governance.models import AgendaItem, Body, Meeting, Member, Motion, MotionState
from portici.governance.sitting import domain
from portici.kernel.actor import Actor, Grant, Role, Scope
from tests import chain, makers, meetings
from tests.meetings import SECRETARY

SIMPLE: Mapping[str, Requirement] = {"ordinary": Requirement(Majority.SIMPLE)}


@dataclass
class Sitting:
    """A meeting in progress with one item; seats by the name of their organisation."""

    body: Body
    meeting: Meeting
    item: AgendaItem
    seats: dict[str, Member] = field(default_factory=dict)

    def actor(self, name: str) -> Actor:
        """Who signs in for the seat."""
        account = self.seats[name].account
        assert account is not None
        grant = Grant(Role.BOARD_MEMBER, Scope.BODY, self.body.uid)
        return Actor(uid=account.uid, name=account.full_name, grants=(grant,))

    def come(self, *names: str) -> None:
        for name in names:
            domain.arrive(actor=SECRETARY, meeting=self.meeting, member=self.seats[name])

    def leave(self, name: str) -> None:
        domain.leave(actor=SECRETARY, meeting=self.meeting, member=self.seats[name])

    def motion(self, text: str = "It is resolved.", **values: Any) -> Motion:
        return domain.file_motion(actor=SECRETARY, item=self.item, text=text, **values)

    def put(self, **values: Any) -> Motion:
        """A motion that is open to the vote."""
        return domain.open_vote(actor=SECRETARY, motion=self.motion(**values))

    def vote(self, motion: Motion, name: str, choice: str, *, by: Actor | None = None) -> Any:
        """By who sits in the seat, unless somebody else is named."""
        desk = domain.cast_secret_ballot if motion.is_secret else domain.cast_ballot
        return desk(
            actor=by or self.actor(name),
            motion=motion,
            in_round=motion.round,
            member=self.seats[name],
            choice=choice,
        )

    def close(self, motion: Motion) -> Motion:
        """Also a secret ballot of few."""
        return domain.close_vote(actor=SECRETARY, motion=motion, although_few=True)

    def fresh(self, motion: Motion) -> Motion:
        return Motion.objects.get(pk=motion.pk)

    @property
    def voting(self) -> list[Motion]:
        return list(Motion.objects.filter(item__meeting=self.meeting, state=MotionState.VOTING))


def hold(
    seats: str | Mapping[str, Mapping[str, Any]] = "abc",
    *,
    majorities: Mapping[str, Requirement] = SIMPLE,
    rules: Mapping[str, Any] | None = None,
    opened: bool = True,
    manner: str = "in_person",
    **item: Any,
) -> Sitting:
    """A body with these seats (`{"a": {"weight": 2}}`), each with an account; its meeting; everybody is still outside."""
    body = chain.body()
    governance.set_rules(
        actor=SECRETARY, body=body, in_force_from=None, values=dict(rules or {}), majorities=dict(majorities)
    )
    meeting = meetings.meeting(body, manner=manner)
    sitting = Sitting(body, meeting, meetings.item(meeting, **item))
    given = seats if isinstance(seats, Mapping) else {name: {} for name in seats}
    for name, values in given.items():
        made = governance.add_member(
            actor=SECRETARY, body=body, organisation=makers.organisation(name), **values
        )
        made.account = makers.user(name)
        made.save()
        sitting.seats[name] = made
    if opened:
        sitting.meeting = meetings.sitting(meeting)
    return sitting
