"""What lies in an area: what its path leads to, its parts, and what is wholly made of these."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from portici.kernel.actor import Actor
from portici.records.links import seen
from portici.territory.models import Area, AreaPart

#: A word that more areas than these say, none in another, is too general to follow to all that lies in them.
WIDEST = 100


def inside(actor: Actor, area: Area) -> QuerySet[Area]:
    """The area and all that lies in it, as far as the actor may see it.

    In it lie its descendants; its parts, with theirs; and the areas drawn of parts that all lie there (a
    target area made of sections). One query for the parts; the rest is part of the caller's.
    """
    parts = Area.objects.filter(whole_links__whole=area).values_list("path", flat=True)
    return _within(actor, _under([area.path, *parts]) | Q(pk=area.pk))


def inside_said(actor: Actor, said: Q) -> QuerySet[Area]:
    """The areas that a condition on their words finds among those that the actor may see, and all that lies in
    them. Two queries; the rest is part of the caller's.
    """
    found = seen(Area, actor).filter(said).order_by()
    paths = _paths(found)
    own = Q(pk__in=found.values("pk"))
    return _within(actor, own | _under(paths) if len(paths) <= WIDEST else own)


def inside_all(actor: Actor, areas: QuerySet[Area]) -> QuerySet[Area]:
    """These areas and all that lies in one of them, as far as the actor may see it. Two queries."""
    return _within(actor, Q(pk__in=areas.values("pk")) | _under(_paths(areas)))


def in_area_said(actor: Actor, said: Q) -> Q:
    """Rows with an area, as `records.registry.Kind.where` asks for them."""
    return Q(area__in=inside_said(actor, said).values("pk"))


def _within(actor: Actor, within: Q) -> QuerySet[Area]:
    held = Area.objects.filter(within).values("pk")
    reached = AreaPart.objects.filter(part__in=held).values("whole")
    outside = AreaPart.objects.exclude(part__in=held).values("whole")
    made_of_these = Q(pk__in=reached) & ~Q(pk__in=outside)
    found: QuerySet[Area] = seen(Area, actor).filter(within | made_of_these)
    return found


def _paths(areas: QuerySet[Area]) -> list[str]:
    """The paths that lead to all that lies in the areas: their own and their parts'."""
    parts = Area.objects.filter(whole_links__whole__in=areas.values("pk"))
    return _topmost([*areas.values_list("path", flat=True), *parts.values_list("path", flat=True)])


def _topmost(paths: Iterable[str]) -> list[str]:
    """Those that do not lie under another one of them."""
    kept: list[str] = []
    for path in sorted(filter(None, paths)):
        if not kept or not path.startswith(kept[-1]):
            kept.append(path)
    return kept


def _under(paths: Iterable[str]) -> Q:
    condition = Q(pk__in=())
    for path in filter(None, paths):
        condition |= Q(path__startswith=path)
    return condition
