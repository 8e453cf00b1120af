"""The office's screens for commitments: the list of whose are late, and the papers about each."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django_tables2 import SingleTableMixin

from portici.fronts.export import FilteredList
from portici.fronts.office.kit import ActView, OfficeView
from portici.fronts.office.kit.pages import TabsMixin
from portici.kernel import clock
from portici.kernel.findings import YES, Verdict, ensure
from portici.organisations.agreements import domain, queries, rules
from portici.organisations.agreements.filters import CommitmentFilter
from portici.organisations.agreements.forms import CommitmentAddForm, CommitmentForm, DoneForm
from portici.organisations.agreements.tables import CommitmentTable
from portici.records.forms import ReasonForm

from .agreements import AgreementRow


class Commitments(TabsMixin, OfficeView, SingleTableMixin, FilteredList):
    """Of all agreements that the actor may see; the table pages its rows itself."""

    title = _("Commitments")
    room = "organisations"
    export_name = "impegni"
    table_class = CommitmentTable
    filterset_class = CommitmentFilter
    template_name = "office/list.html"
    table_pagination = {"per_page": 25}

    def get_queryset(self) -> Any:
        return queries.commitments(self.actor)


class OfCommitment(AgreementRow):
    """A paper about one commitment of the agreement."""

    def rows(self) -> Any:
        return queries.commitments_of_agreement(self.actor, self.record)


class CommitmentAdd(AgreementRow):
    form_class = CommitmentAddForm
    title = _("Add a commitment")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"parties": queries.parties_of(self.actor, self.record)}

    def work(self, form: CommitmentAddForm, version: int | None = None) -> Any:
        domain.add_commitment(actor=self.actor, agreement=self.record, version=version, **form.values)


class CommitmentEdit(OfCommitment):
    form_class = CommitmentForm
    title = _("Change the commitment")

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.row, name) for name in ("text", "due_on", "in_charge")}

    def work(self, form: CommitmentForm, version: int | None = None) -> Any:
        domain.amend_commitment(actor=self.actor, commitment=self.row, version=version, values=form.values)


class CommitmentDone(OfCommitment):
    """For the office, and for the contact of who committed to it."""

    form_class = DoneForm
    title = _("The commitment is done")
    submit_label = _("Say that it is done")

    def may(self) -> Verdict:
        return YES

    def admit(self) -> None:
        super().admit()
        ensure(rules.may_report(self.actor, self.row))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"intro": f"{self.row.organisation}: {self.row}"}

    def get_initial(self) -> dict[str, Any]:
        row = self.row
        return {
            "done_on": row.done_on or clock.today(),
            "evidence": row.evidence,
            "evidence_url": row.evidence_url,
        }

    def work(self, form: DoneForm, version: int | None = None) -> Any:
        domain.complete_commitment(actor=self.actor, commitment=self.row, version=version, **form.values)


class CommitmentReopen(OfCommitment):
    form_class = ReasonForm
    title = _("The commitment is not done after all")
    submit_label = _("Open it again")

    def work(self, form: ReasonForm, version: int | None = None) -> Any:
        domain.reopen_commitment(actor=self.actor, commitment=self.row, version=version, **form.values)


class CommitmentRemove(ActView):
    kind = "agreement"
    done_message = _("The commitment is taken away.")

    def rows(self) -> Any:
        return queries.commitments_of_agreement(self.actor, self.record)

    def act(self, version: int) -> None:
        domain.remove_commitment(actor=self.actor, commitment=self.row, version=version)
