"""What may be near a need: opportunities, activities under way or planned, schools, other organisations, places.

A theme is what the register says of it: an opportunity's own; an activity's are those of the needs that it answers; an
organisation's and a place's those of the opportunities and activities that name them; a school works on school. Who has
none may work on anything: it is told apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from portici.kernel import clock
from portici.kernel.actor import Actor
from portici.needs.models import Need, Opportunity, Theme
from portici.organisations.models import Organisation, OrganisationType, Seat
from portici.organisations.queries import organisations
from portici.programme.models import Activity, ActivityState
from portici.records.links import hangs_from, seen
from portici.records.models import Record
from portici.territory.models import Area, Place

#: West, south, east, north, in degrees.
Box = tuple[float, float, float, float]
Position = tuple[float, float]
#: Activities that something may still come from.
AT_WORK = (ActivityState.PLANNED, ActivityState.RUNNING)


class ThingKind(models.TextChoices):
    """What is near, in the order in which it is told among equals."""

    OPPORTUNITY = "opportunity", _("Opportunity")
    ACTIVITY = "activity", _("Activity")
    SCHOOL = "school", _("School")
    ORGANISATION = "organisation", _("Organisation")
    PLACE = "place", _("Place")


_ORDER = {kind: number for number, kind in enumerate(ThingKind)}


@dataclass(slots=True)
class Thing:
    """One of them: where it is, as far as is known, and on which themes it works, as far as is recorded."""

    kind: ThingKind
    record: Any
    themes: set[str] = field(default_factory=set)
    positions: list[Position] = field(default_factory=list)
    #: Paths of the areas that the register puts it in; of what has a position only where they say more (an opportunity).
    paths: list[str] = field(default_factory=list)
    #: Organisations and places that it stands for: they are not told once more beside it.
    stands_for: set[tuple[str, int]] = field(default_factory=set)

    @property
    def key(self) -> tuple[str, int]:
        return (self.record.KIND, self.record.pk)


@dataclass(frozen=True, slots=True)
class Near:
    """A thing near a need. `metres` is None for what the register puts in the area without a position."""

    thing: Thing
    metres: float | None

    @property
    def order(self) -> tuple[float, int, str, str]:
        far = float("inf") if self.metres is None else self.metres
        return (far, _ORDER[self.thing.kind], str(self.thing.record), self.thing.record.uid)


def gather(actor: Actor, box: Box | None, paths: Iterable[str]) -> list[Thing]:
    """All that the actor may see in the box, or that the register puts in the areas of these paths. Nine queries."""
    told = list(paths)
    places = {row.pk: row for row in _located(seen(Place, actor), box, told).select_related("area")}
    seats = _seats(actor, box, told)
    bodies = organisations(actor).filter(
        pk__in=_located(Seat.objects.all(), box, told).values("organisation")
    )
    found = [*_of_places(places.values()), *_of_bodies(bodies, seats)]
    by_key = {thing.key: thing for thing in found}
    things = [*_opportunities(actor, by_key), *_activities(actor, by_key)]
    return [*things, *found]


def inside(path: str, paths: Iterable[str]) -> bool:
    """Whether one of the paths leads into the area of this one."""
    return bool(path) and any(one.startswith(path) for one in paths)


def without_position(actor: Actor, area: Area) -> int:
    """Organisations and places that the register puts in the areas that hold this one, no more exactly: perhaps near. Two
    queries."""
    holders = [int(key) for key in area.path.split("/") if key and int(key) != area.pk]
    here = Q(area__in=holders) & _UNPLACED
    seats = Seat.objects.filter(here).filter(hangs_from(actor, "organisation", Organisation))
    standing = seats.filter(organisation__merged_into=None)
    return standing.values("organisation").distinct().count() + seen(Place, actor).filter(here).count()


_UNPLACED = Q(lon=None) | Q(lat=None)


def _located(rows: QuerySet[Any], box: Box | None, paths: Iterable[str]) -> QuerySet[Any]:
    """Rows in the box, or without a position in one of the areas of these paths."""
    condition = Q(pk__in=())
    if box is not None:
        west, south, east, north = box
        condition |= Q(lon__gte=west, lon__lte=east, lat__gte=south, lat__lte=north)
    for path in paths:
        condition |= _UNPLACED & Q(area__path__startswith=path)
    return rows.filter(condition).order_by("pk")


def _seats(actor: Actor, box: Box | None, paths: list[str]) -> dict[int, list[Seat]]:
    rows = _located(Seat.objects.filter(hangs_from(actor, "organisation", Organisation)), box, paths)
    found: dict[int, list[Seat]] = defaultdict(list)
    for seat in rows.select_related("area"):
        found[seat.organisation_id].append(seat)
    return found


def _of_places(rows: Iterable[Place]) -> list[Thing]:
    return [_at(Thing(ThingKind.PLACE, row), [row]) for row in rows]


def _of_bodies(rows: Iterable[Organisation], seats: dict[int, list[Seat]]) -> list[Thing]:
    found = []
    for row in rows:
        is_school = row.type == OrganisationType.SCHOOL
        thing = Thing(ThingKind.SCHOOL if is_school else ThingKind.ORGANISATION, row)
        thing.themes.update({Theme.SCHOOL.value} if is_school else ())
        found.append(_at(thing, seats[row.pk]))
    return found


def _at(thing: Thing, rows: Iterable[Any]) -> Thing:
    """The thing with the positions of its rows; where none has one, with the areas that they are said to be in."""
    for row in rows:
        if row.lon is not None and row.lat is not None:
            thing.positions.append((row.lon, row.lat))
        elif row.area is not None:
            thing.paths.append(row.area.path)
    return thing


def _opportunities(actor: Actor, by_key: dict[tuple[str, int], Thing]) -> list[Thing]:
    """What is still at hand. The register says for which area, which holds wherever it comes from."""
    today = clock.today()
    rows = seen(Opportunity, actor).filter(Q(available_until=None) | Q(available_until__gte=today))
    found = []
    for row in rows.select_related("area"):
        thing = Thing(ThingKind.OPPORTUNITY, row, {row.theme}, paths=[row.area.path])
        places, bodies = _keys(Place, [row.place_id]), _keys(Organisation, [row.organisation_id])
        _stand_for(thing, by_key, places or bodies)
        _mark(thing, by_key, places | bodies)
        found.append(thing)
    return found


def _activities(actor: Actor, by_key: dict[tuple[str, int], Thing]) -> list[Thing]:
    rows = list(seen(Activity, actor).filter(state__in=AT_WORK))
    themes, areas, partners = _linked(actor, [row.pk for row in rows])
    found = []
    for row in rows:
        thing = Thing(ThingKind.ACTIVITY, row, themes[row.pk], paths=areas[row.pk])
        places = _keys(Place, [row.place_id])
        _stand_for(thing, by_key, places)
        _mark(thing, by_key, places | _keys(Organisation, {row.responsible_id, *partners[row.pk]}))
        found.append(thing)
    return found


def _linked(
    actor: Actor, keys: list[int]
) -> tuple[dict[int, set[str]], dict[int, list[str]], dict[int, set[int]]]:
    """Of activities: the themes of the needs that they answer, the paths of their areas, their partners. Three queries."""
    themes: dict[int, set[str]] = defaultdict(set)
    areas: dict[int, list[str]] = defaultdict(list)
    partners: dict[int, set[int]] = defaultdict(set)
    answered = Activity.needs.through._default_manager.filter(
        hangs_from(actor, "need", Need), activity__in=keys
    )
    for activity, theme in answered.values_list("activity", "need__theme"):
        themes[activity].add(theme)
    where = Activity.areas.through._default_manager.filter(hangs_from(actor, "area", Area), activity__in=keys)
    for activity, path in where.values_list("activity", "area__path"):
        areas[activity].append(path)
    joined = Activity.partners.through._default_manager.filter(activity__in=keys)
    for activity, organisation in joined.values_list("activity", "organisation"):
        partners[activity].add(organisation)
    return themes, areas, partners


def _keys(model: type[Record], keys: Iterable[int | None]) -> set[tuple[str, int]]:
    return {(model.KIND, key) for key in keys if key is not None}


def _stand_for(thing: Thing, by_key: dict[tuple[str, int], Thing], keys: set[tuple[str, int]]) -> None:
    """The thing is where these are, as far as they were found."""
    for key in sorted(keys & by_key.keys()):
        thing.positions += by_key[key].positions


def _mark(thing: Thing, by_key: dict[tuple[str, int], Thing], keys: set[tuple[str, int]]) -> None:
    """These work on the thing's themes too, and are named by it already."""
    for key in keys & by_key.keys():
        by_key[key].themes |= thing.themes
        thing.stands_for.add(key)
