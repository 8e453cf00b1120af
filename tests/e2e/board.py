"""What the demo's Board has none of on the day it is loaded: a meeting that is being prepared, with all that hangs from one."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any


def in_preparation(actor: Any) -> tuple[Any, ...]:
    """A meeting that is not convened, its item with an option, a confidential one, its dossier; a decision that is a draft and repeals another; a
    candidacy that waits for its decision. Gives the records whose pages lead to them, with a meeting that is convened.
    """
    from portici.governance.domain import record_decision
    from portici.governance.following.domain import tie_decisions
    from portici.governance.meetings import domain
    from portici.governance.models import Body, Decision, Meeting
    from portici.governance.papers.domain import begin_dossier
    from portici.kernel import clock

    body = (
        Body.objects.filter(
            members__isnull=False, decisions__publication="published", publication="published"
        )
        .order_by("pk")
        .first()
    )
    meeting = domain.plan_meeting(actor=actor, body=body, starts_at=clock.now() + timedelta(days=40))
    item = domain.add_item(actor=actor, body=body, meeting=meeting, title="Sede dello sportello")
    domain.add_option(actor=actor, item=item, title="In biblioteca", cost=Decimal(1200))
    secret = domain.add_item(
        actor=actor,
        body=body,
        meeting=meeting,
        title="Nomina",
        is_confidential=True,
        confidential_because="Riguarda una persona",
    )
    dossier = begin_dossier(actor=actor, meeting=meeting)
    earlier = Decision.objects.filter(body=body, publication="published").order_by("pk").first()
    decision = record_decision(
        actor=actor, body=body, decided_on=clock.today(), title="Nuova sede", text="La sede cambia."
    )
    tie_decisions(actor=actor, later=decision, earlier=earlier, kind="amends")
    convened = Meeting.objects.filter(state="convened").order_by("starts_at").first()
    return (convened, meeting, item, secret, dossier, decision, assessed(actor))


def assessed(actor: Any) -> Any:
    from portici.organisations.agreements import domain
    from portici.organisations.models import Agreement, Organisation

    agreement = Agreement.objects.filter(is_open=True, closed_on=None).order_by("pk").first()
    joined = {party.organisation_id for party in agreement.parties.all()}
    asks = (
        Organisation.objects.filter(publication="published")
        .exclude(pk__in=joined)
        .exclude(pk__in=agreement.candidacies.values("organisation"))
        .order_by("pk")
        .first()
    )
    candidacy = domain.propose_candidacy(
        actor=actor, agreement=agreement, organisation=asks, reason="Offre una sala"
    )
    return domain.assess_candidacy(actor=actor, candidacy=candidacy, assessment="Ha la sala")
