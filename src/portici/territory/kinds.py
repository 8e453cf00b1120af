"""The territory's kinds of records: who edits them, what is checked before they are published, which facts
are their own."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portici.kernel.codes.parsed import warning
from portici.kernel.findings import Finding, Message, gettext_noop
from portici.records.registry import Kind

from . import rules
from .models import Area, Indicator, Place


def area_facts(area: Area) -> dict[str, object]:
    return {
        "uid": area.uid,
        "layer": area.layer.code,
        "code": area.code,
        "name": area.name,
        "parent": area.parent.uid if area.parent else "",
        "shape": area.shape_digest,
        "parts": sorted(
            [link.part.uid, f"{link.share:f}"] for link in area.part_links.select_related("part")
        ),
    }


def place_facts(place: Place) -> dict[str, object]:
    return {
        "uid": place.uid,
        "name": place.name,
        "kind": place.kind,
        "address": place.address,
        "lon": place.lon,
        "lat": place.lat,
        "area": place.area.uid if place.area else "",
        "facts": place.facts,
    }


def indicator_facts(indicator: Indicator) -> dict[str, object]:
    names = (
        "uid",
        "code",
        "name",
        "kind",
        "unit",
        "direction",
        "method",
        "formula",
        "source",
        "licence",
        "vintage",
    )
    return {name: getattr(indicator, name) for name in names}


def check_indicator(indicator: Indicator) -> list[Finding]:
    """A figure without its source is not one to publish without a thought."""
    if indicator.source:
        return []
    accepted = Message(gettext_noop("A source that readers can look up."))
    todo = Message(gettext_noop("Write who publishes the figures, and under which licence."))
    return [warning("indicator.no_source", indicator.name, accepted, todo).at("source")]


KINDS = (
    Kind(
        model=Area,
        label=_("Area"),
        label_plural=_("Areas"),
        may_add=rules.may_write_somewhere,
        may_edit=rules.may_edit_area,
        may_publish=rules.may_write,
        check=rules.check_area,
        facts=area_facts,
        select_related=("layer", "parent__layer"),
    ),
    Kind(
        model=Place,
        label=_("Place"),
        label_plural=_("Places"),
        may_add=rules.may_write_somewhere,
        may_edit=rules.may_edit_place,
        may_publish=rules.may_write,
        facts=place_facts,
        select_related=("area__layer",),
    ),
    Kind(
        model=Indicator,
        label=_("Indicator"),
        label_plural=_("Indicators"),
        may_add=rules.may_write,
        may_edit=rules.may_write,
        may_publish=rules.may_write,
        check=check_indicator,
        facts=indicator_facts,
    ),
)
