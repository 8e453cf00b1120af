"""Layers, areas, places, indicators and their values as the API writes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from portici.fronts.observed import figure_url
from portici.territory import queries
from portici.territory.models import Area, Indicator, Layer, Observation, Place

from ..common import Site, licence_of

GEOJSON = "layers/{}/areas.geojson"


def layers(site: Site, rows: list[Layer]) -> list[dict[str, Any]]:
    return [
        {
            "id": row.code,
            "kind": row.kind,
            "title": row.name,
            "areas": row.areas_count,  # type: ignore[attr-defined] # the query counts them
            "source": row.source,
            "source_url": row.source_url,
            "vintage": row.vintage,
            "license": licence_of(row.licence),
            "href": site.api(f"areas?layer={quote(row.code)}"),
            "geojson": site.api(GEOJSON.format(quote(row.code))),
        }
        for row in rows
    ]


def areas(site: Site, rows: list[Area], geometry: str) -> list[dict[str, Any]]:
    """The areas, with their borders when asked for: one query for the boxes, one for the borders."""
    boxes = queries.bounds_of(rows)
    borders = {} if geometry == "none" else queries.borders_of(rows, geometry)  # type: ignore[arg-type] # one of the words that it takes
    return [_area(site, row, boxes.get(row.pk), borders.get(row.pk)) for row in rows]


def _area(site: Site, row: Area, box: list[float] | None, border: dict[str, Any] | None) -> dict[str, Any]:
    return {
        **site.record(row, licence_of(row.layer.licence)),
        "layer": row.layer.code,
        "code": row.code,
        "other_names": row.other_names,
        "parent": site.maybe(row.parent),
        "is_drawn": row.is_drawn,
        "surface_km2": None if row.surface_km2 is None else float(row.surface_km2),
        "lon": row.lon,
        "lat": row.lat,
        "bbox": box,
        "geometry": border,
        "source": row.source or row.layer.source,
        "note": row.note,
    }


def lying(site: Site, found: queries.Lying) -> dict[str, Any]:
    return {"area": site.ref(found.area), "share": found.share, "share_of_it": found.of_it}


def within_of(indicator: Indicator | None) -> str | None:
    """The code of the layer inside one area of which the indicator's values are comparable; None where they are everywhere."""
    layer = indicator.comparable_within if indicator is not None else None
    return layer.code if layer is not None else None


def figure(site: Site, found: queries.Figure) -> dict[str, Any]:
    return {
        "indicator": site.ref(found.indicator),
        "period": found.period,
        "value": found.value,
        "unit": found.indicator.unit,
        "status": found.status,
        "rank": found.rank,
        "among": found.among,
        "comparable_within": within_of(found.indicator),
        "license": licence_of(found.indicator.licence),
        "url": f"{site.base}{figure_url(found.indicator, found.area, found.period)}",
    }


def places(site: Site, rows: list[Place]) -> list[dict[str, Any]]:
    return [
        {
            **site.record(row),
            "kind_of_place": row.kind,
            "address": row.address,
            "postcode": row.postcode,
            "area": site.maybe(row.area),
            "lon": row.lon,
            "lat": row.lat,
            "website": row.website,
            "source": row.source,
            "note": row.note,
        }
        for row in rows
    ]


def indicators(site: Site, rows: list[Indicator]) -> list[dict[str, Any]]:
    return [
        {
            **site.record(row, licence_of(row.licence)),
            "code": row.code,
            "description": row.description,
            "theme": row.theme,
            "unit": row.unit,
            "decimals": row.decimals,
            "direction": row.direction,
            "method": row.method,
            "comparable_within": within_of(row),
            "source": row.source,
            "source_url": row.source_url,
            "vintage": row.vintage,
            "observations": site.api(f"indicators/{quote(row.code)}/observations"),
        }
        for row in rows
    ]


def observations(site: Site, indicator: Indicator, rows: list[Observation]) -> list[dict[str, Any]]:
    return [
        {
            "area": site.ref(row.area),
            "period": row.period,
            "value": row.value,
            "status": row.status,
            "url": f"{site.base}{figure_url(indicator, row.area, row.period)}",
        }
        for row in rows
    ]


def sources(_site: Site, rows: list[queries.Source]) -> list[dict[str, Any]]:
    return [
        {
            "name": row.name,
            "url": row.url,
            "vintage": row.vintage,
            "license": licence_of(row.licence),
            "used_for": row.used_for,
        }
        for row in rows
    ]


def collection(
    site: Site,
    layer: Layer,
    found: dict[str, Any],
    indicator: Indicator | None,
    apart: Sequence[Area],
    within: str,
) -> dict[str, Any]:
    """The layer's features as the queries give them, with stable identifiers, addresses and the licence; `apart` are the areas to choose
    from, `within` the code of the one that was chosen."""
    known = {"bbox": found["bbox"]} if "bbox" in found else {}
    return {
        "type": "FeatureCollection",
        **known,
        "layer": layer.code,
        "indicator": found["indicator"],
        "period": found["period"],
        "unit": indicator.unit if indicator else "",
        "comparable_within": within_of(indicator),
        "within": site.maybe(next((area for area in apart if area.code == within), None)),
        "apart": site.refs(apart),
        "license": licence_of(indicator.licence if indicator else layer.licence),
        "features": [_feature(site, layer, one) for one in found["features"]],
    }


def _feature(site: Site, layer: Layer, found: dict[str, Any]) -> dict[str, Any]:
    key = f"{layer.code}/{found['properties']['code']}"
    properties = {**found["properties"], "href": site.api(f"areas/{quote(key)}")}
    return {"type": "Feature", "id": key, "geometry": found["geometry"], "properties": properties}
