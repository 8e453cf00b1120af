"""What falls due in agreements: a term within its notice, a late commitment, a pledge or a candidacy that waits."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portici.deadlines.drafts import PUBLISHERS, drafts_watch
from portici.deadlines.registry import Due, register, watch_over

from ..models import Agreement
from ..rules import CONTACT_ROLES
from . import queries, rules

OFFICE = frozenset(rules.WRITERS)


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
            roles=OFFICE | CONTACT_ROLES,
            order=32,
        )
    )
    register(
        watch_over(
            queries.ending,
            lambda one: Due(one, one.ends_on, one.get_kind_display()),
            name="agreements-ending",
            heading=_("Agreements to renew or to close"),
            todo=_("Decide before the term: renew it with its act, or close it."),
            roles=OFFICE,
            order=33,
        )
    )
    register(
        watch_over(
            queries.unanswered_pledges,
            lambda one: Due(one, one.answer_by or one.offered_on, str(one.organisation)),
            name="pledges-unanswered",
            heading=_("Pledges without an answer"),
            todo=_("Make a commitment of it, or decline it."),
            roles=OFFICE,
            order=42,
        )
    )
    register(
        watch_over(
            queries.waiting_candidacies,
            lambda one: Due(one, one.proposed_on, one.get_state_display()),
            name="candidacies-waiting",
            heading=_("Candidacies that wait for the next step"),
            todo=_("Assess it, decide on it, or take the adhesion in."),
            roles=OFFICE,
            order=43,
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
