"""What is measured: the list of indicators, one with its values, and what a single value is made of."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portici.fronts.observed import HOW, OF_DESIGNATION, value_link, value_text
from portici.fronts.portal.kit import PortalView
from portici.fronts.templatetags.portici import number
from portici.imports.queries import file_names
from portici.kernel.actor import VISITOR
from portici.territory import queries
from portici.territory.models import Area, Indicator, Method
from portici.territory.queries import Component, Explanation, Line
from portici.territory.spread import Addend, PartsSum

from .choice import Choice, choose
from .filters import IndicatorFilter
from .frozen import FrozenPage
from .lists import TERRITORY, TerritoryList
from .overview import LayerPage
from .reading import area_at, area_url, indicator_at, visible
from .tables import IndicatorTable
from .words import age_words, group_words, method_words

INDICATORS = (_("Indicators"), "portal:indicators")
#: Rows behind one value that a page shows.
LINES_PER_PAGE = 300
_MOST_LINES = 6
ROLES = {
    "count": _("People counted"),
    "numerator": _("Numerator"),
    "denominator": _("Denominator"),
    "before": _("Before"),
    "after": _("After"),
}


class Indicators(TerritoryList):
    title = INDICATORS[0]
    lead = _("What is measured of the territory: unit, how it comes about, source and licence.")
    export_name = "indicatori"
    table_class = IndicatorTable
    filterset_class = IndicatorFilter

    def get_queryset(self) -> Any:
        return visible(Indicator).order_by("theme", "order", "name")


def above_indicator() -> list[tuple[Any, str]]:
    return [(TERRITORY[0], reverse(TERRITORY[1])), (INDICATORS[0], reverse(INDICATORS[1]))]


class IndicatorPage(LayerPage):
    template_name = "portal/territory/indicator.html"

    def get_choice(self) -> Choice:
        self.indicator = indicator_at(self.kwargs["code"])
        self.export_name = self.indicator.code
        return choose(self.request.GET, self.indicator)

    def get_title(self) -> Any:
        return self.indicator.name

    def get_above(self) -> list[tuple[Any, str]]:
        return above_indicator()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(record=self.indicator, **kwargs)


@dataclass(frozen=True, slots=True)
class Counted:
    """A row behind a value, as the page marks it: `part` says which sum it is of."""

    part: str
    component: Component
    line: Line
    files: tuple[str, ...]

    @property
    def ages(self) -> str:
        return age_words(self.line.age_from, self.line.age_to)

    @property
    def label(self) -> Any:
        return ROLES[self.part]

    @property
    def counted_text(self) -> str:
        whole = self.line.counted == self.line.counted.to_integral_value()
        return number(self.line.counted, 0 if whole else 2)

    @property
    def lines_text(self) -> str:
        """The lines of the file; of many only where they begin and end."""
        lines = self.line.file_lines
        if len(lines) > _MOST_LINES:
            return f"{lines[0]}–{lines[-1]}"
        return ", ".join(map(str, lines))

    @property
    def data_value(self) -> str:
        return format(self.line.counted, "f")


@dataclass(frozen=True, slots=True)
class Sum:
    """One sum of the figure: what it is, of whom, when, how many."""

    label: Any
    group: str
    year: int
    total: Decimal

    @classmethod
    def of(cls, component: Component) -> Sum:
        return cls(ROLES[component.role], group_words(component.group), component.year, component.total)


@dataclass(frozen=True, slots=True)
class Added:
    """A part of a sum, as the page marks it."""

    area: Area
    value: Any
    share: Decimal
    counted: str
    data_value: str

    @classmethod
    def of(cls, found: PartsSum, one: Addend) -> Added:
        part, indicator = one.part, found.indicator
        link = value_link(indicator, part.of_area, found.period, part.value)
        return cls(part.of_area, link, one.share, value_text(indicator, one.counted), repr(one.counted))


class FigurePage(PortalView):
    """The rows behind one value, with their sums; the published row with its file; or the parts whose values
    are added up."""

    template_name = "portal/territory/figure.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.indicator = indicator_at(kwargs["code"])
        self.area = area_at(kwargs["layer"], kwargs["area_code"])
        asked = (VISITOR, self.indicator, self.area, kwargs["period"])
        found = queries.explain(*asked) or queries.sum_of_area(*asked)
        if found is None:
            raise Http404
        self.found = found
        return super().get(request, *args, **kwargs)

    def get_template_names(self) -> list[str]:
        is_sum = isinstance(self.found, PartsSum)
        return ["portal/territory/figure_sum.html" if is_sum else self.template_name]

    def get_title(self) -> Any:
        return f"{self.indicator.name}: {self.area.name}, {self.kwargs['period']}"

    def get_above(self) -> list[tuple[Any, str]]:
        one = (self.indicator.name, reverse("portal:indicator", args=[self.indicator.code]))
        return [*above_indicator(), one]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = self.found
        told = self._of_parts(found) if isinstance(found, PartsSum) else self._of_rows(found)
        return super().get_context_data(
            record=self.indicator, area=self.area, area_url=area_url(self.area), **told, **kwargs
        )

    def _page(self, rows: list[Any]) -> Any:
        return Paginator(rows, LINES_PER_PAGE).get_page(self.request.GET.get("page"))

    def _of_parts(self, found: PartsSum) -> dict[str, Any]:
        return {
            "found": found,
            "page_obj": self._page([Added.of(found, one) for one in found.addends]),
            "value_text": value_text(self.indicator, found.total),
        }

    def _of_rows(self, found: Explanation) -> dict[str, Any]:
        names = file_names(_run_uids(found))
        page = self._page(_counted(found, names))
        return {
            "found": found,
            "page_obj": page,
            "sums": [Sum.of(component) for component in found.components],
            "sources": queries.said_by(self.indicator, found.sources),
            "method_words": method_words(self.indicator.method),
            "value_text": value_text(self.indicator, found.value),
            "how": HOW[Method(self.indicator.method)],
            "published_value": "" if found.value is None else repr(found.value),
            "file_name": names.get(found.run_uid, ""),
            "by_band": any(row.line.age_from is not None for row in page),
        }


def figure_page(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
    """The figure as it stands; with `?designation=`, as it stood when the area was designated."""
    view = FrozenPage if OF_DESIGNATION in request.GET else FigurePage
    return view.as_view()(request, **kwargs)


def _run_uids(found: Explanation) -> set[str]:
    lines = (line for component in found.components for line in component.lines)
    return {found.run_uid, *(uid for line in lines for uid in line.run_uids)} - {""}


def _counted(found: Explanation, names: dict[str, str]) -> list[Counted]:
    return [
        Counted(component.role, component, line, tuple(names[uid] for uid in line.run_uids if uid in names))
        for component in found.components
        for line in component.lines
    ]
