"""The office's screens for indicators and their values."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_tables2 import RequestConfig

from portici.fronts.apart import WITHIN
from portici.fronts.export import csv_response
from portici.fronts.office.kit import AddView, AmendView, DeskView, RecordList, RecordPage, RowView, facts_of
from portici.fronts.office.kit.papers import may_edit
from portici.kernel.findings import ensure
from portici.territory import domain, queries, rules
from portici.territory.filters import IndicatorFilter
from portici.territory.forms import IndicatorForm, RemoveCountsForm, RemoveValuesForm
from portici.territory.models import Method
from portici.territory.tables import IndicatorTable, ValueTable

from .exports import value_rows

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

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.GET.get("formato") != "csv":
            return super().get(request, *args, **kwargs)
        return csv_response("indicator-values", value_rows(self.actor, self.get_record()))

    def get_facts(self) -> Any:
        names = [
            "code",
            "theme",
            "description",
            "kind",
            "unit",
            "direction",
            "comparable_within",
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
        within = self.request.GET.get(WITHIN, "")
        values = (
            queries.values_of_indicator(self.actor, self.record, layer, period, within=within)
            if layer
            else []
        )
        table = ValueTable([value for value in values if value.status is not None], request=self.request)
        RequestConfig(self.request, paginate={"per_page": 50}).configure(table)
        return super().get_context_data(
            layers=layers,
            layer=layer,
            periods=periods,
            period=period,
            table=table,
            apart=queries.apart(self.actor, self.record, layer, period) if layer else [],
            within=within,
            remove_url=self.remove_url(layer, period) if layer else "",
            **kwargs,
        )

    def remove_url(self, layer: Any, period: str) -> str:
        """The paper that takes out the values shown, or the counts that they are computed from."""
        if not may_edit(self.actor, self.record):
            return ""
        if self.record.method == Method.PUBLISHED:
            address, key = reverse("office:indicator-values-remove", args=[self.record.uid]), "period"
        else:
            address, key = reverse("office:counts-remove"), "year"
        return f"{address}?layer={layer.code}&{key}={period}"


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


class ValuesRemove(RowView):
    """Takes out a layer's values of one period, loaded by mistake."""

    kind = "indicator"
    above = INDICATORS
    form_class: type[RemoveValuesForm] = RemoveValuesForm
    title = _("Take out values")
    intro = _("The public pages follow at once; the figures frozen with designations stay as they are.")
    submit_label = _("Take out")
    done_message = _("Taken out.")

    def may(self) -> Any:
        return rules.may_remove_values(self.actor, self.record)

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | asked_of(self.actor, self.request.GET, "period")

    def work(self, form: RemoveValuesForm, version: int | None = None) -> Any:
        domain.remove_observations(actor=self.actor, indicator=self.record, **form.values)
        return self.record


class CountsRemove(DeskView):
    """Takes out a layer's counts of people of one year, and all that was computed of them."""

    above = INDICATORS
    form_class = RemoveCountsForm
    title = _("Take out counts of people")
    intro = _(
        "The indicators computed from them go too, also those of the areas that are made of these; the figures"
        " frozen with designations stay as they are."
    )
    submit_label = _("Take out")
    done_message = _("Taken out.")

    def admit(self) -> None:
        ensure(rules.may_write(self.actor))

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | asked_of(self.actor, self.request.GET, "year")

    def work(self, form: RemoveCountsForm) -> str:
        domain.remove_counts(actor=self.actor, **form.values)
        return reverse("office:indicators")


def asked_of(actor: Any, params: Any, key: str) -> dict[str, Any]:
    """The layer and the period that the address names."""
    layer = queries.layers(actor).filter(code=params.get("layer", "")).first()
    return {"layer": layer, key: params.get(key, "")}
