"""Desks for bodies; members belong to their body, whose version they raise."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q

from portici.journal.domain import FieldChange
from portici.kernel.actor import Actor
from portici.kernel.codes.parsed import error
from portici.kernel.findings import Finding, Message, ensure, ensure_valid, gettext_noop
from portici.needs.checks import in_order, not_in_future
from portici.organisations.models import Organisation
from portici.organisations.rules import all_standing, standing
from portici.people.models import User
from portici.records import domain as records
from portici.records.links import only

from .. import checks, rules
from ..models import Body, Member

AMENDABLE = (
    "name",
    "code",
    "kind",
    "description",
    "established_by",
    "established_on",
    "founding_act",
    "source",
    "language",
)
SEAT = (
    "organisation",
    "person_name",
    "account",
    "role",
    "weight",
    "is_observer",
    "presides",
    "since",
    "until",
)
#: Of a seat, what the votes of its body are counted by.
COUNTED = ("organisation_id", "weight", "is_observer", "presides", "since", "until")


def record_body(
    *,
    actor: Actor,
    name: str,
    code: str,
    kind: str = "",
    description: str = "",
    established_by: str = "",
    established_on: date | None = None,
    founding_act: str = "",
    source: str = "",
    language: str = "it",
    is_example: bool = False,
) -> Body:
    """A body that decides; `code` is short and stands in its decisions' addresses.

    Raises Refused, Invalid (the code is taken, a day to come).
    """
    ensure(rules.may_write(actor))
    ensure_valid(not_in_future(established_on, "established_on"))
    body = Body(
        name=name.strip(),
        code=code.strip(),
        kind=kind,
        description=description,
        established_by=established_by,
        established_on=established_on,
        founding_act=founding_act,
        source=source,
        language=language,
        is_example=is_example,
    )
    return records.add(actor=actor, record=body)


def amend_body(
    *, actor: Actor, body: Body, values: Mapping[str, Any], version: int | None = None, reason: str = ""
) -> Body:
    """Change a body; the code stays once decisions or meetings are called after it. Raises Refused, Invalid, Conflict."""
    ensure(rules.may_write(actor, body))
    changed = only(values, AMENDABLE)
    findings = not_in_future(changed.get("established_on"), "established_on")
    is_called = body.decisions.exists() or body.meetings.exists()
    if changed.get("code", body.code) != body.code and is_called:
        accepted = Message(
            gettext_noop("The code stays as long as decisions or meetings are called after it.")
        )
        todo = Message(gettext_noop("Leave the code as it is."))
        findings.append(error("body.code", str(changed["code"]), accepted, todo).at("code"))
    ensure_valid(findings)
    return records.amend(actor=actor, record=body, values=changed, version=version, reason=reason)


def add_member(
    *,
    actor: Actor,
    body: Body,
    organisation: Organisation,
    person_name: str = "",
    account: User | None = None,
    role: str = "",
    weight: int = 1,
    is_observer: bool = False,
    presides: bool = False,
    since: date | None = None,
    until: date | None = None,
    version: int | None = None,
) -> Member:
    """A seat, and who holds it; a person's name only as a source names them.

    Raises Refused; Invalid for dates out of order, a seat that the organisation holds already, an observer with a weight,
    an account that is not of a member of the body; Conflict.
    """
    ensure(rules.may_write(actor, body))
    member = Member(
        body=body,
        organisation=standing(organisation),
        person_name=person_name.strip(),
        account=account,
        role=role.strip(),
        weight=weight,
        is_observer=is_observer,
        presides=presides,
        since=since,
        until=until,
    )
    _write(member, "add-member", "", actor=actor, version=version)
    return member


def amend_member(
    *,
    actor: Actor,
    member: Member,
    values: Mapping[str, Any],
    version: int | None = None,
    reason: str = "",
) -> Member:
    """Change a seat; `version` is the body's. Raises Refused (a vote is open that it is counted in), Invalid, Conflict."""
    ensure(rules.may_write(actor, member.body))
    before = text_of(member)
    changed = only(values, SEAT)
    for name, value in all_standing(changed).items():
        setattr(member, name, value)
    _write(member, "amend-member", before, actor=actor, version=version, reason=reason)
    return member


def end_member(
    *, actor: Actor, member: Member, until: date, reason: str = "", version: int | None = None
) -> Member:
    """Say until when the seat is held (that day included). Raises Refused, Invalid, Conflict."""
    ensure(rules.may_write(actor, member.body))
    before = text_of(member)
    member.until = until
    _write(member, "end-member", before, actor=actor, version=version, reason=reason)
    return member


def text_of(member: Member) -> str:
    """How the journal tells a seat."""
    words = [str(member.organisation), member.person_name, member.role]
    words.append(f"account {member.account.uid}" if member.account else "")
    words.append(f"weight {member.weight}" if member.weight != 1 else "")
    words += [name for name in ("is_observer", "presides") if getattr(member, name)]
    return " | ".join([*filter(None, words), f"{member.since or ''}–{member.until or ''}"])


def _write(
    member: Member, verb: str, before: str, *, actor: Actor, version: int | None, reason: str = ""
) -> None:
    with transaction.atomic():
        # Who opens a vote holds the body too: seats change before it, or not until it is closed.
        records.locked(member.body)
        ensure_valid(
            [
                *in_order(member.since, member.until, "until"),
                *_twice(member),
                *checks.weight_of_observer(member),
                *checks.account_of_body(member, member.body),
            ]
        )
        records.clean(member)
        if not records.is_stored(member):
            if _is_counted(member):
                ensure(rules.may_change_count(member.body))
            change = FieldChange(before, text_of(member))
            records.note(
                actor=actor,
                record=member.body,
                verb=verb,
                changes={"members": change},
                reason=reason,
                version=version,
            )
            member.save()


def _is_counted(member: Member) -> bool:
    """Whether a vote is counted otherwise by the seat as it is to be: names and accounts count for nothing."""
    stored = Member.objects.filter(pk=member.pk).values(*COUNTED).first()
    return stored is None or any(getattr(member, name) != value for name, value in stored.items())


def _twice(member: Member) -> list[Finding]:
    others = Member.objects.filter(body=member.body, organisation=member.organisation).exclude(pk=member.pk)
    others = others.filter(person_name=member.person_name)
    if member.since is not None:
        others = others.filter(Q(until=None) | Q(until__gte=member.since))
    if member.until is not None:
        others = others.filter(Q(since=None) | Q(since__lte=member.until))
    accepted = Message(gettext_noop("One seat at a time for an organisation and a person."))
    todo = Message(gettext_noop("End the seat in force first, or amend it."))
    return [error("member.twice", str(other), accepted, todo).at("organisation") for other in others[:1]]
