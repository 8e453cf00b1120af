"""What falls due in agreements: a term within its notice, a late commitment, a pledge or a candidacy that waits."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portici.deadlines.drafts import PUBLISHERS, drafts_watch
from portici.deadlines.registry import Due, register, watch_over
from portici.kernel.actor import Actor

from ..models import Agreement, Organisation
from ..rules import CONTACT_ROLES
from . import queries, rules

OFFICE = frozenset(rules.WRITERS)


def of_mine(actor: Actor) -> Q:
    """What an organisation of the actor has promised or offers."""
    return Q(organisation__in=Organisation.own_of(actor).order_by().values("pk"))


def put_in() -> None:
    """Register this feature's watches."""
    register(
        watch_over(
            queries.late_commitments,
            lambda one: Due(one.agreement, one.due_on, f"{one.organisation}: {one}"),
            name="commitments-late",
            heading=_("Late commitments"),
            todo=_(
                "Ask who committed to it; say that it is done, with the evidence, or agree on another day."
            ),
            act=_("Say that it is done"),
            roles=OFFICE | CONTACT_ROLES,
            order=32,
            coming=queries.coming_commitments,
            day="due_on",
            why="organisation__name",
            of="agreement",
            mine=of_mine,
        )
    )
    register(
        watch_over(
            queries.ending,
            lambda one: Due(one, one.ends_on, one.get_kind_display()),
            name="agreements-ending",
            heading=_("Agreements to renew or to close"),
            todo=_("Decide before the term: renew it with its act, or close it."),
            act=_("Renew or close it"),
            roles=OFFICE,
            order=33,
            coming=queries.coming_terms,
            day="ends_on",
        )
    )
    register(
        watch_over(
            queries.unanswered_pledges,
            lambda one: Due(one, one.answer_by or one.offered_on, str(one.organisation)),
            name="pledges-unanswered",
            heading=_("Pledges without an answer"),
            todo=_("Make a commitment of it, or decline it."),
            act=_("Answer it"),
            roles=OFFICE,
            order=42,
            day="answer_by",
            why="organisation__name",
            mine=of_mine,
        )
    )
    register(
        watch_over(
            queries.waiting_candidacies,
            lambda one: Due(one, one.proposed_on, one.get_state_display()),
            name="candidacies-waiting",
            heading=_("Candidacies that wait for the next step"),
            todo=_("Assess it, decide on it, or take the adhesion in."),
            act=_("Take the next step"),
            roles=OFFICE,
            order=43,
            day="proposed_on",
            since=True,
            label="organisation__name",
            why="agreement__title",
        )
    )
    register(
        drafts_watch(
            name="agreements-drafts",
            heading=_("Drafts: agreements"),
            models=(Agreement,),
            roles=PUBLISHERS | OFFICE,
        )
    )
