"""Lists of studies."""

from __future__ import annotations

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from portici.records.tables import LinkedColumn, RecordTable

from .models import Study


class StudyTable(RecordTable):
    title = tables.Column(verbose_name=_("Study"), linkify=("office:study", {"uid": tables.A("uid")}))
    within = LinkedColumn("office:area", verbose_name=_("Only within"), order_by=("within__name",))

    class Meta(RecordTable.Meta):
        model = Study
        fields = ["title", "code", "layer", "within"]
        empty_text = _("No study yet. Open one: whose areas are compared, and what for.")
