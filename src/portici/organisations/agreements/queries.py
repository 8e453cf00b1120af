"""Reading agreements, commitments, candidacies and pledges: records have passed `visible_to(actor)`, and rows hang from those that did.

A party or a commitment is read with its organisation: what a withheld organisation does is withheld with it.
"""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from portici.kernel import clock
from portici.kernel.actor import Actor
from portici.records.links import hangs_from, own, seen

from ..models import (
    OPEN_CANDIDACY,
    Agreement,
    AgreementState,
    Candidacy,
    Commitment,
    CommitmentState,
    Organisation,
    Party,
    Pledge,
    PledgeState,
)


def agreements(actor: Actor) -> QuerySet[Agreement]:
    """The agreements that the actor may see."""
    return seen(Agreement, actor)


def agreements_of(actor: Actor, organisation: Organisation) -> QuerySet[Agreement]:
    """Those that an organisation that passed `visible_to` is or was party to, those that end last first."""
    rows = Party.objects.filter(organisation=organisation).order_by().values("agreement")
    return agreements(actor).filter(pk__in=rows).order_by("closed_on", "-signed_on", "title", "pk")


def parties_of(actor: Actor, agreement: Agreement) -> QuerySet[Party]:
    """The parties of an agreement that passed `visible_to`; only organisations that the actor may see."""
    rows = Party.objects.filter(hangs_from(actor, "organisation", Organisation), agreement=agreement)
    return rows.select_related("organisation")


def commitments(actor: Actor) -> QuerySet[Commitment]:
    """All commitments of agreements and organisations that the actor may see, the first due first."""
    rows = Commitment.objects.filter(
        hangs_from(actor, "agreement", Agreement), hangs_from(actor, "organisation", Organisation)
    )
    return rows.select_related("agreement", "organisation")


def commitments_of_agreement(actor: Actor, agreement: Agreement) -> QuerySet[Commitment]:
    """Those of an agreement that passed `visible_to`."""
    return commitments(actor).filter(agreement=agreement)


def commitments_of(actor: Actor, organisation: Organisation) -> QuerySet[Commitment]:
    """Those of an organisation that passed `visible_to`, what is to be done first."""
    return commitments(actor).filter(organisation=organisation).order_by("done_on", "due_on", "pk")


def in_agreement_state(state: str, today: date | None = None) -> Q:
    """Agreements that stand so on a day; says the same as `Agreement.state`."""
    day = today or clock.today()
    closed, over = Q(closed_on__isnull=False), Q(ends_on__lt=day)
    unsigned = Q(signed_on=None) | Q(signed_on__gt=day)
    ending = Q(notice_from__lte=day)
    alive = ~closed & (Q(ends_on=None) | Q(ends_on__gte=day))
    signed = alive & Q(signed_on__lte=day)
    return {
        AgreementState.CLOSED: closed,
        AgreementState.ENDED: ~closed & over,
        AgreementState.TO_SIGN: alive & unsigned,
        AgreementState.ENDING: signed & ending,
        AgreementState.IN_FORCE: signed & (Q(notice_from=None) | Q(notice_from__gt=day)),
    }[AgreementState(state)]


def in_commitment_state(state: str, today: date | None = None) -> Q:
    """Commitments that stand so on a day; says the same as `Commitment.state`."""
    day = today or clock.today()
    undone, alive = Q(done_on=None), Q(agreement__closed_on=None)
    return {
        CommitmentState.DONE: Q(done_on__isnull=False),
        CommitmentState.LAPSED: undone & Q(agreement__closed_on__isnull=False),
        CommitmentState.LATE: undone & alive & Q(due_on__lt=day),
        CommitmentState.OPEN: undone & alive & (Q(due_on=None) | Q(due_on__gte=day)),
    }[CommitmentState(state)]


def ending(actor: Actor) -> QuerySet[Agreement]:
    """Agreements whose term is within its notice, or over, and that nobody has renewed or closed."""
    rows = own(actor, agreements(actor)).filter(closed_on=None, notice_from__lte=clock.today())
    return rows.order_by("ends_on", "pk")


def late_commitments(actor: Actor) -> QuerySet[Commitment]:
    """Those that are late: all for the technical office, those of the own organisation for its contact."""
    rows = commitments(actor).filter(in_commitment_state(CommitmentState.LATE))
    if not actor.reads_all:
        rows = rows.filter(organisation__in=Organisation.own_of(actor).order_by().values("pk"))
    return rows.order_by("due_on", "pk")


def coming_terms(actor: Actor, until: date) -> QuerySet[Agreement]:
    """Agreements that end by the day and are not within their notice yet, which nobody has renewed or closed."""
    rows = own(actor, agreements(actor)).filter(closed_on=None, ends_on__range=(clock.today(), until))
    return rows.exclude(notice_from__lte=clock.today()).order_by("ends_on", "pk")


def coming_commitments(actor: Actor, until: date) -> QuerySet[Commitment]:
    """Those due by the day: all for the technical office, those of the own organisation for its contact."""
    rows = commitments(actor).filter(
        in_commitment_state(CommitmentState.OPEN), due_on__range=(clock.today(), until)
    )
    if not actor.reads_all:
        rows = rows.filter(organisation__in=Organisation.own_of(actor).order_by().values("pk"))
    return rows.order_by("due_on", "pk")


def unanswered_pledges(actor: Actor) -> QuerySet[Pledge]:
    """Pledges that nobody has answered, those to be answered first in front."""
    rows: QuerySet[Pledge] = own(actor, seen(Pledge, actor)).filter(state=PledgeState.OFFERED)
    return rows.select_related("organisation").order_by("answer_by", "offered_on", "pk")


def waiting_candidacies(actor: Actor) -> QuerySet[Candidacy]:
    """Candidacies that wait for the next step, the oldest first."""
    rows: QuerySet[Candidacy] = own(actor, seen(Candidacy, actor)).filter(state__in=OPEN_CANDIDACY)
    return rows.select_related("organisation", "agreement").order_by("proposed_on", "pk")


def candidacies_of_agreement(actor: Actor, agreement: Agreement) -> QuerySet[Candidacy]:
    rows: QuerySet[Candidacy] = seen(Candidacy, actor).filter(agreement=agreement)
    return rows.select_related("organisation", "agreement")


def candidacies_of(actor: Actor, organisation: Organisation) -> QuerySet[Candidacy]:
    rows: QuerySet[Candidacy] = seen(Candidacy, actor).filter(organisation=organisation)
    return rows.select_related("organisation", "agreement")


def pledges_of(actor: Actor, organisation: Organisation) -> QuerySet[Pledge]:
    rows: QuerySet[Pledge] = seen(Pledge, actor).filter(organisation=organisation)
    return rows


def pledges_for(actor: Actor, agreement: Agreement) -> QuerySet[Pledge]:
    rows: QuerySet[Pledge] = seen(Pledge, actor).filter(agreement=agreement)
    return rows.select_related("organisation")


def commitment_of_pledge(actor: Actor, pledge: Pledge) -> Commitment | None:
    """What a pledge that passed `visible_to` became, as far as the actor may see it."""
    return commitments(actor).filter(pledge=pledge).first()
