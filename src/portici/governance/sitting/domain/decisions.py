"""The desk that makes a numbered decision of a motion that was adopted."""

from __future__ import annotations

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from portici.kernel import clock
from portici.kernel.actor import Actor
from portici.kernel.findings import ensure

from ...domain import record_decision
from ...models import Decision, Motion, MotionOutcome
from ...rules import may_write
from .. import rules
from ..verdicts import told_in_words
from .told import locked_item, locked_motion, tell


def decide_from(*, actor: Actor, motion: Motion) -> Decision:
    """The decision that the motion became, with the body's next number; asked again, or by two at once, it is the same one.

    Its text is the motion's with the amendments that were adopted, its grounds the verdict; of a confidential item it is
    confidential. Raises Refused.
    """
    with transaction.atomic():
        # With its meeting, so that the minutes are not laid before the body meanwhile.
        locked_item(motion.item)
        motion = locked_motion(motion)
        ensure(may_write(actor))
        found: Decision | None = Decision.objects.filter(motion=motion).first()
        if found is not None:
            return found
        ensure(rules.may_decide_from(actor, motion))
        item = motion.item
        closed = motion.closed_at or clock.now()
        with translation.override(item.language):
            text, grounds = _text(motion), told_in_words(motion.verdict)
        made = record_decision(
            actor=actor,
            body=item.body,
            decided_on=closed.astimezone(clock.OFFICE_ZONE).date(),
            title=item.title,
            text=text,
            grounds=grounds,
            item=item,
            motion=motion,
            language=item.language,
            is_example=item.is_example,
        )
        # The item's journal is what the live page asks for: by it the number shows at once to all who follow.
        tell(actor, item, "decide", "decisions", "", made.address)
        return made


def _text(motion: Motion) -> str:
    adopted = motion.amendments.filter(outcome=MotionOutcome.ADOPTED).values_list("text", flat=True)
    if not adopted:
        return motion.text
    return "\n\n".join([motion.text, _("Amended as follows:"), *adopted])
