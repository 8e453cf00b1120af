"""What an organisation has: codes, seats, people to call. Each change is told under the organisation, whose
version it raises.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import models, transaction

from portici.journal.domain import FieldChange
from portici.kernel.actor import Actor
from portici.kernel.findings import Finding, Invalid, ensure, ensure_valid, gettext_noop
from portici.kernel.parsing import parse_postcode
from portici.records import domain as records
from portici.territory import positions
from portici.territory.models import Area

from .. import rules
from ..models import CodeScheme, Contact, Organisation, OrganisationCode, Seat
from ..values import check_position, parse_code, parse_email, plain
from .keeping import code_taken, codes_text

SEAT_FIELDS = ("label", "address", "postcode", "town", "area", "lon", "lat", "is_main")
CONTACT_FIELDS = ("name", "function", "email", "phone", "until")


def add_code(
    *,
    actor: Actor,
    organisation: Organisation,
    scheme: str,
    value: str,
    version: int | None = None,
    reason: str = "",
) -> OrganisationCode:
    """Give an organisation an official code; the same code twice is one. Raises Refused, Invalid,
    Conflict.
    """
    ensure(rules.may_edit_all(actor, organisation))
    parsed = parse_code(CodeScheme(scheme), value).at("value")
    text = parsed.require()
    with transaction.atomic():
        there = (
            OrganisationCode.objects.filter(scheme=scheme, value=text).select_related("organisation").first()
        )
        if there is not None:
            if there.organisation_id != organisation.pk:
                raise Invalid([code_taken(scheme, text, there.organisation)])
            return there
        code = OrganisationCode.objects.create(organisation=organisation, scheme=scheme, value=text)
        _write_codes_text(organisation)
        change = {"codes": FieldChange("", str(code))}
        _note(actor, organisation, "add-code", change, reason, version)
    return code


def remove_code(
    *, actor: Actor, code: OrganisationCode, version: int | None = None, reason: str = ""
) -> None:
    """Take a code off an organisation. Raises Refused, Conflict."""
    organisation = code.organisation
    ensure(rules.may_edit_all(actor, organisation))
    with transaction.atomic():
        OrganisationCode.objects.filter(pk=code.pk).delete()
        _write_codes_text(organisation)
        _note(actor, organisation, "remove-code", {"codes": FieldChange(str(code), "")}, reason, version)


def add_seat(
    *,
    actor: Actor,
    organisation: Organisation,
    label: str = "",
    address: str = "",
    postcode: str = "",
    town: str = "",
    area: Area | None = None,
    lon: float | None = None,
    lat: float | None = None,
    is_main: bool | None = None,
    version: int | None = None,
    reason: str = "",
) -> Seat:
    """Say where an organisation is; the first seat is the main one. Raises Refused, Invalid, Conflict."""
    ensure(rules.may_edit_all(actor, organisation))
    main = is_main if is_main is not None else not organisation.seats.exists()
    values = {"label": label, "address": address, "postcode": postcode, "town": town, "area": area}
    seat = Seat(
        organisation=organisation, **_seat_values({**values, "lon": lon, "lat": lat, "is_main": main})
    )
    _ensure_placed(seat)
    with transaction.atomic():
        _save(seat)
        _keep_one_main(seat)
        positions.points_placed(Seat, [seat])
        _note(actor, organisation, "add-seat", _told(None, seat, SEAT_FIELDS, "seat"), reason, version)
    return seat


def amend_seat(
    *,
    actor: Actor,
    seat: Seat,
    values: Mapping[str, Any],
    version: int | None = None,
    reason: str = "",
) -> Seat:
    """Change a seat. Raises Refused, Invalid, Conflict."""
    ensure(rules.may_edit_all(actor, seat.organisation))
    after = Seat.objects.get(pk=seat.pk)
    _set(after, _seat_values(values), SEAT_FIELDS)
    _ensure_placed(after)
    with transaction.atomic():
        before = Seat.objects.get(pk=seat.pk)
        _save(after)
        _keep_one_main(after)
        positions.points_placed(Seat, [after])
        told = _told(before, after, SEAT_FIELDS, "seat")
        if told:
            _note(actor, seat.organisation, "amend-seat", told, reason, version)
    seat.refresh_from_db()
    return seat


def remove_seat(*, actor: Actor, seat: Seat, version: int | None = None, reason: str = "") -> None:
    """Take a seat off; another one becomes the main seat if it was. Raises Refused, Conflict."""
    organisation = seat.organisation
    ensure(rules.may_edit_all(actor, organisation))
    with transaction.atomic():
        Seat.objects.filter(pk=seat.pk).delete()
        other = organisation.seats.first()
        if seat.is_main and other is not None:
            Seat.objects.filter(pk=other.pk).update(is_main=True)
        _note(actor, organisation, "remove-seat", _told(seat, None, SEAT_FIELDS, "seat"), reason, version)


def add_contact(
    *,
    actor: Actor,
    organisation: Organisation,
    name: str,
    function: str = "",
    email: str = "",
    phone: str = "",
    until: date | None = None,
    version: int | None = None,
    reason: str = "",
) -> Contact:
    """Note a person to call. Raises Refused, Invalid, Conflict."""
    ensure(rules.may_keep_contacts(actor, organisation))
    values = {"name": name, "function": function, "email": email, "phone": phone, "until": until}
    contact = Contact(organisation=organisation, **_contact_values(values))
    with transaction.atomic():
        _save(contact)
        told = _told(None, contact, CONTACT_FIELDS, "contact")
        _note(actor, organisation, "add-contact", told, reason, version)
    return contact


def amend_contact(
    *,
    actor: Actor,
    contact: Contact,
    values: Mapping[str, Any],
    version: int | None = None,
    reason: str = "",
) -> Contact:
    """Change a person to call. Raises Refused, Invalid, Conflict."""
    ensure(rules.may_keep_contacts(actor, contact.organisation))
    with transaction.atomic():
        before = Contact.objects.get(pk=contact.pk)
        after = Contact.objects.get(pk=contact.pk)
        _set(after, _contact_values(values), CONTACT_FIELDS)
        _save(after)
        told = _told(before, after, CONTACT_FIELDS, "contact")
        if told:
            _note(actor, contact.organisation, "amend-contact", told, reason, version)
    contact.refresh_from_db()
    return contact


def remove_contact(*, actor: Actor, contact: Contact, version: int | None = None, reason: str = "") -> None:
    """Take a person off the list. Raises Refused, Conflict."""
    organisation = contact.organisation
    ensure(rules.may_keep_contacts(actor, organisation))
    with transaction.atomic():
        Contact.objects.filter(pk=contact.pk).delete()
        told = _told(contact, None, CONTACT_FIELDS, "contact")
        _note(actor, organisation, "remove-contact", told, reason, version)


def _note(
    actor: Actor,
    organisation: Organisation,
    verb: str,
    changes: Mapping[str, FieldChange],
    reason: str,
    version: int | None,
) -> None:
    records.note(actor=actor, record=organisation, verb=verb, changes=changes, reason=reason, version=version)


def _write_codes_text(organisation: Organisation) -> None:
    text = codes_text(organisation.codes.values_list("scheme", "value"))
    Organisation.objects.filter(pk=organisation.pk).update(codes_text=text)
    organisation.codes_text = text


def _seat_values(values: Mapping[str, Any]) -> dict[str, Any]:
    given = dict(values)
    findings: list[Finding] = []
    for name in ("label", "address", "town"):
        if name in given:
            given[name] = plain(given[name])
    if "postcode" in given:
        parsed = parse_postcode(given["postcode"]).at("postcode")
        findings += parsed.findings
        given["postcode"] = parsed.value or ""
    ensure_valid(findings)
    return given


def _ensure_placed(seat: Seat) -> None:
    findings = check_position(seat.lon, seat.lat)
    if not (seat.address or seat.town or seat.area_id or seat.lon is not None):
        findings.append(records.missing("address", gettext_noop("Write the address, or choose the area.")))
    ensure_valid(findings)


def _keep_one_main(seat: Seat) -> None:
    if seat.is_main:
        Seat.objects.filter(organisation=seat.organisation_id).exclude(pk=seat.pk).update(is_main=False)


def _contact_values(values: Mapping[str, Any]) -> dict[str, Any]:
    given = dict(values)
    for name in ("name", "function", "phone"):
        if name in given:
            given[name] = plain(given[name])
    if "email" in given:
        parsed = parse_email(given["email"]).at("email")
        ensure_valid(parsed.findings)
        given["email"] = parsed.value or ""
    if "name" in given and not given["name"]:
        raise Invalid([records.missing("name", gettext_noop("Write the person's name."))])
    return given


def _set(row: models.Model, values: Mapping[str, Any], fields: tuple[str, ...]) -> None:
    unknown = set(values) - set(fields)
    if unknown:
        raise ValueError(f"not a field of {type(row).__name__}: {', '.join(sorted(unknown))}")
    for name, value in values.items():
        setattr(row, name, value)


def _save(row: models.Model) -> None:
    records.clean(row)
    row.save()


def _told(
    before: models.Model | None, after: models.Model | None, fields: tuple[str, ...], prefix: str
) -> dict[str, FieldChange]:
    """What differs between two states of a row, each field named with what the row is."""
    changes = {}
    for name in fields:
        texts = [
            "" if row is None or getattr(row, name) is None else str(getattr(row, name))
            for row in (before, after)
        ]
        if texts[0] != texts[1]:
            changes[f"{prefix}.{name}"] = FieldChange(*texts)
    return changes
