"""What a decision asks for: told under the decision, whose version each change raises; also of a published one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from portici.journal.domain import FieldChange
from portici.kernel import clock
from portici.kernel.actor import Actor
from portici.kernel.findings import Conflict, ensure, ensure_valid
from portici.organisations.models import Organisation
from portici.organisations.rules import all_standing, is_own
from portici.organisations.values import plain
from portici.programme.models import Activity, Project
from portici.records import domain as records
from portici.records.links import only, unseen
from portici.territory.models import Indicator

from ...models import Decision, FollowUp, Statement
from ...rules import may_write
from .. import checks, rules

AMENDABLE = frozenset(
    {"what", "owner", "due_on", "activity", "project", "budget_line", "amount", "indicator", "expected"}
)


def add_follow_up(
    *,
    actor: Actor,
    decision: Decision,
    what: str,
    owner: Organisation | None = None,
    due_on: date | None = None,
    activity: Activity | None = None,
    project: Project | None = None,
    budget_line: str = "",
    amount: Decimal | None = None,
    indicator: Indicator | None = None,
    expected: str = "",
    version: int | None = None,
    reason: str = "",
) -> FollowUp:
    """Write down what a decision asks for. Its activity becomes one of those that carry the decision out.

    Raises Refused; Invalid without words or for a record that the actor may not see; Conflict.
    """
    given = {
        "what": what,
        "owner": owner,
        "due_on": due_on,
        "activity": activity,
        "project": project,
        "budget_line": budget_line,
        "amount": amount,
        "indicator": indicator,
        "expected": expected,
    }
    with transaction.atomic():
        current = _locked(actor, decision, version)
        ensure(rules.may_follow_up(actor, current))
        row = FollowUp(decision=current)
        _set(actor, row, given)
        _store(actor, row, "add-follow-up", "", reason)
    decision.refresh_from_db()
    return row


def amend_follow_up(
    *,
    actor: Actor,
    follow_up: FollowUp,
    values: Mapping[str, Any],
    version: int | None = None,
    reason: str = "",
) -> FollowUp:
    """Change it. Raises Refused, Invalid, Conflict."""
    given = only(values, AMENDABLE)
    with transaction.atomic():
        current = _row(actor, follow_up, version)
        ensure(rules.may_follow_up(actor, current.decision))
        before = told(current)
        _set(actor, current, given)
        _store(actor, current, "amend-follow-up", before, reason)
    follow_up.refresh_from_db()
    return follow_up


def remove_follow_up(
    *, actor: Actor, follow_up: FollowUp, version: int | None = None, reason: str = ""
) -> None:
    """Take off one of which nothing was said yet; its activity goes on carrying the decision out. Raises Refused, Conflict."""
    with transaction.atomic():
        current = _row(actor, follow_up, version)
        ensure(rules.may_remove(actor, current))
        _tell(actor, current, "remove-follow-up", told(current), "", reason)
        FollowUp.objects.filter(pk=current.pk).delete()


def state_progress(
    *,
    actor: Actor,
    follow_up: FollowUp,
    state: str,
    text: str = "",
    version: int | None = None,
) -> Statement:
    """Say how far it is, in a state and in words; what was said before stays, with its day.

    A contact says it for the own organisation, the office as what it knows. Raises Refused (also where an activity tells it), Invalid, Conflict.
    """
    with transaction.atomic():
        current = _row(actor, follow_up, version)
        ensure(rules.may_report(actor, current))
        speaks = not may_write(actor) and current.owner is not None and is_own(actor, current.owner)
        said = Statement(
            follow_up=current,
            state=state,
            text=plain(text),
            said_by=current.owner if speaks else None,
            said_at=clock.now(),
        )
        records.clean(said)
        last = current.statements.last()
        said.save()
        _tell(actor, current, "state-progress", _said(last), _said(said), "")
    return said


def told(row: FollowUp) -> str:
    """How the journal tells a follow-up."""
    words = [
        row.what,
        *(str(linked) for linked in (row.owner, row.activity, row.project, row.indicator) if linked),
        str(row.due_on or ""),
        row.budget_line,
        "" if row.amount is None else f"{row.amount:.2f}",
        row.expected,
    ]
    return " | ".join(filter(None, words))


def _said(statement: Statement | None) -> str:
    if statement is None:
        return ""
    return " | ".join(filter(None, [statement.state, statement.text]))


def _set(actor: Actor, row: FollowUp, given: Mapping[str, Any]) -> None:
    values = all_standing(dict(given))
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    ensure_valid(unseen(actor, changed))
    for name, value in changed.items():
        setattr(row, name, plain(value) if isinstance(value, str) else value)
    ensure_valid(checks.follow_up_worded(row))


def _store(actor: Actor, row: FollowUp, verb: str, before: str, reason: str) -> None:
    records.clean(row)
    if records.is_stored(row):
        return
    _tell(actor, row, verb, before, told(row), reason)
    row.save()
    if row.activity is not None:
        # Every page that follows the chain reads the decision's activities, and finds it there.
        row.decision.activities.add(row.activity)


def _tell(actor: Actor, row: FollowUp, verb: str, before: str, after: str, reason: str) -> None:
    change = {"follow_ups": FieldChange(before, after)}
    records.note(actor=actor, record=row.decision, verb=verb, changes=change, reason=reason)


def _locked(actor: Actor, decision: Decision, version: int | None) -> Decision:
    """The decision as it stands, locked; one that the actor may not see is not there. Raises Conflict."""
    current = records.locked(decision)
    ensure(rules.may_see(actor, current))
    if version is not None and current.version != version:
        raise Conflict(expected=version, current=current.version)
    return current


def _row(actor: Actor, follow_up: FollowUp, version: int | None) -> FollowUp:
    """The follow-up as it stands, its decision locked: whoever else changes one of them waits."""
    decision = _locked(actor, follow_up.decision, version)
    links = ("owner", "activity", "project", "indicator")
    row = FollowUp.objects.select_related(*links).get(pk=follow_up.pk)
    row.decision = decision
    return row
