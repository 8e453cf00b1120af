"""What lists of projects and activities can be narrowed by."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portici.records.filters import PickFilter, RecordFilter
from portici.territory.models import Area
from portici.territory.queries import area_ids_within

from .models import Activity, Programme, Project


class ProgrammeFilter(RecordFilter):
    class Meta:
        model = Programme
        fields = ["q", "publication"]


class ProjectFilter(RecordFilter):
    programme = django_filters.CharFilter(
        field_name="action__axis__programme__code", label=_("Programme's code")
    )
    parent = PickFilter(kind="project", label=_("Sub-projects of"))

    class Meta:
        model = Project
        fields = ["q", "programme", "parent", "publication"]


class ActivityFilter(RecordFilter):
    project = PickFilter(kind="project", label=_("Project"))
    area = PickFilter(kind="area", method="filter_area", label=_("Area, with all within it"))
    organisation = PickFilter(kind="organisation", method="filter_organisation", label=_("Organisation"))
    need = PickFilter(kind="need", method="filter_need", label=_("Need that it answers"))

    class Meta:
        model = Activity
        fields = ["q", "project", "area", "organisation", "need", "state", "publication"]

    def filter_area(self, activities: Any, _name: str, area: Area) -> Any:
        links = Activity.areas.through._default_manager.filter(area__in=area_ids_within(area))
        return activities.filter(pk__in=links.values("activity"))

    def filter_organisation(self, activities: Any, _name: str, organisation: Any) -> Any:
        joined = Activity.partners.through._default_manager.filter(organisation=organisation)
        return activities.filter(Q(responsible=organisation) | Q(pk__in=joined.values("activity")))

    def filter_need(self, activities: Any, _name: str, need: Any) -> Any:
        links = Activity.needs.through._default_manager.filter(need=need)
        return activities.filter(pk__in=links.values("activity"))
