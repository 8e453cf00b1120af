"""Reading what was said of deadlines: the chain, what was told, an account's reminders."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.db.models import QuerySet

from portici.kernel import clock
from portici.kernel.actor import Actor

from .agenda import Line
from .domain import digest
from .models import Reminders, Snooze, Step, Teller, Told


def chain() -> QuerySet[Step]:
    """All steps, those of everything first."""
    return Step.objects.all()


def step_of(watch: str, tell: str) -> Step | None:
    """The step by which these are told of this watch (empty: of everything)."""
    return Step.objects.filter(watch=watch, tell=tell).first()


def step_by_uid(uid: str) -> Step | None:
    return Step.objects.filter(uid=uid).first()


def told_of(lines: Iterable[Line]) -> dict[str, list[Told]]:
    """By a line's key, to whom it was told, in the order of the chain; the lines were found for the reader."""
    listed = {line.key for line in lines}
    rows = Told.objects.filter(ref__in={key.split(":")[1] for key in listed})
    found: dict[str, list[Told]] = {}
    for row in rows:
        key = f"{row.watch}:{row.ref}:{row.mark}"
        if key in listed:
            found.setdefault(key, []).append(row)
    return found


def whom(told: Iterable[Told]) -> list[str]:
    """To whom in the chain, and on which day; once where it was told to several accounts."""
    return list(dict.fromkeys(f"{Teller(one.tell).label} ({one.on:%d/%m})" for one in told))


def put_off_before(lines: Iterable[Line]) -> list[Line]:
    """The same lines with what is known of their being put off, though the day that it was until has come."""
    listed = list(lines)
    rows = Snooze.objects.filter(ref__in={line.ref for line in listed})
    known = {f"{row.watch}:{row.ref}:{row.mark}": row for row in rows}
    return [
        replace(line, put_off_until=row.until, put_off_because=row.reason)
        if (row := known.get(line.key))
        else line
        for line in listed
    ]


def snoozes_of(watch: str) -> dict[tuple[str, str], Snooze]:
    """What is put off of a watch today, by record and what belongs to it."""
    rows = Snooze.objects.filter(watch=watch, until__gt=clock.today())
    return {(row.ref, row.mark): row for row in rows}


def reminders_of(actor: Actor) -> Reminders:
    """The actor's own; none chosen yet reads as none wanted."""
    return Reminders.objects.filter(account=actor.uid).first() or Reminders(account=actor.uid)


def account_of_feed(secret: str) -> str:
    """Whose calendar this is the address of; "" for none."""
    found = Reminders.objects.filter(feed_digest=digest(secret)).values_list("account", flat=True).first()
    return found or ""


def who_wants_digest() -> QuerySet[Reminders]:
    return Reminders.objects.filter(weekly=True)
