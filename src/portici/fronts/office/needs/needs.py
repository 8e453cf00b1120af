"""The office's screens for needs."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portici.fronts.heard import heard_text
from portici.fronts.office.kit import (
    AddView,
    AmendView,
    Prefill,
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
from portici.governance.queries import decisions_about
from portici.kernel import clock
from portici.kernel.actor import Scope
from portici.needs import domain, heard, queries
from portici.needs.filters import NeedFilter
from portici.needs.forms import NeedForm
from portici.needs.models import NeedState
from portici.needs.tables import NeedTable
from portici.programme.queries import activities_of_need
from portici.records.forms import ReasonForm

NEEDS = (_("Needs"), "office:needs")
shown_with("need", lambda need: [need.area, *need.groups.all(), *need.listenings.all()])


class Needs(RecordList):
    kind = "need"
    room = "needs"
    table_class = NeedTable
    filterset_class = NeedFilter
    add_name = "office:need-add"
    add_label = _("Record a need")
    related = ("area",)


class NeedPage(RecordPage):
    kind = "need"
    above = NEEDS
    edit_name = "office:need-edit"
    template_name = "office/needs/need.html"

    def get_facts(self) -> Any:
        names = [
            "area", "theme", "description", "source", "groups", "people_affected", "severity", "evidence",
            "indicators", "listenings",
            "recorded_on",
        ]  # fmt: skip
        return facts_of(self.actor, self.record, *names)

    def get_chain(self) -> Any:
        need, actor = self.record, self.actor
        answering = activities_of_need(actor, need)
        decided = decisions_about(actor, need, answering)
        decision = paper("decision-add", ground=ground(need)) if may_add(actor, "decision") else ""
        activity = paper("activity-add", need=need, area=need.area) if may_add(actor, "activity") else ""
        return [
            step(_("Area"), [need.area]),
            step(
                _("Target area"),
                queries.designations_in_force(actor).filter(area=need.area),
                missing=_("Not a target area"),
            ),
            step(_("Need"), [], current=True),
            step(
                _("Decisions"),
                decided,
                missing=_("Nothing decided"),
                add_url=decision,
                add_label=_("Record a decision of the Board"),
            ),
            step(
                _("Activities"),
                answering,
                missing=_("Nothing answers it yet"),
                more_url=narrowed("activities", need=need),
                add_url=activity,
                add_label=_("Open an activity that answers it"),
            ),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        move = None
        if may_edit(self.actor, self.record):
            closed = self.record.state == NeedState.CLOSED
            label = _("Open the need again") if closed else _("Close the need")
            action = reverse(f"office:need-{'reopen' if closed else 'close'}", args=[self.record.uid])
            move = SmallForm(label, action, ReasonForm(actor=self.actor, auto_id="move-%s"))
        listened = heard.heard_in(self.actor, heard.listenings_of_need(self.actor, self.record))
        return super().get_context_data(move=move, heard=heard_text(listened), **kwargs)


class NeedAdd(AddView):
    """The paper for a need; from an area or a designation it knows the place and the figures already."""

    kind = "need"
    above = NEEDS
    form_class = NeedForm
    title = _("Record a need")
    prefill = {
        "area": Prefill("area", "area"),
        "group": Prefill("groups", "target-group", many=True),
        "listening": Prefill("listenings", "listening", many=True),
    }

    def get_initial(self) -> dict[str, Any]:
        initial: dict[str, Any] = {"recorded_on": clock.today()} | self.own("area", Scope.AREA, "area")
        for designation in self.asked_for("designation", "designation"):
            initial["indicators"] = [
                figure.indicator for figure in queries.figures_of(self.actor, designation)
            ]
        return initial | super().get_initial()

    def work(self, form: NeedForm) -> Any:
        return domain.record_need(actor=self.actor, **form.values, **form.links)


class NeedEdit(AmendView):
    kind = "need"
    above = NEEDS
    form_class = NeedForm

    def work(self, form: NeedForm, version: int | None = None) -> Any:
        return domain.amend_need(
            actor=self.actor, need=self.record, version=version, values=form.values, links=form.links
        )


class NeedClose(RowView):
    kind = "need"
    above = NEEDS
    form_class = ReasonForm
    title = _("Close the need")

    def work(self, form: ReasonForm, version: int | None = None) -> Any:
        return domain.close_need(actor=self.actor, need=self.record, version=version, **form.values)


class NeedReopen(RowView):
    kind = "need"
    above = NEEDS
    form_class = ReasonForm
    title = _("Open the need again")

    def work(self, form: ReasonForm, version: int | None = None) -> Any:
        return domain.reopen_need(actor=self.actor, need=self.record, version=version, **form.values)
