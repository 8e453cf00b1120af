"""Desks for listening: a session or an interview is recorded and amended."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from portici.kernel.actor import Actor
from portici.kernel.findings import ensure, ensure_valid
from portici.organisations.models import Organisation
from portici.organisations.rules import all_standing, standing
from portici.records import domain as records
from portici.records.links import kept, only, unseen
from portici.territory.models import Area, Place

from .. import checks, rules
from ..models import Listening

AMENDABLE = ("kind", "title", "held_on", "area", "place", "people", "led_by", "summary", "language")


def record_listening(
    *,
    actor: Actor,
    kind: str,
    title: str,
    held_on: date,
    area: Area,
    people: int,
    place: Place | None = None,
    led_by: Organisation | None = None,
    summary: str = "",
    language: str = "it",
    is_example: bool = False,
) -> Listening:
    """Record who was listened to, where and when; nobody is named. What was said is added passage by passage.

    Raises Refused; Invalid for a kind out of the list, a day to come, nobody or more people than live in any city.
    """
    ensure(rules.may_record_listening(actor, area))
    led_by = standing(led_by) if led_by else None
    ensure_valid(
        [
            *checks.not_in_future(held_on, "held_on"),
            *checks.people_counted(people, "people"),
            *unseen(actor, {"area": area, "place": place, "led_by": led_by}),
        ]
    )
    listening = Listening(
        kind=kind,
        title=title.strip(),
        held_on=held_on,
        area=area,
        place=place,
        people=people,
        led_by=led_by,
        summary=summary,
        language=language,
        is_example=is_example,
    )
    return records.add(actor=actor, record=listening)


def amend_listening(
    *,
    actor: Actor,
    listening: Listening,
    values: Mapping[str, Any],
    version: int | None = None,
    reason: str = "",
) -> Listening:
    """Change what is told of it; to another area only where the actor may record there. Raises Refused, Invalid, Conflict."""
    ensure(rules.may_amend_listening(actor, listening))
    changed = all_standing(only(values, AMENDABLE))
    ensure(rules.may_record_listening(actor, changed.get("area", listening.area)))
    ensure_valid(
        [
            *checks.not_in_future(changed.get("held_on"), "held_on"),
            *checks.people_counted(changed.get("people"), "people"),
            *unseen(actor, changed),
        ]
    )
    changed, _links = kept(actor, listening, changed, None)
    return records.amend(actor=actor, record=listening, values=changed, version=version, reason=reason)
