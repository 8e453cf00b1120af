"""What the maps load: a layer with values, one area with its parts, one place. Only what is published."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from portici.fronts.addresses import portal_url
from portici.fronts.apart import WITHIN
from portici.fronts.observed import value_text
from portici.kernel.actor import VISITOR
from portici.needs import queries as needs
from portici.needs.areas import inside
from portici.territory import queries
from portici.territory.models import Area, Indicator, Layer, Place

from . import shapes
from .reading import area_at, area_url, shown, visible

#: Beyond this a map of one area says nothing more.
_MOST_PARTS = 1000
_MOST_PLACES = 300


@gzip_page
@require_safe
def layer_shapes(request: HttpRequest, layer: str) -> HttpResponse:
    """The areas of a layer with the values of ?indicator= in ?period=, and the target areas as outlines."""
    found = queries.layers(VISITOR).filter(code=layer).first()
    if found is None:
        raise Http404
    indicator, period = _asked(request, found)
    within = request.GET.get(WITHIN, "")
    targets = target_areas()
    facts = {
        "language": get_language(),
        "values": queries.collection_digest(VISITOR, found, indicator, period, within=within),
        "targets": _told(targets),
    }
    return shapes.unless_known(
        request,
        facts,
        lambda: _with_targets(_layer_features(found, indicator, period, within), targets, found),
    )


def _asked(request: HttpRequest, layer: Layer) -> tuple[Indicator | None, str]:
    code = request.GET.get("indicator", "")
    if not code:
        return None, ""
    indicator = Indicator.objects.visible_to(VISITOR).filter(code=code).first()
    if indicator is None:
        raise Http404
    period = request.GET.get("period", "")
    if not period:
        period = next(iter(queries.periods_of_indicator(VISITOR, indicator, layer)), "")
    return indicator, period


def _layer_features(
    layer: Layer, indicator: Indicator | None, period: str, within: str
) -> list[shapes.Feature]:
    collection = queries.feature_collection(VISITOR, layer, indicator, period, within=within)
    features = []
    for found in collection["features"]:
        known = found["properties"]
        properties = {
            "name": known["name"],
            "url": reverse("portal:area", args=[layer.code, known["code"]]),
            "kind": "area",
            "code": known["code"],
        }
        if indicator is not None:
            label = value_text(indicator, known["value"]) if known["value"] is not None else _("no value")
            properties |= {"value": known["value"], "label": label, "class": known["class"]}
        features.append(shapes.feature(found["geometry"], **properties))
    return features


def _with_targets(features: list[shapes.Feature], targets: list[Area], layer: Layer) -> list[shapes.Feature]:
    """Target areas of the layer itself are marked; the others are drawn over it as outlines."""
    own = {area.code for area in targets if area.layer_id == layer.pk}
    for found in features:
        if found["properties"]["code"] in own:
            found["properties"]["kind"] = "target"
    others = sorted(
        (area for area in targets if area.layer_id != layer.pk), key=lambda area: -(area.surface_km2 or 0)
    )
    return features + shapes.borders((area, target_properties(area)) for area in others)


def target_areas() -> list[Area]:
    """The areas that are target areas today, each once."""
    held = needs.designations_in_force(VISITOR).values("area")
    return list(visible(Area).filter(pk__in=held).order_by("name", "pk"))


def target_properties(area: Area) -> dict[str, Any]:
    return {"name": area.name, "label": _("Target area"), "url": area_url(area), "kind": "target"}


def _told(areas: list[Area]) -> list[list[str]]:
    return [[area.uid, area.name, area.shape_digest] for area in areas]


@gzip_page
@require_safe
def area_shapes(request: HttpRequest, layer: str, code: str) -> HttpResponse:
    """An area, what lies directly within it, its target areas and its places."""
    area = area_at(layer, code)
    below = list(queries.children(VISITOR, area).exclude(is_drawn=True)[:_MOST_PARTS])
    parts = [part.area for part in queries.parts_of(VISITOR, area)][:_MOST_PARTS]
    within = inside(VISITOR, area).values("pk")
    targets = [found for found in target_areas() if found.pk in set(_drawn_within(within))]
    places = list(
        visible(Place).filter(queries.placed_in(within)).exclude(lon=None).exclude(lat=None)[:_MOST_PLACES]
    )
    facts = {
        "areas": _told([area, *below, *parts]),
        "targets": _told(targets),
        "places": [[place.uid, place.name, place.address, place.lon, place.lat] for place in places],
        "language": get_language(),
    }
    return shapes.unless_known(
        request, facts, lambda: _area_features(area, [*below, *parts], targets, places)
    )


def _drawn_within(within: Any) -> list[int]:
    return list(needs.designations_in_force(VISITOR).filter(area__in=within).values_list("area", flat=True))


def _area_features(
    area: Area, below: list[Area], targets: list[Area], places: list[Place]
) -> list[shapes.Feature]:
    """The area under its parts; target areas over them, the larger ones below."""
    inner = sorted((one for one in targets if one.pk != area.pk), key=lambda one: -(one.surface_km2 or 0))
    marked = {target.pk for target in inner}
    plain = {one.pk: one for one in [area, *below] if one.pk not in marked}
    drawn = shapes.borders([(one, {"name": one.name, "url": area_url(one)}) for one in plain.values()])
    drawn += shapes.borders([(one, target_properties(one)) for one in inner])
    return drawn + [_place_point(place) for place in places]


def _place_point(place: Place) -> shapes.Feature:
    return shapes.point(place.lon, place.lat, name=place.name, label=place.address, url=portal_url(place))


@gzip_page
@require_safe
def place_shapes(request: HttpRequest, uid: str) -> HttpResponse:
    """The place as a point, in the border of its area."""
    place = shown(visible(Place), "area").filter(uid=uid).exclude(lon=None).exclude(lat=None).first()
    if place is None:
        raise Http404
    area = place.area
    facts = {
        "place": [place.uid, place.version],
        "area": _told([area] if area else []),
        "language": get_language(),
    }

    def build() -> list[shapes.Feature]:
        around = [(area, {"name": area.name, "url": area_url(area)})] if area else []
        return [*shapes.borders(around), _place_point(place)]

    return shapes.unless_known(request, facts, build)
