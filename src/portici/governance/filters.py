"""What lists of bodies and decisions can be narrowed by."""

from __future__ import annotations

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from portici.records.filters import PickFilter, RecordFilter

from .following.filters import FORCE, by_force, by_guideline, by_state, reader
from .following.states import DecisionState
from .models import Body, Decision, DecisionKind, Guideline


class BodyFilter(RecordFilter):
    class Meta:
        model = Body
        fields = ["q", "kind", "publication"]


class DecisionFilter(RecordFilter):
    body = PickFilter(kind="body", label=_("Body"))
    year = django_filters.NumberFilter(label=_("Year"))
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=DecisionKind.choices)
    state = django_filters.ChoiceFilter(
        label=_("How far it is"), choices=DecisionState.choices, method="filter_state"
    )
    force = django_filters.ChoiceFilter(label=_("Force"), choices=FORCE, method="filter_force")
    activity = PickFilter(kind="activity", field_name="activities", label=_("Carried out by"))
    guideline = PickFilter(
        kind="guideline", method="filter_guideline", label=_("Guideline, with all below it")
    )

    class Meta:
        model = Decision
        fields = ["q", "body", "year", "kind", "state", "force", "activity", "guideline", "publication"]

    def filter_state(self, rows: Any, _name: str, state: str) -> Any:
        return by_state(reader(self.request), rows, state)

    def filter_force(self, rows: Any, _name: str, force: str) -> Any:
        return by_force(reader(self.request), rows, force)

    def filter_guideline(self, rows: Any, _name: str, guideline: Guideline) -> Any:
        return by_guideline(reader(self.request), rows, guideline)
