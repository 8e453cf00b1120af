"""Reading target areas, needs and opportunities. What a row brings along passes `visible_to` too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from portici.kernel import clock
from portici.kernel.actor import Actor
from portici.organisations.models import Organisation
from portici.records import registry
from portici.records.links import seen
from portici.records.models import Publication, Record
from portici.territory.models import Area, Indicator, Observation

from . import figures
from .areas import inside, inside_all
from .models import Designation, DesignationFigure, Need, NeedState, Opportunity, TargetGroup


def designations(actor: Actor) -> QuerySet[Designation]:
    """All designations, in force or not, with their areas."""
    found: QuerySet[Designation] = seen(Designation, actor).select_related("area__layer")
    return found


def designations_in_force(actor: Actor, on: date | None = None) -> QuerySet[Designation]:
    """Those that hold on the day (today): the target areas."""
    day = on or clock.today()
    return designations(actor).filter(Q(until=None) | Q(until__gte=day), decided_on__lte=day)


def designations_of_area(actor: Actor, area: Area) -> QuerySet[Designation]:
    return designations(actor).filter(area=area)


def figures_of(actor: Actor, designation: Designation) -> list[DesignationFigure]:
    """The frozen figures whose indicator and area the actor may see; ask after the designation itself."""
    frozen = designation.figures.filter(
        indicator__in=seen(Indicator, actor).values("pk"), of_area__in=seen(Area, actor).values("pk")
    )
    return list(frozen.select_related("indicator", "of_area__layer"))


def figures_of_all(actor: Actor, found: Iterable[Designation]) -> dict[int, list[DesignationFigure]]:
    """`figures_of` each of these, by primary key; one query, whatever the designations."""
    frozen = DesignationFigure.objects.filter(
        designation__in=[row.pk for row in found],
        indicator__in=seen(Indicator, actor).values("pk"),
        of_area__in=seen(Area, actor).values("pk"),
    )
    figures: dict[int, list[DesignationFigure]] = defaultdict(list)
    for row in frozen.select_related("indicator", "of_area__layer"):
        figures[row.designation_id].append(row)
    return figures


def figures_now(actor: Actor, area: Area) -> list[DesignationFigure]:
    """What a designation of the area would freeze today, not stored: of published indicators that the actor may see."""
    indicators = seen(Indicator, actor).filter(publication=Publication.PUBLISHED)
    return figures.freeze(area, indicators)


def still_observed(frozen: Iterable[DesignationFigure]) -> set[tuple[int, int, str]]:
    """Indicator, area and period of the frozen figures whose value the register still holds. One query."""
    values = {(one.indicator_id, one.of_area_id, one.period): one.value for one in frozen}
    rows = Observation.objects.filter(
        indicator__in={key[0] for key in values},
        area__in={key[1] for key in values},
        period__in={key[2] for key in values},
    )
    found = {
        (indicator, area, period): value
        for indicator, area, period, value in rows.values_list("indicator", "area", "period", "value")
    }
    return {key for key, value in values.items() if key in found and found[key] == value}


def needs(actor: Actor) -> QuerySet[Need]:
    """Needs with area, groups and indicators as far as the actor may see them."""
    found: QuerySet[Need] = (
        seen(Need, actor)
        .select_related("area__layer")
        .prefetch_related(
            Prefetch("groups", queryset=seen(TargetGroup, actor)),
            Prefetch("indicators", queryset=seen(Indicator, actor)),
        )
    )
    return found


def needs_of_area(actor: Actor, area: Area, *, within: bool = True) -> QuerySet[Need]:
    """Needs of the area; with `within` also of what lies in it."""
    if not within:
        return needs(actor).filter(area=area)
    return needs(actor).filter(area__in=inside(actor, area).values("pk"))


def needs_of_group(actor: Actor, group: TargetGroup) -> QuerySet[Need]:
    return needs(actor).filter(
        pk__in=Need.groups.through._default_manager.filter(targetgroup=group).values("need")
    )


def unanswered_in_target_areas(actor: Actor, on: date | None = None) -> QuerySet[Need]:
    """Open needs of what lies in areas that are target areas on the day (today)."""
    target_areas = Area.objects.filter(pk__in=designations_in_force(actor, on).values("area")).order_by()
    areas = inside_all(actor, target_areas)
    return needs(actor).filter(state=NeedState.OPEN, area__in=areas.values("pk"))


def opportunities(actor: Actor) -> QuerySet[Opportunity]:
    found: QuerySet[Opportunity] = seen(Opportunity, actor).select_related(
        "area__layer", "organisation", "place"
    )
    return found


def opportunities_of_area(actor: Actor, area: Area, *, within: bool = True) -> QuerySet[Opportunity]:
    """Opportunities of the area; with `within` also of what lies in it."""
    if not within:
        return opportunities(actor).filter(area=area)
    return opportunities(actor).filter(area__in=inside(actor, area).values("pk"))


def opportunities_of_organisation(actor: Actor, organisation: Organisation) -> QuerySet[Opportunity]:
    return opportunities(actor).filter(organisation=organisation)


def subjects_of(actor: Actor, rows: Iterable[Opportunity]) -> dict[int, Record]:
    """The project or activity that is at hand, by the opportunity's primary key; one query a kind."""
    rows = [row for row in rows if row.subject_ref]
    found: dict[tuple[str, str], Record] = {}
    for name in {row.subject_kind for row in rows}:
        refs = [row.subject_ref for row in rows if row.subject_kind == name]
        for record in _visible(actor, name).filter(uid__in=refs):
            found[name, record.uid] = record
    keys = {row.pk: (row.subject_kind, row.subject_ref) for row in rows}
    return {pk: found[key] for pk, key in keys.items() if key in found}


def _visible(actor: Actor, name: str) -> QuerySet[Any]:
    return registry.kind(name).visible_to(actor)
