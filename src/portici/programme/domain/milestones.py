"""Desks for milestones; they belong to their activity, whose version they raise."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from portici.journal.domain import FieldChange
from portici.kernel import clock
from portici.kernel.actor import Actor
from portici.kernel.findings import Invalid, ensure, ensure_valid, gettext_noop
from portici.needs.checks import not_in_future
from portici.records import domain as records

from .. import rules
from ..models import Activity, Milestone


def add_milestone(
    *, actor: Actor, activity: Activity, title: str, due_on: date, version: int | None = None
) -> Milestone:
    """A day by which something must be there. Raises Refused, Invalid, Conflict."""
    ensure(rules.may_amend_activity(actor, activity))
    milestone = Milestone(activity=activity, title=title.strip(), due_on=due_on)
    _write(actor, milestone, "add-milestone", "", version)
    return milestone


def amend_milestone(
    *,
    actor: Actor,
    milestone: Milestone,
    title: str,
    due_on: date,
    version: int | None = None,
    reason: str = "",
) -> Milestone:
    """Change title or day. Raises Refused, Invalid, Conflict."""
    ensure(rules.may_amend_activity(actor, milestone.activity))
    before = text_of(milestone)
    milestone.title, milestone.due_on = title.strip(), due_on
    _write(actor, milestone, "amend-milestone", before, version, reason)
    return milestone


def reach_milestone(
    *, actor: Actor, milestone: Milestone, reached_on: date | None = None, version: int | None = None
) -> Milestone:
    """Say when it was reached (today). Raises Refused, Invalid for a day to come, Conflict."""
    ensure(rules.may_report(actor, milestone.activity))
    ensure_valid(not_in_future(reached_on, "reached_on"))
    before = text_of(milestone)
    milestone.reached_on = reached_on or clock.today()
    _write(actor, milestone, "reach-milestone", before, version)
    return milestone


def remove_milestone(*, actor: Actor, milestone: Milestone, reason: str, version: int | None = None) -> None:
    """Take a milestone off, with the reason. Raises Refused, Invalid, Conflict."""
    ensure(rules.may_amend_activity(actor, milestone.activity))
    if not reason.strip():
        raise Invalid([records.missing("reason", gettext_noop("Write why the milestone is removed."))])
    with transaction.atomic():
        _tell(actor, milestone, "remove-milestone", FieldChange(text_of(milestone), ""), version, reason)
        milestone.delete()


def text_of(milestone: Milestone) -> str:
    """How the journal tells a milestone."""
    reached = f" ✓ {milestone.reached_on}" if milestone.reached_on else ""
    return f"{milestone.due_on} {milestone.title}{reached}"


def _write(
    actor: Actor, milestone: Milestone, verb: str, before: str, version: int | None, reason: str = ""
) -> None:
    with transaction.atomic():
        records.clean(milestone)
        change = FieldChange(before, text_of(milestone))
        if change.before != change.after:
            _tell(actor, milestone, verb, change, version, reason)
            milestone.save()


def _tell(
    actor: Actor, milestone: Milestone, verb: str, change: FieldChange, version: int | None, reason: str
) -> None:
    records.note(
        actor=actor,
        record=milestone.activity,
        verb=verb,
        changes={"milestones": change},
        reason=reason,
        version=version,
    )
