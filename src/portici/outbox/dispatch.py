"""From the tray to the courier: one worker takes a message, hands it over outside any transaction, writes down what came of it.

A message is handed over once. It is handed over again only when the server said that it did not take it, or when nothing came back
(an answer lost, a worker killed): then it is marked, since it may arrive twice. Taking is one UPDATE with the state in its condition,
which one of two workers wins on either store; with it the next look is queued, for the worker that dies with the message in hand.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from portici.kernel import clock
from portici.kernel.findings import ensure

from . import kinds
from .couriers import Receipt, Result, courier
from .kinds import Letter
from .models import SUBJECT, Message, MessageState
from .rules import LIFETIME, MESSAGE_STATES, PAUSES, SILENCE


def deliver_message(uid: str, *, now: datetime | None = None) -> None:
    """Carry the message if it is due and nobody else has it. `now` is the machine's time."""
    now = now or timezone.now()
    message = _taken(uid, now)
    if message is None:
        return
    if message.attempts > len(PAUSES) + 1 or now - message.due_at > LIFETIME:
        _give_up(message, "too late")
        return
    letter = _letter(message)
    if letter is None:
        message.delete()  # nobody to write to: nor is it kept that somebody asked
        return
    _settle(message, letter, courier().carry(message.uid, message.recipient, letter), now)


def _taken(uid: str, now: datetime) -> Message | None:
    """The message, now this worker's; None when it is not due, is done, or is in other hands."""
    due = Q(state=MessageState.WAITING, due_at__lte=now)
    left = Q(state=MessageState.CARRIED, taken_at__lte=now - SILENCE)
    hold = {"state": MessageState.CARRIED, "taken_at": now, "attempts": F("attempts") + 1}
    with transaction.atomic():
        mine = Message.objects.filter(due, uid=uid).update(**hold)
        mine = mine or Message.objects.filter(left, uid=uid).update(**hold, doubtful=True)
        if not mine:
            return None
        _look_again(uid, now + SILENCE)
        return Message.objects.get(uid=uid)


def _letter(message: Message) -> Letter | None:
    compose = kinds.kind(message.kind).compose
    if compose is not None:
        return compose(message.recipient, message.data)
    return Letter(message.subject, tuple((part["type"], part["text"]) for part in message.parts))


def _settle(message: Message, letter: Letter, receipt: Receipt, now: datetime) -> None:
    """Write down what the courier said."""
    if receipt.result is Result.TAKEN:
        _sent(message, letter, receipt)
    elif receipt.result is Result.REFUSED or message.attempts > len(PAUSES):
        _give_up(message, receipt.said)
    else:
        _retry(message, receipt, now + PAUSES[message.attempts - 1])


def _sent(message: Message, letter: Letter, receipt: Receipt) -> None:
    kind = kinds.kind(message.kind)
    kept = receipt.on_screen or (kind.keeps_text and not kind.is_secret)
    parts = [{"type": type_, "text": text} for type_, text in letter.parts] if kept else []
    told = {"sent_at": clock.now(), "subject": letter.subject[:SUBJECT], "parts": parts, "last_error": ""}
    _move(message, MessageState.SENT, **told)


def _give_up(message: Message, said: str) -> None:
    _move(message, MessageState.FAILED, parts=[], last_error=said)


def _retry(message: Message, receipt: Receipt, due_at: datetime) -> None:
    doubtful = message.doubtful or receipt.result is Result.LOST
    with transaction.atomic():
        _move(message, MessageState.WAITING, due_at=due_at, doubtful=doubtful, last_error=receipt.said)
        _look_again(message.uid, due_at)


def _move(message: Message, state: MessageState, **values: object) -> None:
    """Only as long as it is in this worker's hands: who was silent for too long says nothing about another's attempt."""
    ensure(MESSAGE_STATES.allows(MessageState(message.state), state))
    mine = Message.objects.filter(pk=message.pk, state=message.state, attempts=message.attempts)
    mine.update(state=state, **values)


def _look_again(uid: str, at: datetime) -> None:
    from .tasks import deliver  # the tasks are above

    deliver.using(run_after=at + timedelta(seconds=1)).enqueue(uid)
