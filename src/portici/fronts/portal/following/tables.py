"""The portal's list of guidelines."""

from __future__ import annotations

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from portici.fronts.portal.territory.columns import ROW, RecordColumn, SelfColumn
from portici.records.tables import YearColumn


class GuidelineTable(tables.Table):
    code = tables.Column(verbose_name=_("Code"))
    title = SelfColumn(verbose_name=_("Guideline"))
    body = RecordColumn(verbose_name=_("Body"), order_by=("body__name",))
    year = YearColumn(verbose_name=_("Year"))

    class Meta:
        row_attrs = ROW
        empty_text = _("No guideline answers to these words and filters.")
