"""Who may write studies, and what of an edition still changes."""

from __future__ import annotations

from portici.kernel.actor import Actor, Role
from portici.kernel.findings import YES, Verdict, gettext_noop, no
from portici.kernel.marks import is_gone
from portici.kernel.states import Transitions
from portici.needs import rules as needs
from portici.needs.rules import covers
from portici.records.models import Record
from portici.territory.models import Area

from .models import Edition, EditionState, Proposal, Study

EDITION_STATES = Transitions(
    {
        EditionState.DRAFTED: (EditionState.ORDERED,),
        EditionState.ORDERED: (EditionState.RUNNING, EditionState.STOPPED),
        EditionState.RUNNING: (EditionState.COMPUTED, EditionState.REFUSED, EditionState.STOPPED),
        EditionState.STOPPED: (EditionState.ORDERED, EditionState.DRAFTED),
        EditionState.REFUSED: (EditionState.ORDERED, EditionState.DRAFTED),
    }
)
_STUDIES = gettext_noop("Studies are written by the coordinator, and by an area officer about the own area.")


def may_add(actor: Actor) -> Verdict:
    """Whether there is any area about which the actor opens a study."""
    return YES if actor.has(Role.COORDINATOR, Role.AREA_OFFICER) else no(_STUDIES)


def may_open(actor: Actor, within: Area | None) -> Verdict:
    """The coordinator; an area officer about what lies within the own area."""
    own = within is not None and covers(actor, within)
    return YES if actor.has(Role.COORDINATOR) or own else no(_STUDIES)


def may_amend_study(actor: Actor, study: Study) -> Verdict:
    return may_open(actor, study.within)


def may_amend_edition(actor: Actor, edition: Edition) -> Verdict:
    """As its study; a computed edition stays as it is, and one under way until it has ended."""
    verdict = may_amend_study(actor, edition.study)
    if not verdict:
        return verdict
    if edition.state == EditionState.COMPUTED:
        return no(gettext_noop("A computed edition is never altered: draft the next one, copied from it."))
    if edition.state in {EditionState.ORDERED, EditionState.RUNNING}:
        return no(gettext_noop("This edition is being computed; wait for it to end."))
    return YES


def may_order(actor: Actor, edition: Edition) -> Verdict:
    """An edition that may be amended, or whose worker is gone."""
    gone = edition.state == EditionState.RUNNING and is_gone(edition.worker, edition.seen_at)
    return may_amend_study(actor, edition.study) if gone else may_amend_edition(actor, edition)


def may_stop(actor: Actor, edition: Edition) -> Verdict:
    """A run that waits or is under way, by who may order it."""
    verdict = may_amend_study(actor, edition.study)
    if verdict and edition.state not in {EditionState.ORDERED, EditionState.RUNNING}:
        return no(gettext_noop("This edition is not being computed."))
    return verdict


def may_resume(actor: Actor, edition: Edition) -> Verdict:
    """A run that was stopped, over the inputs as they were frozen."""
    verdict = may_amend_study(actor, edition.study)
    if verdict and edition.state != EditionState.STOPPED:
        return no(gettext_noop("Only a run that was stopped is taken up again."))
    return verdict


def may_propose(actor: Actor, edition: Edition) -> Verdict:
    """Who writes the study, of an edition that is computed."""
    verdict = may_amend_study(actor, edition.study)
    if verdict and edition.state != EditionState.COMPUTED:
        return no(gettext_noop("Target areas are proposed from a computed edition."))
    return verdict


def may_amend_proposal(actor: Actor, proposal: Proposal) -> Verdict:
    """As for proposing, until an area was designated from it."""
    verdict = may_propose(actor, proposal.edition)
    if verdict and proposal.areas.exclude(designation=None).exists():
        return no(
            gettext_noop(
                "Areas were designated from this proposal: it stays as it was. Make another proposal."
            )
        )
    return verdict


def may_designate_proposed(actor: Actor, _proposal: Proposal) -> Verdict:
    """Who records which areas are target areas."""
    return needs.may_designate(actor)


def may_name_published_index(actor: Actor, edition: Edition) -> Verdict:
    """As its study, whatever the edition's state: what stands beside an edition alters nothing of it."""
    return may_amend_study(actor, edition.study)


def may_publish(actor: Actor, _record: Record) -> Verdict:
    """The coordinator and the communication officer."""
    if actor.has(Role.COORDINATOR, Role.COMMUNICATION_OFFICER):
        return YES
    return no(gettext_noop("Only the coordinator and the communication officer publish and withdraw."))
