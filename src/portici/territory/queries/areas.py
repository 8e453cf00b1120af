"""Layers, areas, places: who contains whom."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from portici.kernel.actor import Actor

from .. import geometry, tree
from ..models import Area, AreaPart, Geometry, Layer, Place
from ..tree import Part
from .lying import keys_lying_in, placed_in

#: Shares of an official area below this, or above the rest of it, are taken for borders that do not match.
_TRIFLE = Decimal("0.02")


def visible_areas(actor: Actor) -> QuerySet[Area]:
    areas: QuerySet[Area] = Area.objects.visible_to(actor).select_related("layer", "parent__layer")
    return areas


def layers(actor: Actor) -> QuerySet[Layer]:
    """The layers with an area that the actor may see, each with `areas_count`."""
    visible = Area.objects.visible_to(actor)
    return (
        Layer.objects.filter(Exists(visible.filter(layer=OuterRef("pk"))))
        .annotate(areas_count=Count("areas", filter=Q(areas__in=visible.values("pk")), distinct=True))
        .order_by("order", "code")
    )


def areas_of_layer(actor: Actor, layer: Layer) -> QuerySet[Area]:
    """The layer's areas, by name."""
    return visible_areas(actor).filter(layer=layer).order_by("name", "code")


def area_by_address(actor: Actor, layer_code: str, code: str) -> Area | None:
    """The area that an address (layer's code, area's code) names, when the actor may see it."""
    return visible_areas(actor).filter(layer__code=layer_code, code=code).first()


def children(actor: Actor, area: Area) -> QuerySet[Area]:
    """The areas directly within, the larger divisions first."""
    return visible_areas(actor).filter(parent=area)


def ancestors(actor: Actor, area: Area) -> list[Area]:
    """What the area lies in, the largest first, without itself; what the actor may not see is left out."""
    steps = [int(step) for step in area.path.split("/") if step]
    found = {one.pk: one for one in visible_areas(actor).filter(pk__in=steps[:-1])}
    return [found[step] for step in steps[:-1] if step in found]


def parts_of(actor: Actor, area: Area) -> list[Part]:
    """The areas that it is made of, with their shares, by name."""
    links = AreaPart.objects.filter(whole=area, part__in=Area.objects.visible_to(actor))
    return [
        Part(link.part, link.share) for link in links.select_related("part__layer").order_by("part__name")
    ]


def wholes_of(actor: Actor, area: Area) -> QuerySet[Area]:
    """The areas that it is a part of."""
    return visible_areas(actor).filter(part_links__part=area)


def area_ids_within(area: Area) -> set[int]:
    """Primary keys of the area and of all that lies within: below it in the tree, in or below its parts, and what
    its shape holds.

    Not a reading of records: the caller uses it to narrow records that passed `visible_to` themselves.
    """
    condition = Q(path__startswith=area.path) | Q(pk__in=keys_lying_in([area.pk]))
    for path in AreaPart.objects.filter(whole__path__startswith=area.path).values_list(
        "part__path", flat=True
    ):
        condition |= Q(path__startswith=path)
    return {area.pk, *Area.objects.filter(condition).values_list("pk", flat=True)}


def area_at(actor: Actor, lon: float, lat: float, layer: Layer) -> Area | None:
    """The layer's area that the point lies in, when the actor may see it."""
    area = tree.locate(lon, lat, layer)
    return visible_areas(actor).filter(pk=area.pk).first() if area else None


def parts_covering(actor: Actor, drawn: str, layer: Layer) -> list[Part]:
    """The areas of the layer that a drawing lies on, with the share of each one's surface: a proposal for its
    parts.

    People are not spread evenly; who draws corrects the shares. Raises Invalid when the drawing cannot be
    read.
    """
    shape = geometry.read_shape(drawn, repair=False).at("drawn").require()
    west, south, east, north = shape.bounds
    rows = Geometry.objects.filter(
        area__in=areas_of_layer(actor, layer).values("pk"),
        min_lon__lte=east,
        max_lon__gte=west,
        min_lat__lte=north,
        max_lat__gte=south,
    ).select_related("area__layer")
    parts = []
    for row in rows.order_by("area__name"):
        share = Decimal(f"{geometry.overlap(geometry.from_geojson(row.whole), shape):.4f}")
        if share >= _TRIFLE:
            parts.append(Part(row.area, Decimal(1) if share > 1 - _TRIFLE else share))
    return parts


def places_in(actor: Actor, area: Area, **narrowing: Any) -> QuerySet[Place]:
    """The places in the area and in all that lies within; `narrowing` by fields, as in kind="library"."""
    places: QuerySet[Place] = Place.objects.visible_to(actor).select_related("area__layer")
    return places.filter(placed_in(area_ids_within(area)), **narrowing)


def place_by_uid(actor: Actor, uid: str) -> Place | None:
    place: Place | None = (
        Place.objects.visible_to(actor).select_related("area__layer").filter(uid=uid).first()
    )
    return place


def area_references(actor: Actor, areas: Iterable[int]) -> dict[int, str]:
    """`layer/code` of those among the areas that the actor may see, by key: how the house's tables name an area."""
    rows = Area.objects.visible_to(actor).filter(pk__in=set(areas))
    return {key: f"{layer}/{code}" for key, layer, code in rows.values_list("pk", "layer__code", "code")}
