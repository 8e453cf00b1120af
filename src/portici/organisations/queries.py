"""Reading the network: every query set of organisations has passed `visible_to(actor)`, and what hangs from
them goes through it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from portici.kernel.actor import Actor

from . import duplicates, rules
from .duplicates import Candidate
from .models import Contact, Membership, NameKey, OldAddress, Organisation, OrganisationCode, Seat, SeatInArea
from .references import references
from .values import parse_code

__all__ = ["Candidate"]


def organisations(actor: Actor, *, type: str = "", words: str = "") -> QuerySet[Organisation]:  # noqa: A002 -- the field's own name
    """The organisations that still stand (not merged away), of a type, with all the words."""
    found: QuerySet[Organisation] = Organisation.objects.visible_to(actor).matching(words)
    found = found.filter(Organisation.offered())
    return found.filter(type=type) if type else found


def organisation_by_uid(actor: Actor, uid: str) -> Organisation | None:
    """The organisation of this uid, or the one that it was merged into, when the actor may see it."""
    moved = OldAddress.objects.filter(uid=uid).values("organisation")
    found = Organisation.objects.visible_to(actor).filter(Q(uid=uid, merged_into=None) | Q(pk__in=moved))
    organisation: Organisation | None = found.select_related("parent").first()
    return organisation


def organisations_with_seats(actor: Actor) -> QuerySet[Organisation]:
    """`organisations` with their seats read beside, for lists; as many queries whatever the rows."""
    return organisations(actor).select_related("parent").prefetch_related("seats")


def merged_into(organisation: Organisation) -> QuerySet[Organisation]:
    """The records that were merged into an organisation that passed `visible_to`."""
    return Organisation.objects.filter(merged_into=organisation)


def branches_of(actor: Actor, organisation: Organisation) -> QuerySet[Organisation]:
    """The parts of an organisation that the actor may see."""
    return organisations(actor).filter(parent=organisation)


def main_seats(keys: Iterable[int]) -> QuerySet[Seat]:
    """The seats of organisations that passed `visible_to` (by primary key), the main one of each first."""
    return Seat.objects.filter(organisation__in=list(keys)).order_by("organisation", "-is_main", "id")


def main_addresses(keys: Iterable[int]) -> dict[int, tuple[str, str, str]]:
    """Address, postcode and town of the main seat of each, for organisations that passed `visible_to`."""
    found: dict[int, tuple[str, str, str]] = {}
    rows = main_seats(keys).values_list("organisation", "address", "postcode", "town")
    for key, address, postcode, town in rows:
        found.setdefault(key, (address, postcode, town))
    return found


def codes_by_organisation(keys: Iterable[int]) -> dict[int, list[str]]:
    """The codes of each ("scheme:value"), for organisations that passed `visible_to`."""
    found: dict[int, list[str]] = {}
    rows = OrganisationCode.objects.filter(organisation__in=list(keys)).order_by("scheme")
    for key, scheme, value in rows.values_list("organisation", "scheme", "value"):
        found.setdefault(key, []).append(f"{scheme}:{value}")
    return found


def names_seen(actor: Actor, keys: Iterable[int]) -> dict[int, str]:
    """The names of those organisations, by primary key, that the actor may see."""
    return dict(organisations(actor).filter(pk__in=list(keys)).values_list("pk", "name"))


def what_points_to(organisation: Organisation) -> list[tuple[str, str, int]]:
    """What a merging would move: (model, its plural name, rows), for an organisation that passed
    `visible_to`.
    """
    totals: dict[str, tuple[str, int]] = {}
    for field in references():
        if field.model is NameKey:
            continue
        count = field.model._base_manager.filter(**{field.name: organisation.pk}).count()
        label = field.model._meta.label_lower
        totals[label] = (str(field.model._meta.verbose_name_plural), totals.get(label, ("", 0))[1] + count)
    return [(label, name, count) for label, (name, count) in totals.items() if count]


def members_of(actor: Actor, network: Organisation, *, on: date | None = None) -> QuerySet[Membership]:
    """Who belongs to a network that passed `visible_to`, on a day or ever; only members that the actor may
    see.
    """
    rows = Membership.objects.filter(network=network, member__in=organisations(actor))
    return (_in_force(rows, on) if on else rows).select_related("member")


def memberships_of(
    actor: Actor, organisation: Organisation, *, on: date | None = None
) -> QuerySet[Membership]:
    """What an organisation that passed `visible_to` belongs to; only networks that the actor may see."""
    rows = Membership.objects.filter(member=organisation, network__in=organisations(actor))
    return (_in_force(rows, on) if on else rows).select_related("network")


def contacts_of(actor: Actor, organisation: Organisation) -> QuerySet[Contact]:
    """The people to call: all for the technical office, those of its own organisation for a contact, none
    for others.
    """
    if not rules.may_see_contacts(actor, organisation):
        return Contact.objects.none()
    return Contact.objects.filter(organisation=organisation)


def sees_contacts_of(actor: Actor, uid: str) -> bool:
    """Whether the actor may see the people to call, and their history, of the organisation of this uid."""
    organisation = organisation_by_uid(actor, uid)
    return organisation is not None and bool(rules.may_see_contacts(actor, organisation))


def likely_duplicates(
    actor: Actor,
    *,
    name: str,
    codes: Iterable[tuple[str, str]] = (),
    town: str = "",
    exclude: Organisation | None = None,
    most: int = 5,
) -> list[Candidate]:
    """Organisations that are likely the same one: by a code, then by the name, the likest first."""
    among = organisations(actor)
    if exclude is not None:
        among = among.exclude(pk=exclude.pk)
    read = ((scheme, parse_code(scheme, text).value) for scheme, text in codes)
    found = {
        candidate.organisation.pk: candidate
        for candidate in duplicates.by_code([(scheme, value) for scheme, value in read if value], among)
    }
    for candidate in duplicates.by_name(name, town, among, most=most):
        found.setdefault(candidate.organisation.pk, candidate)
    return list(found.values())[:most]


def _in_force(rows: QuerySet[Membership], day: date) -> QuerySet[Membership]:
    started = Q(since=None) | Q(since__lte=day)
    return rows.filter(started & (Q(until=None) | Q(until__gte=day)))


def seated_in(areas: Iterable[int] | QuerySet[Any]) -> Q:
    """Organisations with a seat that is said to be in one of the areas (keys), or whose position lies in one."""
    placed = SeatInArea.objects.filter(area__in=areas).values("point")
    seats = Seat.objects.filter(Q(area__in=areas) | Q(pk__in=placed)).order_by()
    return Q(pk__in=seats.values("organisation"))
