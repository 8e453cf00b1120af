"""The house's daily round: the digest of the week to who wants it, and delays told up the stated chain.

A round is made once a day, whoever asks for it and how often. What a message says is written when it leaves, out of what its recipient may
read at that moment (`fronts.reminding`); here it is settled only whom to write to.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from portici.deadlines import agenda, queries
from portici.deadlines.agenda import Asked, Line, Term
from portici.deadlines.columns import Whose
from portici.deadlines.models import Round, Step, Teller, Told
from portici.kernel import clock
from portici.kernel.actor import Actor, Role
from portici.kernel.findings import ensure
from portici.outbox.domain import post

from .models import User
from .queries import actor_for
from .rules import may_make_rounds

DIGEST, DELAYS = "weekly-digest", "delays-told"
HOLDERS = {Teller.COORDINATOR: Role.COORDINATOR, Teller.SECRETARY: Role.BOARD_SECRETARY}


@dataclass(frozen=True, slots=True)
class Done:
    """How many digests, and how many messages about delays, a round put in the tray."""

    digests: int = 0
    delays: int = 0


def make_round(*, actor: Actor) -> Done:
    """The round of today, unless it was made already. The first of a week brings the digests. Raises Refused."""
    ensure(may_make_rounds(actor))
    today = clock.today()
    if Round.objects.filter(day=today).exists():
        return Done()
    with transaction.atomic():
        monday = today - timedelta(days=today.weekday())
        is_first = not Round.objects.filter(day__gte=monday).exists()
        _round, made = Round.objects.get_or_create(day=today)
        if not made:
            return Done()
        users = list(User.objects.filter(is_active=True).order_by("pk"))
        digests = _digests(users, monday) if is_first else 0
        return Done(digests, _delays(users, today))


def _digests(users: Iterable[User], monday: date) -> int:
    wanted = set(queries.who_wants_digest().values_list("account", flat=True))
    chosen = [user for user in users if user.uid in wanted]
    for user in chosen:
        post(
            kind=DIGEST,
            recipient=user.email,
            data={"week": monday.isoformat()},
            key=f"{DIGEST}-{monday.isoformat()}-{user.uid}",
        )
    return len(chosen)


def _delays(users: Iterable[User], today: date) -> int:
    steps = list(queries.chain())
    return sum(_tell(user, steps, today) for user in users) if steps else 0


def _tell(user: User, steps: list[Step], today: date) -> bool:
    """Write to an account of the delays that have come to a step of its own, and keep that it was told."""
    actor = actor_for(user)
    if not actor.in_office:
        return False
    key = f"{DELAYS}-{today.isoformat()}-{user.uid}"
    late = [
        (line, line.day) for line in agenda.lines(actor, Asked(), limit=None, terms=(Term.LATE,)) if line.day
    ]
    known = set(Told.objects.filter(account=user.uid).values_list("watch", "ref", "mark", "day", "tell"))
    fresh = [
        Told(
            watch=line.watch.name, kind=line.kind, ref=line.ref, mark=line.mark, day=day, tell=step.tell,
            account=user.uid, at=clock.now(), message=key,
        )
        for line, day in late
        for step in _steps_of(line, steps)
        if (today - day).days > step.days and _is_told(actor, line, step)
        and (line.watch.name, line.ref, line.mark, day, step.tell) not in known
    ]  # fmt: skip
    if fresh:
        Told.objects.bulk_create(fresh, batch_size=500)
        post(kind=DELAYS, recipient=user.email, data={"key": key}, key=key)
    return bool(fresh)


def _steps_of(line: Line, steps: list[Step]) -> list[Step]:
    """The steps stated for the watch, else those of everything."""
    return [step for step in steps if step.watch == line.watch.name] or [
        step for step in steps if not step.watch
    ]


def _is_told(actor: Actor, line: Line, step: Step) -> bool:
    if step.tell == Teller.RESPONSIBLE:
        return line.whose in {Whose.MINE, Whose.AREAS}
    return actor.has(HOLDERS[Teller(step.tell)])
