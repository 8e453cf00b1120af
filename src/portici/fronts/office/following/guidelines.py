"""The office's screens for guidelines: the list, the page with all that stands below one, a body's plan of a year."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from portici.fronts.office.kit import (
    AddView,
    AmendView,
    OfficeView,
    Prefill,
    RecordList,
    RecordPage,
    RowView,
    facts_of,
    may_add,
    record_or_404,
    shown_with,
)
from portici.fronts.office.kit.related import related
from portici.fronts.office.links import narrowed, paper
from portici.governance import domain as governance
from portici.governance.following import domain, plan, queries
from portici.governance.following.filters import GuidelineFilter
from portici.governance.following.forms import GuidelineAddForm, GuidelineForm, ServeForm
from portici.governance.following.tables import GuidelineTable
from portici.governance.rules import may_write
from portici.kernel import clock
from portici.kernel.findings import Verdict
from portici.programme.queries import amounts_by_project

GUIDELINES = (_("Guidelines"), "office:guidelines")
shown_with("guideline", lambda one: [one.body, one.parent, one.adopted_by])


class Guidelines(RecordList):
    kind = "guideline"
    room = "governance"
    table_class = GuidelineTable
    filterset_class = GuidelineFilter
    add_name = "office:guideline-add"
    add_label = _("Record a guideline")
    related = ("body",)


class GuidelinePage(RecordPage):
    kind = "guideline"
    above = GUIDELINES
    edit_name = "office:guideline-edit"
    template_name = "office/following/guideline.html"

    def get_facts(self) -> Any:
        names = ("body", "year", "parent", "text", "adopted_by", "source")
        return facts_of(self.actor, self.record, *names)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one, actor = self.record, self.actor
        money = amounts_by_project(actor, plan.projects_below(actor, one).select_related("parent"))
        below = plan.decisions_below(actor, one)
        return super().get_context_data(
            branch=plan.branch_of(actor, one),
            plan_url=reverse("office:plan", args=[one.body.uid, one.year]),
            below_url=paper("guideline-add", parent=one, body=one.body)
            if may_add(actor, "guideline")
            else "",
            executions=queries.executions(actor, below.select_related("body")[:MOST_LISTED]),
            count=below.count(),
            decisions_url=narrowed("decisions", guideline=one),
            sections=self.get_sections(),
            money=money,
            **kwargs,
        )

    def get_sections(self) -> list[Any]:
        one, actor = self.record, self.actor
        return [
            related(
                "activities",
                _("Activities that carry it out"),
                plan.activities_below(actor, one),
                note=lambda row: row.get_state_display(),
            ),
            related("needs", _("Needs that they answer"), plan.needs_below(actor, one)),
            related("areas", _("Areas where they are done"), plan.areas_below(actor, one)),
            related(
                "indicators", _("Indicators that something is expected of"), plan.indicators_below(actor, one)
            ),
        ]


#: How many decisions a guideline's page shows, each with its steps below it: a screen or two; the list has all.
MOST_LISTED = 10


class GuidelineAdd(AddView):
    kind = "guideline"
    above = GUIDELINES
    form_class = GuidelineAddForm
    title = _("Record a guideline")
    prefill = {"body": Prefill("body", "body"), "parent": Prefill("parent", "guideline")}

    def get_initial(self) -> dict[str, Any]:
        initial = super().get_initial()
        parent = initial.get("parent")
        told = {"body": parent.body, "year": parent.year} if parent else {"year": clock.today().year}
        return told | initial

    def work(self, form: GuidelineAddForm) -> Any:
        return domain.record_guideline(actor=self.actor, **form.values)


class GuidelineEdit(AmendView):
    kind = "guideline"
    above = GUIDELINES
    form_class = GuidelineForm

    def work(self, form: GuidelineForm, version: int | None = None) -> Any:
        return domain.amend_guideline(
            actor=self.actor, guideline=self.record, version=version, values=form.values
        )


class PlanPage(OfficeView, TemplateView):
    """The plan of a body for a year: its tree on one page, which prints."""

    template_name = "office/following/plan.html"
    above = GUIDELINES

    def admit(self) -> None:
        self.body: Any = record_or_404(self.actor, "body", self.kwargs["uid"])

    def get_title(self) -> Any:
        return format_lazy(_("Plan of {year}: {body}"), year=self.kwargs["year"], body=str(self.body))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        roots = plan.plan_of(self.actor, self.body, self.kwargs["year"])
        branches = [branch for root in roots for branch in root.walked()]
        return super().get_context_data(body=self.body, branches=branches, **kwargs)


class Serve(RowView):
    """Which guidelines a decision carries out: may change after it was published, too."""

    kind = "decision"
    above = (_("Decisions"), "office:decisions")
    form_class = ServeForm
    title = _("Say which guidelines it carries out")

    def may(self) -> Verdict:
        return may_write(self.actor, self.record)

    def get_initial(self) -> dict[str, Any]:
        return {"guidelines": list(self.record.guidelines.all())}

    def work(self, form: ServeForm, version: int | None = None) -> Any:
        return governance.serve_guidelines(
            actor=self.actor, decision=self.record, version=version, **form.values
        )
