"""The portal's lists of target areas, needs, opportunities and places."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portici.fronts.portal.kit import PortalTable
from portici.kernel.actor import VISITOR
from portici.needs import queries as needs
from portici.programme.models import Activity
from portici.territory.models import Place

from .filters import ListFilter, NeedFilter, OpportunityFilter, PlaceFilter
from .reading import named, shown, visible
from .tables import NeedTable, OpportunityTable, PlaceTable, TargetTable

TERRITORY = (_("Territory"), "portal:territory")


class TerritoryList(PortalTable):
    """A list under the territory: its title, a sentence on what it is, filters, the table, its file."""

    template_name = "portal/territory/list.html"
    #: A sentence that says what the list holds.
    lead: Any = ""

    def get_above(self) -> list[tuple[Any, str]]:
        return [(TERRITORY[0], reverse(TERRITORY[1]))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(lead=self.lead, **kwargs)


class TargetFilter(ListFilter):
    state = django_filters.ChoiceFilter(
        method="filter_state",
        label=_("In force"),
        empty_label=_("All"),
        choices=[("now", _("Today")), ("ended", _("No longer"))],
    )

    def filter_state(self, rows: Any, _name: str, state: str) -> Any:
        in_force = needs.designations_in_force(VISITOR).values("pk")
        return rows.filter(pk__in=in_force) if state == "now" else rows.exclude(pk__in=in_force)


class Targets(TerritoryList):
    title = _("Target areas")
    lead = _(
        "The areas in distress designated as target areas, with the act and the reason; the Board decides what is done there."
    )
    export_name = "aree-bersaglio"
    table_class = TargetTable
    filterset_class = TargetFilter

    def get_queryset(self) -> Any:
        return shown(needs.designations(VISITOR), "area")


class Needs(TerritoryList):
    title = _("Needs")
    lead = _("What is lacking, where, who says so and what answers it.")
    export_name = "bisogni"
    table_class = NeedTable
    filterset_class = NeedFilter

    def get_queryset(self) -> Any:
        return need_rows(needs.needs(VISITOR))


class Opportunities(TerritoryList):
    title = _("Opportunities")
    lead = _("What is at hand: organisations, schools, buildings, projects already under way.")
    export_name = "opportunita"
    table_class = OpportunityTable
    filterset_class = OpportunityFilter

    def get_queryset(self) -> Any:
        return shown(needs.opportunities(VISITOR), "area", "organisation", "place")


class Places(TerritoryList):
    title = _("Places")
    lead = _("Buildings, libraries, schools and open spaces that activities use or could use.")
    export_name = "luoghi"
    table_class = PlaceTable
    filterset_class = PlaceFilter

    def get_queryset(self) -> Any:
        return shown(visible(Place), "area")


def need_rows(rows: Any) -> Any:
    """Needs with what a row of the list shows, and no more."""
    return shown(rows.prefetch_related(None), "area", "groups").prefetch_related(
        Prefetch("activities", queryset=named(visible(Activity)))
    )
