"""What the portal's list of decisions can be narrowed by."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from portici.fronts.portal.programme.filters import of_project
from portici.fronts.portal.territory.filters import ListFilter
from portici.fronts.portal.territory.links import decided_in
from portici.fronts.portal.territory.reading import offered, visible
from portici.governance.following.filters import FORCE, by_force, by_guideline, by_state
from portici.governance.following.states import DecisionState
from portici.governance.models import Body, Decision, DecisionKind, Guideline, Meeting, MeetingState
from portici.kernel.actor import VISITOR
from portici.programme.models import Activity


class DecisionFilter(ListFilter):
    """Decisions by body, year, words, area, kind, force, how far they are; by the project or the activity that carries them out."""

    body = django_filters.ChoiceFilter(field_name="body__code", label=_("Body"), empty_label=_("All"))
    year = django_filters.ChoiceFilter(field_name="year", label=_("Year"), empty_label=_("All"))
    kind = django_filters.ChoiceFilter(choices=DecisionKind.choices, label=_("Kind"), empty_label=_("All"))
    state = django_filters.ChoiceFilter(
        choices=DecisionState.choices, method="filter_state", label=_("How far it is"), empty_label=_("All")
    )
    force = django_filters.ChoiceFilter(
        choices=FORCE, method="filter_force", label=_("Force"), empty_label=_("All")
    )
    guideline = django_filters.CharFilter(method="filter_guideline", widget=forms.HiddenInput)
    project = django_filters.CharFilter(method="filter_project", widget=forms.HiddenInput)
    activity = django_filters.CharFilter(method="filter_activity", widget=forms.HiddenInput)
    meeting = django_filters.CharFilter(method="filter_meeting", widget=forms.HiddenInput)

    class Meta:
        model = Decision
        fields: list[str] = []

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        self.filters["body"].extra["choices"] = offered(visible(Body), "code", (data or {}).get("body", ""))
        years = visible(Decision).order_by("-year").values_list("year", flat=True).distinct()
        self.filters["year"].extra["choices"] = [(str(year), str(year)) for year in years]

    def within(self, rows: Any, areas: Any) -> Any:
        """Decisions about the areas: carried out there, or standing on what is there."""
        return rows.filter(decided_in(areas))

    def filter_state(self, rows: Any, _name: str, state: str) -> Any:
        return by_state(VISITOR, rows, state)

    def filter_force(self, rows: Any, _name: str, force: str) -> Any:
        return by_force(VISITOR, rows, force)

    def filter_guideline(self, rows: Any, _name: str, uid: str) -> Any:
        guideline = visible(Guideline).filter(uid=uid).first()
        return by_guideline(VISITOR, rows, guideline) if guideline else rows.none()

    def filter_project(self, rows: Any, _name: str, text: str) -> Any:
        return rows.filter(pk__in=carried_out_by(visible(Activity).filter(of_project(text))))

    def filter_activity(self, rows: Any, _name: str, uid: str) -> Any:
        return rows.filter(pk__in=carried_out_by(visible(Activity).filter(uid=uid)))

    def filter_meeting(self, rows: Any, _name: str, address: str) -> Any:
        known = visible(Meeting).filter(address=address).order_by().values("pk")
        return rows.filter(item__meeting__in=known)


class MeetingFilter(ListFilter):
    """Meetings by words, body, year, state."""

    area = None
    body = django_filters.ChoiceFilter(field_name="body__code", label=_("Body"), empty_label=_("All"))
    year = django_filters.ChoiceFilter(field_name="year", label=_("Year"), empty_label=_("All"))
    state = django_filters.ChoiceFilter(choices=MeetingState.choices, label=_("State"), empty_label=_("All"))

    class Meta:
        model = Meeting
        fields: list[str] = []

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        self.filters["body"].extra["choices"] = offered(visible(Body), "code", (data or {}).get("body", ""))
        years = visible(Meeting).order_by("-year").values_list("year", flat=True).distinct()
        self.filters["year"].extra["choices"] = [(str(year), str(year)) for year in years]


def carried_out_by(activities: Any) -> Any:
    """Primary keys of the decisions that these activities carry out."""
    through = Decision.activities.through._default_manager
    return through.filter(activity__in=activities.order_by().values("pk")).values("decision")
