"""The territory's first page: a layer on the map with an indicator, and the same values as a table."""

from __future__ import annotations

from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import npgettext_lazy
from django_tables2 import RequestConfig

from portici.fronts.apart import WITHIN
from portici.fronts.export import csv_response
from portici.fronts.figures import Figure, tally
from portici.fronts.portal.kit import PortalView
from portici.fronts.up import Up
from portici.kernel.actor import VISITOR
from portici.needs import queries as needs
from portici.needs.models import Need, NeedState, Opportunity
from portici.territory import queries
from portici.territory.models import Area, Place

from .choice import Choice, choose
from .reading import visible
from .tables import PlainAreaTable, ValueTable
from .values import Row, legend, rows_of

#: Rows of the table twin on one page.
PER_PAGE = 100


class LayerPage(PortalView):
    """What an overview and an indicator's page share: map, legend, table twin, its file."""

    export_name = "territorio"

    def get_choice(self) -> Choice:
        return choose(self.request.GET)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page; 404 when its address names what is not there, and no file of what was not asked for."""
        self.choice = self.get_choice()
        wants_file = request.GET.get("formato") == "csv"
        if self.choice.unknown or (wants_file and self.choice.replaced):
            status = 400 if wants_file else 404
            return self.render_to_response(self.get_context_data(**kwargs), status=status)
        if wants_file:
            table = self.get_table(self.get_rows())
            if order := request.GET.getlist("sort"):
                table.order_by = order
            return csv_response(self.export_name, table.as_values())  # type: ignore[return-value] # streamed, which is an answer all the same
        return super().get(request, *args, **kwargs)

    @property
    def within(self) -> str:
        """The area within which values that are comparable nowhere else are asked for; "" where they are comparable."""
        return str(self.request.GET.get(WITHIN, "")) if self.apart else ""

    @cached_property
    def apart(self) -> list[Area]:
        """The areas each of which holds values that are comparable only among themselves."""
        layer, indicator = self.choice.layer, self.choice.indicator
        if layer is None or indicator is None:
            return []
        return queries.apart(VISITOR, indicator, layer, self.choice.period)

    def get_rows(self) -> list[Any]:
        layer, indicator = self.choice.layer, self.choice.indicator
        targets = set(needs.designations_in_force(VISITOR).values_list("area_id", flat=True))
        if layer is None:
            return []
        if indicator is None:
            areas = queries.areas_of_layer(VISITOR, layer)
            return [{"area": area, "is_target": area.pk in targets} for area in areas]
        period = self.choice.period
        values = queries.values_of_indicator(VISITOR, indicator, layer, period, within=self.within)
        # Of areas apart, those of the area that is asked for; without one, every area, and no value.
        self.values = [one for one in values if one.status is not None] if self.within else values
        return rows_of(self.values, indicator, period, targets)

    def get_table(self, rows: list[Any]) -> Any:
        return ValueTable(rows) if self.choice.indicator else PlainAreaTable(rows)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        choice, rows = self.choice, self.get_rows()
        table = self.get_table(rows)
        RequestConfig(self.request, paginate={"per_page": PER_PAGE}).configure(table)
        return super().get_context_data(
            choice=choice,
            table=table,
            map_url=self.map_url() if rows else "",
            steps=legend(self.values, choice.indicator) if choice.indicator and rows else [],
            sources=self.sources(),
            apart=self.apart,
            within=self.within,
            without=sum(1 for row in rows if isinstance(row, Row) and row.value is None),
            **kwargs,
        )

    def sources(self) -> tuple[queries.Said, ...]:
        """Who says the values shown; of an indicator shown nowhere, what it says of itself."""
        indicator, layer, period = self.choice.indicator, self.choice.layer, self.choice.period
        if indicator is None:
            return ()
        areas = (
            queries.areas_of_layer(VISITOR, layer).order_by().values_list("pk", flat=True) if layer else ()
        )
        return queries.sources_of_figures(areas, [(indicator, period)])[indicator.pk, period]

    def map_url(self) -> str:
        address = reverse("portal:map-data", args=[self.choice.layer.code])  # type: ignore[union-attr] # asked for when there is a layer
        words = [self.choice.query, urlencode({WITHIN: self.within}) if self.within else ""]
        query = "&".join(filter(None, words))
        return f"{address}?{query}" if query else address


class LayerUp(Up):
    """From a layer's beginning of addresses to the map; 404 when nothing of such a layer is published."""

    def get(self, _request: HttpRequest, **kwargs: Any) -> HttpResponseRedirect:
        if not queries.layers(VISITOR).filter(code=kwargs["layer"]).exists():
            raise Http404
        return super().get(_request, **kwargs)


class Territory(LayerPage):
    title = _("Territory")
    template_name = "portal/territory/overview.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(figures=head_figures(), **kwargs)


def head_figures() -> list[Figure]:
    """What the office knows of the territory, each with its list."""
    listed = {name: reverse(f"portal:{name}") for name in ("targets", "needs", "opportunities", "places")}
    open_needs = visible(Need).filter(state=NeedState.OPEN)
    return [
        tally(
            npgettext_lazy("figure", "target area", "target areas", "count"),
            needs.designations_in_force(VISITOR).count(),
            f"{listed['targets']}?state=now",
        ),
        tally(npgettext_lazy("figure", "need", "needs", "count"), visible(Need).count(), listed["needs"]),
        tally(
            npgettext_lazy("figure", "need still open", "needs still open", "count"),
            open_needs.count(),
            f"{listed['needs']}?state={NeedState.OPEN}",
        ),
        tally(
            npgettext_lazy("figure", "opportunity", "opportunities", "count"),
            visible(Opportunity).count(),
            listed["opportunities"],
        ),
        tally(npgettext_lazy("figure", "place", "places", "count"), visible(Place).count(), listed["places"]),
    ]
