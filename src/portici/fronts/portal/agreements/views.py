"""The portal's pages of agreements: who has signed what, and how far each party has done what it committed to."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import npgettext_lazy

from portici.fronts.figures import Figure, tally
from portici.fronts.portal.kit import PortalTable, PortalView
from portici.fronts.portal.narrowed import narrowed
from portici.fronts.portal.publishing.reading import attached
from portici.fronts.portal.territory.reading import visible
from portici.fronts.portal.territory.sections import Section, section
from portici.kernel.actor import VISITOR
from portici.organisations.agreements import queries
from portici.organisations.models import CommitmentState, Organisation

from .filters import AgreementFilter, CommitmentFilter
from .reading import agreement_at, agreements, commitments
from .sections import commitment_section
from .tables import AgreementTable, CommitmentTable, PartyTable

NETWORK = (_("Network"), "portal:organisations")


class Agreements(PortalTable):
    """What the network has signed, the last first."""

    template_name = "portal/agreements/list.html"
    title = _("Agreements")
    lead = _(
        "Protocols, agreements and pacts of the network: who is party to them and what each has committed to."
    )
    export_name = "accordi"
    table_class = AgreementTable
    filterset_class = AgreementFilter

    def get_above(self) -> list[tuple[Any, str]]:
        return [(NETWORK[0], reverse(NETWORK[1]))]

    def get_queryset(self) -> Any:
        return agreements()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            lead=self.lead, narrowed=narrowed(self.request, "organisation"), **kwargs
        )


class Commitments(PortalTable):
    """What the parties have committed to, the first due first."""

    template_name = "portal/list.html"
    title = _("Commitments")
    lead = _("What the parties to the network's agreements have committed to, and how far it is done.")
    export_name = "impegni"
    table_class = CommitmentTable
    filterset_class = CommitmentFilter

    def get_above(self) -> list[tuple[Any, str]]:
        return [(NETWORK[0], reverse(NETWORK[1])), (_("Agreements"), reverse("portal:agreements"))]

    def get_queryset(self) -> Any:
        return commitments()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            lead=self.lead, narrowed=narrowed(self.request, "agreement", "organisation"), **kwargs
        )


class AgreementPage(PortalView):
    """One agreement: its words, its parties, its commitments."""

    template_name = "portal/agreements/agreement.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.agreement = agreement_at(kwargs["uid"])
        return super().get(request, *args, **kwargs)

    def get_title(self) -> Any:
        return self.agreement.title

    def get_above(self) -> list[tuple[Any, str]]:
        return [(NETWORK[0], reverse(NETWORK[1])), (_("Agreements"), reverse("portal:agreements"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one = self.agreement
        owed = queries.commitments_of_agreement(VISITOR, one)
        return super().get_context_data(
            record=one,
            figures=self.figures(owed),
            sections=[
                self.parties(),
                commitment_section(owed, f"agreement={one.uid}", exclude=("agreement",)),
            ],
            **attached(one),
            **kwargs,
        )

    def parties(self) -> Section:
        rows = queries.parties_of(VISITOR, self.agreement).select_related(None)
        return section(
            "parti",
            _("Parties"),
            PartyTable,
            rows.prefetch_related(Prefetch("organisation", queryset=visible(Organisation))),
            empty=_("No party is published yet."),
            all_url=f"{reverse('portal:organisations')}?agreement={self.agreement.uid}",
        )

    def figures(self, owed: Any) -> list[Figure]:
        of_it = f"agreement={self.agreement.uid}"
        rows = owed.order_by()
        done, late = (
            rows.filter(queries.in_commitment_state(state)).count()
            for state in (CommitmentState.DONE, CommitmentState.LATE)
        )
        every = f"{reverse('portal:commitments')}?{of_it}"
        parties = queries.parties_of(VISITOR, self.agreement).filter(organisation__merged_into=None)
        return [
            tally(
                npgettext_lazy("figure", "party, past ones too", "parties, past ones too", "count"),
                parties.count(),
                f"{reverse('portal:organisations')}?{of_it}",
            ),
            tally(npgettext_lazy("figure", "commitment", "commitments", "count"), rows.count(), every),
            tally(
                npgettext_lazy("of commitments", "of them done", "of them done", "count"),
                done,
                f"{every}&state=done",
            ),
            tally(
                npgettext_lazy("figure", "of them late", "of them late", "count"), late, f"{every}&state=late"
            ),
        ]
