"""Indicators whose values are comparable only inside one area of a layer: an index whose reference lies within one comune, say.

Which of that layer's areas an area lies in follows from the tree, else from the surfaces; of one that lies in none, nothing can be
compared with anything. No rights are asked here: what is told are keys, which the caller narrows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Protocol

from . import rules
from .models import Area, AreaOverlap, Indicator


class Placed(Protocol):
    """An area by its key and its place in the tree."""

    @property
    def pk(self) -> Any: ...

    @property
    def path(self) -> str: ...


def containers(areas: Iterable[Placed], layer: int) -> dict[int, int | None]:
    """The area of the layer (a key) that each lies in, itself included; None for none. Two queries."""
    return containers_by_layer(areas, [layer])[layer]


def containers_by_layer(areas: Iterable[Placed], layers: Collection[int]) -> dict[int, dict[int, int | None]]:
    """The same for several layers, by layer. Two queries, however many layers; none where there is no layer."""
    if not layers:
        return {}
    holding: dict[int, set[int]] = {layer: set() for layer in layers}
    for key, layer in Area.objects.filter(layer__in=layers).values_list("pk", "layer_id"):
        holding[layer].add(key)
    listed = [(one.pk, [int(key) for key in one.path.split("/") if key]) for one in areas]
    found: dict[int, dict[int, int | None]] = {
        layer: {area: next((key for key in path if key in keys), None) for area, path in listed}
        for layer, keys in holding.items()
    }
    if any(container is None for held in found.values() for container in held.values()):
        rows = AreaOverlap.objects.filter(other__layer__in=layers, share__gte=rules.COVERED_ENOUGH)
        for area, other, layer in rows.values_list("area_id", "other_id", "other__layer_id"):
            if found[layer].get(area, other) is None:
                found[layer][area] = other
    return found


def is_across(found: Mapping[int, int | None]) -> bool:
    """Whether the areas lie in several containers, or one of several areas in none."""
    return len(found) > 1 and (len(set(found.values())) > 1 or None in found.values())


def beside(pairs: Iterable[tuple[Indicator, Area]]) -> dict[tuple[int, int], set[int] | None]:
    """By the keys of indicator and area: the areas of its layer that the area may be ranked among; None when that is all of them.
    Three queries, however many pairs; none where all indicators are comparable everywhere."""
    listed = list(pairs)
    found: dict[tuple[int, int], set[int] | None] = {(one.pk, area.pk): None for one, area in listed}
    bound = [(one, area, layer) for one, area in listed if (layer := one.comparable_within_id) is not None]
    if not bound:
        return found
    layers = {area.layer_id for _one, area, _within in bound}
    areas = list(Area.objects.filter(layer__in=layers).only("pk", "path", "layer"))
    held = containers_by_layer(areas, {within for _one, _area, within in bound})
    together: dict[tuple[int, int, int | None], set[int]] = defaultdict(set)
    for within, holders in held.items():
        for area in areas:
            together[within, area.layer_id, holders[area.pk]].add(area.pk)
    for one, area, within in bound:
        own = held[within][area.pk]
        found[one.pk, area.pk] = together[within, area.layer_id, own] if own is not None else {area.pk}
    return found


def kept_apart(indicator: Indicator, areas: Collection[int], within: str = "") -> tuple[set[int], list[int]]:
    """Of the areas (keys) that have a value, those whose values may stand side by side, and the containers to choose from.

    All of them, and nothing to choose, where the indicator is comparable everywhere or all lie in one container; those within
    the container of the code `within`; none when none is chosen.
    """
    if indicator.comparable_within_id is None:
        return set(areas), []
    # Narrowed in Python: an import brings more areas than a query takes as parameters.
    wanted = set(areas)
    listed = Area.objects.filter(observations__indicator=indicator).distinct().only("pk", "path", "layer")
    found = containers((one for one in listed if one.pk in wanted), indicator.comparable_within_id)
    if not is_across(found):
        return wanted, []
    holding = sorted({container for container in found.values() if container is not None})
    chosen = Area.objects.filter(
        layer=indicator.comparable_within_id, code=within, pk__in=holding
    ).values_list("pk", flat=True)
    own = chosen.first() if within else None
    return {key for key, container in found.items() if own is not None and container == own}, holding
