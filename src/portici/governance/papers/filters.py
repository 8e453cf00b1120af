"""What lists of minutes and dossiers can be narrowed by."""

from __future__ import annotations

import django_filters
from django.utils.translation import gettext_lazy as _

from portici.records.filters import PickFilter, RecordFilter

from ..models import BoardDossier, Minutes, MinutesState


class MinutesFilter(RecordFilter):
    body = PickFilter(kind="body", field_name="meeting__body", label=_("Body"))
    state = django_filters.ChoiceFilter(label=_("State"), choices=MinutesState.choices)

    class Meta:
        model = Minutes
        fields = ["q", "body", "state", "publication"]


class DossierFilter(RecordFilter):
    body = PickFilter(kind="body", field_name="meeting__body", label=_("Body"))

    class Meta:
        model = BoardDossier
        fields = ["body"]
