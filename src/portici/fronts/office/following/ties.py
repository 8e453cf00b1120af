"""The office's papers for what a decision does to earlier ones."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from portici.fronts.office.kit import RowView
from portici.governance.following import domain, queries
from portici.governance.following.forms import TieForm, WhyForm
from portici.governance.models import Decision, DecisionTie
from portici.governance.rules import may_write
from portici.kernel.findings import Verdict
from portici.records.links import seen

from .follow_ups import DECISIONS


class OfDecision(RowView):
    kind = "decision"
    above = DECISIONS

    def may(self) -> Verdict:
        return may_write(self.actor, self.record)


class TieAdd(OfDecision):
    form_class = TieForm
    title = _("Say what it does to an earlier decision")

    def work(self, form: TieForm, version: int | None = None) -> Any:
        domain.tie_decisions(actor=self.actor, later=self.record, version=version, **form.values)


class TieRemove(OfDecision):
    """The row of the address is the earlier decision."""

    form_class = WhyForm
    title = _("Take the tie away")

    def rows(self) -> Any:
        ties = DecisionTie.objects.filter(later=self.record).values("earlier")
        return seen(Decision, self.actor).filter(pk__in=ties)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"intro": str(self.row)}

    def work(self, form: WhyForm, version: int | None = None) -> Any:
        tie = DecisionTie.objects.filter(later=self.record, earlier=self.row).first()
        if tie is None:  # somebody else was quicker
            raise Http404
        domain.untie_decisions(actor=self.actor, tie=tie, version=version, **form.values)


def chain_on(actor: Any, decision: Any) -> dict[str, Any]:
    """What a decision's page shows of the chain that it stands in."""
    return {"tied": queries.chain_of(actor, decision)}
