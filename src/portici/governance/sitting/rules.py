"""Who keeps the attendance, declares, proposes and votes; and when each of it is open."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from portici.engine import voting as engine
from portici.kernel import clock
from portici.kernel.actor import Actor, Role, Scope
from portici.kernel.findings import YES, Verdict, gettext_noop, no

from ..meetings.rules import BEFORE, is_draft
from ..models import (
    AgendaItem,
    Attendance,
    Ballot,
    Delegate,
    ItemState,
    Meeting,
    MeetingState,
    Member,
    Minutes,
    Motion,
    MotionKind,
    MotionOutcome,
    MotionState,
    RollEntry,
)
from ..rules import may_write, no_vote_open

#: Attendance is taken while people come in, before the meeting is opened.
GATHERING = frozenset({MeetingState.CONVENED, MeetingState.OPEN})
#: After these a motion is put to the vote again.
AGAIN = frozenset({MotionOutcome.TIED, MotionOutcome.NO_QUORUM})


def may_follow(actor: Actor, meeting: Meeting) -> Verdict:
    """The live page: who writes for the body, the auditor, and the body's members."""
    if may_write(actor) or actor.has(Role.AUDITOR) or _is_member(actor, meeting):
        return YES
    return no(gettext_noop("A meeting is followed by the body's members, its secretary and the auditor."))


def may_keep(actor: Actor, meeting: Meeting) -> Verdict:
    """Attendance: who writes for the body, from the convocation until the meeting is closed."""
    verdict = may_write(actor)
    if not verdict or meeting.state in GATHERING:
        return verdict
    return no(
        gettext_noop(
            "Attendance is taken when the meeting has been convened, until it is closed or cancelled."
        )
    )


def may_name_chair(actor: Actor, meeting: Meeting) -> Verdict:
    """Who chairs: as attendance, while no vote is open, whose tie the chair may decide."""
    return may_keep(actor, meeting) and no_vote_open(meeting)


def may_correct_attendance(actor: Actor, meeting: Meeting) -> Verdict:
    """Times that were written down late or wrong: who writes for the body, as long as the minutes are no more than a draft."""
    verdict = may_write(actor)
    if not verdict:
        return verdict
    if meeting.state not in GATHERING | {MeetingState.CLOSED}:
        return no(
            gettext_noop(
                "Attendance is corrected once the meeting has been convened, unless it was cancelled."
            )
        )
    return no_vote_open(meeting) and is_draft(Minutes.objects.filter(meeting=meeting).first())


def speaks_for(actor: Actor, member: Member, meeting: Meeting) -> bool:
    """Whether the actor, as a member of the body, is on the day somebody of the seat: its holder, a delegate, a substitute."""
    if not _is_member(actor, meeting):
        return False
    if member.account is not None and member.account.uid == actor.uid:
        return True
    return any(_holds(one, actor, meeting.day) for one in member.delegates.all())


def may_speak_for(actor: Actor, member: Member, meeting: Meeting) -> Verdict:
    """For a seat: somebody of it, or who writes for the body."""
    if may_write(actor) or speaks_for(actor, member, meeting):
        return YES
    return no(gettext_noop("Only who sits there, and the body's secretary, do this for a seat."))


def votes_for(
    actor: Actor, member: Member, meeting: Meeting, sitting: dict[str, Attendance], carrier: Member | None
) -> bool:
    """Whether the actor gives the vote of the seat: the person who sits there, or in the seat that carries its vote."""
    voter = carrier if carrier is not None and member.uid not in sitting else member
    row = sitting.get(voter.uid)
    if row is None or not _is_member(actor, meeting):
        return False
    account = row.delegate.account if row.delegate is not None else row.member.account
    return account is not None and account.uid == actor.uid


def may_declare(actor: Actor, item: AgendaItem, member: Member) -> Verdict:
    """A conflict: until the meeting is over, as long as the seat has not voted in a vote that is open on the item."""
    verdict = _of_meeting(item) and _to_be_treated(item)
    if not verdict or item.meeting is None:
        return verdict
    verdict = may_speak_for(actor, member, item.meeting)
    if verdict and _has_voted(item, member):
        return no(gettext_noop("The seat has voted in the vote that is open: a conflict is declared before."))
    return verdict


def may_withdraw_recusal(actor: Actor, item: AgendaItem, member: Member) -> Verdict:
    """Until a vote on the item has been opened."""
    verdict = _of_meeting(item) and _to_be_treated(item)
    if not verdict or item.meeting is None:
        return verdict
    verdict = may_speak_for(actor, member, item.meeting)
    if verdict and any(one.round for one in item.motions.all()):
        return no(gettext_noop("The item has been put to the vote: what was declared before it stays."))
    return verdict


def may_give_proxy(actor: Actor, meeting: Meeting, giver: Member) -> Verdict:
    """Until the meeting is closed; not during a secret ballot, which is of the room at its beginning."""
    if meeting.state not in BEFORE | {MeetingState.OPEN}:
        return no(gettext_noop("The meeting is over or was cancelled: there is nothing to vote."))
    verdict = may_speak_for(actor, giver, meeting)
    voting = Motion.objects.filter(item__meeting=meeting, state=MotionState.VOTING, is_secret=True)
    if verdict and voting.exists():
        return no(gettext_noop("A secret ballot is open: proxies change after it."))
    return verdict


def may_propose(actor: Actor, item: AgendaItem, proposer: Member | None) -> Verdict:
    """A text to vote: who writes for the body, for any seat; who sits in a seat with a vote, for it."""
    verdict = _of_meeting(item) and _to_be_treated(item)
    if not verdict or item.meeting is None or may_write(actor):
        return verdict
    if proposer is None or proposer.is_observer or not speaks_for(actor, proposer, item.meeting):
        return no(gettext_noop("A text is put forward by the body's secretary, or by a seat with a vote."))
    return YES


def may_amend_text(motion: Motion) -> Verdict:
    """An amendment to it: as long as it has not been put to the vote."""
    if motion.kind == MotionKind.MOTION and motion.state == MotionState.FILED and not motion.round:
        return YES
    return no(gettext_noop("Only a motion that has not been put to the vote is amended."))


def may_take_back(actor: Actor, motion: Motion) -> Verdict:
    """A text: who put it forward, or who writes for the body, before it is put to the vote."""
    verdict = _of_meeting(motion.item)
    if not verdict or motion.item.meeting is None:
        return verdict
    if motion.state != MotionState.FILED or motion.round:
        return no(gettext_noop("A text that was put to the vote is not taken back."))
    own = motion.proposer
    if may_write(actor) or (own is not None and speaks_for(actor, own, motion.item.meeting)):
        return YES
    return no(gettext_noop("A text is taken back by who put it forward, or by the body's secretary."))


def may_open_vote(actor: Actor, motion: Motion) -> Verdict:
    """In an open meeting, one vote at a time, amendments before what they amend."""
    verdict = may_write(actor) and _of_open_meeting(motion.item) and _to_be_treated(motion.item)
    if not verdict:
        return verdict
    if motion.state != MotionState.FILED:
        return no(gettext_noop("This text was voted, or taken back."))
    if motion.amends is not None and (motion.amends.round or motion.amends.state != MotionState.FILED):
        return no(gettext_noop("What it amends was put to the vote already, or taken back."))
    if motion.amendments.filter(state__in=[MotionState.FILED, MotionState.VOTING]).exists():
        return no(gettext_noop("Its amendments are voted first."))
    if motion.item.meeting is not None and not no_vote_open(motion.item.meeting):
        return no(gettext_noop("Another vote is open: close it first."))
    return YES


def may_vote_in_secret(room: engine.Room) -> Verdict:
    """Seats of one weight alone: a weight of its own is a name."""
    if len({room.weights[seat] for seat in room.taking_part}) <= 1:
        return YES
    return no(
        gettext_noop(
            "Seats of different weight do not vote in secret: the weight would tell whose vote it is."
        )
    )


def is_open(motion: Motion, in_round: int) -> Verdict:
    """Whether ballots of this round are still taken."""
    if motion.state == MotionState.VOTING and motion.round == in_round:
        return YES
    if motion.state == MotionState.VOTING:
        return no(gettext_noop("That vote is closed, and one votes again: look at the page, then vote."))
    return no(gettext_noop("The vote is closed: this ballot came too late and was not counted."))


def may_be_counted(room: engine.Room, member: Member) -> Verdict:
    """Whether the seat may vote at this moment."""
    if member.uid in room.taking_part:
        return YES
    if member.is_observer:
        return no(gettext_noop("An observer has no vote."))
    if member.uid in room.recused:
        return no(
            gettext_noop("The seat has declared a conflict of interest on this item: it does not vote.")
        )
    return no(gettext_noop("Nobody of the seat is there, and nobody there carries its vote."))


def may_close_vote(actor: Actor, motion: Motion) -> Verdict:
    """A vote that is open."""
    verdict = may_write(actor)
    if not verdict or motion.state == MotionState.VOTING:
        return verdict
    return no(gettext_noop("No vote is open on this text."))


def may_end_in_writing(
    motion: Motion, days: int | None, waiting: Collection[str], moment: datetime
) -> Verdict:
    """A vote in writing: after the days that the rules give for answering, or when no seat's answer is still waited for."""
    ends = (motion.opened_at or moment) + timedelta(days=days or 0)
    if not waiting or moment >= ends:
        return YES
    return no(
        gettext_noop(
            "In writing one answers until %(until)s: the vote is closed then, or when all have answered."
        ),
        until=f"{ends.astimezone(clock.OFFICE_ZONE):%d/%m/%Y %H:%M}",
    )


def may_settle(actor: Actor, item: AgendaItem) -> Verdict:
    """An item of an open meeting, with no vote open on it."""
    return may_write(actor) and _of_open_meeting(item) and _to_be_treated(item) and no_vote_open(item)


def may_take_up(actor: Actor, item: AgendaItem) -> Verdict:
    """An item of an open meeting that is still to be treated, with no vote open on any."""
    verdict = may_write(actor) and _of_open_meeting(item) and _to_be_treated(item)
    if not verdict or item.meeting is None:
        return verdict
    return no_vote_open(item.meeting)


def may_decide_from(actor: Actor, motion: Motion) -> Verdict:
    """A motion that was adopted: in the meeting, and after it as long as the minutes, which name its decisions, are a draft."""
    verdict = may_write(actor)
    adopted = motion.kind == MotionKind.MOTION and motion.outcome == MotionOutcome.ADOPTED
    if verdict and not (adopted and motion.state == MotionState.SETTLED):
        return no(gettext_noop("Only a motion that was adopted becomes a decision."))
    meeting = motion.item.meeting
    if not verdict or meeting is None or meeting.state != MeetingState.CLOSED:
        return verdict
    return is_draft(Minutes.objects.filter(meeting=meeting).first())


def _is_member(actor: Actor, meeting: Meeting) -> bool:
    return bool(actor.uid) and meeting.body.uid in actor.scope_uids(Scope.BODY, {Role.BOARD_MEMBER})


def _holds(delegate: Delegate, actor: Actor, day: date) -> bool:
    begun = delegate.since is None or delegate.since <= day
    lasts = delegate.until is None or day <= delegate.until
    return begun and lasts and delegate.account is not None and delegate.account.uid == actor.uid


def _has_voted(item: AgendaItem, member: Member) -> bool:
    """Whether the vote of the seat, or one that it carries, is in the vote that is open on the item."""
    motion = item.motions.filter(state=MotionState.VOTING).first()
    if motion is None:
        return False
    given = member.proxies_carried.filter(meeting=item.meeting).values_list("giver", flat=True)
    seats = [member.pk, *given]
    if motion.is_secret:
        rows = RollEntry.objects.filter(motion=motion, round=motion.round, has_voted=True)
        return rows.filter(member__in=seats).exists()
    return Ballot.objects.filter(motion=motion, round=motion.round, member__in=seats).exists()


def _of_meeting(item: AgendaItem) -> Verdict:
    """On the agenda of a meeting that is not over."""
    meeting = item.meeting
    if meeting is not None and meeting.state in BEFORE | {MeetingState.OPEN}:
        return YES
    return no(gettext_noop("The item is not on the agenda of a meeting, or its meeting is over."))


def _of_open_meeting(item: AgendaItem) -> Verdict:
    if item.meeting is not None and item.meeting.state == MeetingState.OPEN:
        return YES
    return no(gettext_noop("The meeting is not open: one votes and settles while it is held."))


def _to_be_treated(item: AgendaItem) -> Verdict:
    if item.state == ItemState.PENDING:
        return YES
    return no(gettext_noop("The item was treated, carried over or taken off."))
