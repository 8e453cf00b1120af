"""What shapes and positions say: which areas an area lies in, which lie in it or across its border, which places
are there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from portici.kernel.actor import Actor

from .. import rules
from ..models import Area, AreaOverlap, LayerKind, PlaceInArea
from ..positions import FOUND_BY_SHAPE

#: Of two areas that share less than this of either, the borders do not match: nothing is told.
TRIFLE = 0.02
#: Areas that a page names.
MOST_NAMED = 60


@dataclass(frozen=True, slots=True)
class Lying:
    """Another area, how much of this one's surface lies in it, and how much of its surface lies in this one (both
    above 0, up to 1).
    """

    area: Area
    share: float
    of_it: float

    @property
    def is_inside(self) -> bool:
        """Whether the other area counts as lying in this one."""
        return self.of_it >= rules.COVERED_ENOUGH


def keys_lying_in(areas: Any) -> QuerySet[Any]:
    """Primary keys of the areas whose surface lies in one of these (keys, or a query of them), as a query for a
    condition. Not a reading of records: the caller narrows records that passed `visible_to` themselves.
    """
    rows = AreaOverlap.objects.filter(other__in=areas, share__gte=rules.COVERED_ENOUGH)
    return rows.values("area")


def placed_in(areas: Iterable[int] | QuerySet[Any]) -> Q:
    """Places that are said to be in one of the areas (keys), or whose position lies in one of them."""
    return Q(area__in=areas) | Q(pk__in=PlaceInArea.objects.filter(area__in=areas).values("point"))


def lies_in(actor: Actor, area: Area) -> list[Lying]:
    """The areas that this one lies in, and the official ones whose border it crosses, as far as the actor may see
    them: layer by layer, the larger share first. Of an official area its ancestors are not among them: that it is all
    theirs is what its source says, however the borders of two sources match. One query,
    when the area comes with its layer.
    """
    across = Q(of_it__lt=rules.COVERED_ENOUGH) & ~Q(other__in=_drawn().values("pk"))
    found = _others(actor, area).filter(Q(share__gte=rules.COVERED_ENOUGH) | across)
    if not area.is_drawn and area.layer.kind != LayerKind.TARGET:
        found = found.exclude(other__in=[int(step) for step in area.path.split("/") if step])
    return _told(found)


def drawn_in(actor: Actor, area: Area) -> list[Lying]:
    """The target areas and areas drawn by hand that lie in this one or across its border, as far as the actor may
    see them; of its children only those that go across it. One query.
    """
    found = _others(actor, area).filter(other__in=_drawn().values("pk"))
    inside = Q(of_it__gte=rules.COVERED_ENOUGH)
    return _told(found.filter(inside & ~Q(other__parent=area) | ~inside & Q(share__lt=rules.COVERED_ENOUGH)))


def _drawn() -> QuerySet[Area]:
    return Area.objects.filter(FOUND_BY_SHAPE).order_by()


def _others(actor: Actor, area: Area) -> QuerySet[AreaOverlap]:
    back = AreaOverlap.objects.filter(area=OuterRef("other"), other=OuterRef("area"))
    rows = AreaOverlap.objects.filter(
        area=area, other__in=Area.objects.visible_to(actor).order_by().values("pk")
    )
    rows = rows.annotate(of_it=Subquery(back.values("share")[:1]))
    return rows.filter(Q(share__gte=TRIFLE) | Q(of_it__gte=TRIFLE)).select_related("other__layer")


def _told(rows: QuerySet[AreaOverlap]) -> list[Lying]:
    ordered = rows.order_by(
        "other__layer__order", "other__layer__code", F("share").desc(), "other__name", "pk"
    )
    return [
        Lying(row.other, row.share, row.of_it)  # type: ignore[attr-defined]
        for row in ordered[:MOST_NAMED]
    ]
