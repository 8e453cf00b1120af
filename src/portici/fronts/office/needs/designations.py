"""The office's screens for target areas: an area is designated with the figures that speak for it, as they
stand."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from portici.fronts.observed import frozen_rows
from portici.fronts.office.kit import (
    AddView,
    AmendView,
    RecordList,
    RecordPage,
    RowView,
    SmallForm,
    facts_of,
    may_add,
    may_edit,
    shown_with,
    step,
)
from portici.fronts.office.links import ground, narrowed, paper
from portici.governance.queries import decisions_on
from portici.needs import domain, queries
from portici.needs.filters import DesignationFilter
from portici.needs.forms import ChooseAreaForm, DesignationAddForm, DesignationForm, EndForm
from portici.needs.tables import DesignationTable

DESIGNATIONS = (_("Target areas"), "office:designations")
shown_with("designation", lambda designation: [designation.area])


class Designations(RecordList):
    kind = "designation"
    room = "needs"
    table_class = DesignationTable
    filterset_class = DesignationFilter
    add_name = "office:designation-add"
    add_label = _("Designate a target area")
    related = ("area",)


class DesignationPage(RecordPage):
    kind = "designation"
    above = DESIGNATIONS
    edit_name = "office:designation-edit"
    template_name = "office/needs/designation.html"

    def get_facts(self) -> Any:
        return facts_of(self.actor, self.record, "area", "reason", "act", "decided_on", "until", "evidence")

    def get_chain(self) -> Any:
        here, area, actor = self.record, self.record.area, self.actor
        need = paper("need-add", area=area, designation=here) if may_add(actor, "need") else ""
        decision = paper("decision-add", ground=ground(here)) if may_add(actor, "decision") else ""
        return [
            step(_("Area"), [area]),
            step(_("Target area"), [], current=True),
            step(
                _("Needs"),
                queries.needs_of_area(actor, area),
                missing=_("No need recorded"),
                more_url=narrowed("needs", area=area),
                add_url=need,
                add_label=_("Record a need here"),
            ),
            step(
                _("Decisions"),
                decisions_on(actor, here),
                missing=_("No decision stands on it"),
                add_url=decision,
                add_label=_("Record a decision of the Board"),
            ),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        end = None
        if may_edit(self.actor, self.record) and self.record.until is None:
            form = EndForm(actor=self.actor, auto_id="end-%s")
            end = SmallForm(
                _("End the designation"), reverse("office:designation-end", args=[self.record.uid]), form
            )
        figures = queries.figures_of(self.actor, self.record)
        taken_at = figures[0].taken_at if figures else None
        return super().get_context_data(
            figures=frozen_rows(figures, self.record), taken_at=taken_at, end=end, **kwargs
        )


class DesignationAdd(AddView):
    """The area comes first: its figures, as they stand today, are part of the paper."""

    kind = "designation"
    above = DESIGNATIONS
    form_class = DesignationAddForm
    template_name = "office/needs/designate.html"
    submit_label = _("Designate")
    done_message = _("Designated. Its figures are frozen as they stood today.")

    def admit(self) -> None:
        super().admit()
        self.area = next(iter(self.asked_for("area", "area")), None)

    def get_title(self) -> Any:
        return (
            now("Designate %(area)s as target area") % {"area": self.area}
            if self.area
            else _("Designate a target area")
        )

    def get_form_class(self) -> Any:
        return DesignationAddForm if self.area else ChooseAreaForm

    def get_form_kwargs(self) -> dict[str, Any]:
        options = super().get_form_kwargs()
        if self.area is None:
            return options
        self.figures = queries.figures_now(self.actor, self.area)
        return options | {"figures": self.figures}

    def work(self, form: Any) -> Any:
        if self.area is None:
            return paper("designation-add", area=form.values["area"])
        return domain.designate_target_area(
            actor=self.actor,
            area=self.area,
            indicators=form.cleaned_data.get("indicators", []),
            **{name: value for name, value in form.values.items() if name != "indicators"},
        )

    def go_on(self, done: Any) -> HttpResponse:
        return HttpResponseRedirect(done) if isinstance(done, str) else super().go_on(done)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        label = None if self.area else _("Go on")
        context = super().get_context_data(area=self.area, **kwargs)
        context["figures"] = frozen_rows(self.figures) if self.area else []
        return context | ({"submit_label": label} if label else {})


class DesignationEdit(AmendView):
    kind = "designation"
    above = DESIGNATIONS
    form_class = DesignationForm

    def work(self, form: DesignationForm, version: int | None = None) -> Any:
        return domain.amend_designation(
            actor=self.actor, designation=self.record, version=version, values=form.values
        )


class DesignationEnd(RowView):
    kind = "designation"
    above = DESIGNATIONS
    form_class = EndForm
    title = _("End the designation")

    def work(self, form: EndForm, version: int | None = None) -> Any:
        return domain.end_designation(
            actor=self.actor, designation=self.record, version=version, **form.values
        )
