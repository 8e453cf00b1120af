"""The office's screens for pledges: what is offered, and its one answer."""

from __future__ import annotations

from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portici.fronts.office.kit import (
    AddView,
    AmendView,
    Fact,
    Prefill,
    RecordList,
    RecordPage,
    RowView,
    facts_of,
)
from portici.kernel import clock
from portici.kernel.actor import Scope
from portici.kernel.findings import Verdict
from portici.organisations.agreements import domain, queries, rules
from portici.organisations.agreements.filters import PledgeFilter
from portici.organisations.agreements.forms import AnswerForm, CommitForm, PledgeAddForm, PledgeForm
from portici.organisations.agreements.tables import PledgeTable, measure
from portici.organisations.models import PledgeState

PLEDGES = (_("Pledges"), "office:pledges")
#: The papers of each answer: address, label, the state that it leads to.
ANSWERS = (
    ("pledge-commit", _("Make a commitment of it"), PledgeState.COMMITTED),
    ("pledge-decline", _("Decline it"), PledgeState.DECLINED),
    ("pledge-take-back", _("Taken back"), PledgeState.TAKEN_BACK),
)


class Pledges(RecordList):
    kind = "pledge"
    room = "organisations"
    table_class = PledgeTable
    filterset_class = PledgeFilter
    add_name = "office:pledge-add"
    add_label = _("Record a pledge")


class PledgePage(RecordPage):
    kind = "pledge"
    above = PLEDGES
    edit_name = "office:pledge-edit"
    template_name = "office/agreements/offer.html"

    def get_facts(self) -> Any:
        one, actor = self.record, self.actor
        offered = Fact(_("quantity"), f"{measure(one)} {one.get_unit_display()}")
        before = facts_of(actor, one, "organisation", "kind")
        return [
            *before,
            offered,
            *facts_of(
                actor, one, "description", "agreement", "offered_on", "answer_by", "answered_on", "answer"
            ),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        steps = [
            {"label": label, "url": reverse(f"office:{name}", args=[self.record.uid])}
            for name, label, state in ANSWERS
            if rules.may_answer_pledge(self.actor, self.record, state)
        ]
        became = queries.commitment_of_pledge(self.actor, self.record)
        return super().get_context_data(steps=steps, became=became, **kwargs)


class PledgeAdd(AddView):
    kind = "pledge"
    above = PLEDGES
    form_class = PledgeAddForm
    title = _("Record a pledge")
    prefill = {
        "agreement": Prefill("agreement", "agreement"),
        "organisation": Prefill("organisation", "organisation"),
    }

    def get_initial(self) -> dict[str, Any]:
        own = self.own("organisation", Scope.ORGANISATION, "organisation")
        return {"offered_on": clock.today()} | own | super().get_initial()

    def work(self, form: PledgeAddForm) -> Any:
        return domain.offer_pledge(actor=self.actor, **form.values)


class PledgeEdit(AmendView):
    kind = "pledge"
    above = PLEDGES
    form_class = PledgeForm

    def work(self, form: PledgeForm, version: int | None = None) -> Any:
        return domain.amend_pledge(actor=self.actor, pledge=self.record, version=version, values=form.values)


class PledgeAnswer(RowView):
    """A paper that answers a pledge, while it waits for an answer."""

    kind = "pledge"
    above = PLEDGES
    to: ClassVar[PledgeState]

    def may(self) -> Verdict:
        return rules.may_answer_pledge(self.actor, self.record, self.to)


class Commit(PledgeAnswer):
    form_class = CommitForm
    title = _("Make a commitment of the pledge")
    submit_label = _("Make a commitment of it")
    to = PledgeState.COMMITTED

    def get_initial(self) -> dict[str, Any]:
        one = self.record
        text = f"{one.title} ({measure(one)} {one.get_unit_display()})"[:400]
        return {"agreement": one.agreement, "text": text} | super().get_initial()

    def work(self, form: CommitForm, version: int | None = None) -> Any:
        return domain.commit_pledge(
            actor=self.actor, pledge=self.record, version=version, **form.values
        ).agreement


class Decline(PledgeAnswer):
    form_class = AnswerForm
    title = _("Decline the pledge")
    submit_label = _("Decline it")
    to = PledgeState.DECLINED

    def work(self, form: AnswerForm, version: int | None = None) -> Any:
        return domain.decline_pledge(actor=self.actor, pledge=self.record, version=version, **form.values)


class TakeBack(PledgeAnswer):
    form_class = AnswerForm
    title = _("The pledge is taken back")
    submit_label = _("Take it back")
    to = PledgeState.TAKEN_BACK

    def work(self, form: AnswerForm, version: int | None = None) -> Any:
        return domain.take_back_pledge(actor=self.actor, pledge=self.record, version=version, **form.values)
