"""Desks for the texts that are put to the vote."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max

from portici.kernel.actor import Actor
from portici.kernel.findings import ensure, ensure_valid
from portici.records import domain as records

from ...models import AgendaItem, Matter, Member, Motion, MotionKind, MotionState
from .. import checks, rules
from .told import locked_motion, meeting_of, tell


def file_motion(
    *,
    actor: Actor,
    item: AgendaItem,
    text: str,
    proposer: Member | None = None,
    matter: str = Matter.ORDINARY,
    is_secret: bool = False,
) -> Motion:
    """Put a text forward on an item, to be voted. Raises Refused; Invalid without a text."""
    with transaction.atomic():
        item = records.locked(item)
        made = Motion(item=item, text=text, proposer=proposer, matter=matter, is_secret=is_secret)
        return _filed(actor, made)


def file_amendment(
    *, actor: Actor, motion: Motion, text: str, proposer: Member | None = None, is_secret: bool = False
) -> Motion:
    """Put forward what should change in a motion; it is voted before, by the same majority, and in secret where the motion is.

    Raises Refused (also once the motion was put to the vote); Invalid without a text.
    """
    with transaction.atomic():
        item = records.locked(motion.item)
        motion = locked_motion(motion)
        ensure(rules.may_amend_text(motion))
        made = Motion(
            item=item,
            kind=MotionKind.AMENDMENT,
            amends=motion,
            text=text,
            proposer=proposer,
            matter=motion.matter,
            is_secret=motion.is_secret or is_secret,
        )
        return _filed(actor, made)


def take_back_motion(*, actor: Actor, motion: Motion) -> Motion:
    """Take a text back before it is voted, and the amendments to it. Raises Refused."""
    with transaction.atomic():
        records.locked(meeting_of(motion))
        current = locked_motion(motion)
        if current.state == MotionState.TAKEN_BACK:
            return current
        ensure(rules.may_take_back(actor, current))
        for one in [current, *current.amendments.filter(state=MotionState.FILED, round=0)]:
            one.state = MotionState.TAKEN_BACK
            one.save(update_fields=["state"])
            tell(actor, current.item, "take-back-motion", "motions", _told(one), "")
    return current


def _filed(actor: Actor, motion: Motion) -> Motion:
    """Last on its item, whose row is locked: two that are put forward at once take two positions."""
    item = motion.item
    ensure(rules.may_propose(actor, item, motion.proposer))
    ensure_valid(checks.said("text", motion.text))
    if motion.proposer is not None and item.meeting is not None:
        ensure_valid(checks.of_the_body(item.meeting, motion.proposer))
    motion.text = motion.text.strip()
    motion.position = int(item.motions.aggregate(last=Max("position"))["last"] or 0) + 1
    records.clean(motion)
    motion.save()
    verb = "file-amendment" if motion.kind == MotionKind.AMENDMENT else "file-motion"
    tell(actor, item, verb, "motions", "", _told(motion))
    return motion


def _told(motion: Motion) -> str:
    return f"{motion.position}. {motion.text}"
