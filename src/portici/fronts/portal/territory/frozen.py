"""The rows behind a total that was frozen with a designation: the values of the parts, as they stood."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse

from portici.fronts.observed import OF_DESIGNATION, frozen_value, value_text
from portici.fronts.portal.kit import PortalView
from portici.kernel.actor import VISITOR
from portici.needs import queries

from .reading import area_at, area_url, indicator_at

PER_PAGE = 100


class FrozenPage(PortalView):
    """The figure's page as the address of the figure has it, of the moment of the designation in `?designation=`."""

    template_name = "portal/territory/figure_frozen.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.indicator = indicator_at(kwargs["code"])
        self.area = area_at(kwargs["layer"], kwargs["area_code"])
        asked = queries.designations_of_area(VISITOR, self.area).filter(uid=request.GET[OF_DESIGNATION])
        self.designation = asked.first()
        frozen = queries.figures_of(VISITOR, self.designation) if self.designation else []
        self.figures = [
            one
            for one in frozen
            if (one.indicator_id, one.period) == (self.indicator.pk, kwargs["period"])
            and one.value is not None
        ]
        if not self.figures or not self.indicator.adds_up:
            raise Http404
        return super().get(request, *args, **kwargs)

    def get_title(self) -> Any:
        return f"{self.indicator.name}: {self.area.name}, {self.kwargs['period']}"

    def get_above(self) -> list[tuple[Any, str]]:
        return [(self.area.name, area_url(self.area))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(self.figures, PER_PAGE).get_page(self.request.GET.get("page"))
        standing = queries.still_observed(page.object_list)
        rows = [
            {
                "area": one.of_area,
                "value": frozen_value(one, standing),
                "share": one.share,
                "counted": value_text(self.indicator, one.counted),
                "data_value": repr(one.counted),
            }
            for one in page.object_list
        ]
        return super().get_context_data(
            record=self.indicator,
            area=self.area,
            designation=self.designation,
            taken_at=self.figures[0].taken_at,
            page_obj=page,
            rows=rows,
            value_text=value_text(self.indicator, sum(one.counted for one in self.figures)),
            **kwargs,
        )
