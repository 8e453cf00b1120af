"""What lists of meetings and of things to treat can be narrowed by."""

from __future__ import annotations

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from portici.records.filters import PickFilter, RecordFilter

from ..models import AgendaItem, ItemState, Meeting, MeetingState


class MeetingFilter(RecordFilter):
    body = PickFilter(kind="body", label=_("Body"))
    year = django_filters.NumberFilter(label=_("Year"))
    state = django_filters.ChoiceFilter(choices=MeetingState.choices, label=_("State"))

    class Meta:
        model = Meeting
        fields = ["q", "body", "year", "state", "publication"]


class AgendaItemFilter(RecordFilter):
    body = PickFilter(kind="body", label=_("Body"))
    state = django_filters.ChoiceFilter(choices=ItemState.choices, label=_("State"))
    where = django_filters.ChoiceFilter(
        choices=[("waiting", _("waits for a meeting")), ("agenda", _("on an agenda"))],
        method="filter_where",
        label=_("Where"),
    )

    class Meta:
        model = AgendaItem
        fields = ["q", "body", "state", "kind", "where", "publication"]

    def filter_where(self, rows: Any, _name: str, where: str) -> Any:
        return rows.filter(meeting__isnull=where == "waiting")
