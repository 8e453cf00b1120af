"""GeoJSON for the portal's maps: light shapes, with the properties that docs/frontend.md names."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag

from portici.kernel.exhibit import digest_of
from portici.territory.models import Area, Geometry

Feature = dict[str, Any]
CONTENT_TYPE = "application/geo+json"


def borders(areas: Iterable[tuple[Area, dict[str, Any]]]) -> list[Feature]:
    """Visible areas with their properties as features; those without a border are left out. One query."""
    listed = list(areas)
    found = Geometry.objects.filter(area__in=[area.pk for area, _properties in listed])
    texts = dict(found.values_list("area_id", "simplified"))
    return [
        feature(json.loads(texts[area.pk]), **{"kind": "area", **properties})
        for area, properties in listed
        if area.pk in texts
    ]


def point(lon: float | None, lat: float | None, **properties: Any) -> Feature:
    return feature({"type": "Point", "coordinates": [lon, lat]}, kind="point", **properties)


def feature(geometry: dict[str, Any] | None, **properties: Any) -> Feature:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def response(features: list[Feature]) -> JsonResponse:
    return JsonResponse({"type": "FeatureCollection", "features": features}, content_type=CONTENT_TYPE)


def unless_known(
    request: HttpRequest, facts: dict[str, Any], build: Callable[[], list[Feature]]
) -> HttpResponse:
    """The shapes, or 304 when the browser holds those of the same `facts`: then no shape is read."""
    etag = quote_etag(digest_of(facts))
    answer = get_conditional_response(request, etag=etag)
    if answer is None or answer.status_code != 304:
        answer = response(build())
        answer["ETag"] = etag
    patch_cache_control(answer, public=True, max_age=0, must_revalidate=True)
    return answer
