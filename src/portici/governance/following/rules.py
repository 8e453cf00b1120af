"""Who writes guidelines and follow-ups, and who says how far a follow-up is."""

from __future__ import annotations

from portici.kernel.actor import Actor
from portici.kernel.findings import YES, Verdict, gettext_noop, no
from portici.organisations.rules import is_own
from portici.records.links import seen

from ..models import Decision, FollowUp
from ..rules import may_write


def may_see(actor: Actor, decision: Decision) -> Verdict:
    """A decision that is confidential is not there for whoever may not read it."""
    if seen(Decision, actor).filter(pk=decision.pk).exists():
        return YES
    return no(gettext_noop("There is no such decision that you may read."))


def may_follow_up(actor: Actor, decision: Decision) -> Verdict:
    """Add, change and take away what a decision asks for: who writes decisions; also of a published one."""
    return may_write(actor, decision)


def may_remove(actor: Actor, follow_up: FollowUp) -> Verdict:
    """As for writing, as long as nothing has been said of it."""
    verdict = may_write(actor)
    if not verdict or not follow_up.statements.exists():
        return verdict
    return no(
        gettext_noop(
            "What has been said of it stays on record: say that it is stopped, and why, instead of taking it away."
        )
    )


def may_report(actor: Actor, follow_up: FollowUp) -> Verdict:
    """How far it is: who `reports`; nobody where an activity tells it."""
    verdict = reports(actor, follow_up)
    if not verdict:
        return verdict
    if follow_up.activity_id is not None:
        return no(
            gettext_noop(
                "How far it is follows from its activity and is not said beside it: change the activity's"
                " state or its milestones."
            )
        )
    return YES


def reports(actor: Actor, follow_up: FollowUp) -> Verdict:
    """Whose it is to say how far a follow-up is: who writes decisions, and the contact of its owner."""
    if may_write(actor) or _is_owners(actor, follow_up):
        return YES
    return no(gettext_noop("Only the office, and the organisation that sees to it, say how far it is."))


def _is_owners(actor: Actor, follow_up: FollowUp) -> bool:
    return follow_up.owner is not None and is_own(actor, follow_up.owner)
