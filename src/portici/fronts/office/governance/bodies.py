"""The office's screens for bodies and their members."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

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
)
from portici.fronts.office.kit.related import related
from portici.fronts.office.links import narrowed, paper
from portici.governance import domain, queries
from portici.governance.filters import BodyFilter
from portici.governance.forms import BodyForm, MemberForm
from portici.governance.tables import BodyTable

BODIES = (_("Bodies"), "office:bodies")


class Bodies(RecordList):
    kind = "body"
    room = "governance"
    table_class = BodyTable
    filterset_class = BodyFilter
    add_name = "office:body-add"
    add_label = _("Add a body")


class BodyPage(RecordPage):
    kind = "body"
    above = BODIES
    edit_name = "office:body-edit"
    template_name = "office/governance/body.html"

    def get_facts(self) -> Any:
        return facts_of(
            self.actor, self.record, "code", "description", "established_by", "established_on", "source"
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        body, actor = self.record, self.actor
        add = None
        if may_edit(actor, body):
            form = MemberForm(actor=actor, auto_id="member-%s")
            add = SmallForm(_("Add a member"), reverse("office:member-add", args=[body.uid]), form)
        decisions = related(
            "decisions",
            _("Its decisions"),
            queries.decisions_of_body(actor, body),
            note=lambda decision: decision.decided_on,
            all_url=narrowed("decisions", body=body),
            add_url=paper("decision-add", body=body) if may_add(actor, "decision") else "",
            add_label=_("Record a decision"),
        )
        return super().get_context_data(
            members=queries.members_of(actor, body), add_member=add, sections=[decisions], **kwargs
        )


class BodyAdd(AddView):
    kind = "body"
    above = BODIES
    form_class = BodyForm
    title = _("New body")

    def work(self, form: BodyForm) -> Any:
        return domain.record_body(actor=self.actor, **form.values)


class BodyEdit(AmendView):
    kind = "body"
    above = BODIES
    form_class = BodyForm

    def work(self, form: BodyForm, version: int | None = None) -> Any:
        return domain.amend_body(actor=self.actor, body=self.record, version=version, values=form.values)


class MemberAdd(RowView):
    kind = "body"
    above = BODIES
    form_class = MemberForm
    title = _("Add a member")

    def work(self, form: MemberForm, version: int | None = None) -> Any:
        domain.add_member(actor=self.actor, body=self.record, version=version, **form.values)


class MemberEdit(RowView):
    """A seat: corrected, or ended by its last day."""

    kind = "body"
    above = BODIES
    form_class = MemberForm
    title = _("Change a member")

    def rows(self) -> Any:
        return queries.members_of(self.actor, self.record)

    def get_initial(self) -> dict[str, Any]:
        names = ("organisation", "person_name", "role", "since", "until")
        return {name: getattr(self.row, name) for name in names}

    def work(self, form: MemberForm, version: int | None = None) -> Any:
        domain.amend_member(actor=self.actor, member=self.row, version=version, values=form.values)
