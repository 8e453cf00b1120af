"""Desks for minutes: made of the record of a meeting, corrected, laid before the body, approved and closed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import translation

from portici.kernel import clock
from portici.kernel.actor import Actor
from portici.kernel.findings import ensure, ensure_valid
from portici.records import domain as records
from portici.records.links import only

from ...models import Meeting, Minutes, MinutesState
from .. import blocks, checks, rules
from ..blocks import Section
from ..letters import tell_laid
from ..minutes import closing_of, composed, opening_of

AMENDABLE = ("opening", "closing", "language")


def draft_minutes(*, actor: Actor, meeting: Meeting, is_example: bool = False) -> Minutes:
    """The minutes of a closed meeting, begun and ended from its record; those that there are, when there are some.

    Raises Refused.
    """
    with transaction.atomic():
        # Two who press at once, or the closing of the meeting and somebody: one draft.
        current = records.locked(meeting)
        ensure(rules.may_draft_minutes(actor, current))
        found: Minutes | None = Minutes.objects.filter(meeting=current).first()
        if found is not None:
            return found
        with translation.override(current.language):
            opening, closing = opening_of(current), closing_of(current)
        minutes = Minutes(
            meeting=current,
            opening=opening,
            closing=closing,
            language=current.language,
            is_example=is_example or current.is_example,
        )
        return records.add(actor=actor, record=minutes)


def amend_minutes(
    *,
    actor: Actor,
    minutes: Minutes,
    values: Mapping[str, Any],
    version: int | None = None,
    reason: str = "",
) -> Minutes:
    """Change how they begin and end, as long as they are a draft; what was said of an item is changed on the item.

    Raises Refused, Invalid, Conflict.
    """
    given = only(values, AMENDABLE)
    with transaction.atomic():
        ensure(rules.may_amend_minutes(actor, records.locked(minutes)))
        return records.amend(actor=actor, record=minutes, values=given, version=version, reason=reason)


def propose_minutes(*, actor: Actor, minutes: Minutes, version: int | None = None) -> Minutes:
    """Lay them before the body: its members are told and read them, and a digest of the whole is kept. Raises Refused, Conflict."""
    with transaction.atomic():
        laid = _moved(actor, minutes, MinutesState.PROPOSED, "propose", version)
        tell_laid(laid)
        return laid


def take_back_minutes(*, actor: Actor, minutes: Minutes, version: int | None = None) -> Minutes:
    """Make them a draft again, to be corrected. Raises Refused, Conflict."""
    return _moved(actor, minutes, MinutesState.DRAFT, "take-back", version)


def approve_minutes(
    *, actor: Actor, minutes: Minutes, approved_in: Meeting, version: int | None = None
) -> Minutes:
    """Close them for good, as the body approved them in a later meeting: the text is frozen with the digests of the whole and of
    what is public of it.

    Raises Refused; Invalid for a meeting of another body, an earlier one, or one that has not begun, and where what they are made of (a
    decision's title, an organisation's name) is not what it was when they were laid before the body; Conflict.
    """
    with transaction.atomic():
        # What is said of the items does not change while the text is frozen: its desk takes the meeting first too.
        meeting = records.locked(minutes.meeting)
        current = records.locked(minutes)
        ensure(rules.may_move_minutes(actor, current, MinutesState.APPROVED))
        current.meeting = meeting
        ensure_valid(checks.approval(current, approved_in))
        sections = composed(current)
        whole, public = (_digest(sections, is_member=is_member) for is_member in (True, False))
        ensure_valid(checks.as_laid(current, whole))
        values = {
            "state": MinutesState.APPROVED,
            "approved_in": approved_in,
            "closed_at": clock.now(),
            "frozen": {current.language: sections},
            "digest": whole,
            "public_digest": public,
        }
        return records.amend(actor=actor, record=minutes, values=values, version=version, verb="approve")


def _moved(actor: Actor, minutes: Minutes, after: MinutesState, verb: str, version: int | None) -> Minutes:
    with transaction.atomic():
        # What is written of an item waits: its desk takes the meeting first, and asks then in which state the minutes are.
        records.locked(minutes.meeting)
        current = records.locked(minutes)
        ensure(rules.may_move_minutes(actor, current, after))
        laid = _digest(composed(current), is_member=True) if after is MinutesState.PROPOSED else ""
        values = {"state": after, "digest": laid}
        return records.amend(actor=actor, record=minutes, values=values, version=version, verb=verb)


def _digest(sections: list[Section], *, is_member: bool) -> str:
    return blocks.digest_of_text(blocks.as_text(blocks.read_by(sections, is_member=is_member)))
