"""Motions and votes of an item as minutes tell them: the text, who proposed it, how each voted, what follows from the rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from ..models import BallotChoice, Motion, MotionKind, MotionState
from . import blocks
from .blocks import Block
from .reading import Reader, explained


def told(reader: Reader, motions: Iterable[Motion]) -> Iterator[Block]:
    """In the order in which they are voted: amendments before the motion that they amend."""
    texts = list(motions)
    for motion in (one for one in texts if one.amends_id is None):
        for text in (*(one for one in texts if one.amends_id == motion.pk), motion):
            yield from _motion(reader, text)


def _motion(reader: Reader, motion: Motion) -> Iterator[Block]:
    proposer = reader.seat(motion.proposer) if motion.proposer else ""
    kind = _("Amendment") if motion.kind == MotionKind.AMENDMENT else _("Motion")
    yield blocks.heading(f"{kind}: {proposer}" if proposer else kind, 3)
    yield from blocks.paragraphs(motion.text)
    held = [*motion.verdict.get("earlier", ()), *([motion.verdict] if motion.outcome else [])]
    for verdict in held:
        if motion.round > 1:
            yield blocks.line(_("Vote number %(round)s") % {"round": verdict["round"]})
        yield from _vote(reader, motion, verdict)
    if motion.state == MotionState.TAKEN_BACK:
        yield blocks.line(
            _("Taken back before it was voted again.") if held else _("Taken back before the vote.")
        )
    elif not held:
        yield blocks.line(_("Not put to the vote."))


def _vote(reader: Reader, motion: Motion, verdict: Mapping[str, Any]) -> Iterator[Block]:
    """One vote on it, also one that was tied or lacked the quorum."""
    way = _("Secret ballot") if motion.is_secret else _("Vote by roll call")
    outcome = motion.outcome_told(verdict["outcome"])
    told = {"way": way, "matter": motion.get_matter_display(), "outcome": outcome}
    yield blocks.line(_("%(way)s. %(matter)s. Outcome: %(outcome)s.") % told)
    yield from blocks.bullets(explained(verdict))
    if not motion.is_secret:
        yield from blocks.bullets(_roll(reader, motion, verdict["round"]))


def _roll(reader: Reader, motion: Motion, number: int) -> Iterator[str]:
    """Who voted how, one choice a line; of a secret ballot there are numbers alone."""
    given = [ballot for ballot in motion.ballots.all() if ballot.round == number]
    for choice in BallotChoice:
        names = sorted(reader.seat(ballot.member) for ballot in given if ballot.choice == choice)
        if names:
            yield f"{str(choice.label).capitalize()}: {', '.join(names)}"
