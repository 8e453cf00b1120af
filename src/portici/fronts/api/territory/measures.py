"""Indicators, their values and the sources of data for machines."""

from __future__ import annotations

from functools import partial
from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpRequest
from ninja import Path, Query, Router

from portici.fronts.portal.territory.filters import IndicatorFilter
from portici.fronts.portal.territory.reading import area_of_key, visible
from portici.kernel.actor import VISITOR
from portici.kernel.findings import gettext_noop
from portici.needs.areas import inside
from portici.territory import queries
from portici.territory.models import Indicator

from ..common import Asked, Key, Site, licence_of, one_of, page_of
from ..narrowing import narrowed
from . import telling
from .schemas import (
    IndicatorPage,
    IndicatorsAsked,
    IndicatorWhole,
    ObservationPage,
    ObservationsAsked,
    SourcePage,
)

router = Router(tags=["indicators"])


@router.get(
    "/indicators",
    response=IndicatorPage,
    summary=gettext_noop("Indicators: what is measured, by whom, under which licence"),
    url_name="indicators",
    operation_id="indicators",
)
def indicator_list(request: HttpRequest, asked: Query[IndicatorsAsked]) -> Any:
    rows = _indicators().order_by("theme", "order", "name", "pk")
    return page_of(request, asked, narrowed(IndicatorFilter, asked, rows), telling.indicators)


def _indicators() -> Any:
    return visible(Indicator).select_related("comparable_within")


def _indicator_at(code: str) -> Indicator:
    found: Indicator | None = _indicators().filter(code=code).first()
    if found is None:
        raise Http404
    return found


@router.get(
    "/indicators/{code}",
    response=IndicatorWhole,
    summary=gettext_noop("One indicator, with the layers and periods that it was observed in"),
    url_name="indicator",
    operation_id="indicator",
)
def indicator(request: HttpRequest, code: Path[Key]) -> Any:
    found = _indicator_at(code)
    site = one_of(request, found)
    return {**telling.indicators(site, [found])[0], "layers": _layers(site, found)}


def _layers(site: Site, found: Indicator) -> list[dict[str, Any]]:
    """Two queries: which layers and which periods, as pairs."""
    rows = queries.observations_of_indicator(VISITOR, found).select_related(None)
    pairs = rows.order_by("area__layer__order", "area__layer__code", "-period")
    periods: dict[str, list[str]] = {}
    for layer, period in pairs.values_list("area__layer__code", "period").distinct():
        periods.setdefault(layer, []).append(period)
    query = f"?indicator={quote(found.code)}"
    return [
        {
            "layer": layer,
            "periods": told,
            "geojson": site.api(telling.GEOJSON.format(quote(layer)) + query),
        }
        for layer, told in periods.items()
    ]


@router.get(
    "/indicators/{code}/observations",
    response=ObservationPage,
    summary=gettext_noop("The values of an indicator, by area and period"),
    url_name="observations",
    operation_id="observations",
)
def observations(request: HttpRequest, code: Path[Key], asked: Query[ObservationsAsked]) -> Any:
    found = _indicator_at(code)
    rows = _narrowed(queries.observations_of_indicator(VISITOR, found), asked)
    apart, site = queries.apart_among(VISITOR, found, rows), Site.of(request)
    return {
        **page_of(request, asked, rows if apart is None else rows.none(), partial(_told, found)),
        "indicator": site.ref(found),
        "unit": found.unit,
        "comparable_within": telling.within_of(found),
        "apart": site.refs(apart or ()),
        "license": licence_of(found.licence),
    }


def _told(found: Indicator, site: Site, rows: list[Any]) -> list[dict[str, Any]]:
    return telling.observations(site, found, rows)


def _narrowed(rows: Any, asked: ObservationsAsked) -> Any:
    if asked.layer:
        rows = rows.filter(area__layer__code=asked.layer)
    if asked.area:
        held = area_of_key(asked.area)
        rows = rows.filter(area__in=inside(VISITOR, held).values("pk")) if held else rows.none()
    return rows.filter(period=asked.period) if asked.period else rows


@router.get(
    "/sources",
    response=SourcePage,
    summary=gettext_noop("Sources: who gave layers, indicators and counts of people, under which licence"),
    url_name="sources",
    operation_id="sources",
)
def sources(request: HttpRequest, asked: Query[Asked]) -> Any:
    return page_of(request, asked, queries.sources(VISITOR), telling.sources)
