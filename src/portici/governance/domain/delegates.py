"""Desks for those who may sit in a seat; they belong to the body, whose version they raise."""

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
from portici.needs.checks import in_order
from portici.people.models import User
from portici.records import domain as records
from portici.records.links import only

from .. import checks, rules
from ..models import Delegate, Manner, Member

MANDATE = ("person_name", "account", "manner", "act", "since", "until")


def appoint_delegate(
    *,
    actor: Actor,
    member: Member,
    person_name: str,
    account: User | None = None,
    manner: str = Manner.DELEGATE,
    act: str = "",
    since: date | None = None,
    until: date | None = None,
    version: int | None = None,
) -> Delegate:
    """Who may sit for the organisation that holds the seat, from a day to another (both included).

    Raises Refused; Invalid without a name, for days out of order, for who may sit there already; Conflict.
    """
    ensure(rules.may_write(actor, member.body))
    made = Delegate(
        member=member,
        person_name=person_name.strip(),
        account=account,
        manner=manner,
        act=act.strip(),
        since=since,
        until=until,
    )
    ensure_valid(_named(made))
    _write(made, "add-delegate", "", actor=actor, version=version)
    return made


def amend_delegate(
    *,
    actor: Actor,
    delegate: Delegate,
    values: Mapping[str, Any],
    version: int | None = None,
    reason: str = "",
) -> Delegate:
    """Correct or end a mandate; `version` is the body's. Raises Refused, Invalid, Conflict."""
    ensure(rules.may_write(actor, delegate.member.body))
    before = text_of(delegate)
    for name, value in only(values, MANDATE).items():
        setattr(delegate, name, value)
    _write(delegate, "amend-delegate", before, actor=actor, version=version, reason=reason)
    return delegate


def text_of(delegate: Delegate) -> str:
    """How the journal tells a mandate."""
    words = [str(delegate.member.organisation), delegate.person_name, str(delegate.manner), delegate.act]
    words.append(f"account {delegate.account.uid}" if delegate.account else "")
    return " | ".join([*filter(None, words), f"{delegate.since or ''}–{delegate.until or ''}"])


def _write(
    delegate: Delegate, verb: str, before: str, *, actor: Actor, version: int | None, reason: str = ""
) -> None:
    with transaction.atomic():
        findings = [*in_order(delegate.since, delegate.until, "until"), *_twice(delegate)]
        ensure_valid([*findings, *checks.account_of_body(delegate, delegate.member.body)])
        records.clean(delegate)
        if not records.is_stored(delegate):
            change = FieldChange(before, text_of(delegate))
            records.note(
                actor=actor,
                record=delegate.member.body,
                verb=verb,
                changes={"members": change},
                reason=reason,
                version=version,
            )
            delegate.save()


def _named(delegate: Delegate) -> list[Finding]:
    if delegate.person_name:
        return []
    accepted = Message(gettext_noop("The name of who may sit."))
    return [error("delegate.name", "", accepted, Message(gettext_noop("Write the name."))).at("person_name")]


def _twice(delegate: Delegate) -> list[Finding]:
    others = Delegate.objects.filter(member=delegate.member, person_name=delegate.person_name)
    others = others.exclude(pk=delegate.pk).exclude(person_name="")
    if delegate.since is not None:
        others = others.filter(Q(until=None) | Q(until__gte=delegate.since))
    if delegate.until is not None:
        others = others.filter(Q(since=None) | Q(since__lte=delegate.until))
    accepted = Message(gettext_noop("One mandate at a time for a person in a seat."))
    todo = Message(gettext_noop("End the mandate in force first, or amend it."))
    return [error("delegate.twice", str(other), accepted, todo).at("person_name") for other in others[:1]]
