"""Where a row's place is among the areas: the comune by its cadastral code or its name, the areas that a
point lies in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from portici.kernel.text import fold
from portici.territory.models import Area, Geometry, LayerKind

_CADASTRAL = re.compile(r"\b[A-M][0-9]{3}\b")
#: From the smallest on: the first kind of area that holds a point is the one that a seat gets.
KINDS = (LayerKind.STATISTICAL_AREA, LayerKind.ZONE, LayerKind.QUARTIERE, LayerKind.COMUNE)
#: Degrees, about 200 m: boundaries of two sources do not lie on one another.
TOLERANCE = 0.002


@dataclass(frozen=True, slots=True)
class Comuni:
    """The comuni that are loaded; none when the territory is not."""

    by_code: dict[str, Area]
    by_name: dict[str, Area]

    def nearest(self, town: str) -> list[str]:
        """The names that are most like this one, at most three."""
        return [self.by_name[name].name for name in get_close_matches(fold(town), self.by_name)]

    def find(self, cadastral: str, town: str) -> Area | None:
        return self.by_code.get(cadastral.upper()) or self.by_name.get(fold(town))


@lru_cache(maxsize=1)
def comuni(_run_uid: str) -> Comuni:
    """The comuni, read once a run."""
    areas = Area.objects.filter(layer__kind=LayerKind.COMUNE, is_drawn=False)
    found = Comuni({}, {})
    for area in areas.only("pk", "path", "code", "name", "other_names"):
        for code in _CADASTRAL.findall(f"{area.code} {area.other_names}"):
            found.by_code.setdefault(code, area)
        for name in (area.name, *re.split(r"[;,|/]", area.other_names)):
            if fold(name):
                found.by_name.setdefault(fold(name), area)
    return found


class Shapes:
    """The areas' shapes, indexed: which of them a point lies in."""

    def __init__(self, rows: Sequence[tuple[Area, Any]], tree: Any) -> None:
        self.rows = rows
        self.tree = tree
        self.by_pk = {area.pk: shape for area, shape in rows}

    def containing(self, lon: float, lat: float) -> dict[str, Area]:
        """For each kind of layer the area that the point lies in."""
        import shapely

        if not self.rows:
            return {}
        found = self.tree.query(shapely.Point(lon, lat), predicate="intersects")
        return {self.rows[place][0].layer.kind: self.rows[place][0] for place in found}

    def is_far(self, area: Area, lon: float, lat: float) -> bool:
        """Whether the area's shape is known and the point lies outside it."""
        import shapely

        shape = self.by_pk.get(area.pk)
        return shape is not None and bool(shape.distance(shapely.Point(lon, lat)) > TOLERANCE)


@lru_cache(maxsize=1)
def shapes(_run_uid: str) -> Shapes:
    """The shapes, read once a run."""
    import shapely

    geometries = Geometry.objects.filter(area__layer__kind__in=KINDS, area__is_drawn=False)
    rows = [
        (geometry.area, shapely.from_geojson(geometry.whole))
        for geometry in geometries.select_related("area__layer").iterator(chunk_size=200)
    ]
    return Shapes(rows, shapely.STRtree([shape for _area, shape in rows]))
