"""What lies in an area: what its path leads to, its parts, what is wholly made of these, and the areas whose shape
lies in its own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from portici.kernel.actor import Actor
from portici.records.links import seen
from portici.territory.models import Area, AreaPart
from portici.territory.queries import keys_lying_in

#: A word that more areas than these say, none in another, is too general to follow to all that lies in them.
WIDEST = 100


def inside(actor: Actor, area: Area) -> QuerySet[Area]:
    """The area and all that lies in it, as far as the actor may see it.

    In it lie its descendants; its parts, with theirs; the areas drawn of parts that all lie there (a target
    area made of sections); and those whose surface does (a few streets drawn by hand). Two queries; the rest is
    part of the caller's.
    """
    parts = Area.objects.filter(whole_links__whole=area).values_list("path", flat=True)
    under = _under([area.path, *parts])
    return _within(actor, under | Q(pk__in=[area.pk, *_by_shape([area.pk], under)]))


def inside_said(actor: Actor, said: Q) -> QuerySet[Area]:
    """The areas that a condition on their words finds among those that the actor may see, and all that lies in
    them. Three queries; the rest is part of the caller's.
    """
    found = seen(Area, actor).filter(said).order_by()
    paths = _paths(found)
    own = Q(pk__in=found.values("pk"))
    if len(paths) > WIDEST:
        return _within(actor, own)
    under = _under(paths)
    return _within(actor, own | under | Q(pk__in=_by_shape(found.values("pk"), under)))


def inside_all(actor: Actor, areas: QuerySet[Area]) -> QuerySet[Area]:
    """These areas and all that lies in one of them, as far as the actor may see it. Three queries."""
    keys = areas.order_by().values("pk")
    under = _under(_paths(areas))
    return _within(actor, Q(pk__in=keys) | under | Q(pk__in=_by_shape(keys, under)))


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


def _by_shape(areas: Any, under: Q) -> list[int]:
    """Keys of the areas whose shape lies in one of these, and that their paths do not lead to. Read at once: nested
    with what callers ask, it would be deeper than SQLite reads.
    """
    found = Area.objects.filter(pk__in=keys_lying_in(areas)).exclude(under)
    return list(found.order_by().values_list("pk", flat=True))


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
