"""What follows from opening or closing a meeting, told before it is done: neither can be taken back."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from portici.engine import voting as engine
from portici.kernel import clock
from portici.kernel.actor import Actor
from portici.records.links import seen

from ..meetings.queries import voted_to_an_end
from ..models import AgendaItem, Decision, ItemState, Meeting, Motion, MotionKind, MotionOutcome, MotionState
from .room import assembly_of, room_now


@dataclass(frozen=True, slots=True)
class Opening:
    """A meeting about to begin: whether it is its day, and who is there."""

    meeting: Meeting
    standing: engine.Standing

    @property
    def is_its_day(self) -> bool:
        return self.meeting.day == clock.today()

    @property
    def is_ordinary(self) -> bool:
        """Nothing has to be asked: it is the day, and the quorum is there."""
        return self.is_its_day and self.standing.is_reached


@dataclass(frozen=True, slots=True)
class Closing:
    """What becomes of the items that nobody marked as treated, and the adopted texts of which no decision was made."""

    carried: list[AgendaItem]
    settled: list[AgendaItem]
    undecided: list[Motion]


def opening_of(meeting: Meeting) -> Opening:
    assembly = assembly_of(meeting)
    room = room_now(assembly, None, clock.now())
    return Opening(meeting, engine.quorum_of(room, assembly.voting_rules))


def closing_of(actor: Actor, meeting: Meeting) -> Closing:
    """Of the items that the actor may read."""
    items = seen(AgendaItem, actor).filter(meeting=meeting).order_by("position", "pk")
    pending = items.filter(state=ItemState.PENDING)
    settled = list(voted_to_an_end(pending))
    ended = {one.pk for one in settled}
    numbered = Exists(Decision.objects.filter(motion=OuterRef("pk")).order_by())
    adopted = Motion.objects.filter(
        ~numbered,
        item__in=items.order_by().values("pk"),
        kind=MotionKind.MOTION,
        state=MotionState.SETTLED,
        outcome=MotionOutcome.ADOPTED,
    )
    return Closing(
        carried=[one for one in pending if one.pk not in ended],
        settled=settled,
        undecided=list(adopted.select_related("item").order_by("item__position", "position", "pk")),
    )
