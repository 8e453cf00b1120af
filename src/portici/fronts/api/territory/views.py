"""Layers, areas and places for machines. Indicators are in `measures`."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, JsonResponse
from ninja import Path, Query, Router

from portici.fronts.portal.territory.filters import PlaceFilter
from portici.fronts.portal.territory.reading import area_of_key, shown, visible
from portici.kernel.actor import VISITOR
from portici.kernel.findings import gettext_noop
from portici.needs.areas import inside
from portici.territory import queries
from portici.territory.models import Area, Indicator, Layer, Place

from ..common import Asked, Key, Site, found_in, one_of, own_licence, page_of, told_one
from ..door import tag_of, unless_held
from ..narrowing import narrowed
from . import telling
from .schemas import (
    AreaPage,
    AreasAsked,
    AreaWhole,
    FeatureCollection,
    LayerPage,
    LayerShapesAsked,
    OneAreaAsked,
    PlaceOut,
    PlacePage,
    PlacesAsked,
)

router = Router(tags=["territory"])
GEOJSON = "application/geo+json"


@router.get(
    "/layers",
    response=LayerPage,
    summary=gettext_noop("Layers: the divisions of the territory"),
    url_name="layers",
    operation_id="layers",
)
def layers(request: HttpRequest, asked: Query[Asked]) -> Any:
    return page_of(request, asked, queries.layers(VISITOR), telling.layers)


@router.get(
    "/layers/{layer}/areas.geojson",
    response=FeatureCollection,
    summary=gettext_noop("The areas of a layer with the values of an indicator, as GeoJSON for a map"),
    url_name="layer-shapes",
    operation_id="layer-shapes",
)
def layer_shapes(request: HttpRequest, layer: Path[Key], asked: Query[LayerShapesAsked]) -> Any:
    found = found_in(queries.layers(VISITOR), code=layer)
    indicator = _indicator(asked.indicator)
    period = asked.period or _latest(indicator, found)
    site = Site.of(request)
    apart = queries.apart(VISITOR, indicator, found, period) if indicator else []
    within = asked.within or ""
    digest = queries.collection_digest(VISITOR, found, indicator, period, within=within)
    licences = [found.licence, indicator.licence, indicator.unit] if indicator else [found.licence]
    choice = [telling.within_of(indicator), within, site.refs(apart)]
    facts = [digest, asked.geometry, period, site.base, *licences, own_licence(), choice]

    def build() -> JsonResponse:
        collection = queries.feature_collection(
            VISITOR, found, indicator, period, border=asked.geometry, within=within
        )
        told = telling.collection(site, found, collection, indicator, apart, within)
        return JsonResponse(told, content_type=GEOJSON)

    return unless_held(request, tag_of(json.dumps(facts).encode()), build)


def _indicator(code: str | None) -> Indicator | None:
    if not code:
        return None
    found: Indicator = found_in(visible(Indicator).select_related("comparable_within"), code=code)
    return found


def _latest(indicator: Indicator | None, layer: Layer) -> str:
    return next(iter(queries.periods_of_indicator(VISITOR, indicator, layer)), "") if indicator else ""


def _areas() -> QuerySet[Area]:
    return visible(Area).prefetch_related(Prefetch("parent", queryset=visible(Area)))


@router.get(
    "/areas",
    response=AreaPage,
    summary=gettext_noop("Areas, by layer, by what they lie in, by a box"),
    url_name="areas",
    operation_id="areas",
)
def area_list(request: HttpRequest, asked: Query[AreasAsked]) -> Any:
    rows = _narrowed(_areas().order_by("layer__order", "layer__code", "code", "pk"), asked)
    return page_of(request, asked, rows, partial(telling.areas, geometry=asked.geometry))


def _narrowed(rows: Any, asked: AreasAsked) -> Any:
    if asked.q:
        rows = rows.matching(asked.q)
    if asked.layer:
        rows = rows.filter(layer__code=asked.layer)
    if asked.area:
        held = area_of_key(asked.area)
        rows = rows.filter(pk__in=inside(VISITOR, held).values("pk")) if held else rows.none()
    if asked.bbox:
        rows = queries.within_bounds(rows, *map(float, asked.bbox.split(",")))
    return rows


@router.get(
    "/areas/{layer}/{code}",
    response=AreaWhole,
    summary=gettext_noop("One area: its border, what it lies in, what it is made of, its latest figures"),
    url_name="area",
    operation_id="area",
)
def area(request: HttpRequest, layer: Path[Key], code: Path[Key], asked: Query[OneAreaAsked]) -> Any:
    found = found_in(_areas(), layer__code=layer, code=code)
    site = one_of(request, found)
    return {
        **telling.areas(site, [found], asked.geometry)[0],
        "ancestors": site.refs(queries.ancestors(VISITOR, found)),
        "parts": [
            {"area": site.ref(part.area), "share": float(part.share)}
            for part in queries.parts_of(VISITOR, found)
        ],
        "lies_in": [telling.lying(site, one) for one in queries.lies_in(VISITOR, found)],
        "drawn_here": [telling.lying(site, one) for one in queries.drawn_in(VISITOR, found)],
        "figures": [telling.figure(site, one) for one in queries.observations_of_area(VISITOR, found)],
    }


def _places() -> Any:
    return shown(visible(Place), "area").order_by("name", "pk")


@router.get(
    "/places",
    response=PlacePage,
    summary=gettext_noop("Places: buildings, libraries, schools, open spaces"),
    url_name="places",
    operation_id="places",
)
def place_list(request: HttpRequest, asked: Query[PlacesAsked]) -> Any:
    return page_of(request, asked, narrowed(PlaceFilter, asked, _places()), telling.places)


@router.get(
    "/places/{uid}",
    response=PlaceOut,
    summary=gettext_noop("One place"),
    url_name="place",
    operation_id="place",
)
def place(request: HttpRequest, uid: Path[Key]) -> Any:
    return told_one(request, telling.places, _places(), uid=uid)
