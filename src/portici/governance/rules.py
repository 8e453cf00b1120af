"""Who may write bodies and decisions, and what of a published decision still changes."""

from __future__ import annotations

from portici.kernel.actor import Actor, Role
from portici.kernel.findings import YES, Verdict, gettext_noop, no
from portici.records.models import Publication, Record

from .models import AgendaItem, Body, Decision, Meeting, Motion, MotionState


def may_write(actor: Actor, _record: Record | None = None) -> Verdict:
    """Bodies, members, decisions and their links: the board's secretary and the coordinator."""
    if actor.has(Role.BOARD_SECRETARY, Role.COORDINATOR):
        return YES
    return no(gettext_noop("Only the board's secretary and the coordinator write bodies and decisions."))


def may_change_count(body: Body) -> Verdict:
    """What a vote of the body is counted by, its seats and its rules: not while one is open. The body is locked by the caller."""
    voting = Motion.objects.filter(item__body=body, state=MotionState.VOTING).select_related(
        "item__meeting__body"
    )
    motion = voting.first()
    if motion is None:
        return YES
    return no(
        gettext_noop("A vote is open (%(meeting)s): seats and rules change when it is closed."),
        meeting=str(motion.item.meeting),
    )


def no_vote_open(about: Meeting | AgendaItem) -> Verdict:
    """Of a meeting, or of one item: votes are opened with the meeting locked, and so is it by who asks."""
    motions = Motion.objects.filter(state=MotionState.VOTING)
    of = {"item__meeting": about} if isinstance(about, Meeting) else {"item": about}
    if not motions.filter(**of).exists():
        return YES
    return no(gettext_noop("A vote is open: close it first."))


def may_amend_decision(actor: Actor, decision: Decision) -> Verdict:
    """As long as it is a draft: what was published is withdrawn, and decided anew."""
    verdict = may_write(actor)
    if not verdict or decision.publication == Publication.DRAFT:
        return verdict
    return no(
        gettext_noop(
            "A decision that has been published is not altered: withdraw it with the reason and record"
            " another. Only the activities that carry it out may change."
        )
    )


def may_open(decision: Decision) -> Verdict:
    """Take the mark of confidentiality from a draft: not as long as the item is confidential that it was taken on."""
    if decision.item is None or not decision.item.is_confidential:
        return YES
    return no(
        gettext_noop("It was taken on a confidential item: lift the confidentiality of the item first.")
    )


def may_close(decision: Decision) -> Verdict:
    """Mark it confidential with its item: unless it was published."""
    if decision.publication != Publication.PUBLISHED:
        return YES
    return no(gettext_noop("A decision on this item has been published: withdraw it first, with the reason."))


def may_publish(actor: Actor, _record: Record) -> Verdict:
    """The board's secretary, the coordinator and the communication officer."""
    if actor.has(Role.BOARD_SECRETARY, Role.COORDINATOR, Role.COMMUNICATION_OFFICER):
        return YES
    return no(
        gettext_noop(
            "Only the board's secretary, the coordinator and the communication officer publish and withdraw."
        )
    )


def may_publish_item(actor: Actor, item: AgendaItem) -> Verdict:
    """As any record of this room, but what is confidential."""
    return may_publish(actor, item) and _open(item.is_confidential)


def may_publish_decision(actor: Actor, decision: Decision) -> Verdict:
    """As any record of this room, but what is confidential."""
    return may_publish(actor, decision) and _open(decision.is_confidential)


def _open(is_confidential: bool) -> Verdict:
    if not is_confidential:
        return YES
    return no(
        gettext_noop("What is confidential is not published: take the mark away first, with the reason.")
    )
