"""The office's screens for places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from portici.fronts.office.kit import (
    AddView,
    AmendView,
    Prefill,
    RecordList,
    RecordPage,
    facts_of,
    may_add,
    shown_with,
)
from portici.fronts.office.kit.related import related
from portici.fronts.office.links import paper
from portici.needs.queries import opportunities
from portici.programme.queries import activities
from portici.territory import domain
from portici.territory.filters import PlaceFilter
from portici.territory.forms import PlaceForm
from portici.territory.tables import PlaceTable

from .exports import place_rows

PLACES = (_("Places"), "office:places")
shown_with("place", lambda place: [place.area])


class Places(RecordList):
    kind = "place"
    room = "territory"
    table_class = PlaceTable
    filterset_class = PlaceFilter
    add_name = "office:place-add"
    add_label = _("Add a place")
    related = ("area",)

    def export_rows(self, found: Any) -> Iterator[list[Any]]:
        """All that the importer takes back, in the order asked for."""
        table = self.table_class(found.order_by("name", "pk"), request=self.request)
        if order := self.request.GET.getlist("sort"):
            table.order_by = order
        return place_rows(self.actor, table.data.data)


class PlacePage(RecordPage):
    kind = "place"
    above = PLACES
    edit_name = "office:place-edit"
    template_name = "office/sections.html"

    def get_facts(self) -> Any:
        return facts_of(
            self.actor,
            self.record,
            "kind",
            "area",
            "address",
            "postcode",
            "lon",
            "lat",
            "code",
            "website",
            "note",
            "source",
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        place = self.record
        sections = [
            related(
                "opportunities",
                _("Opportunities here"),
                opportunities(self.actor).filter(place=place),
                add_url=paper("opportunity-add", place=place, area=place.area)
                if may_add(self.actor, "opportunity")
                else "",
                add_label=_("Record it as an opportunity"),
            ),
            related(
                "activities",
                _("Activities here"),
                activities(self.actor).filter(place=place),
                note=lambda activity: activity.get_state_display(),
            ),
        ]
        return super().get_context_data(sections=sections, **kwargs)


class PlaceAdd(AddView):
    kind = "place"
    above = PLACES
    form_class = PlaceForm
    title = _("New place")
    prefill = {"area": Prefill("area", "area")}

    def work(self, form: PlaceForm) -> Any:
        return domain.record_place(actor=self.actor, **form.values)


class PlaceEdit(AmendView):
    kind = "place"
    above = PLACES
    form_class = PlaceForm

    def work(self, form: PlaceForm, version: int | None = None) -> Any:
        return domain.amend_place(actor=self.actor, place=self.record, version=version, values=form.values)
