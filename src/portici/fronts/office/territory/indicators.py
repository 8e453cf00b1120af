"""The office's screens for indicators and their values."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django_tables2 import RequestConfig

from portici.fronts.office.kit import AddView, AmendView, RecordList, RecordPage, facts_of
from portici.territory import domain, queries
from portici.territory.filters import IndicatorFilter
from portici.territory.forms import IndicatorForm
from portici.territory.tables import IndicatorTable, ValueTable

INDICATORS = (_("Indicators"), "office:indicators")


class Indicators(RecordList):
    kind = "indicator"
    room = "territory"
    table_class = IndicatorTable
    filterset_class = IndicatorFilter
    add_name = "office:indicator-add"
    add_label = _("Add an indicator")


class IndicatorPage(RecordPage):
    """What is measured, and its values in one layer and period: the latest, unless the address asks for
    others."""

    kind = "indicator"
    above = INDICATORS
    edit_name = "office:indicator-edit"
    template_name = "office/territory/indicator.html"

    def get_facts(self) -> Any:
        names = [
            "code",
            "theme",
            "description",
            "unit",
            "direction",
            "method",
            "source",
            "source_url",
            "licence",
            "vintage",
        ]
        return facts_of(self.actor, self.record, *names)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        layers = list(queries.layers_of_indicator(self.actor, self.record))
        layer = next(
            (one for one in layers if one.code == self.request.GET.get("layer")),
            layers[0] if layers else None,
        )
        periods = queries.periods_of_indicator(self.actor, self.record, layer) if layer else []
        asked = self.request.GET.get("period", "")
        period = asked if asked in periods else next(iter(periods), "")
        values = queries.values_of_indicator(self.actor, self.record, layer, period) if layer else []
        table = ValueTable([value for value in values if value.status is not None], request=self.request)
        RequestConfig(self.request, paginate={"per_page": 50}).configure(table)
        return super().get_context_data(
            layers=layers, layer=layer, periods=periods, period=period, table=table, **kwargs
        )


class IndicatorAdd(AddView):
    kind = "indicator"
    above = INDICATORS
    form_class = IndicatorForm
    title = _("New indicator")

    def work(self, form: IndicatorForm) -> Any:
        return domain.record_indicator(actor=self.actor, **form.values)


class IndicatorEdit(AmendView):
    kind = "indicator"
    above = INDICATORS
    form_class = IndicatorForm

    def work(self, form: IndicatorForm, version: int | None = None) -> Any:
        return domain.amend_indicator(
            actor=self.actor, indicator=self.record, version=version, values=form.values
        )
