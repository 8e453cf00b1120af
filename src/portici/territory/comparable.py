"""Indicators whose values are comparable only inside one area of a layer: an index whose reference lies within one comune, say.

Which of that layer's areas an area lies in follows from the tree, else from the surfaces; of one that lies in none, nothing can be
compared with anything. No rights are asked here: what is told are keys, which the caller narrows.
"""

from __future__ import annotations

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
    holding = set(Area.objects.filter(layer=layer).values_list("pk", flat=True))
    listed = list(areas)
    found: dict[int, int | None] = {
        one.pk: next((int(key) for key in one.path.split("/") if key and int(key) in holding), None)
        for one in listed
    }
    lost = [key for key, container in found.items() if container is None]
    if lost:
        rows = AreaOverlap.objects.filter(other__layer=layer, share__gte=rules.COVERED_ENOUGH)
        by_surface = dict(rows.values_list("area_id", "other_id"))
        found |= {key: by_surface[key] for key in lost if key in by_surface}
    return found


def is_across(found: Mapping[int, int | None]) -> bool:
    """Whether the areas lie in several containers, or one of several areas in none."""
    return len(found) > 1 and (len(set(found.values())) > 1 or None in found.values())


def beside(indicator: Indicator, area: Area) -> set[int] | None:
    """The areas of its layer that the area may be ranked among; None when that is all of them."""
    if indicator.comparable_within_id is None:
        return None
    found = containers(Area.objects.filter(layer=area.layer_id), indicator.comparable_within_id)
    own = found.get(area.pk)
    return {key for key, container in found.items() if container == own} if own is not None else {area.pk}


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
