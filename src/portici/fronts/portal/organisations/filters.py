"""What the portal's list of organisations can be narrowed by."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from portici.fronts.portal.territory.filters import ListFilter
from portici.fronts.portal.territory.links import at_work
from portici.fronts.portal.territory.reading import visible
from portici.organisations.models import Agreement, Membership, Organisation, OrganisationType, Party
from portici.organisations.queries import seated_in

#: Networks that the box offers; the others are reached from their own pages.
_MOST_NETWORKS = 200


class OrganisationFilter(ListFilter):
    """By words, type, area of a seat, network; `parent` keeps the branches of one, `acting` those at work."""

    type = django_filters.ChoiceFilter(
        choices=OrganisationType.choices, label=_("Type"), empty_label=_("All")
    )
    network = django_filters.ChoiceFilter(
        method="filter_network", label=_("Pact or network"), empty_label=_("All")
    )
    parent = django_filters.CharFilter(method="filter_parent", widget=forms.HiddenInput)
    agreement = django_filters.CharFilter(method="filter_agreement", widget=forms.HiddenInput)
    acting = django_filters.CharFilter(method="filter_acting", widget=forms.HiddenInput)

    class Meta:
        model = Organisation
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        joined = visible(Organisation).filter(pk__in=Membership.objects.order_by().values("network"))
        names = joined.order_by("name").values_list("uid", "name")[:_MOST_NETWORKS]
        self.filters["network"].extra["choices"] = list(names)

    def within(self, rows: Any, areas: Any) -> Any:
        return rows.filter(seated_in(areas))

    def filter_network(self, rows: Any, _name: str, uid: str) -> Any:
        known = visible(Organisation).filter(uid=uid).values("pk")
        return rows.filter(pk__in=Membership.objects.filter(network__in=known).order_by().values("member"))

    def filter_parent(self, rows: Any, _name: str, uid: str) -> Any:
        return rows.filter(parent__in=visible(Organisation).filter(uid=uid).values("pk"))

    def filter_agreement(self, rows: Any, _name: str, uid: str) -> Any:
        known = visible(Agreement).filter(uid=uid).order_by().values("pk")
        return rows.filter(pk__in=Party.objects.filter(agreement__in=known).order_by().values("organisation"))

    def filter_acting(self, rows: Any, _name: str, _asked: str) -> Any:
        return rows.filter(at_work())
