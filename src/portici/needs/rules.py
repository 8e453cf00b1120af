"""Who may say that an area needs something, or that something is at hand; and which state follows which."""

from __future__ import annotations

from portici.kernel.actor import Actor, Role, Scope
from portici.kernel.findings import YES, Verdict, gettext_noop, no
from portici.kernel.states import Transitions
from portici.organisations.models import Organisation
from portici.organisations.rules import CONTACT_ROLES, is_own
from portici.records.models import Publication, Record
from portici.territory.models import Area, within_scope

from .models import Consent, Listening, Need, NeedState, Opportunity

NEED_STATES = Transitions(
    {
        NeedState.OPEN: (NeedState.ANSWERED, NeedState.CLOSED),
        NeedState.ANSWERED: (NeedState.OPEN, NeedState.CLOSED),
        NeedState.CLOSED: (NeedState.OPEN,),
    }
)

#: Who was quoted may take it back whenever they like, and agree once more.
CONSENT = Transitions(
    {
        Consent.NONE: (Consent.GIVEN,),
        Consent.GIVEN: (Consent.WITHDRAWN,),
        Consent.WITHDRAWN: (Consent.GIVEN,),
    }
)

_NEEDS = gettext_noop("Needs are recorded by the coordinator, and by an area officer in the own area.")
_LISTENINGS = gettext_noop(
    "Listening sessions are recorded by the coordinator, and by an area officer in the own area."
)
_OPPORTUNITIES = gettext_noop(
    "Opportunities are recorded by the coordinator, by an area officer in the own area,"
    " and by a contact for the own organisation."
)


def covers(actor: Actor, area: Area) -> bool:
    """Whether an area officer's grants hold in this area."""
    if not area.path or not actor.scope_uids(Scope.AREA, (Role.AREA_OFFICER,)):
        return False
    return Area.objects.filter(within_scope(actor, ""), pk=area.pk).exists()


def speaks_for(actor: Actor, organisation: Organisation | None) -> bool:
    """Whether the actor is a contact of this organisation."""
    return organisation is not None and is_own(actor, organisation)


def may_define_groups(actor: Actor, _record: Record | None = None) -> Verdict:
    """The coordinator."""
    if actor.has(Role.COORDINATOR):
        return YES
    return no(gettext_noop("Only the coordinator defines target groups."))


def may_designate(actor: Actor, _record: Record | None = None) -> Verdict:
    """The coordinator: the act is the administration's."""
    if actor.has(Role.COORDINATOR):
        return YES
    return no(gettext_noop("Only the coordinator records which areas are target areas."))


def may_add_need(actor: Actor) -> Verdict:
    """Whether there is any area whose needs the actor records."""
    return YES if actor.has(Role.COORDINATOR, Role.AREA_OFFICER) else no(_NEEDS)


def may_record_need(actor: Actor, area: Area) -> Verdict:
    """The coordinator everywhere; an area officer in the own area."""
    return YES if actor.has(Role.COORDINATOR) or covers(actor, area) else no(_NEEDS)


def may_amend_need(actor: Actor, need: Need) -> Verdict:
    return may_record_need(actor, need.area)


def may_add_listening(actor: Actor) -> Verdict:
    """Whether there is any area whose listening sessions the actor records."""
    return YES if actor.has(Role.COORDINATOR, Role.AREA_OFFICER) else no(_LISTENINGS)


def may_record_listening(actor: Actor, area: Area) -> Verdict:
    """The coordinator everywhere; an area officer in the own area."""
    return YES if actor.has(Role.COORDINATOR) or covers(actor, area) else no(_LISTENINGS)


def may_amend_listening(actor: Actor, listening: Listening) -> Verdict:
    return may_record_listening(actor, listening.area)


def reads_words(actor: Actor, listening: Listening) -> bool:
    """Whether words that may not be quoted are shown: to the technical office and to who works in the area."""
    return actor.reads_all or covers(actor, listening.area)


def may_add_opportunity(actor: Actor) -> Verdict:
    """Whether there is any opportunity that the actor records or proposes."""
    return YES if actor.has(Role.COORDINATOR, Role.AREA_OFFICER, *CONTACT_ROLES) else no(_OPPORTUNITIES)


def may_record_opportunity(actor: Actor, area: Area, organisation: Organisation | None) -> Verdict:
    """Besides those who record needs, a contact may propose one of the own organisation."""
    if speaks_for(actor, organisation):
        return YES
    return YES if actor.has(Role.COORDINATOR) or covers(actor, area) else no(_OPPORTUNITIES)


def may_amend_opportunity(actor: Actor, opportunity: Opportunity) -> Verdict:
    """As for recording; a contact only as long as the office has not published the proposal."""
    if actor.has(Role.COORDINATOR) or covers(actor, opportunity.area):
        return YES
    if not speaks_for(actor, opportunity.organisation):
        return may_record_opportunity(actor, opportunity.area, None)
    if opportunity.publication == Publication.DRAFT:
        return YES
    return no(gettext_noop("The office has taken up this proposal; ask the office to change it."))


def may_publish(actor: Actor, _record: Record) -> Verdict:
    """The coordinator and the communication officer."""
    if actor.has(Role.COORDINATOR, Role.COMMUNICATION_OFFICER):
        return YES
    return no(gettext_noop("Only the coordinator and the communication officer publish and withdraw."))
