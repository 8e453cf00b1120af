"""Who the data of others came from."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef

from portici.kernel.actor import Actor

from ..models import Area, Indicator, PopulationCount, PopulationSource
from .areas import layers


@dataclass(slots=True)
class Source:
    """A source with the licence that it gives its data; `used_for` names layers and indicators by their codes."""

    name: str
    url: str
    vintage: str
    licence: str
    used_for: list[str] = field(default_factory=list)


def sources(actor: Actor) -> list[Source]:
    """The sources of layers, indicators and counts of people that the actor may see, by name. Three queries."""
    found: dict[tuple[str, str, str, str], Source] = {}
    for use, name, url, vintage, licence in [*_layers(actor), *_indicators(actor), *_people(actor)]:
        if name:
            key = (name, url, vintage, licence)
            found.setdefault(key, Source(*key)).used_for.append(use)
    return [found[key] for key in sorted(found)]


Told = tuple[str, str, str, str, str]


def _layers(actor: Actor) -> list[Told]:
    return [
        (f"layer:{one.code}", one.source, one.source_url, one.vintage, one.licence) for one in layers(actor)
    ]


def _indicators(actor: Actor) -> list[Told]:
    return [
        (f"indicator:{one.code}", one.source, one.source_url, one.vintage, one.licence)
        for one in Indicator.objects.visible_to(actor)
    ]


def _people(actor: Actor) -> list[Told]:
    counts = PopulationCount.objects.filter(
        source=OuterRef("pk"), area__in=Area.objects.visible_to(actor).values("pk")
    )
    rows = PopulationSource.objects.filter(Exists(counts)).order_by("code")
    return [(f"population:{one.code}", one.name, one.url, "", one.licence) for one in rows]
