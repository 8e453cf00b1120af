"""What the portal's lists of studies and of their areas can be narrowed by."""

from __future__ import annotations

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from portici.kernel.actor import VISITOR
from portici.records import registry
from portici.study.models import AreaResult, AreaState, Study

STATES = [choice for choice in AreaState.choices if choice[0] != AreaState.WAITING]


class StudyFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(method="filter_words", label=_("Words"))

    class Meta:
        model = Study
        fields: list[str] = []

    def filter_words(self, rows: Any, _name: str, text: str) -> Any:
        return registry.matching(VISITOR, rows, text)


class AreaFilter(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(choices=STATES, label=_("State"), empty_label=_("All"))

    class Meta:
        model = AreaResult
        fields: list[str] = []
