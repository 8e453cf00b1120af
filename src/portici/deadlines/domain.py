"""The desks of deadlines: put off and take up again, the chain of who is told, an account's reminders."""

from __future__ import annotations

import secrets
from datetime import date, timedelta
from hashlib import sha256

from django.db import transaction

from portici.journal.domain import FieldChange, write_entry
from portici.kernel import clock
from portici.kernel.actor import Actor
from portici.kernel.findings import Finding, Invalid, Message, Severity, ensure, gettext_noop

from . import rules
from .agenda import Line
from .models import Reminders, Snooze, Step, Teller
from .registry import watches

#: The farthest day that something is put off to.
FARTHEST = timedelta(days=366)


def put_off(*, actor: Actor, line: Line, until: date, reason: str) -> Snooze:
    """Put a deadline off for the whole office, until a day within a year, for a reason. `line` was found for the actor.

    Raises Refused, Invalid.
    """
    ensure(rules.may_put_off(actor))
    _check(until, reason.strip())
    with transaction.atomic():
        made, _new = Snooze.objects.update_or_create(
            watch=line.watch.name,
            ref=line.ref,
            mark=line.mark,
            defaults={
                "kind": line.kind, "until": until, "reason": reason.strip(), "by": actor.uid, "at": clock.now(),
            },
        )  # fmt: skip
        before = f"{line.put_off_until or ''}"
        _tell(actor, line, "put-off", {"put_off_until": FieldChange(before, f"{until}")}, reason.strip())
    return made


def take_up(*, actor: Actor, line: Line) -> None:
    """Show again at once what was put off. Raises Refused."""
    ensure(rules.may_put_off(actor))
    with transaction.atomic():
        gone, _each = Snooze.objects.filter(watch=line.watch.name, ref=line.ref, mark=line.mark).delete()
        if gone:
            _tell(
                actor, line, "take-up", {"put_off_until": FieldChange(f"{line.put_off_until or ''}", "")}, ""
            )


def add_step(*, actor: Actor, watch: str, days: int, tell: str) -> Step:
    """State whom to tell after so many days, of one watch or (empty) of all. Raises Refused, Invalid."""
    ensure(rules.may_state_chain(actor))
    if watch and watch not in {one.name for one in watches()}:
        raise Invalid([_unknown("watch", watch)])
    if tell not in Teller.values:
        raise Invalid([_unknown("tell", tell)])
    if not 0 <= days <= 365:
        raise Invalid([_finding("days", f"{days}", gettext_noop("Days from 0 to 365."))])
    with transaction.atomic():
        if Step.objects.filter(watch=watch, tell=tell).exists():
            raise Invalid([_finding("tell", tell, gettext_noop("Each is told once of the same thing."))])
        made = Step.objects.create(watch=watch, days=days, tell=tell)
        _journal_step(actor, "add-step", made, FieldChange("", f"{days} {tell}"))
    return made


def remove_step(*, actor: Actor, step: Step) -> None:
    """Take a step off the chain; what was told stays told. Raises Refused."""
    ensure(rules.may_state_chain(actor))
    with transaction.atomic():
        _journal_step(actor, "remove-step", step, FieldChange(f"{step.days} {step.tell}", ""))
        step.delete()


def choose_weekly(*, actor: Actor, weekly: bool) -> Reminders:
    """Whether the actor's account gets the digest on Monday. Raises Refused."""
    ensure(rules.may_be_reminded(actor))
    made, _new = Reminders.objects.update_or_create(account=actor.uid, defaults={"weekly": weekly})
    return made


def make_feed(*, actor: Actor) -> str:
    """A new address for the actor's calendar: the secret part, told only here. An earlier one opens nothing from now on.

    Raises Refused.
    """
    ensure(rules.may_be_reminded(actor))
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        Reminders.objects.update_or_create(
            account=actor.uid, defaults={"feed_digest": digest(secret), "feed_made_at": clock.now()}
        )
        _journal_feed(actor, "make-feed")
    return secret


def revoke_feed(*, actor: Actor) -> None:
    """Shut the actor's calendar: its address opens nothing. Raises Refused."""
    ensure(rules.may_be_reminded(actor))
    with transaction.atomic():
        shut = Reminders.objects.filter(account=actor.uid).exclude(feed_digest="")
        if shut.update(feed_digest="", feed_made_at=None):
            _journal_feed(actor, "revoke-feed")


def digest(secret: str) -> str:
    """What is kept of a calendar's address."""
    return sha256(secret.encode()).hexdigest()


def _check(until: date, reason: str) -> None:
    today, found = clock.today(), []
    if not today < until <= today + FARTHEST:
        found.append(_finding("until", f"{until}", gettext_noop("A day after today, within a year.")))
    if not reason or len(reason) > 300:
        found.append(_finding("reason", "", gettext_noop("Why it can wait, in at most 300 letters.")))
    if found:
        raise Invalid(found)


def _tell(actor: Actor, line: Line, verb: str, changes: dict[str, FieldChange], reason: str) -> None:
    write_entry(actor=actor, verb=verb, kind=line.kind, ref=line.ref, changes=changes, reason=reason)


def _journal_step(actor: Actor, verb: str, step: Step, change: FieldChange) -> None:
    write_entry(
        actor=actor, verb=verb, kind="deadline-chain", ref=step.uid, changes={step.watch or "all": change}
    )


def _journal_feed(actor: Actor, verb: str) -> None:
    write_entry(actor=actor, verb=verb, kind="account", ref=actor.uid)


def _unknown(name: str, found: str) -> Finding:
    return _finding(name, found, gettext_noop("One of the list."))


def _finding(name: str, found: str, accepted: str) -> Finding:
    return Finding(
        severity=Severity.ERROR,
        code=f"deadline.{name}",
        found=found,
        accepted=Message(accepted),
        todo=Message(gettext_noop("Change it and save.")),
        field=name,
    )
