"""Lists of agreements, commitments, candidacies and pledges."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from portici.records.tables import DayColumn, LinkedColumn, RecordTable, StateColumn

from ..models import Agreement, Candidacy, Commitment, Pledge


class AgreementTable(RecordTable):
    title = tables.Column(verbose_name=_("Agreement"), linkify=("office:agreement", {"uid": tables.A("uid")}))
    kind = tables.Column(verbose_name=_("Kind"))
    signed_on = DayColumn(verbose_name=_("Signed on"))
    ends_on = DayColumn(verbose_name=_("Term"))
    state = StateColumn(verbose_name=_("State"), orderable=False)

    class Meta(RecordTable.Meta):
        model = Agreement
        fields = ["title", "kind", "signed_on", "ends_on", "state"]
        empty_text = _("No agreement with these features.")


class CommitmentTable(tables.Table):
    """Rows of `agreements.queries.commitments`: agreement and organisation have passed `visible_to`."""

    text = tables.Column(verbose_name=_("Commitment"))
    organisation = tables.Column(
        verbose_name=_("Who"),
        linkify=("office:organisation", {"uid": tables.A("organisation__uid")}),
        order_by=("organisation__name",),
    )
    agreement = tables.Column(
        verbose_name=_("Agreement"),
        linkify=("office:agreement", {"uid": tables.A("agreement__uid")}),
        order_by=("agreement__title",),
    )
    in_charge = tables.Column(verbose_name=_("Office in charge"))
    due_on = DayColumn(verbose_name=_("Due by"))
    done_on = DayColumn(verbose_name=_("Done on"))
    state = StateColumn(verbose_name=_("State"), orderable=False)

    class Meta:
        model = Commitment
        fields = ["text", "organisation", "agreement", "in_charge", "due_on", "done_on", "state"]
        empty_text = _("No commitment with these features.")


class CandidacyTable(RecordTable):
    organisation = LinkedColumn(
        "office:organisation", verbose_name=_("Organisation"), order_by=("organisation__name",)
    )
    agreement = tables.Column(
        verbose_name=_("Candidacy to"),
        linkify=("office:candidacy", {"uid": tables.A("uid")}),
        order_by=("agreement__title",),
    )
    proposed_on = DayColumn(verbose_name=_("Proposed on"))
    state = StateColumn(verbose_name=_("State"))

    class Meta(RecordTable.Meta):
        model = Candidacy
        fields = ["agreement", "organisation", "proposed_on", "state"]
        exclude = ["publication"]
        empty_text = _("No candidacy with these features.")


class PledgeTable(RecordTable):
    title = tables.Column(verbose_name=_("Pledge"), linkify=("office:pledge", {"uid": tables.A("uid")}))
    organisation = LinkedColumn(
        "office:organisation", verbose_name=_("Organisation"), order_by=("organisation__name",)
    )
    kind = tables.Column(verbose_name=_("What is offered"))
    quantity = tables.Column(verbose_name=_("Quantity"), attrs={"td": {"class": "num"}})
    unit = tables.Column(verbose_name=_("Unit"))
    offered_on = DayColumn(verbose_name=_("Offered on"))
    answer_by = DayColumn(verbose_name=_("Answer by"))
    state = StateColumn(verbose_name=_("State"))

    class Meta(RecordTable.Meta):
        model = Pledge
        fields = ["title", "organisation", "kind", "quantity", "unit", "offered_on", "answer_by", "state"]
        exclude = ["publication"]
        empty_text = _("No pledge with these features.")

    def render_quantity(self, record: Pledge) -> str:
        return measure(record)

    def value_quantity(self, value: Any) -> str:
        return str(value)


def measure(pledge: Pledge) -> str:
    """How much, as the page's language writes it: cents for money, elsewhere only what is not zero."""
    whole = pledge.money is None and pledge.quantity == pledge.quantity.to_integral_value()
    return str(
        number_format(pledge.quantity, decimal_pos=0 if whole else 2, use_l10n=True, force_grouping=True)
    )
