"""The office's screens for target groups."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from portici.fronts.office.kit import AddView, AmendView, RecordList, RecordPage, facts_of
from portici.fronts.office.kit.related import related
from portici.fronts.office.links import narrowed
from portici.needs import domain, queries
from portici.needs.filters import TargetGroupFilter
from portici.needs.forms import TargetGroupForm
from portici.needs.tables import TargetGroupTable

GROUPS = (_("Target groups"), "office:target-groups")


class TargetGroups(RecordList):
    kind = "target-group"
    room = "needs"
    table_class = TargetGroupTable
    filterset_class = TargetGroupFilter
    add_name = "office:target-group-add"
    add_label = _("Add a target group")


class TargetGroupPage(RecordPage):
    kind = "target-group"
    above = GROUPS
    edit_name = "office:target-group-edit"
    template_name = "office/sections.html"

    def get_facts(self) -> Any:
        return facts_of(self.actor, self.record, "description", "source")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = queries.needs_of_group(self.actor, self.record)
        needs = related(
            "needs",
            _("Needs that affect it"),
            found,
            note=lambda need: need.area,
            all_url=narrowed("needs", group=self.record),
        )
        return super().get_context_data(sections=[needs], **kwargs)


class TargetGroupAdd(AddView):
    kind = "target-group"
    above = GROUPS
    form_class = TargetGroupForm
    title = _("New target group")

    def work(self, form: TargetGroupForm) -> Any:
        return domain.record_target_group(actor=self.actor, **form.values)


class TargetGroupEdit(AmendView):
    kind = "target-group"
    above = GROUPS
    form_class = TargetGroupForm

    def work(self, form: TargetGroupForm, version: int | None = None) -> Any:
        return domain.amend_target_group(
            actor=self.actor, group=self.record, version=version, values=form.values
        )
