"""What follows from where an area stands: its path, its shape's measures, who contains it. No rights are
asked here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from portici.kernel.codes.parsed import error
from portici.kernel.exhibit import digest_of_text
from portici.kernel.findings import Finding, Message, gettext_noop

from . import geometry, overlaps, positions, rules
from .bulk import CHUNK
from .models import Area, AreaPart, Geometry, Layer, LayerKind


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an area, and the share of its people counted in: all of them unless said otherwise."""

    area: Area
    share: Decimal = Decimal(1)


def shape_values(shape: geometry.Shape | None) -> dict[str, Any]:
    """The fields of an area that follow from its shape."""
    if shape is None:
        return {}
    measures = geometry.measured(shape)
    return {
        "surface_km2": measures.surface_km2,
        "lon": measures.lon,
        "lat": measures.lat,
        "shape_digest": digest_of_text(geometry.as_geojson(shape)),
    }


def keep_shapes(areas: Sequence[Area], shapes: Sequence[geometry.Shape]) -> None:
    """Store the shapes of stored areas, made light together so that shared borders stay shared; and what follows
    from them: which areas they overlap, which points lie in them.
    """
    rows = [
        _geometry_row(area, shape, light)
        for area, shape, light in zip(areas, shapes, geometry.simplified(shapes), strict=True)
    ]
    fields = ["whole", "simplified", "min_lon", "min_lat", "max_lon", "max_lat"]
    Geometry.objects.bulk_create(
        rows, update_conflicts=True, update_fields=fields, unique_fields=["area"], batch_size=CHUNK // 5
    )
    overlaps.relate(areas, shapes)
    positions.areas_placed(areas, shapes)


def _geometry_row(area: Area, shape: geometry.Shape, light: geometry.Shape) -> Geometry:
    west, south, east, north = geometry.measured(shape).bounds
    return Geometry(
        area=area,
        whole=geometry.as_geojson(shape),
        simplified=geometry.as_geojson(light, digits=5),
        min_lon=west,
        min_lat=south,
        max_lon=east,
        max_lat=north,
    )


def shapes_of(areas: Iterable[Area]) -> dict[int, geometry.Shape]:
    """The shapes of areas that have one, by primary key."""
    rows = Geometry.objects.filter(area__in=list(areas)).values_list("area_id", "whole")
    return {area_id: geometry.from_geojson(whole) for area_id, whole in rows}


def place_in_tree(areas: Iterable[Area]) -> None:
    """Set the paths of areas whose parent is new or has changed, and of all that is within them."""
    pending = list(areas)
    while pending:
        parents = {area.parent_id for area in pending if area.parent_id}
        paths = dict(Area.objects.filter(pk__in=parents).values_list("pk", "path"))
        for area in pending:
            above = paths.get(area.parent_id, "") if area.parent_id else ""
            area.path = f"{above or '/'}{area.pk}/"
        Area.objects.bulk_update(pending, ["path"], batch_size=CHUNK // 5)
        pending = list(Area.objects.filter(parent__in=pending))


def locate(lon: float, lat: float, layer: Layer) -> Area | None:
    """The area of the layer that the point lies in; of two that share the border, the first by name."""
    for candidate in _boxed(lon, lat).filter(area__layer=layer).order_by("area__name"):
        if geometry.contains(geometry.from_geojson(candidate.whole), lon, lat):
            return candidate.area
    return None


def container_of(shape: geometry.Shape, measures: geometry.Measures) -> Area | None:
    """The smallest official area, not smaller than the shape, that it lies in; where it lies across borders at
    every step, the smallest that its inner point lies in. Sections do not count.
    """
    official = _boxed(measures.lon, measures.lat).filter(
        area__is_drawn=False, area__surface_km2__gte=measures.surface_km2
    )
    fitting = official.exclude(area__layer__kind__in=[LayerKind.SECTION, LayerKind.TARGET])
    holding: Area | None = None
    for candidate in fitting.order_by("area__surface_km2", "-area__layer__order"):
        other = geometry.from_geojson(candidate.whole)
        if geometry.overlap(shape, other) >= rules.COVERED_ENOUGH:
            return candidate.area
        if holding is None and geometry.contains(other, measures.lon, measures.lat):
            holding = candidate.area
    return holding


def _boxed(lon: float, lat: float) -> QuerySet[Geometry]:
    """Geometries whose box holds the point: a few, of which the border is then asked."""
    return Geometry.objects.filter(
        min_lon__lte=lon, max_lon__gte=lon, min_lat__lte=lat, max_lat__gte=lat
    ).select_related("area__layer")


def divisions(area: Area) -> QuerySet[Area]:
    """The official areas that lie in an area: below it in the tree, its parts, and what is below these."""
    condition = Q(path__startswith=area.path) if area.path else Q(pk__in=())
    parts = AreaPart.objects.filter(whole=area).values_list("part__path", flat=True)
    for path in filter(None, parts):
        condition |= Q(path__startswith=path)
    official = Area.objects.filter(condition, is_drawn=False).exclude(layer__kind=LayerKind.TARGET)
    return official.exclude(pk=area.pk)


def check_parts(parts: Sequence[Part], whole: Area | None = None) -> list[Finding]:
    """What is wrong with a list of parts: twice, one within another, a share out of bounds, the area in
    itself."""
    findings = []
    paths = [part.area.path for part in parts]
    for part in parts:
        if not Decimal(0) < part.share <= Decimal(1):
            findings.append(_bad_share(part))
        if sum(part.area.path.startswith(path) for path in paths) > 1:
            findings.append(_overlapping(part))
        if part.area.is_drawn:
            findings.append(_not_official(part))
        if whole is not None and part.area.path.startswith(whole.path):
            findings.append(_in_itself(part))
    return findings


def write_parts(area: Area, parts: Sequence[Part]) -> None:
    AreaPart.objects.filter(whole=area).delete()
    AreaPart.objects.bulk_create(AreaPart(whole=area, part=part.area, share=part.share) for part in parts)


def parts_text(parts: Iterable[Part]) -> str:
    """Parts as the journal tells them."""
    return ", ".join(sorted(f"{part.area.uid} {part.area.name} {part.share:f}" for part in parts))


def _parts_finding(code: str, part: Part, accepted: str, todo: str) -> Finding:
    return error(code, f"{part.area.name} ({part.share:f})", Message(accepted), Message(todo)).at("parts")


def _bad_share(part: Part) -> Finding:
    accepted = gettext_noop("A share above 0 and up to 1.")
    return _parts_finding("area.part_share", part, accepted, gettext_noop("Write 1 for the whole part."))


def _overlapping(part: Part) -> Finding:
    accepted = gettext_noop("Parts that do not contain each other: people would be counted twice.")
    todo = gettext_noop("Keep either the larger area or the smaller ones.")
    return _parts_finding("area.part_twice", part, accepted, todo)


def _not_official(part: Part) -> Finding:
    accepted = gettext_noop("Official areas as parts.")
    todo = gettext_noop("Take the official areas that the drawn one lies on.")
    return _parts_finding("area.part_drawn", part, accepted, todo)


def _in_itself(part: Part) -> Finding:
    accepted = gettext_noop("Parts that do not lie within the area as its children.")
    todo = gettext_noop("Take the area's children out of its parts: they count already.")
    return _parts_finding("area.part_of_itself", part, accepted, todo)
