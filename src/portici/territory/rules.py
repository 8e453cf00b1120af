"""Who may write what of the territory, and which values can be taken or shown."""

from __future__ import annotations

from collections.abc import Iterable

from portici.kernel.actor import Actor, Role, Scope
from portici.kernel.codes.parsed import error, warning
from portici.kernel.findings import YES, Finding, Message, Verdict, gettext_noop, no

from .models import Area, Direction, Indicator, LayerKind, Measurement, Method, Place

#: Counts of 1 to 4 people are not shown for small areas: with age and sex beside them, neighbours could tell
#: who they are. The thresholds used for official tables are of 3 to 5; the strictest is taken.
SMALLEST_COUNT = 5
#: Layers whose figures ISTAT publishes whole, by age and sex.
SHOWN_WHOLE = frozenset({LayerKind.METROPOLITAN_CITY, LayerKind.DISTRICT, LayerKind.COMUNE})
#: How much of a drawn shape an area officer's own areas must cover: borders drawn by hand go over the line a
#: little.
COVERED_ENOUGH = 0.95


def may_write(actor: Actor, _record: object = None) -> Verdict:
    """Layers, official areas, indicators and figures are the coordinator's."""
    if actor.has(Role.COORDINATOR):
        return YES
    return no(gettext_noop("Only the coordinator writes areas and figures; ask the technical office."))


def may_remove_values(actor: Actor, indicator: Indicator) -> Verdict:
    """Values as published are the coordinator's to take out; computed ones go with what they are made of."""
    verdict = may_write(actor)
    if verdict and indicator.method != Method.PUBLISHED:
        return no(gettext_noop("These values are computed from counts of people: take out the counts."))
    return verdict


def may_write_somewhere(actor: Actor) -> Verdict:
    """Whether there is any area in which the actor adds places and draws areas."""
    if actor.has(Role.COORDINATOR, Role.AREA_OFFICER):
        return YES
    return no(gettext_noop("Only the coordinator and the area's officer may do this."))


def may_write_in(actor: Actor, area: Area | None) -> Verdict:
    """Places, and areas drawn by hand: also the area officer, within the areas of the grant."""
    verdict = may_write_somewhere(actor)
    if not verdict or actor.has(Role.COORDINATOR):
        return verdict
    if area is not None and any(area.path.startswith(path) for path in scope_paths(actor)):
        return YES
    return no(gettext_noop("This lies outside the areas of your role; ask the coordinator."))


def may_edit_area(actor: Actor, area: Area) -> Verdict:
    """An official area is the coordinator's; a drawn one also its area officer's."""
    return may_write_in(actor, area) if area.is_drawn else may_write(actor)


def may_edit_place(actor: Actor, place: Place) -> Verdict:
    """The coordinator, and the officer of the area that the place is in."""
    return may_write_in(actor, place.area)


def scope_paths(actor: Actor) -> list[str]:
    """The paths of the areas that the actor is officer of."""
    uids = actor.scope_uids(Scope.AREA, {Role.AREA_OFFICER})
    return list(Area.objects.filter(uid__in=uids).values_list("path", flat=True)) if uids else []


def too_few(kind: str, counts: Iterable[int | float]) -> bool:
    """Whether one of the counts that a figure shows is of 1 to 4 people, in a layer of small areas."""
    return kind not in SHOWN_WHOLE and any(0 < count < SMALLEST_COUNT for count in counts)


#: How the rows of an area and year are cut: from age, to age, whether the sex is told, whether the
#: citizenship is.
Cut = tuple[int, int, bool, bool]


def fits_beside(cut: Cut, others: Iterable[Cut]) -> bool:
    """Whether rows cut so count nobody whom rows cut otherwise have counted: the same detail, bands apart or
    the same."""
    first, last, *detail = cut
    return all(
        list(other[2:]) == detail and ((first, last) == other[:2] or last < other[0] or other[1] < first)
        for other in others
    )


def check_area(area: Area) -> list[Finding]:
    """What should be put right before an area is published."""
    if area.pk and not hasattr(area, "geometry"):
        accepted = Message(gettext_noop("An area with its border is shown on the map."))
        todo = Message(
            gettext_noop("Import the border, or draw it; without it only the list shows the area.")
        )
        return [warning("area.no_geometry", area.name, accepted, todo).at("geometry")]
    return []


def check_category(kind: str, *, direction: str, method: str, is_additive: bool) -> list[Finding]:
    """Codes of categories are published, and neither add up nor have a better end."""
    if kind != Measurement.CATEGORY or (
        direction == Direction.NEUTRAL and method == Method.PUBLISHED and not is_additive
    ):
        return []
    accepted = Message(gettext_noop("A category published as it is: neither end better, not added up."))
    todo = Message(gettext_noop("Set the direction to neither, or the kind to quantity."))
    return [error("indicator.category", kind, accepted, todo).at("kind")]


def check_position(lon: float | None, lat: float | None) -> list[Finding]:
    """A place has both coordinates, in Italy, or none."""
    from .geometry import outside

    if lon is None and lat is None:
        return []
    if lon is None or lat is None:
        accepted = Message(gettext_noop("Both longitude and latitude, or neither."))
        todo = Message(gettext_noop("Write the missing one."))
        return [
            error("place.half_position", f"{lon}, {lat}", accepted, todo).at("lat" if lat is None else "lon")
        ]
    problem = outside(lon, lat)
    return [problem.at("lon")] if problem else []
