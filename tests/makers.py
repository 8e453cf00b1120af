"""Actors for each role, and records of the lowest rooms for the tests of the rooms above them."""

from __future__ import annotations

from itertools import count
from typing import Any, TypeVar

from allauth.mfa.models import Authenticator

from portici.kernel.actor import SCOPE_OF, VISITOR, Actor, Grant, Role, Scope, system_actor
from portici.kernel.text import fold
from portici.organisations.models import Organisation
from portici.people.models import User
from portici.records import domain as records
from portici.records.models import Publication, Record
from portici.territory.models import Area, AreaPart, Indicator, Layer, Observation, Place

R = TypeVar("R", bound=Record)
SYSTEM = system_actor("tests")
_numbers = count(1)

__all__ = ["SYSTEM", "VISITOR", "Role", "Scope"]


def actor(role: Role, thing: Record | None = None) -> Actor:
    """An actor with one role; `thing` is what a scoped role is about."""
    scope = SCOPE_OF.get(role, Scope.EVERYWHERE)
    grant = Grant(role, scope, thing.uid if thing else "")
    return Actor(uid=f"u-{role.value}", name=role.value.replace("_", " "), grants=(grant,))


def coordinator() -> Actor:
    return actor(Role.COORDINATOR)


def store(record: R, *, published: bool = True, **links: Any) -> R:
    """The record stored by the house itself, published unless told otherwise."""
    record.publication = Publication.PUBLISHED if published else Publication.DRAFT
    return records.add(actor=SYSTEM, record=record, links=links)


def layer(code: str = "quartieri", kind: str = "quartiere") -> Layer:
    found: Layer = Layer.objects.get_or_create(code=code, defaults={"kind": kind, "name": code})[0]
    return found


def area(
    name: str = "",
    *,
    parent: Area | None = None,
    layer_code: str = "quartieri",
    parts: tuple[Area, ...] = (),
    published: bool = True,
) -> Area:
    """An area with its path; `parts` are those that it is made of."""
    number = next(_numbers)
    made = store(
        Area(
            layer=layer(layer_code),
            code=f"A{number}",
            name=name or f"Area {number}",
            parent=parent,
            is_drawn=bool(parts),
        ),
        published=published,
    )
    made.path = f"{parent.path if parent else '/'}{made.pk}/"
    made.save(update_fields=["path"])
    AreaPart.objects.bulk_create(AreaPart(whole=made, part=part) for part in parts)
    return made


def place(name: str = "", *, area: Area | None = None, published: bool = True) -> Place:
    return store(Place(name=name or f"Place {next(_numbers)}", area=area), published=published)


def organisation(name: str = "", *, published: bool = True, **values: Any) -> Organisation:
    name = name or f"Organisation {next(_numbers)}"
    values = {"type": "third_sector", "folded_name": fold(name), **values}
    return store(Organisation(name=name, **values), published=published)


def indicator(code: str, *, direction: str = "worse", published: bool = True) -> Indicator:
    return store(Indicator(code=code, name=code, direction=direction), published=published)


def observe(
    indicator: Indicator, area: Area, value: float | None, *, period: str = "2024", status: str = "ok"
) -> Observation:
    return Observation.objects.create(
        indicator=indicator, area=area, period=period, value=value, status=status
    )


def user(name: str = "", *, second_factor: bool = True) -> User:
    """An account; with a second factor, without which the office stays closed."""
    number = next(_numbers)
    made = User.objects.create_user(f"user{number}@office.example", None, full_name=name or f"User {number}")
    if second_factor:
        Authenticator.objects.create(user=made, type=Authenticator.Type.TOTP, data={"secret": "-"})
    return made
