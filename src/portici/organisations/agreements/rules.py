"""Who writes agreements, who says that a commitment is done, and which state of a candidacy or a pledge follows which."""

from __future__ import annotations

from collections.abc import Collection

from portici.kernel.actor import Actor, Role
from portici.kernel.findings import YES, Verdict, gettext_noop, no
from portici.kernel.states import Transitions
from portici.records.models import Record

from ..models import Agreement, Candidacy, CandidacyState, Commitment, Organisation, Pledge, PledgeState
from ..rules import CONTACT_ROLES, is_own

WRITERS = (Role.COORDINATOR, Role.BOARD_SECRETARY)
CANDIDACY_STATES = Transitions(
    {
        CandidacyState.PROPOSED: (CandidacyState.ASSESSED, CandidacyState.RENOUNCED),
        CandidacyState.ASSESSED: (CandidacyState.ADMITTED, CandidacyState.REFUSED, CandidacyState.RENOUNCED),
        CandidacyState.ADMITTED: (CandidacyState.ADHERED, CandidacyState.RENOUNCED),
    }
)
PLEDGE_STATES = Transitions(
    {PledgeState.OFFERED: (PledgeState.COMMITTED, PledgeState.DECLINED, PledgeState.TAKEN_BACK)}
)


def may_write(actor: Actor, _record: Record | None = None) -> Verdict:
    """Agreements, parties, commitments: the coordinator and the board's secretary."""
    if actor.has(*WRITERS):
        return YES
    return no(gettext_noop("Only the coordinator and the board's secretary write agreements."))


def may_amend(actor: Actor, agreement: Agreement) -> Verdict:
    """As for writing, as long as the agreement is not closed."""
    verdict = may_write(actor)
    if not verdict or agreement.closed_on is None:
        return verdict
    return no(gettext_noop("This agreement is closed: what was agreed is not altered any more."))


def may_publish(actor: Actor, _record: Record) -> Verdict:
    """The coordinator, the board's secretary and the communication officer."""
    if actor.has(*WRITERS, Role.COMMUNICATION_OFFICER):
        return YES
    return no(
        gettext_noop(
            "Only the board's secretary, the coordinator and the communication officer publish and withdraw."
        )
    )


def never_published(_actor: Actor, _record: Record) -> Verdict:
    """Candidacies and pledges lie between an organisation and the office; what comes of them is public with the agreement."""
    return no(
        gettext_noop("Candidacies and pledges are not published: what comes of them is, with the agreement.")
    )


def may_report(actor: Actor, commitment: Commitment, own: Collection[int] | None = None) -> Verdict:
    """That a commitment is done: who writes agreements, and the contact of the organisation that committed to it.

    `own`: the actor's `own_keys`, when there are many commitments to ask about.
    """
    if commitment.agreement.closed_on is not None:
        return no(gettext_noop("This agreement is closed: what was agreed is not altered any more."))
    if actor.has(*WRITERS):
        return YES
    if is_own(actor, commitment.organisation) if own is None else commitment.organisation_id in own:
        return YES
    return no(
        gettext_noop("Only the office, and the organisation that committed to it, say that it is done.")
    )


def may_remove_commitment(actor: Actor, commitment: Commitment) -> Verdict:
    """As for amending; not what was done, nor what was made of a pledge."""
    verdict = may_amend(actor, commitment.agreement)
    if not verdict:
        return verdict
    if commitment.done_on is not None or commitment.pledge_id is not None:
        return no(gettext_noop("What was done, or was made of a pledge, stays on record."))
    return YES


def may_propose(actor: Actor) -> Verdict:
    """Whether there is any organisation for which the actor records candidacies and pledges."""
    return YES if actor.has(*WRITERS, *CONTACT_ROLES) else no(_OWN)


def may_propose_for(actor: Actor, organisation: Organisation) -> Verdict:
    """Who writes agreements, for any; a contact for the own organisation."""
    return YES if actor.has(*WRITERS) or is_own(actor, organisation) else no(_OWN)


def may_amend_candidacy(actor: Actor, candidacy: Candidacy) -> Verdict:
    """As for proposing it, until it has been assessed."""
    verdict = may_propose_for(actor, candidacy.organisation)
    if not verdict or candidacy.state == CandidacyState.PROPOSED:
        return verdict
    return no(gettext_noop("This candidacy has been assessed: what it said then stays."))


def may_move_candidacy(actor: Actor, candidacy: Candidacy, to: CandidacyState) -> Verdict:
    """The office assesses, decides and takes the adhesion in; who asked may give up."""
    if to is CandidacyState.RENOUNCED:
        verdict = may_propose_for(actor, candidacy.organisation)
    else:
        verdict = may_write(actor)
    return verdict and _named(CANDIDACY_STATES.allows(CandidacyState(candidacy.state), to), candidacy)


def may_amend_pledge(actor: Actor, pledge: Pledge) -> Verdict:
    """As for offering it, until it is answered."""
    verdict = may_propose_for(actor, pledge.organisation)
    if not verdict or pledge.state == PledgeState.OFFERED:
        return verdict
    return no(gettext_noop("This pledge has been answered: it stays as it was offered."))


def may_answer_pledge(actor: Actor, pledge: Pledge, to: PledgeState) -> Verdict:
    """The office makes a commitment of it or declines it; who offered may take it back. Once."""
    if to is PledgeState.TAKEN_BACK:
        verdict = may_propose_for(actor, pledge.organisation)
    else:
        verdict = may_write(actor)
    return verdict and _named(PLEDGE_STATES.allows(PledgeState(pledge.state), to), pledge)


def _named(verdict: Verdict, record: Candidacy | Pledge) -> Verdict:
    """A refused move, told with the state in words."""
    if verdict:
        return verdict
    return no(
        gettext_noop("It is “%(state)s”: this step is not open any more, or not yet."),
        state=record.get_state_display(),
    )


_OWN = gettext_noop(
    "Candidacies and pledges are recorded by the coordinator, by the board's secretary, and by a contact for the own"
    " organisation."
)
