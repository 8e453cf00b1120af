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
from portici.governance import domain, queries, sentences
from portici.governance.filters import BodyFilter
from portici.governance.following.plan import plans
from portici.governance.forms import BodyForm, DelegateForm, MemberForm, RulesForm, code_of
from portici.governance.meetings.queries import backlog_of, meetings_of
from portici.governance.tables import BodyTable
from portici.governance.voting import requirement_in
from portici.kernel import clock

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
        names = ("code", "kind", "description", "established_by", "established_on", "founding_act", "source")
        return facts_of(self.actor, self.record, *names)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        body, actor = self.record, self.actor
        add = None
        if may_edit(actor, body):
            form = MemberForm(actor=actor, body=body, auto_id="member-%s")
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
            members=queries.members_of(actor, body),
            plans=[year for one, year in plans(actor) if one == body],
            add_member=add,
            rulebooks=_rulebooks(actor, body),
            sections=[decisions, *_meetings(actor, body)],
            **kwargs,
        )


def _meetings(actor: Any, body: Any) -> list[Any]:
    """Its meetings, and what waits for one."""
    adds = bool(may_add(actor, "meeting"))
    return [
        related(
            "meetings",
            _("Its meetings"),
            meetings_of(actor, body),
            note=lambda meeting: f"{meeting.day:%d/%m/%Y} · {meeting.get_state_display()}",
            all_url=narrowed("meetings", body=body),
            add_url=paper("meeting-add", body=body) if adds else "",
            add_label=_("Plan a meeting"),
        ),
        related(
            "backlog",
            _("What waits for a meeting"),
            backlog_of(actor, body),
            note=lambda item: item.get_kind_display(),
            all_url=narrowed("agenda-items", body=body, where="waiting"),
            add_url=paper("agenda-item-add", body=body) if adds else "",
            add_label=_("Add something to treat"),
            empty=_("Nothing waits."),
        ),
    ]


def _rulebooks(actor: Any, body: Any) -> list[dict[str, Any]]:
    """Each set of rules in words; which one holds today."""
    listed, today = queries.rules_of_body(actor, body), clock.today()
    holding = next((one for one in listed if one.holds_on(today)), None)
    return [
        {
            "uid": one.uid,
            "title": sentences.from_when(one),
            "said": sentences.rules_said(one),
            "holds": one is holding,
        }
        for one in listed
    ]


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


class SeatView(RowView):
    """A paper about who sits in the body."""

    kind = "body"
    above = BODIES

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"body": self.record}


class MemberAdd(SeatView):
    form_class = MemberForm
    title = _("Add a member")

    def work(self, form: MemberForm, version: int | None = None) -> Any:
        domain.add_member(actor=self.actor, body=self.record, version=version, **form.values)


class MemberEdit(SeatView):
    """A seat: corrected, or ended by its last day."""

    form_class = MemberForm
    title = _("Change a member")

    def rows(self) -> Any:
        return queries.members_of(self.actor, self.record)

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.row, name) for name in domain.SEAT}

    def work(self, form: MemberForm, version: int | None = None) -> Any:
        domain.amend_member(actor=self.actor, member=self.row, version=version, values=form.values)


class DelegateAdd(SeatView):
    """Who may sit in the seat that the address names."""

    form_class = DelegateForm
    title = _("Appoint a delegate or a substitute")

    def rows(self) -> Any:
        return queries.members_of(self.actor, self.record)

    def work(self, form: DelegateForm, version: int | None = None) -> Any:
        domain.appoint_delegate(actor=self.actor, member=self.row, version=version, **form.values)


class DelegateEdit(SeatView):
    """A mandate: corrected, or ended by its last day."""

    form_class = DelegateForm
    title = _("Change a mandate")

    def rows(self) -> Any:
        members = queries.members_of(self.actor, self.record)
        return [one for member in members for one in member.delegates.all()]

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.row, name) for name in domain.MANDATE}

    def work(self, form: DelegateForm, version: int | None = None) -> Any:
        domain.amend_delegate(actor=self.actor, delegate=self.row, version=version, values=form.values)


class RulesAdd(RowView):
    """New rules, from a day; the paper begins as the last ones are."""

    kind = "body"
    above = BODIES
    form_class = RulesForm
    title = _("Set the rules")

    def get_initial(self) -> dict[str, Any]:
        last = next(iter(queries.rules_of_body(self.actor, self.record)), None)
        if last is None:
            return {}
        return {
            name: value for name, value in as_written(last).items() if name not in ("in_force_from", "act")
        }

    def work(self, form: RulesForm, version: int | None = None) -> Any:
        values = form.values
        domain.set_rules(
            actor=self.actor,
            body=self.record,
            in_force_from=values.pop("in_force_from"),
            values=values,
            majorities=form.majorities,
            version=version,
        )


class RulesEdit(RowView):
    """Rules that were written wrong."""

    kind = "body"
    above = BODIES
    form_class = RulesForm
    title = _("Correct the rules")

    def rows(self) -> Any:
        return queries.rules_of_body(self.actor, self.record)

    def get_initial(self) -> dict[str, Any]:
        return as_written(self.row)

    def work(self, form: RulesForm, version: int | None = None) -> Any:
        domain.amend_rules(
            actor=self.actor,
            rulebook=self.row,
            version=version,
            values=form.values,
            majorities=form.majorities,
        )


def as_written(rulebook: Any) -> dict[str, Any]:
    """The rules as the paper writes them."""
    values = {name: getattr(rulebook, name) for name in RulesForm.Meta.fields}
    rows = rulebook.majorities.all()
    return values | {f"majority_{row.matter}": code_of(requirement_in(row)) for row in rows}
