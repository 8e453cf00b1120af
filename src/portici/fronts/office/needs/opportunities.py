"""The office's screens for opportunities; a partner's contact proposes those of the own organisation here."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from portici.fronts.office.kit import (
    AddView,
    AmendView,
    Fact,
    Prefill,
    RecordList,
    RecordPage,
    facts_of,
    may_add,
    shown_with,
    step,
)
from portici.fronts.office.links import narrowed, paper
from portici.kernel.actor import Scope
from portici.needs import domain, queries
from portici.needs.filters import OpportunityFilter
from portici.needs.forms import OpportunityForm
from portici.needs.tables import OpportunityTable

OPPORTUNITIES = (_("Opportunities"), "office:opportunities")
shown_with("opportunity", lambda found: [found.area, found.organisation, found.place])


class Opportunities(RecordList):
    kind = "opportunity"
    room = "needs"
    table_class = OpportunityTable
    filterset_class = OpportunityFilter
    add_name = "office:opportunity-add"
    add_label = _("Record an opportunity")
    related = ("area", "organisation", "place")


class OpportunityPage(RecordPage):
    kind = "opportunity"
    above = OPPORTUNITIES
    edit_name = "office:opportunity-edit"

    def get_facts(self) -> Any:
        facts = facts_of(
            self.actor,
            self.record,
            "area",
            "theme",
            "organisation",
            "place",
            "description",
            "available_until",
        )
        subject = subject_of(self)
        return [*facts, Fact(_("In the register"), records=(subject,))] if subject else facts

    def get_chain(self) -> Any:
        found, actor = self.record, self.actor
        needs = queries.needs_of_area(actor, found.area)
        activity = paper("activity-add", area=found.area, place=found.place, partner=found.organisation)
        return [
            step(_("Area"), [found.area]),
            step(
                _("Needs"),
                needs,
                missing=_("No need recorded"),
                more_url=narrowed("needs", area=found.area),
                add_url=paper("need-add", area=found.area) if may_add(actor, "need") else "",
                add_label=_("Record a need here"),
            ),
            step(_("Opportunity"), [], current=True),
            step(
                _("Activities"),
                [],
                missing=_("What can be done with it"),
                add_url=activity if may_add(actor, "activity") else "",
                add_label=_("Open an activity with it"),
            ),
        ]


def subject_of(page: Any) -> Any:
    """The project or activity at hand, when the reader may see it."""
    return queries.subjects_of(page.actor, [page.record]).get(page.record.pk)


class OpportunityAdd(AddView):
    kind = "opportunity"
    above = OPPORTUNITIES
    form_class = OpportunityForm
    title = _("Record an opportunity")
    intro = _("An organisation, a place, or a project that is already in the register: at least one of them.")
    prefill = {
        "area": Prefill("area", "area"),
        "organisation": Prefill("organisation", "organisation"),
        "place": Prefill("place", "place"),
        "project": Prefill("subject", "project"),
    }

    def get_initial(self) -> dict[str, Any]:
        own = self.own("area", Scope.AREA, "area") | self.own(
            "organisation", Scope.ORGANISATION, "organisation"
        )
        return own | super().get_initial()

    def work(self, form: OpportunityForm) -> Any:
        return domain.record_opportunity(actor=self.actor, **form.values)


class OpportunityEdit(AmendView):
    kind = "opportunity"
    above = OPPORTUNITIES
    form_class = OpportunityForm

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"subject": subject_of(self)}

    def work(self, form: OpportunityForm, version: int | None = None) -> Any:
        return domain.amend_opportunity(
            actor=self.actor, opportunity=self.record, version=version, values=form.values
        )
