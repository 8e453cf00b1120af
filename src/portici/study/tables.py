"""Lists of studies."""

from __future__ import annotations

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from portici.records.tables import LinkedColumn, RecordTable

from .models import Proposal, Study


class StudyTable(RecordTable):
    title = tables.Column(verbose_name=_("Study"), linkify=("office:study", {"uid": tables.A("uid")}))
    within = LinkedColumn("office:area", verbose_name=_("Only within"), order_by=("within__name",))

    class Meta(RecordTable.Meta):
        model = Study
        fields = ["title", "code", "layer", "within"]
        empty_text = _("No study yet. Open one: whose areas are compared, and what for.")


class ProposalTable(RecordTable):
    title = tables.Column(
        verbose_name=_("Proposal"), linkify=("office:target-proposal", {"uid": tables.A("uid")})
    )
    study = tables.Column(
        verbose_name=_("Study"), accessor="edition__study__title", order_by=("edition__study__title",)
    )
    edition = tables.Column(
        verbose_name=_("Edition"), accessor="edition__number", order_by=("edition__number",)
    )

    class Meta(RecordTable.Meta):
        model = Proposal
        fields = ["title", "study", "edition", "computed_at"]
        empty_text = _("No proposal yet. Begin from the page of a computed edition.")
