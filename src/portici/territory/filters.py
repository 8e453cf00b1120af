"""What lists of areas, places and indicators can be narrowed by."""

from __future__ import annotations

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from portici.records.filters import PickFilter, RecordFilter

from .models import Area, Indicator, Layer, Place
from .queries import area_ids_within, placed_in


class AreaFilter(RecordFilter):
    layer = django_filters.ModelChoiceFilter(
        queryset=Layer.objects.all(), to_field_name="code", label=_("Layer")
    )
    within = PickFilter(kind="area", method="filter_within", label=_("Within"))
    is_drawn = django_filters.BooleanFilter(label=_("Drawn by hand"))

    class Meta:
        model = Area
        fields = ["q", "layer", "within", "is_drawn", "publication"]

    def filter_within(self, areas: Any, _name: str, area: Area) -> Any:
        return areas.filter(pk__in=area_ids_within(area) - {area.pk})


class PlaceFilter(RecordFilter):
    area = PickFilter(kind="area", method="filter_area", label=_("Area, with all within it"))

    class Meta:
        model = Place
        fields = ["q", "kind", "area", "publication"]

    def filter_area(self, places: Any, _name: str, area: Area) -> Any:
        return places.filter(placed_in(area_ids_within(area)))


class IndicatorFilter(RecordFilter):
    class Meta:
        model = Indicator
        fields = ["q", "theme", "method", "direction", "publication"]
