"""Desks for who works on an activity, lent by which body. Names of staff are for the office only."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q

from portici.journal.domain import FieldChange
from portici.kernel.actor import Actor
from portici.kernel.codes.parsed import error
from portici.kernel.findings import Finding, Message, ensure, ensure_valid, gettext_noop
from portici.needs.checks import in_order
from portici.organisations.models import Organisation
from portici.organisations.rules import standing
from portici.people.models import User
from portici.records import domain as records

from .. import rules
from ..models import Activity, Assignment


def assign_staff(
    *,
    actor: Actor,
    activity: Activity,
    user: User,
    organisation: Organisation,
    function: str = "",
    time_share: int | None = None,
    since: date | None = None,
    until: date | None = None,
    version: int | None = None,
) -> Assignment:
    """Put a person of a body to work on the activity, for `time_share` per cent of their time.

    Raises Refused; Invalid for dates out of order, a share out of 1-100, a person who is there already on
    one of these days; Conflict.
    """
    ensure(rules.may_assign(actor, activity))
    assignment = Assignment(
        activity=activity,
        user=user,
        organisation=standing(organisation),
        function=function.strip(),
        time_share=time_share,
        since=since,
        until=until,
    )
    with transaction.atomic():
        ensure_valid([*in_order(since, until, "until"), *_twice(assignment)])
        records.clean(assignment)
        _tell(actor, assignment, "assign", FieldChange("", text_of(assignment)), version)
        assignment.save()
    return assignment


def end_assignment(
    *, actor: Actor, assignment: Assignment, until: date, reason: str = "", version: int | None = None
) -> Assignment:
    """Say until when the person worked on it (that day included). Raises Refused, Invalid, Conflict."""
    ensure(rules.may_assign(actor, assignment.activity))
    ensure_valid(in_order(assignment.since, until, "until"))
    before = text_of(assignment)
    assignment.until = until
    with transaction.atomic():
        change = FieldChange(before, text_of(assignment))
        _tell(actor, assignment, "end-assignment", change, version, reason)
        assignment.save(update_fields=["until"])
    return assignment


def text_of(assignment: Assignment) -> str:
    """How the journal tells an assignment: the account by its uid, since names can be erased."""
    share = f" {assignment.time_share}%" if assignment.time_share else ""
    days = f" {assignment.since or ''}–{assignment.until or ''}"
    return f"{assignment.user.uid} ({assignment.organisation}){share}{days}"


def _twice(assignment: Assignment) -> list[Finding]:
    others = Assignment.objects.filter(activity=assignment.activity, user=assignment.user)
    if assignment.since is not None:
        others = others.filter(Q(until=None) | Q(until__gte=assignment.since))
    if assignment.until is not None:
        others = others.filter(Q(since=None) | Q(since__lte=assignment.until))
    accepted = Message(gettext_noop("A person once at a time on an activity."))
    todo = Message(gettext_noop("End the assignment in force first."))
    return [error("assignment.twice", str(other.user), accepted, todo).at("user") for other in others[:1]]


def _tell(
    actor: Actor,
    assignment: Assignment,
    verb: str,
    change: FieldChange,
    version: int | None,
    reason: str = "",
) -> None:
    records.note(
        actor=actor,
        record=assignment.activity,
        verb=verb,
        changes={"staff": change},
        reason=reason,
        version=version,
    )
