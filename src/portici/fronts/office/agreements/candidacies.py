"""The office's screens for candidacies: who asks to join an agreement, and each step up to the adhesion."""

from __future__ import annotations

from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portici.fronts.office.kit import AddView, AmendView, Prefill, RecordList, RecordPage, RowView, facts_of
from portici.kernel import clock
from portici.kernel.actor import Scope
from portici.kernel.findings import Verdict
from portici.organisations.agreements import domain, rules
from portici.organisations.agreements.filters import CandidacyFilter
from portici.organisations.agreements.forms import (
    AdhereForm,
    AssessForm,
    CandidacyAddForm,
    CandidacyForm,
    DecideForm,
    OutcomeForm,
)
from portici.organisations.agreements.tables import CandidacyTable
from portici.organisations.models import CandidacyState

CANDIDACIES = (_("Candidacies"), "office:candidacies")
FACTS = (
    "agreement", "organisation", "proposed_on", "reason", "assessment", "decided_on", "outcome", "act", "adhered_on",
)  # fmt: skip
#: The papers of each step: address, label, the state that it leads to.
STEPS = (
    ("candidacy-assess", _("Assess it"), CandidacyState.ASSESSED),
    ("candidacy-decide", _("Decide on it"), CandidacyState.ADMITTED),
    ("candidacy-adhere", _("Take the adhesion in"), CandidacyState.ADHERED),
    ("candidacy-renounce", _("Record that it is given up"), CandidacyState.RENOUNCED),
)


class Candidacies(RecordList):
    kind = "candidacy"
    room = "organisations"
    table_class = CandidacyTable
    filterset_class = CandidacyFilter
    add_name = "office:candidacy-add"
    add_label = _("Record a candidacy")


class CandidacyPage(RecordPage):
    kind = "candidacy"
    above = CANDIDACIES
    edit_name = "office:candidacy-edit"
    template_name = "office/agreements/offer.html"

    def get_facts(self) -> Any:
        return facts_of(self.actor, self.record, *FACTS)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        steps = [
            {"label": label, "url": reverse(f"office:{name}", args=[self.record.uid])}
            for name, label, state in STEPS
            if rules.may_move_candidacy(self.actor, self.record, state)
        ]
        return super().get_context_data(steps=steps, **kwargs)


class CandidacyAdd(AddView):
    kind = "candidacy"
    above = CANDIDACIES
    form_class = CandidacyAddForm
    title = _("Record a candidacy")
    prefill = {
        "agreement": Prefill("agreement", "agreement"),
        "organisation": Prefill("organisation", "organisation"),
    }

    def get_initial(self) -> dict[str, Any]:
        own = self.own("organisation", Scope.ORGANISATION, "organisation")
        return {"proposed_on": clock.today()} | own | super().get_initial()

    def work(self, form: CandidacyAddForm) -> Any:
        return domain.propose_candidacy(actor=self.actor, **form.values)


class CandidacyEdit(AmendView):
    kind = "candidacy"
    above = CANDIDACIES
    form_class = CandidacyForm

    def work(self, form: CandidacyForm, version: int | None = None) -> Any:
        return domain.amend_candidacy(
            actor=self.actor, candidacy=self.record, version=version, values=form.values
        )


class CandidacyStep(RowView):
    """A paper that moves a candidacy on, while the step is open."""

    kind = "candidacy"
    above = CANDIDACIES
    to: ClassVar[CandidacyState]

    def may(self) -> Verdict:
        return rules.may_move_candidacy(self.actor, self.record, self.to)


class Assess(CandidacyStep):
    form_class = AssessForm
    title = _("Assess the candidacy")
    to = CandidacyState.ASSESSED

    def work(self, form: AssessForm, version: int | None = None) -> Any:
        return domain.assess_candidacy(
            actor=self.actor, candidacy=self.record, version=version, **form.values
        )


class Decide(CandidacyStep):
    form_class = DecideForm
    title = _("Decide on the candidacy")
    to = CandidacyState.ADMITTED

    def get_initial(self) -> dict[str, Any]:
        return {"decided_on": clock.today()} | super().get_initial()

    def work(self, form: DecideForm, version: int | None = None) -> Any:
        return domain.decide_candidacy(
            actor=self.actor, candidacy=self.record, version=version, **form.values
        )


class Adhere(CandidacyStep):
    form_class = AdhereForm
    title = _("Take the adhesion in")
    intro = _("The organisation becomes party to the agreement, and a member of the network that it founds.")
    to = CandidacyState.ADHERED

    def get_initial(self) -> dict[str, Any]:
        return {"adhered_on": clock.today(), "act": self.record.act} | super().get_initial()

    def work(self, form: AdhereForm, version: int | None = None) -> Any:
        return domain.adhere(actor=self.actor, candidacy=self.record, version=version, **form.values)


class Renounce(CandidacyStep):
    form_class = OutcomeForm
    title = _("The candidacy is given up")
    to = CandidacyState.RENOUNCED

    def work(self, form: OutcomeForm, version: int | None = None) -> Any:
        return domain.renounce_candidacy(
            actor=self.actor, candidacy=self.record, version=version, **form.values
        )
