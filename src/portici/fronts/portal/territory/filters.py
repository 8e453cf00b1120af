"""What the portal's lists of needs, opportunities and places can be narrowed by."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from portici.governance.following.plan import needs_below
from portici.governance.models import Guideline
from portici.kernel.actor import VISITOR
from portici.needs.areas import inside
from portici.needs.heard import about
from portici.needs.models import Listening, ListeningKind, Need, NeedState, TargetGroup, Theme
from portici.records import registry
from portici.territory.models import Indicator, Place, PlaceKind
from portici.territory.queries import placed_in

from .reading import area_choices, area_of_key, offered, visible


class ListFilter(django_filters.FilterSet):
    """Words and area: what all the portal's lists are narrowed by."""

    q = django_filters.CharFilter(method="filter_words", label=_("Words"))
    area = django_filters.ChoiceFilter(
        method="filter_area", label=_("Area, with all within it"), empty_label=_("All")
    )

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        if "area" in self.filters:
            self.filters["area"].extra["choices"] = area_choices((data or {}).get("area", ""))

    def filter_words(self, rows: Any, _name: str, text: str) -> Any:
        return registry.matching(VISITOR, rows, text)

    def filter_area(self, rows: Any, _name: str, key: str) -> Any:
        area = area_of_key(key)
        return self.within(rows, inside(VISITOR, area).values("pk")) if area else rows.none()

    def within(self, rows: Any, areas: Any) -> Any:
        return rows.filter(area__in=areas)


SEVERITIES = [(str(step), str(step)) for step in range(1, 6)]


class NeedFilter(ListFilter):
    theme = django_filters.ChoiceFilter(choices=Theme.choices, label=_("Theme"), empty_label=_("All"))
    state = django_filters.ChoiceFilter(choices=NeedState.choices, label=_("State"), empty_label=_("All"))
    severity = django_filters.ChoiceFilter(
        choices=SEVERITIES, lookup_expr="gte", label=_("Severity at least"), empty_label=_("All")
    )
    group = django_filters.ChoiceFilter(
        method="filter_group", label=_("Who is affected"), empty_label=_("All")
    )

    listening = django_filters.CharFilter(method="filter_listening", widget=forms.HiddenInput)
    guideline = django_filters.CharFilter(method="filter_guideline", widget=forms.HiddenInput)

    def filter_listening(self, rows: Any, _name: str, uid: str) -> Any:
        known = visible(Listening).filter(uid=uid).values("pk")
        through = Need.listenings.through._default_manager.filter(listening__in=known)
        return rows.filter(pk__in=through.values("need"))

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        chosen = (data or {}).get("group", "")
        self.filters["group"].extra["choices"] = offered(visible(TargetGroup), "uid", chosen)

    def filter_guideline(self, rows: Any, _name: str, uid: str) -> Any:
        guideline = visible(Guideline).filter(uid=uid).first()
        if guideline is None:
            return rows.none()
        return rows.filter(pk__in=needs_below(VISITOR, guideline).order_by().values("pk"))

    def filter_group(self, rows: Any, _name: str, uid: str) -> Any:
        known = visible(TargetGroup).filter(uid=uid).values("pk")
        return rows.filter(
            pk__in=Need.groups.through._default_manager.filter(targetgroup__in=known).values("need")
        )


class OpportunityFilter(ListFilter):
    theme = django_filters.ChoiceFilter(choices=Theme.choices, label=_("Theme"), empty_label=_("All"))


class ListeningFilter(ListFilter):
    kind = django_filters.ChoiceFilter(choices=ListeningKind.choices, label=_("Kind"), empty_label=_("All"))
    theme = django_filters.ChoiceFilter(
        choices=Theme.choices, method="filter_theme", label=_("Theme heard"), empty_label=_("All")
    )
    need = django_filters.CharFilter(method="filter_need", widget=forms.HiddenInput)
    #: Of the area itself, without what lies in it: what the counts by area lead to.
    here = django_filters.CharFilter(field_name="area__uid", widget=forms.HiddenInput)

    def filter_theme(self, rows: Any, _name: str, theme: str) -> Any:
        return rows.filter(pk__in=about(theme))

    def filter_need(self, rows: Any, _name: str, uid: str) -> Any:
        known = visible(Need).filter(uid=uid).values("pk")
        through = Need.listenings.through._default_manager.filter(need__in=known)
        return rows.filter(pk__in=through.values("listening"))


class PlaceFilter(ListFilter):
    kind = django_filters.ChoiceFilter(choices=PlaceKind.choices, label=_("Kind"), empty_label=_("All"))

    def within(self, rows: Any, areas: Any) -> Any:
        return rows.filter(placed_in(areas))

    class Meta:
        model = Place
        fields: list[str] = []


class IndicatorFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(method="filter_words", label=_("Words"))
    theme = django_filters.ChoiceFilter(label=_("Theme"), empty_label=_("All"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        themes = (
            visible(Indicator).exclude(theme="").order_by("theme").values_list("theme", flat=True).distinct()
        )
        self.filters["theme"].extra["choices"] = [(theme, theme) for theme in themes]

    def filter_words(self, rows: Any, _name: str, text: str) -> Any:
        return rows.matching(text)
