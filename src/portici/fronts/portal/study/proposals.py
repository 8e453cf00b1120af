"""The portal's pages of proposals: which areas a rule takes, which nearly, and why each is in or out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import django_filters
from django.db.models import Sum
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import npgettext_lazy
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from portici.fronts import addresses
from portici.fronts.figures import Figure, tally
from portici.fronts.portal.kit import PortalTable, PortalView
from portici.fronts.proposed import map_of, reading_of
from portici.fronts.templatetags.portici import number
from portici.kernel.actor import VISITOR
from portici.study import queries
from portici.study.models import Proposal, ProposalArea, Standing
from portici.study.proposals.sentences import told
from portici.territory.models import Area

from .reading import down_to, edition_at, edition_url
from .tables import ProposalAreaTable

#: Proposals that an area's page tells.
MOST = 3
#: In an address: add up the residents of the rows rather than count them.
RESIDENTS = "residenti"


@dataclass(frozen=True, slots=True)
class AreaProposal:
    """What a proposal says of an area: in or out, and why, a sentence each."""

    row: ProposalArea
    verdict: str
    reasons: Sequence[str]


def proposal_url(proposal: Proposal, name: str = "target-proposal") -> str:
    return edition_url(proposal.edition, name, proposal.uid)


def proposal_at(code: str, edition: int, uid: str) -> Proposal:
    """The proposal of an address; Http404 when a visitor sees none."""
    found = queries.proposals_of(VISITOR, edition_at(code, edition)).filter(uid=uid).first()
    if found is None:
        raise Http404
    return found


def proposals_about(area: Area, edition: Any = None) -> list[AreaProposal]:
    """What the newest proposals say of an area that a visitor sees: all, or those of one edition. Three queries."""
    rows = queries.proposed(VISITOR, area)
    listed = list((rows.filter(proposal__edition=edition) if edition else rows)[:MOST])
    if not listed:
        return []
    names, groups = queries.names_in(VISITOR, [row.proposal_id for row in listed])
    return [
        AreaProposal(row, verdict_of(row), [told(one, names, groups) for one in row.reasons])
        for row in listed
    ]


def verdict_of(row: ProposalArea) -> str:
    """In or out, in a sentence."""
    said = {"area": row.name}
    if row.standing == Standing.CHOSEN:
        return _now("%(area)s is in: the proposal's rule takes it.") % said
    if row.standing == Standing.NEAR:
        return _now("%(area)s is out, but only just: a small change of the rule would take it.") % said
    if row.standing == Standing.OUT:
        return _now("%(area)s is out: the proposal's rule does not take it.") % said
    return _now("%(area)s is out, whatever the rule.") % said


class ProposalPage(PortalView):
    """A proposal: its rule in words, who is in and out and why, what else the rule might have said."""

    template_name = "portal/study/proposal.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.proposal = proposal_at(kwargs["code"], kwargs["number"], kwargs["uid"])
        return super().get(request, *args, **kwargs)

    def get_title(self) -> Any:
        return self.proposal.title

    def get_above(self) -> list[tuple[Any, str]]:
        return down_to(self.proposal.edition)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        proposal = self.proposal
        reading = reading_of(
            VISITOR,
            proposal,
            partial(area_page, proposal),
            addresses.portal_url,
        )
        map_url = proposal_url(proposal, "target-proposal-map") if reading.has_map else ""
        return super().get_context_data(
            record=proposal, reading=reading, figures=self.figures(), map_url=map_url, **kwargs
        )

    def figures(self) -> list[Figure]:
        """How many are chosen and, where the rule counts them, how many people live there."""
        rows = queries.areas_of_proposal(VISITOR, self.proposal).filter(standing=Standing.CHOSEN)
        chosen = f"{proposal_url(self.proposal, 'target-proposal-areas')}?standing={Standing.CHOSEN}"
        label = npgettext_lazy("figure", "area chosen", "areas chosen", "count")
        found = [tally(label, rows.order_by().count(), chosen)]
        people = rows.order_by().aggregate(total=Sum("residents"))["total"]
        if people is not None:
            address = f"{chosen}&somma={RESIDENTS}"
            found.append(Figure(_("residents in them"), people, address, how="sum", text=number(people)))
        return found


def area_page(proposal: Proposal, row: ProposalArea) -> str:
    return edition_url(proposal.edition, "edition-area", row.code)


@gzip_page
@require_safe
def proposal_map(_request: HttpRequest, code: str, number: int, uid: str) -> HttpResponse:
    """The areas of a proposal for its map."""
    proposal = proposal_at(code, number, uid)
    shapes = map_of(VISITOR, proposal, partial(area_page, proposal))
    return JsonResponse(shapes, content_type="application/geo+json")


class StandingFilter(django_filters.FilterSet):
    standing = django_filters.ChoiceFilter(
        choices=Standing.choices, label=_("What the rule says"), empty_label=_("All")
    )

    class Meta:
        model = ProposalArea
        fields: list[str] = []


class ProposalAreas(PortalTable):
    """All areas of a proposal, the most distressed first; the same rows as a file."""

    template_name = "portal/list.html"
    export_name = "aree-della-proposta"
    table_class = ProposalAreaTable
    filterset_class = StandingFilter

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.proposal = proposal_at(kwargs["code"], kwargs["number"], kwargs["uid"])
        return super().get(request, *args, **kwargs)

    def get_title(self) -> Any:
        return _("The areas of the proposal")

    def get_above(self) -> list[tuple[Any, str]]:
        proposal = self.proposal
        return [*down_to(proposal.edition), (proposal.title, proposal_url(proposal))]

    def get_queryset(self) -> Any:
        return queries.areas_of_proposal(VISITOR, self.proposal).select_related("proposal__edition__study")

    def get_table_kwargs(self) -> dict[str, Any]:
        options = self.names()
        if self.request.GET.get("somma") == RESIDENTS:
            options["row_attrs"] = {"data-row": "", "data-value": lambda record: str(record.residents or 0)}
        return options

    def export_rows(self, found: Any) -> Iterable[Sequence[object]]:
        rows: Iterable[Sequence[object]] = ProposalAreaTable(found, **self.names()).as_values()
        return rows

    def names(self) -> dict[str, Any]:
        """The names that sentences may say."""
        names, groups = queries.names_in(VISITOR, [self.proposal.pk])
        return {"names": names, "groups": groups}
