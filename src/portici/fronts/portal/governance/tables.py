"""The portal's list of decisions, and the same rows as a file."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from portici.fronts.portal.territory.columns import ROW, RecordColumn, RecordsColumn, SelfColumn
from portici.records.tables import DayColumn


class DecisionTable(tables.Table):
    number = tables.Column(verbose_name=_("Number"), order_by=("year", "number"))
    decided_on = DayColumn(verbose_name=_("Decided on"))
    body = RecordColumn(verbose_name=_("Body"), order_by=("body__name",))
    title = SelfColumn(verbose_name=_("Decision"))
    activities = RecordsColumn(verbose_name=_("Carried out by"))

    class Meta:
        row_attrs = ROW
        empty_text = _("No decision answers to these words and filters.")

    def render_number(self, record: Any) -> str:
        return f"{record.number}/{record.year}"

    value_number = render_number
