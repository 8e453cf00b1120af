"""The territory's lists as files that its importers take back: every column is one that they know."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _now

from portici.kernel.actor import Actor
from portici.records.models import Publication
from portici.territory.models import Indicator, PlaceKind
from portici.territory.queries import area_references, observations_of_indicator

PIECE = 1_000


def place_rows(actor: Actor, places: Any) -> Iterator[list[Any]]:
    """Header and rows of places; what sources say of single places stands in columns of its own, after the others."""
    facts = sorted(
        {name for said in places.values_list("facts", flat=True).iterator(chunk_size=PIECE) for name in said}
    )
    yield [
        _now("Reference"), _now("Name"), _now("Code"), _now("Kind of place"), _now("Address"), _now("Postcode"),
        _now("Longitude"), _now("Latitude"), _now("Area"), _now("Website"), _now("Note"), _now("Source"),
        _now("Publication"), *facts,
    ]  # fmt: skip
    kinds = {value: str(label) for value, label in PlaceKind.choices}
    states = {value: str(label) for value, label in Publication.choices}
    rows = places.iterator(chunk_size=PIECE)
    while piece := list(islice(rows, PIECE)):
        areas = area_references(actor, {place.area_id for place in piece if place.area_id})
        for place in piece:
            yield [
                place.uid, place.name, place.code, kinds[place.kind], place.address, place.postcode,
                place.lon, place.lat, areas.get(place.area_id, ""), place.website, place.note, place.source,
                states[place.publication], *(place.facts.get(name, "") for name in facts),
            ]  # fmt: skip


def value_rows(actor: Actor, indicator: Indicator) -> Iterator[list[Any]]:
    """Header and rows of an indicator's values, one a row, in all areas and periods that the actor may see."""
    yield [
        _now("Area code"), _now("Area name"), _now("Indicator"), _now("Period"), _now("Value"), _now("Status"),
    ]  # fmt: skip
    rows = observations_of_indicator(actor, indicator).values_list(
        "area__layer__code", "area__code", "area__name", "period", "value", "status"
    )
    for layer, code, name, period, value, status in rows.iterator(chunk_size=PIECE):
        yield [f"{layer}/{code}", name, indicator.code, period, value, status]
