"""What lies in an area: what its path leads to, its parts, and what is wholly made of these."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from portici.kernel.actor import Actor
from portici.records.links import seen
from portici.territory.models import Area, AreaPart


def inside(actor: Actor, area: Area) -> QuerySet[Area]:
    """The area and all that lies in it, as far as the actor may see it.

    In it lie its descendants; its parts, with theirs; and the areas drawn of parts that all lie there (a
    target area made of sections). One query for the parts; the rest is part of the caller's.
    """
    within = _under([area.path, *_paths_of_parts(area)]) | Q(pk=area.pk)
    held = Area.objects.filter(within).values("pk")
    reached = AreaPart.objects.filter(part__in=held).values("whole")
    outside = AreaPart.objects.exclude(part__in=held).values("whole")
    made_of_these = Q(pk__in=reached) & ~Q(pk__in=outside)
    found: QuerySet[Area] = seen(Area, actor).filter(within | made_of_these)
    return found


def _paths_of_parts(area: Area) -> list[str]:
    return list(Area.objects.filter(whole_links__whole=area).values_list("path", flat=True))


def _under(paths: list[str]) -> Q:
    condition = Q(pk__in=())
    for path in filter(None, paths):
        condition |= Q(path__startswith=path)
    return condition
