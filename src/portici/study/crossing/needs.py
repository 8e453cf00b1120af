"""The open needs of an area, each with what is near: on its theme, of unstated theme, on others; first those with nobody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any

from portici.kernel.actor import Actor
from portici.needs import queries
from portici.needs.models import Need, NeedState
from portici.territory import geometry
from portici.territory.models import Area, Geometry

from .things import Box, Near, Thing, gather, inside, without_position

#: Metres of a degree of latitude, where it is shortest: a box so made is never too small.
_DEGREE = 110_500


@dataclass(frozen=True, slots=True)
class NeedRow:
    """A need and what is near: what works on its theme, what no theme is stated of, how many work on others."""

    need: Need
    on_theme: tuple[Near, ...]
    unstated: tuple[Near, ...]
    others: int
    #: Whether anything is known of where the need's area is.
    is_placed: bool

    @property
    def has_nobody(self) -> bool:
        return not self.on_theme


@dataclass(frozen=True, slots=True)
class Crossing:
    """Needs with nobody come first, then the gravest."""

    rows: tuple[NeedRow, ...]
    radius: int
    #: Organisations and places of the areas around, of which no position is known: perhaps near, and not counted.
    unplaced: int

    @property
    def nobody(self) -> tuple[NeedRow, ...]:
        return tuple(row for row in self.rows if row.has_nobody)


def cross_area(actor: Actor, area: Area, *, radius: int, theme: str = "") -> Crossing:
    """The open needs of an area and of what lies in it, of one theme or of all. As many queries whatever the needs."""
    found = queries.needs_of_area(actor, area).filter(state=NeedState.OPEN).prefetch_related(None)
    if theme:
        found = found.filter(theme=theme)
    return Crossing(rows_of(actor, list(found), radius), radius, without_position(actor, area))


def cross_need(actor: Actor, need: Need, *, radius: int) -> Crossing:
    """One need, open or not."""
    return Crossing(rows_of(actor, [need], radius), radius, without_position(actor, need.area))


def rows_of(actor: Actor, needs: Sequence[Need], radius: int) -> tuple[NeedRow, ...]:
    """A row a need; where each area's things are is asked once."""
    areas = {need.area_id: need.area for need in needs}
    shapes = _shapes(areas.values())
    things = gather(actor, _box(shapes.values(), radius), [area.path for area in areas.values() if area.path])
    found = {pk: _near(area, things) for pk, area in areas.items()}
    _measure(found, shapes, things, radius)
    rows = [_row(need, found[need.area_id].values(), is_placed=need.area_id in shapes) for need in needs]
    return tuple(sorted(rows, key=_first))


def _first(row: NeedRow) -> tuple[bool, int, str, str]:
    return (not row.has_nobody, -row.need.severity, row.need.title, row.need.uid)


def _shapes(areas: Iterable[Area]) -> dict[int, Any]:
    """The areas' borders as the source gives them; of those without, their inner point. One query."""
    from shapely import Point

    listed = list(areas)
    points = {
        area.pk: Point(area.lon, area.lat) for area in listed if area.lon is not None and area.lat is not None
    }
    rows = Geometry.objects.filter(area__in=[area.pk for area in listed]).values_list("area_id", "whole")
    return points | {pk: geometry.from_geojson(whole) for pk, whole in rows}


def _box(shapes: Iterable[Any], radius: int) -> Box | None:
    """What holds the shapes and all that is at most so far from them."""
    bounds = [shape.bounds for shape in shapes]
    if not bounds:
        return None
    wests, souths, easts, norths = zip(*bounds, strict=True)
    high = radius / _DEGREE
    wide = high / cos(radians(min(max(abs(min(souths)), abs(max(norths))) + high, 89.0)))
    return (min(wests) - wide, min(souths) - high, max(easts) + wide, max(norths) + high)


def _near(area: Area, things: Sequence[Thing]) -> dict[int, Near]:
    """By the thing's number, what the register itself puts in the area."""
    return {
        number: Near(thing, None)
        for number, thing in enumerate(things)
        if thing.paths and inside(area.path, thing.paths)
    }


def _measure(
    found: dict[int, dict[int, Near]], shapes: dict[int, Any], things: Sequence[Thing], radius: int
) -> None:
    """Put in, by area, what a measured distance says: the nearest of the thing's positions counts."""
    from portici.engine.nearby import near

    keys = sorted(shapes)
    owners = [number for number, thing in enumerate(things) for _position in thing.positions]
    points = [position for thing in things for position in thing.positions]
    for area, point, metres in near([shapes[key] for key in keys], points, radius):
        by_thing, number = found[keys[area]], owners[point]
        before = by_thing.get(number)
        if before is None or before.metres is None or metres < before.metres:
            by_thing[number] = Near(things[number], metres)


def _row(need: Need, near: Iterable[Near], *, is_placed: bool) -> NeedRow:
    listed = sorted(near, key=lambda one: one.order)
    on_theme = [one for one in listed if need.theme in one.thing.themes]
    named = {key for one in on_theme for key in one.thing.stands_for}
    on_theme = [one for one in on_theme if one.thing.key not in named]
    unstated = [one for one in listed if not one.thing.themes]
    others = sum(1 for one in listed if one.thing.themes and need.theme not in one.thing.themes)
    return NeedRow(need, tuple(on_theme), tuple(unstated), others, is_placed)
