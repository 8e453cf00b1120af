"""The office's screens for areas: the figures that speak for one, and from there to the target area, the
need, the activity."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic.base import View

from portici.fronts.office.kit import (
    AddView,
    AmendView,
    OfficeView,
    RecordList,
    RecordPage,
    RowView,
    SmallForm,
    facts_of,
    may_add,
    may_edit,
    shown_with,
    step,
)
from portici.fronts.office.kit.related import Related, related
from portici.fronts.office.links import narrowed, paper
from portici.governance.queries import decisions_on_area
from portici.needs import queries as needs
from portici.organisations.queries import organisations, seated_in
from portici.programme.queries import activities_in_area
from portici.records.forms import ActorForm
from portici.territory import domain, queries
from portici.territory.filters import AreaFilter
from portici.territory.forms import AreaDrawForm, AreaForm, PartsForm
from portici.territory.models import Area, Layer, LayerKind
from portici.territory.tables import AreaTable
from portici.territory.tree import Part

AREAS = (_("Areas"), "office:areas")
shown_with("area", lambda area: [area.parent])


class Areas(RecordList):
    kind = "area"
    room = "territory"
    table_class = AreaTable
    filterset_class = AreaFilter
    add_name = "office:area-draw"
    add_label = _("Draw a target area")
    related = ("layer", "parent")


class AreaPage(RecordPage):
    """An area: its figures with their rank, what is recorded for it, and the papers that begin from it."""

    kind = "area"
    above = AREAS
    edit_name = "office:area-edit"
    template_name = "office/territory/area.html"

    def get_facts(self) -> Any:
        return facts_of(
            self.actor, self.record, "layer", "code", "other_names", "parent", "surface_km2", "note", "source"
        )

    def get_chain(self) -> Any:
        area = self.record
        designate = paper("designation-add", area=area) if may_add(self.actor, "designation") else ""
        need = paper("need-add", area=area) if may_add(self.actor, "need") else ""
        activity = paper("activity-add", area=area) if may_add(self.actor, "activity") else ""
        found = activities_in_area(self.actor, area)
        return [
            step(_("Area"), [], current=True),
            step(
                _("Target area"),
                needs.designations_of_area(self.actor, area),
                missing=_("Not a target area"),
                add_url=designate,
                add_label=_("Designate as target area"),
            ),
            step(
                _("Needs"),
                needs.needs_of_area(self.actor, area),
                missing=_("No need recorded"),
                more_url=narrowed("needs", area=area),
                add_url=need,
                add_label=_("Record a need here"),
            ),
            step(_("Decisions"), decisions_on_area(self.actor, area), missing=_("Nothing decided")),
            step(
                _("Activities"),
                found,
                missing=_("Nothing is done yet"),
                more_url=narrowed("activities", area=area),
                add_url=activity,
                add_label=_("Open an activity here"),
            ),
        ]

    def get_sections(self) -> list[Related]:
        area, actor = self.record, self.actor
        add = paper("opportunity-add", area=area) if may_add(actor, "opportunity") else ""
        place = paper("place-add", area=area) if may_add(actor, "place") else ""
        return [
            related(
                "opportunities",
                _("Opportunities near it"),
                needs.opportunities_of_area(actor, area),
                note=lambda found: found.get_theme_display(),
                all_url=narrowed("opportunities", area=area),
                add_url=add,
                add_label=_("Record an opportunity near it"),
            ),
            related(
                "places",
                _("Places"),
                queries.places_in(actor, area),
                note=lambda found: found.address,
                all_url=narrowed("places", area=area),
                add_url=place,
                add_label=_("Add a place"),
            ),
            related(
                "organisations",
                _("Organisations seated here"),
                organisations(actor).filter(seated_in(queries.area_ids_within(area))),
                all_url=narrowed("organisations", area=area),
            ),
            related(
                "within",
                _("Areas within it"),
                queries.children(actor, area),
                all_url=narrowed("areas", within=area),
            ),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        area = self.record
        parts = queries.parts_of(self.actor, area)
        change_parts = None
        if may_edit(self.actor, area):
            form = PartsForm(actor=self.actor, auto_id="parts-%s", initial=initial_parts(parts))
            change_parts = SmallForm(
                _("Change its parts"), reverse("office:area-parts", args=[area.uid]), form
            )
        return super().get_context_data(
            figures=queries.observations_of_area(self.actor, area),
            sections=self.get_sections(),
            parts=parts,
            lies_in=queries.lies_in(self.actor, area),
            drawn_here=queries.drawn_in(self.actor, area),
            change_parts=change_parts,
            borders_url=f"{reverse('office:borders')}?area={area.uid}",
            has_shape=hasattr(area, "geometry"),
            **kwargs,
        )


class AreaDraw(AddView):
    """A target area that no layer has: a few streets, drawn or put together."""

    kind = "area"
    above = AREAS
    form_class = AreaDrawForm
    template_name = "office/territory/draw.html"
    title = _("Draw a target area")
    intro = _("Draw its border on the map, or choose the official areas that it is made of, or both.")

    def work(self, form: AreaDrawForm) -> Any:
        values = form.values
        parts = [Part(area) for area in values["parts"]]
        return domain.draw_area(
            actor=self.actor,
            name=values["name"],
            drawn=values["drawn"] or None,
            parts=parts,
            note=values["note"],
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        layers = [layer for layer in queries.layers(self.actor) if layer.kind != LayerKind.TARGET]
        asked = self.request.GET.get("layer", "")
        usual = next((one for one in layers if one.kind == LayerKind.COMUNE), layers[0] if layers else None)
        layer = next((one for one in layers if one.code == asked), usual)
        url = f"{reverse('office:borders')}?layer={layer.code}" if layer else ""
        return super().get_context_data(layers=layers, layer=layer, borders_url=url, **kwargs)


class AreaEdit(AmendView):
    kind = "area"
    above = AREAS
    form_class = AreaForm
    template_name = "office/territory/draw.html"

    def work(self, form: AreaForm, version: int | None = None) -> Any:
        values = {name: value for name, value in form.values.items() if name != "shape"}
        return domain.amend_area(
            actor=self.actor, area=self.record, version=version, values=values, shape=form.new_shape
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        parent = self.record.parent
        url = f"{reverse('office:borders')}?area={parent.uid}" if parent else ""
        return super().get_context_data(borders_url=url, **kwargs)


class AreaParts(RowView):
    """Which official areas an area is made of; shares that were set before stay."""

    kind = "area"
    above = AREAS
    form_class: type[ActorForm] = PartsForm
    title = _("Change its parts")

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | initial_parts(queries.parts_of(self.actor, self.record))

    def work(self, form: PartsForm, version: int | None = None) -> Any:
        shares = {part.area.pk: part.share for part in domain.current_parts(self.record)}
        parts = [Part(area, shares.get(area.pk, Decimal(1))) for area in form.values["parts"]]
        return domain.set_parts(
            actor=self.actor, area=self.record, parts=parts, version=version, reshape=form.values["reshape"]
        )


def initial_parts(parts: list[Part]) -> dict[str, Any]:
    return {"parts": [part.area for part in parts]}


class Borders(OfficeView, View):
    """Borders for the office's maps: the areas of a layer, or one area with what lies directly within it."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest) -> HttpResponse:
        layer = Layer.objects.filter(code=request.GET.get("layer", "")).first()
        if layer is not None:
            rows = queries.areas_of_layer(self.actor, layer)
        else:
            asked = Area.objects.visible_to(self.actor).filter(uid=request.GET.get("area", ""))
            rows = asked | Area.objects.visible_to(self.actor).filter(parent__in=asked.values("pk"))
        features = [
            _feature(area)
            for area in rows.select_related("geometry").order_by("-surface_km2")
            if hasattr(area, "geometry")
        ]
        body = json.dumps({"type": "FeatureCollection", "features": features})
        return HttpResponse(body, content_type="application/geo+json")


def _feature(area: Area) -> dict[str, Any]:
    return {
        "type": "Feature",
        "geometry": json.loads(area.geometry.simplified),
        "properties": {
            "name": area.name,
            "url": reverse("office:area", args=[area.uid]),
            "kind": "target" if area.is_drawn else "area",
        },
    }
