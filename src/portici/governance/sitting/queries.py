"""Reading a meeting while it is held: what the live page shows, and a state that is cheap to ask for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Aggregate, Count, Max, Q, Subquery

from portici.engine import voting as engine
from portici.journal.models import Entry
from portici.kernel import clock
from portici.kernel.actor import Actor
from portici.kernel.findings import Message
from portici.records.links import seen

from ..models import (
    AgendaItem,
    Attendance,
    Ballot,
    Body,
    Decision,
    ItemState,
    Meeting,
    MeetingManner,
    Member,
    Motion,
    MotionKind,
    MotionState,
    Proxy,
    Recusal,
    RollEntry,
)
from ..queries import seats_on
from ..rules import may_write
from . import rules
from .room import Assembly, assembly_of, room_now, sitting_of
from .treated import treated_item
from .verdicts import sentences

#: What others voted changes nothing on a member's page.
BALLOTS = ("vote", "vote-in-secret")


def state_of(actor: Actor, meeting: Meeting) -> tuple[object, ...]:
    """How many entries the journal has on the meeting, and the last: when both are the same, the page is. One query.

    Every desk of a sitting writes one. Numbers of entries alone would not do: one that is committed late may have a number below
    the last. For who does not write for the body, of the ballots only those of the seats that the actor votes for, whoever gave them.
    """
    items = AgendaItem.objects.filter(meeting=meeting).order_by().values("uid")
    about = Q(kind=Meeting.KIND, ref=meeting.uid) | Q(kind=Body.KIND, ref=meeting.body.uid)
    entries = Entry.objects.filter(about | Q(kind=AgendaItem.KIND, ref__in=items)).order_by()
    asked: dict[str, Aggregate] = {"number": Count("pk"), "last": Max("pk")}
    if not may_write(actor):
        entries = entries.exclude(verb__in=BALLOTS)
        asked |= _own_ballots(actor, meeting)
    return tuple(entries.aggregate(**asked).values())


def _own_ballots(actor: Actor, meeting: Meeting) -> dict[str, Aggregate]:
    """When a seat of the actor, or one that it votes for, was last written down in a roll call; how many voted in secret."""
    person = Q(account__uid=actor.uid) | Q(delegates__account__uid=actor.uid)
    own = Member.objects.filter(person, body=meeting.body).order_by().values("pk")
    carried = Proxy.objects.filter(meeting=meeting, carrier__in=own).order_by().values("giver")
    seats = Q(member__in=own) | Q(member__in=carried)
    cast = Ballot.objects.filter(seats, motion__item__meeting=meeting).order_by("-cast_at").values("cast_at")
    roll = RollEntry.objects.filter(seats, motion__item__meeting=meeting, has_voted=True).order_by()
    secret = roll.values("has_voted").annotate(number=Count("pk")).values("number")
    return {"cast": Max(Subquery(cast[:1])), "secret": Max(Subquery(secret))}


@dataclass(slots=True)
class SeatNow:
    """A seat at this moment. `choice` is of a roll call alone; of a secret ballot there is none to tell."""

    member: Member
    attendance: Attendance | None = None
    carrier: Member | None = None
    is_recused: bool = False
    may_vote: bool = False
    has_voted: bool = False
    choice: str = ""
    #: The actor is somebody of the seat; the actor gives its vote.
    is_own: bool = False
    is_in_hand: bool = False


@dataclass(frozen=True, slots=True)
class DeclaredNow:
    """A conflict that was declared, and whether the actor may take it back."""

    recusal: Recusal
    may_withdraw: bool

    @property
    def key(self) -> str:
        return f"{self.recusal.member.uid}-{self.recusal.item.uid}"


@dataclass(slots=True)
class MotionNow:
    """A text with what became of it."""

    motion: Motion
    #: The seat that put it forward, where the actor may see its organisation.
    proposer: Member | None = None
    sentences: list[Message] = field(default_factory=list)
    may_open: bool = False
    may_take_back: bool = False
    may_decide: bool = False
    decision: Decision | None = None
    amendments: list[MotionNow] = field(default_factory=list)

    @property
    def may_be_amended(self) -> bool:
        return bool(rules.may_amend_text(self.motion))


@dataclass(slots=True)
class Live:
    """A meeting as the actor sees it at this moment.

    `treated` is what is being treated, the same for everybody who may read it. `item` is what the page shows: what is voted, else what
    was asked for, else what is being treated, else the first that is still to be; None when there is none, or when what is being
    treated `is_hidden` from the actor. `items` are those that the actor may read.
    """

    meeting: Meeting
    keeps: bool
    items: list[AgendaItem]
    item: AgendaItem | None
    treated: AgendaItem | None
    is_hidden: bool
    standing: engine.Standing
    #: The seat that chairs, named for the meeting or presiding the body; whether its vote decides a tie.
    chair: Member | None
    is_tie_of_chair: bool
    seats: list[SeatNow]
    #: On any item that the actor may read, of the seats that are its own; for who writes for the body, of all.
    declared: list[DeclaredNow]
    motions: list[MotionNow]
    voting: Motion | None

    @property
    def own(self) -> list[SeatNow]:
        return [one for one in self.seats if one.is_own or one.is_in_hand]

    @property
    def voted(self) -> int:
        """How many seats have voted in the vote that is open."""
        return sum(one.has_voted for one in self.seats)

    @property
    def recused(self) -> int:
        """How many seats have declared a conflict on the item that is shown."""
        return sum(one.is_recused for one in self.seats)

    @property
    def voters(self) -> int:
        return sum(one.may_vote for one in self.seats)

    @property
    def pending(self) -> list[AgendaItem]:
        return [one for one in self.items if one.state == ItemState.PENDING]


def live(actor: Actor, meeting: Meeting, *, asked: str = "") -> Live:
    """What is going on, for who may follow the meeting (`rules.may_follow`); `asked` is the uid of an item to look at."""
    assembly = assembly_of(meeting, with_people=True)
    everything = list(AgendaItem.objects.filter(meeting=meeting).select_related("rapporteur"))
    readable = set(seen(AgendaItem, actor).filter(meeting=meeting).values_list("pk", flat=True))
    items = [one for one in everything if one.pk in readable]
    voting = Motion.objects.filter(item__meeting=meeting, state=MotionState.VOTING).first()
    treated = treated_item(meeting, everything, voting, assembly.members.values())
    current = treated if voting is not None else _shown(items, treated, asked)
    hidden = current is not None and current.pk not in readable
    item = None if hidden else current
    room = room_now(assembly, item, clock.now())
    seats = _seats(actor, assembly, room, item, None if hidden else voting)
    return Live(
        meeting=meeting,
        keeps=bool(may_write(actor)),
        items=items,
        item=item,
        treated=treated if treated in items else None,
        is_hidden=hidden,
        standing=engine.quorum_of(room, assembly.voting_rules),
        chair=assembly.members.get(assembly.chair),
        is_tie_of_chair=assembly.voting_rules.ties == engine.Ties.CHAIR,
        seats=seats,
        declared=_declared(actor, items, seats),
        motions=motions_of(actor, item) if item else [],
        voting=None if hidden else voting,
    )


def _shown(items: Sequence[AgendaItem], treated: AgendaItem | None, asked: str) -> AgendaItem | None:
    named = next((one for one in items if asked and one.uid == asked), None)
    return named or treated or next((one for one in items if one.state == ItemState.PENDING), None)


def _seats(
    actor: Actor, assembly: Assembly, room: engine.Room, item: AgendaItem | None, voting: Motion | None
) -> list[SeatNow]:
    meeting = assembly.meeting
    sitting, carried = sitting_of(meeting), _carried(meeting)
    recused = set(Recusal.objects.filter(item=item).values_list("member_id", flat=True)) if item else set()
    cast, voted, roll = _ballots(voting)
    found = []
    for seat, member in assembly.members.items():
        carrier = carried.get(member.pk)
        own = rules.speaks_for(actor, member, meeting)
        written = meeting.manner == MeetingManner.WRITTEN
        found.append(
            SeatNow(
                member=member,
                attendance=sitting.get(seat),
                carrier=carrier,
                is_recused=member.pk in recused,
                may_vote=seat in room.taking_part and (roll is None or member.pk in roll),
                has_voted=member.pk in voted,
                choice=cast.get(member.pk, ""),
                is_own=own,
                is_in_hand=own if written else rules.votes_for(actor, member, meeting, sitting, carrier),
            )
        )
    return found


def _declared(actor: Actor, items: Sequence[AgendaItem], seats: Sequence[SeatNow]) -> list[DeclaredNow]:
    told = {one.member.pk: one.member for one in seats if one.is_own or may_write(actor)}
    if not told:
        return []
    rows = Recusal.objects.filter(item__in=items, member__in=told).select_related("item__meeting__body")
    found = []
    for one in rows.order_by("item__position", "pk").prefetch_related("item__motions"):
        # With its people, who have been read.
        one.member = told[one.member_id]
        found.append(DeclaredNow(one, bool(rules.may_withdraw_recusal(actor, one.item, one.member))))
    return found


def _carried(meeting: Meeting) -> dict[int, Member]:
    rows = Proxy.objects.filter(meeting=meeting).select_related("carrier__organisation")
    return {one.giver_id: one.carrier for one in rows}


def _ballots(voting: Motion | None) -> tuple[dict[int, str], set[int], set[int] | None]:
    """Choices of a roll call by seat; who has voted; who is on the roll of a secret ballot."""
    if voting is None:
        return {}, set(), None
    if voting.is_secret:
        rows = RollEntry.objects.filter(motion=voting, round=voting.round)
        roll = dict(rows.values_list("member_id", "has_voted"))
        return {}, {seat for seat, has_voted in roll.items() if has_voted}, set(roll)
    ballots = Ballot.objects.filter(motion=voting, round=voting.round)
    cast = dict(ballots.values_list("member_id", "choice"))
    return cast, set(cast), None


def motions_of(actor: Actor, item: AgendaItem) -> list[MotionNow]:
    """The texts on an item that were not taken back, each with its amendments."""
    texts = item.motions.exclude(state=MotionState.TAKEN_BACK)
    texts = texts.select_related("amends", "item__meeting__body", "proposer__account")
    rows = list(texts.prefetch_related("proposer__delegates__account"))
    shown = {one.pk: one for one in _proposers(actor, item, rows)}
    decided = {one.motion_id: one for one in seen(Decision, actor).filter(motion__item=item)}
    told = {
        one.pk: MotionNow(
            motion=one,
            proposer=shown.get(one.proposer_id or 0),
            sentences=sentences(one.verdict),
            may_open=bool(rules.may_open_vote(actor, one)),
            may_take_back=bool(rules.may_take_back(actor, one)),
            may_decide=one.pk not in decided
            and one.outcome != ""
            and bool(rules.may_decide_from(actor, one)),
            decision=decided.get(one.pk),
        )
        for one in rows
    }
    for one in told.values():
        if one.motion.kind == MotionKind.AMENDMENT and one.motion.amends_id in told:
            told[one.motion.amends_id].amendments.append(one)
    return [one for one in told.values() if one.motion.kind == MotionKind.MOTION]


def _proposers(actor: Actor, item: AgendaItem, motions: Sequence[Motion]) -> list[Member]:
    if item.meeting is None or not any(one.proposer_id for one in motions):
        return []
    return seats_on(actor, item.body, item.meeting.day)
