"""Desks for places."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from portici.kernel.actor import Actor
from portici.kernel.findings import ensure, ensure_valid
from portici.records import domain as records

from .. import positions, rules
from ..models import Area, Place


def record_place(
    *,
    actor: Actor,
    name: str,
    area: Area | None = None,
    lon: float | None = None,
    lat: float | None = None,
    **details: Any,
) -> Place:
    """A building or open space, as a draft. `details`: kind, code, address, postcode, note, website, source,
    facts, language, is_example. Raises Refused (an area officer: outside the own areas, or without an area),
    Invalid."""
    ensure(rules.may_write_in(actor, area))
    ensure_valid(rules.check_position(lon, lat))
    place = Place(name=name.strip(), area=area, lon=lon, lat=lat, **details)
    with transaction.atomic():
        added = records.add(actor=actor, record=place)
        positions.points_placed(Place, [added])
    return added


def amend_place(
    *,
    actor: Actor,
    place: Place,
    values: Mapping[str, Any],
    version: int | None = None,
    reason: str = "",
) -> Place:
    """Change a place; both the old and the new area must be the actor's to write in. Raises Refused, Invalid,
    Conflict."""
    ensure(rules.may_edit_place(actor, place))
    if "area" in values:
        ensure(rules.may_write_in(actor, values["area"]))
    ensure_valid(rules.check_position(values.get("lon", place.lon), values.get("lat", place.lat)))
    with transaction.atomic():
        amended = records.amend(actor=actor, record=place, values=values, version=version, reason=reason)
        if {"lon", "lat"} & set(values):
            positions.points_placed(Place, [amended])
    return amended
