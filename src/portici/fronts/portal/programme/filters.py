"""What the portal's lists of projects and activities can be narrowed by."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portici.fronts.portal.territory.filters import ListFilter
from portici.fronts.portal.territory.links import done_in
from portici.fronts.portal.territory.reading import offered, visible
from portici.governance.following.plan import activities_below
from portici.governance.models import Decision, Guideline
from portici.kernel import clock
from portici.kernel.actor import VISITOR
from portici.kernel.codes import ProjectCode
from portici.kernel.period import FIRST_YEAR, LAST_YEAR
from portici.needs.models import Need
from portici.organisations.models import Organisation
from portici.programme.models import Activity, ActivityState, Project
from portici.programme.queries import programmes
from portici.territory.models import Place

from .reading import AMOUNT_FIELDS, AMOUNTS, newest_sheets

LEVELS = (("progetto", _("Projects")), ("sottoprogetto", _("Sub-projects")))
_FIRST_YEAR = 2014


def years() -> list[tuple[str, str]]:
    """From next year back to the first of the programmes."""
    return [(str(year), str(year)) for year in range(clock.today().year + 1, _FIRST_YEAR - 1, -1)]


def in_year(year: str, prefix: str = "") -> Q:
    """Rows whose period touches the year; an unknown side is open, a period without dates touches none.

    A side is unknown also when its year is a slip of the source (0021).
    """
    starts, ends = f"{prefix}starts_on", f"{prefix}ends_on"
    begun = Q(**{f"{starts}__year__range": (FIRST_YEAR, int(year))})
    unfinished = Q(**{f"{ends}__year__range": (int(year), LAST_YEAR)})
    return (begun & unfinished) | (begun & _unknown(ends)) | (_unknown(starts) & unfinished)


def _unknown(field: str) -> Q:
    unlikely = Q(**{f"{field}__year__lt": FIRST_YEAR}) | Q(**{f"{field}__year__gt": LAST_YEAR})
    return Q(**{f"{field}__isnull": True}) | unlikely


def of_project(text: str) -> Q:
    """Activities of the project with this code, however spelt, and of its sub-projects."""
    code = ProjectCode.parse(text).value
    spelt = str(code) if code else text
    return Q(project__code=spelt) | Q(project__parent__code=spelt)


class ProjectFilter(django_filters.FilterSet):
    """Projects by programme, axis, year, implementer, level, words; `importo`: those with the amount."""

    q = django_filters.CharFilter(method="filter_words", label=_("Words or code"))
    programme = django_filters.ChoiceFilter(
        field_name="action__axis__programme__code", label=_("Programme"), empty_label=_("All")
    )
    axis = django_filters.ChoiceFilter(method="filter_axis", label=_("Axis"), empty_label=_("All"))
    year = django_filters.ChoiceFilter(
        method="filter_year", choices=years, label=_("Year"), empty_label=_("All")
    )
    implementer = django_filters.ChoiceFilter(
        method="filter_implementer", label=_("Implementing body"), empty_label=_("All")
    )
    livello = django_filters.ChoiceFilter(
        method="filter_level", choices=LEVELS, label=_("Level"), empty_label=_("Projects and sub-projects")
    )
    parent = django_filters.CharFilter(method="filter_parent", widget=forms.HiddenInput)
    importo = django_filters.ChoiceFilter(
        method="filter_amount",
        choices=[(name, label) for name, _field, label in AMOUNTS],
        label=_("With the amount"),
        empty_label=_("Any"),
    )

    class Meta:
        model = Project
        fields: list[str] = []

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        frame = list(programmes(VISITOR))
        self.filters["programme"].extra["choices"] = [(entry.code, entry.name) for entry in frame]
        self.filters["axis"].extra["choices"] = [
            (f"{entry.code}/{axis.code}", str(axis)) for entry in frame for axis in entry.axes.all()
        ]
        carrying = visible(Organisation).filter(pk__in=newest_sheets().values("implementer"))
        chosen = (data or {}).get("implementer", "")
        self.filters["implementer"].extra["choices"] = offered(carrying, "uid", chosen)

    def filter_words(self, rows: Any, _name: str, text: str) -> Any:
        return rows.matching(text)

    def filter_axis(self, rows: Any, _name: str, key: str) -> Any:
        programme, _slash, axis = key.rpartition("/")
        return rows.filter(action__axis__programme__code=programme, action__axis__code=axis)

    def filter_year(self, rows: Any, _name: str, year: str) -> Any:
        return rows.filter(pk__in=newest_sheets().filter(in_year(year)).values("project"))

    def filter_implementer(self, rows: Any, _name: str, uid: str) -> Any:
        return rows.filter(pk__in=newest_sheets().filter(implementer__uid=uid).values("project"))

    def filter_level(self, rows: Any, _name: str, level: str) -> Any:
        return rows.filter(parent__isnull=level == "progetto")

    def filter_parent(self, rows: Any, _name: str, text: str) -> Any:
        code = ProjectCode.parse(text).value
        return rows.filter(parent__code=str(code) if code else text)

    def filter_amount(self, rows: Any, _name: str, amount: str) -> Any:
        having = newest_sheets().filter(**{f"{AMOUNT_FIELDS[amount]}__isnull": False})
        return rows.filter(pk__in=having.values("project"))


class ActivityFilter(ListFilter):
    """Activities by area, project (with sub-projects), organisation, place, need, state, decision, year."""

    state = django_filters.ChoiceFilter(choices=ActivityState.choices, label=_("State"), empty_label=_("All"))
    year = django_filters.ChoiceFilter(
        method="filter_year", choices=years, label=_("Year"), empty_label=_("All")
    )
    project = django_filters.CharFilter(method="filter_project", label=_("Project code"))
    organisation = django_filters.CharFilter(method="filter_organisation", widget=forms.HiddenInput)
    place = django_filters.CharFilter(method="filter_place", widget=forms.HiddenInput)
    need = django_filters.CharFilter(method="filter_need", widget=forms.HiddenInput)
    decision = django_filters.CharFilter(method="filter_decision", widget=forms.HiddenInput)
    guideline = django_filters.CharFilter(method="filter_guideline", widget=forms.HiddenInput)

    class Meta:
        model = Activity
        fields: list[str] = []

    def within(self, rows: Any, areas: Any) -> Any:
        return rows.filter(done_in(areas))

    def filter_year(self, rows: Any, _name: str, year: str) -> Any:
        return rows.filter(in_year(year))

    def filter_project(self, rows: Any, _name: str, text: str) -> Any:
        return rows.filter(of_project(text))

    def filter_organisation(self, rows: Any, _name: str, uid: str) -> Any:
        known = visible(Organisation).filter(uid=uid).values("pk")
        joined = Activity.partners.through._default_manager.filter(organisation__in=known).values("activity")
        return rows.filter(Q(responsible__in=known) | Q(pk__in=joined))

    def filter_place(self, rows: Any, _name: str, uid: str) -> Any:
        return rows.filter(place__in=visible(Place).filter(uid=uid).values("pk"))

    def filter_need(self, rows: Any, _name: str, uid: str) -> Any:
        known = visible(Need).filter(uid=uid).values("pk")
        return rows.filter(
            pk__in=Activity.needs.through._default_manager.filter(need__in=known).values("activity")
        )

    def filter_decision(self, rows: Any, _name: str, address: str) -> Any:
        known = visible(Decision).filter(address=address).values("pk")
        carrying = Decision.activities.through._default_manager.filter(decision__in=known)
        return rows.filter(pk__in=carrying.values("activity"))

    def filter_guideline(self, rows: Any, _name: str, uid: str) -> Any:
        guideline = visible(Guideline).filter(uid=uid).first()
        if guideline is None:
            return rows.none()
        return rows.filter(pk__in=activities_below(VISITOR, guideline).order_by().values("pk"))
