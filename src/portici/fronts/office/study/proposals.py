"""The office's screens for proposals of target areas: state a rule, read the answer, designate what it chose."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portici.fronts import addresses
from portici.fronts.office.kit import (
    AmendView,
    OfficeView,
    RecordList,
    RecordPage,
    RowView,
    facts_of,
    may_edit,
    record_or_404,
    shown_with,
)
from portici.fronts.office.kit.related import Related, related
from portici.fronts.office.links import narrowed
from portici.fronts.proposed import map_of, reading_of, taken_by
from portici.fronts.templatetags.portici import number
from portici.kernel.actor import Actor
from portici.needs.queries import designations_in_force
from portici.study import domain, queries, rules
from portici.study.filters import ProposalFilter
from portici.study.forms import DesignateForm, ProposalEditForm, ProposalForm
from portici.study.models import Edition, EditionState, Proposal, ProposalArea, Standing
from portici.study.proposals.working import CHOOSING, MOVING
from portici.study.tables import ProposalTable

from .studies import STUDIES

PROPOSALS = (_("Proposals of target areas"), "office:target-proposals")
shown_with(
    "target-proposal", lambda proposal: [proposal.edition.study, proposal.edition, *proposal.indicators.all()]
)


class Proposals(RecordList):
    kind = "target-proposal"
    table_class = ProposalTable
    filterset_class = ProposalFilter
    related = ("edition__study",)


class ProposalPage(RecordPage):
    """A proposal: its rule in words, who is in and out and why, what else the rule might have said."""

    kind = "target-proposal"
    above = PROPOSALS
    edit_name = "office:target-proposal-edit"
    template_name = "office/study/proposal.html"

    def get_facts(self) -> Any:
        return facts_of(self.actor, self.record, "edition", "note", "computed_at", "digest")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        proposal = self.record
        reading = reading_of(self.actor, proposal, area_page, addresses.office_url)
        may = rules.may_designate_proposed(self.actor, proposal)
        address = reverse("office:target-proposal-designate", args=[proposal.uid])
        return super().get_context_data(
            reading=reading,
            designate_url=address if may else "",
            map_url=reverse("office:target-proposal-map", args=[proposal.uid]) if reading.has_map else "",
            **kwargs,
        )


class ProposalMap(OfficeView):
    """The areas of a proposal for its map."""

    http_method_names = ["get"]

    def get(self, _request: HttpRequest, uid: str) -> HttpResponse:
        proposal: Any = record_or_404(self.actor, "target-proposal", uid)
        return JsonResponse(map_of(self.actor, proposal, area_page), content_type="application/geo+json")


def area_page(row: ProposalArea) -> str:
    return addresses.office_url(row.area)


class ProposalAdd(RowView):
    """A new proposal from an edition."""

    kind = "edition"
    above = STUDIES
    form_class = ProposalForm
    title = _("Propose target areas")
    submit_label = _("Work it out")
    done_message = _("The rule is worked out: here is what it proposes.")

    def may(self) -> Any:
        return rules.may_propose(self.actor, self.record)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"edition": self.record}

    def get_initial(self) -> dict[str, Any]:
        return {
            "kind": "worst",
            "coverage": "place",
            "contiguous": "no",
            "number": 10,
        } | super().get_initial()

    def work(self, form: ProposalForm, version: int | None = None) -> Proposal:
        return domain.propose_target_areas(actor=self.actor, edition=self.record, **form.values)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"intro": how_long()}


class ProposalEdit(AmendView):
    kind = "target-proposal"
    above = PROPOSALS
    form_class = ProposalEditForm
    submit_label = _("Work it out")

    def work(self, form: ProposalEditForm, version: int | None = None) -> Proposal:
        return domain.amend_proposal(actor=self.actor, proposal=self.record, version=version, **form.values)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"intro": how_long()}


class ProposalDesignate(RowView):
    """Tick among the chosen areas which become target areas."""

    kind = "target-proposal"
    above = PROPOSALS
    form_class = DesignateForm
    template_name = "office/study/designate.html"
    title = _("Designate the proposed areas")
    submit_label = _("Designate")

    def may(self) -> Any:
        return rules.may_designate_proposed(self.actor, self.record)

    def admit(self) -> None:
        super().admit()
        rows = queries.areas_of_proposal(self.actor, self.record)
        self.chosen = list(rows.filter(standing=Standing.CHOSEN))
        in_force = designations_in_force(self.actor).filter(area__in=[row.area_id for row in self.chosen])
        self.held = {one.area_id: one for one in in_force}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"chosen": self.chosen, "held": set(self.held)}

    def work(self, form: DesignateForm, version: int | None = None) -> Any:
        self.done = domain.designate_proposed(
            actor=self.actor, proposal=self.record, version=version, **form.values
        )
        return self.record

    def go_on(self, done: Any) -> HttpResponse:
        made, already = len(self.done.made), self.done.already
        messages.success(
            self.request,
            ngettext("%(count)s area designated.", "%(count)s areas designated.", made)
            % {"count": number(made)},
        )
        if already:
            named = ", ".join(str(one.area) for one in already)
            messages.info(
                self.request, _now("Target areas already, left as they are: %(areas)s.") % {"areas": named}
            )
        return HttpResponseRedirect(addresses.office_url(done))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.chosen and all(row.area_id in self.held for row in self.chosen):
            messages.info(
                request, _now("All the proposed areas are target areas already: nothing was changed.")
            )
            return HttpResponseRedirect(addresses.office_url(self.record))
        return super().post(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(held=list(self.held.values()), chosen=self.chosen, **kwargs)


def how_long() -> str:
    """What to expect of the search, before one asks for it."""
    return _now(
        "The answer takes a moment, half a minute at most. The best set and the next best one are searched for %(choosing)s seconds"
        " each, the changes of the rule beside them for %(moving)s seconds in all: with many areas, or areas that must hang together, that may"
        " not be enough to prove that the set is the best, and the answer then says by how much another could be better."
    ) % {"choosing": number(CHOOSING), "moving": number(MOVING)}


def proposals_section(actor: Actor, edition: Edition) -> Related | None:
    """An edition's proposals, on its page; nothing before it is computed."""
    if edition.state != EditionState.COMPUTED:
        return None
    add = reverse("office:target-proposal-add", args=[edition.uid]) if may_edit(actor, edition.study) else ""
    return related(
        "proposals",
        _("Proposals of target areas"),
        queries.proposals_of(actor, edition),
        note=taken_by,
        all_url=narrowed("target-proposals", edition=edition),
        add_url=add,
        add_label=_("Propose target areas"),
        empty=_("None yet. State a rule, and see which areas it takes and why."),
    )
