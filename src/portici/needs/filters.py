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

from . import heard
from .models import Designation, Listening, Need, Opportunity, TargetGroup, Theme


class InAreaFilter(RecordFilter):
    area = PickFilter(kind="area", method="filter_area", label=_("Area, with all within it"))

    def filter_area(self, records: Any, _name: str, area: Area) -> Any:
        return records.filter(area__in=area_ids_within(area))


class NeedFilter(InAreaFilter):
    severity = django_filters.NumberFilter(
        lookup_expr="gte", label=_("Severity at least"), min_value=1, max_value=5
    )
    group = PickFilter(kind="target-group", field_name="groups", label=_("Who is affected"))
    listening = PickFilter(kind="listening", field_name="listenings", label=_("Heard in"))

    class Meta:
        model = Need
        fields = ["q", "area", "theme", "state", "severity", "group", "listening", "publication"]


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


class ListeningFilter(InAreaFilter):
    theme = django_filters.ChoiceFilter(choices=Theme.choices, method="filter_theme", label=_("Theme heard"))
    need = PickFilter(kind="need", method="filter_need", label=_("Need heard"))
    #: Of the area itself, without what lies in it: what the counts by area lead to.
    here = django_filters.CharFilter(field_name="area__uid", widget=forms.HiddenInput)

    class Meta:
        model = Listening
        fields = ["q", "area", "kind", "theme", "need", "publication"]

    def filter_theme(self, records: Any, _name: str, theme: str) -> Any:
        return records.filter(pk__in=heard.about(theme))

    def filter_need(self, records: Any, _name: str, need: Need) -> Any:
        through = Need.listenings.through._default_manager.filter(need=need)
        return records.filter(pk__in=through.values("listening"))
