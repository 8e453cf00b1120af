"""What the list of organisations can be narrowed by."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portici.kernel import clock
from portici.records.filters import PickFilter, RecordFilter
from portici.territory.models import Area
from portici.territory.queries import area_ids_within

from .models import Membership, Organisation, OrganisationType
from .queries import seated_in


class OrganisationFilter(RecordFilter):
    """Words (also of a code), type, where a seat is, the pact or network belonged to today."""

    type = django_filters.ChoiceFilter(label=_("Type"), choices=OrganisationType.choices)
    area = PickFilter(kind="area", method="filter_area", label=_("Comune or other area, with all within it"))
    network = PickFilter(
        kind="organisation", method="filter_network", label=_("Member of the pact or network")
    )

    class Meta:
        model = Organisation
        fields = ["q", "type", "area", "network", "publication"]

    def filter_area(self, organisations: Any, _name: str, area: Area) -> Any:
        return organisations.filter(seated_in(area_ids_within(area)))

    def filter_network(self, organisations: Any, _name: str, network: Organisation) -> Any:
        today = clock.today()
        rows = Membership.objects.filter(Q(until=None) | Q(until__gte=today), network=network)
        return organisations.filter(pk__in=rows.values("member"))
