"""What lists of bodies and decisions can be narrowed by."""

from __future__ import annotations

import django_filters
from django.utils.translation import gettext_lazy as _

from portici.records.filters import PickFilter, RecordFilter

from .models import Body, Decision


class BodyFilter(RecordFilter):
    class Meta:
        model = Body
        fields = ["q", "kind", "publication"]


class DecisionFilter(RecordFilter):
    body = PickFilter(kind="body", label=_("Body"))
    year = django_filters.NumberFilter(label=_("Year"))
    activity = PickFilter(kind="activity", field_name="activities", label=_("Carried out by"))

    class Meta:
        model = Decision
        fields = ["q", "body", "year", "activity", "publication"]
