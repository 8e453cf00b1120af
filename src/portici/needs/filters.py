"""What lists of target areas, needs and opportunities can be narrowed by."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portici.kernel import clock
from portici.records.filters import PickFilter, RecordFilter
from portici.territory.models import Area
from portici.territory.queries import area_ids_within

from .models import Designation, Need, Opportunity, TargetGroup


class InAreaFilter(RecordFilter):
    area = PickFilter(kind="area", method="filter_area", label=_("Area, with all within it"))

    def filter_area(self, records: Any, _name: str, area: Area) -> Any:
        return records.filter(area__in=area_ids_within(area))


class NeedFilter(InAreaFilter):
    severity = django_filters.NumberFilter(
        lookup_expr="gte", label=_("Severity at least"), min_value=1, max_value=5
    )
    group = PickFilter(kind="target-group", field_name="groups", label=_("Who is affected"))

    class Meta:
        model = Need
        fields = ["q", "area", "theme", "state", "severity", "group", "publication"]


class DesignationFilter(InAreaFilter):
    in_force = django_filters.BooleanFilter(
        method="filter_in_force", label=_("Only those in force"), widget=forms.CheckboxInput
    )

    class Meta:
        model = Designation
        fields = ["q", "area", "in_force", "publication"]

    def filter_in_force(self, records: Any, _name: str, wanted: bool) -> Any:
        today = clock.today()
        return (
            records.filter(Q(until=None) | Q(until__gte=today), decided_on__lte=today) if wanted else records
        )


class OpportunityFilter(InAreaFilter):
    class Meta:
        model = Opportunity
        fields = ["q", "area", "theme", "publication"]


class TargetGroupFilter(RecordFilter):
    class Meta:
        model = TargetGroup
        fields = ["q", "publication"]
