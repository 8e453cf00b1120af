"""What a portal page reads together from several rooms, always with a visitor's eyes."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, Prefetch, QuerySet, When
from django.http import Http404
from django.urls import reverse

from portici.kernel.actor import VISITOR
from portici.records.links import seen
from portici.records.models import Record
from portici.territory.models import Area, Indicator, LayerKind

#: What the links to a record need besides the record itself.
_BROUGHT: dict[str, tuple[str, ...]] = {"area": ("layer",)}

#: Layers that a person chooses an area from; the finer ones are reached from these.
_OFFERED = (
    LayerKind.METROPOLITAN_CITY,
    LayerKind.DISTRICT,
    LayerKind.COMUNE,
    LayerKind.QUARTIERE,
    LayerKind.TARGET,
)
_MOST_OFFERED = 500
#: Names of organisations, bodies or groups that a box offers.
_MOST_NAMES = 50


def visible(model: type[Record]) -> QuerySet[Any]:
    """The published rows of a kind, with what their links need."""
    rows = seen(model, VISITOR)
    brought = _BROUGHT.get(model.KIND, ())
    return rows.select_related(*brought) if brought else rows


def shown(rows: QuerySet[Any], *names: str) -> QuerySet[Any]:
    """Rows that already passed `visible_to`, with the references `names` as far as a visitor may see them.

    One query a name, whatever the rows; a withheld record is read as None, or left out of a list.
    """
    return rows.select_related(None).prefetch_related(
        *(Prefetch(name, queryset=visible(rows.model._meta.get_field(name).related_model)) for name in names)
    )


def named(activities: QuerySet[Any]) -> QuerySet[Any]:
    """Activities of which a list shows the names only: with what a link needs, and no more."""
    return activities.only("uid", "publication", "language", "title", "project")


def area_at(layer: str, code: str) -> Area:
    """The visible area at an address; Http404 when there is none."""
    area = visible(Area).filter(layer__code=layer, code=code).first()
    if area is None:
        raise Http404
    return area  # type: ignore[no-any-return] # the query set is untyped


def area_key(area: Area) -> str:
    """How an area is named in the addresses of lists: "quartieri/savena"."""
    return f"{area.layer.code}/{area.code}"


def area_of_key(key: str) -> Area | None:
    """The visible area that a list's address names."""
    layer, _slash, code = key.partition("/")
    return visible(Area).filter(layer__code=layer, code=code).first()


def indicator_at(code: str) -> Indicator:
    found: Indicator | None = visible(Indicator).filter(code=code).first()
    if found is None:
        raise Http404
    return found


def area_url(area: Area) -> str:
    return reverse("portal:area", args=[area.layer.code, area.code])


def area_choices(chosen: str = "") -> list[tuple[str, list[tuple[str, str]]]]:
    """Areas to choose from by layer, and the chosen one also when it is of a finer layer."""
    areas = visible(Area).filter(layer__kind__in=_OFFERED).order_by("layer__order", "layer__code", "name")
    groups: dict[str, list[tuple[str, str]]] = {}
    for area in areas[:_MOST_OFFERED]:
        groups.setdefault(area.layer.name, []).append((area_key(area), area.name))
    offered = {key for members in groups.values() for key, _name in members}
    if chosen and chosen not in offered and (area := area_of_key(chosen)):
        groups.setdefault(area.layer.name, []).append((chosen, area.name))
    return list(groups.items())


def offered(rows: QuerySet[Any], key: str, chosen: str) -> list[tuple[str, str]]:
    """(key, name) of the first of these records for a box to choose from, by name, the chosen one among them.

    A box of hundreds helps nobody: the others are reached from their own pages, which lead to the narrowed list.
    """
    first = Case(When(**{key: chosen}, then=0), default=1)
    found = rows.order_by(first, "name", "pk").values_list("name", key)[:_MOST_NAMES]
    return [(value, name) for name, value in sorted(found)]
