"""The office's screens for follow-ups: the list across decisions, and the papers about each."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django_tables2 import SingleTableMixin

from portici.fronts import addresses
from portici.fronts.export import FilteredList
from portici.fronts.office.kit import ActView, OfficeView, RowView
from portici.fronts.office.kit.pages import TabsMixin
from portici.fronts.templatetags.portici import said
from portici.governance.following import domain, queries, rules
from portici.governance.following.evidence import evidence_of
from portici.governance.following.filters import FollowUpFilter
from portici.governance.following.forms import FollowUpForm, ProgressForm, values_of
from portici.governance.following.sentences import said_by
from portici.governance.following.tables import FollowUpTable
from portici.kernel.findings import YES, Verdict, ensure

DECISIONS = (_("Decisions"), "office:decisions")


class FollowUps(TabsMixin, OfficeView, SingleTableMixin, FilteredList):
    """Of all decisions that the actor may see; the table pages its rows itself."""

    title = _("Follow-ups")
    room = "governance"
    export_name = "seguiti"
    table_class = FollowUpTable
    filterset_class = FollowUpFilter
    template_name = "office/list.html"
    table_pagination = {"per_page": 25}

    def get_queryset(self) -> Any:
        return queries.follow_ups(self.actor)

    def get_filterset_kwargs(self, filterset_class: Any) -> dict[str, Any]:
        options: dict[str, Any] = super().get_filterset_kwargs(filterset_class)
        return options | {"request": self.request}


def steps_on(actor: Any, decision: Any) -> dict[str, Any]:
    """What a decision's page shows of its steps: each with what it follows from, and whether the actor may say how far it is."""
    execution = queries.execution_of(actor, decision)
    writes = bool(rules.may_follow_up(actor, decision))
    return {
        "execution": execution,
        "steps": [
            (one.step, one, _reports(actor, one.step, writes)) for one in evidence_of(actor, execution)
        ],
        "follow_up_add": writes,
    }


def _reports(actor: Any, step: queries.Step, writes: bool) -> bool:
    if step.follow_up is None or step.follow_up.activity_id is not None:
        return False
    return writes or bool(rules.may_report(actor, step.follow_up))


class OfDecision(RowView):
    """A paper about a decision, published ones included, or about one of its follow-ups."""

    kind = "decision"
    above = DECISIONS

    def may(self) -> Verdict:
        return rules.may_follow_up(self.actor, self.record)

    def rows(self) -> Any:
        return queries.follow_ups_of(self.actor, self.record)


class FollowUpAdd(OfDecision):
    form_class = FollowUpForm
    title = _("Add a follow-up")

    def work(self, form: FollowUpForm, version: int | None = None) -> Any:
        domain.add_follow_up(actor=self.actor, decision=self.record, version=version, **form.values)


class FollowUpEdit(OfDecision):
    form_class = FollowUpForm
    title = _("Change the follow-up")

    def get_initial(self) -> dict[str, Any]:
        return values_of(self.row, FollowUpForm)

    def work(self, form: FollowUpForm, version: int | None = None) -> Any:
        domain.amend_follow_up(actor=self.actor, follow_up=self.row, version=version, values=form.values)


class FollowUpState(OfDecision):
    """For the office, and for the contact of who sees to it; what was said before stays below."""

    form_class = ProgressForm
    title = _("Say how far it is")
    template_name = "office/following/progress.html"

    def may(self) -> Verdict:
        return YES

    def admit(self) -> None:
        super().admit()
        ensure(rules.reports(self.actor, self.row))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Where the state follows from an activity, that is where it is changed."""
        verdict = rules.may_report(self.actor, self.row)
        if verdict.reason is not None and self.row.activity is not None:
            messages.info(request, said(verdict.reason))
            return redirect(addresses.office_url(self.row.activity))
        ensure(verdict)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        statements = queries.statements_of(self.actor, self.row)
        return super().get_context_data(**kwargs) | {
            "intro": self.row.what,
            "statements": [(one, said_by(one)) for one in statements],
        }

    def get_initial(self) -> dict[str, Any]:
        last = queries.statements_of(self.actor, self.row)[:1]
        return {"state": last[0].state} if last else {}

    def work(self, form: ProgressForm, version: int | None = None) -> Any:
        domain.state_progress(actor=self.actor, follow_up=self.row, version=version, **form.values)


class FollowUpRemove(ActView):
    kind = "decision"
    done_message = _("The follow-up is taken away.")

    def may(self) -> Verdict:
        return rules.may_follow_up(self.actor, self.record)

    def rows(self) -> Any:
        return queries.follow_ups_of(self.actor, self.record)

    def act(self, version: int) -> None:
        domain.remove_follow_up(actor=self.actor, follow_up=self.row, version=version)
