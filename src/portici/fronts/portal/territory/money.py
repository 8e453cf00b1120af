"""The projects at work in an area with their amounts: the rows of the sums on the area's page."""

from __future__ import annotations

from typing import Any

import django_filters
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portici.programme.models import Sheet

from .area import SUMMED, AreaReading, money_sheets
from .lists import TERRITORY, TerritoryList
from .reading import area_at, area_url, shown
from .tables import MoneyTable

_FIELDS = [field for field, _label in SUMMED]


class NoFilter(django_filters.FilterSet):
    """The area and the amount are in the address."""

    class Meta:
        model = Sheet
        fields: list[str] = []


class AreaMoney(TerritoryList):
    lead = _(
        "Whole amounts of the newest published sheets. A sub-project's are part of its project's, "
        "which stands for it. No source says how much of them was for this very area."
    )
    export_name = "importi"
    table_class = MoneyTable
    filterset_class = NoFilter

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.area = area_at(kwargs["layer"], kwargs["code"])
        asked = request.GET.get("amount", "")
        self.amount = asked if asked in _FIELDS else _FIELDS[0]
        return super().get(request, *args, **kwargs)

    def get_title(self) -> Any:
        return _("Money of the projects at work in %(area)s") % {"area": self.area.name}

    def get_above(self) -> list[tuple[Any, str]]:
        return [(TERRITORY[0], reverse(TERRITORY[1])), (self.area.name, area_url(self.area))]

    def get_queryset(self) -> Any:
        sheets = money_sheets(AreaReading(self.area)).exclude(**{self.amount: None})
        return shown(sheets.prefetch_related(None), "project", "implementer").order_by(
            "project__code_key", "pk"
        )

    def get_table_kwargs(self) -> dict[str, Any]:
        return {"row_attrs": {"data-row": "", "data-value": lambda record: str(getattr(record, self.amount))}}
