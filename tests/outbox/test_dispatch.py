"""Handing over: once; again only when the server did not take it, or when nobody knows; by one of two workers."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from tests.outbox.carrying import KEPT, KIND, TO, answering, courier, due_in, in_a_while, posted, told

from portici.journal.models import ChangeValue, Entry
from portici.kernel.states import Transitions
from portici.outbox import kinds
from portici.outbox.couriers import Receipt, Result
from portici.outbox.dispatch import deliver_message
from portici.outbox.kinds import Letter, MessageKind
from portici.outbox.models import Message, MessageState
from portici.outbox.rules import LIFETIME, MESSAGE_STATES, PAUSES, SILENCE

UNREACHED = Receipt(Result.UNREACHED, "SMTPServerBusy 421")
LOST = Receipt(Result.LOST, "SMTPServerDisconnected")


@pytest.mark.django_db
def test_it_is_handed_over_once_and_its_text_goes(frozen: Any) -> None:
    message = posted()
    with answering() as mail:
        deliver_message(message.uid)
        deliver_message(message.uid)
    assert mail.carried == [(message.uid, TO, Letter("A subject", (("text/plain", "Text"),)))]
    message.refresh_from_db()
    assert (message.state, message.sent_at, message.parts, message.subject) == (
        MessageState.SENT,
        frozen,
        [],
        "A subject",
    )


@pytest.mark.django_db
def test_a_kind_keeps_its_text_and_a_screen_all_of_it() -> None:
    kept, shown = posted(KEPT), posted(text="Shown")
    with answering(Receipt(Result.TAKEN), Receipt(Result.TAKEN, on_screen=True)):
        deliver_message(kept.uid)
        deliver_message(shown.uid)
    assert list(Message.objects.order_by("pk").values_list("parts", flat=True)) == [
        [{"type": "text/plain", "text": "Text"}],
        [{"type": "text/plain", "text": "Shown"}],
    ]


@pytest.mark.django_db
def test_a_server_that_is_away_is_tried_again_later_each_time_and_then_given_up() -> None:
    message, pauses = posted(), []
    with answering(*[UNREACHED] * 9) as mail:
        for _attempt in range(len(PAUSES)):
            now = due_in(message)
            deliver_message(message.uid, now=now)
            pauses.append(due_in(message) - now)
            deliver_message(message.uid, now=due_in(message) - timedelta(seconds=1))  # too early
        assert told([message]) == [("waiting", 5, False, "SMTPServerBusy 421")]
        deliver_message(message.uid, now=due_in(message))
        deliver_message(message.uid, now=due_in(message, timedelta(days=1)))
    assert tuple(pauses) == PAUSES
    assert len(mail.carried) == 6
    assert told([message]) == [("failed", 6, False, "SMTPServerBusy 421")]
    assert Message.objects.get().parts == []


@pytest.mark.django_db
def test_each_attempt_leaves_a_job_for_the_next() -> None:
    message = posted()
    now = in_a_while()
    with answering(UNREACHED):
        deliver_message(message.uid, now=now)
    later = [timedelta(), SILENCE, PAUSES[0]]
    jobs = DBTaskResult.objects.order_by("enqueued_at").values_list("run_after", flat=True)
    assert list(jobs)[1:] == [now + pause + timedelta(seconds=1) for pause in later[1:]]


@pytest.mark.django_db
def test_an_answer_that_was_lost_is_asked_again_and_marked() -> None:
    message = posted()
    with answering(LOST) as mail:
        deliver_message(message.uid)
        assert told([message]) == [("waiting", 1, True, "SMTPServerDisconnected")]
        deliver_message(message.uid, now=due_in(message))
    assert told([message]) == [("sent", 2, True, "")]
    assert [uid for uid, _to, _letter in mail.carried] == [message.uid] * 2


@pytest.mark.django_db
def test_a_no_for_good_is_not_asked_again() -> None:
    message = posted()
    with answering(Receipt(Result.REFUSED, "SMTPRecipientsRefused 550")) as mail:
        deliver_message(message.uid)
        deliver_message(message.uid, now=in_a_while() + timedelta(hours=1))
    assert (told([message]), len(mail.carried)) == (
        [("failed", 1, False, "SMTPRecipientsRefused 550")],
        1,
    )


class Dying:
    """A worker that is killed with the message in hand."""

    def carry(self, uid: str, recipient: str, letter: Letter) -> Receipt:
        raise KeyboardInterrupt


@pytest.mark.django_db
def test_a_worker_killed_with_the_message_in_hand_leaves_it_to_the_next_and_marked() -> None:
    message, now = posted(), in_a_while()
    with courier(Dying()), pytest.raises(KeyboardInterrupt):
        deliver_message(message.uid, now=now)
    with answering() as mail:
        deliver_message(message.uid, now=now + SILENCE - timedelta(seconds=1))
        assert mail.carried == []
        deliver_message(message.uid, now=now + SILENCE)
    assert (told([message]), len(mail.carried)) == ([("sent", 2, True, "")], 1)


class Slow:
    """Comes back when another worker has long taken the message over."""

    def carry(self, uid: str, recipient: str, letter: Letter) -> Receipt:
        with answering():
            deliver_message(uid, now=timezone.now() + SILENCE + timedelta(seconds=2))
        return UNREACHED


@pytest.mark.django_db
def test_who_was_silent_for_too_long_says_nothing_about_anothers_attempt() -> None:
    message = posted()
    with courier(Slow()):
        deliver_message(message.uid)
    assert told([message]) == [("sent", 2, True, "")]


@pytest.mark.django_db
def test_what_an_old_backup_brings_back_is_not_said() -> None:
    message = posted()
    with answering() as mail:
        deliver_message(message.uid, now=due_in(message, LIFETIME + timedelta(seconds=1)))
    assert (told([message]), mail.carried) == ([("failed", 1, False, "too late")], [])


@pytest.mark.django_db
def test_a_secret_is_written_when_it_leaves_and_lies_nowhere() -> None:
    secret = MessageKind(
        "test-secret", "Secret", "For tests", keeps_text=True,
        compose=lambda to, data: Letter("Key", (("text/plain", f"{data['site']}/{to}"),)) if to == TO else None,
    )  # fmt: skip
    kinds.register(secret)
    from django.db import transaction

    from portici.outbox.domain import post

    with transaction.atomic():
        message = post(kind="test-secret", recipient=TO, data={"site": "https://x.example"})
        nobody = post(
            kind="test-secret", recipient="nessuno@rete.example", data={"site": "https://x.example"}
        )
    assert Message.objects.get(pk=message.pk).parts == []
    with answering() as mail:
        deliver_message(message.uid)
        deliver_message(nobody.uid)
    assert mail.carried == [(message.uid, TO, Letter("Key", (("text/plain", f"https://x.example/{TO}"),)))]
    row = Message.objects.get()  # that somebody asked for an unknown address is not kept
    assert (row.pk, row.subject, row.parts, row.state) == (message.pk, "Key", [], MessageState.SENT)


@pytest.mark.django_db(transaction=True)
def test_of_two_workers_one_carries() -> None:
    messages = [posted(key=f"m{number}") for number in range(8)]
    start, late = threading.Barrier(2), in_a_while() + timedelta(seconds=5)

    def worker() -> None:
        start.wait()
        for message in messages:
            deliver_message(message.uid, now=late)
        connection.close()

    with answering() as mail:
        threads = [threading.Thread(target=worker) for _one in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(uid for uid, _to, _letter in mail.carried) == sorted(message.uid for message in messages)
    assert told(messages) == [("sent", 1, False, "")] * 8


@pytest.mark.django_db
def test_the_journal_hears_nothing_of_who_was_written_to() -> None:
    message = posted(KIND)
    with answering():
        deliver_message(message.uid)
    assert (Entry.objects.count(), ChangeValue.objects.count()) == (0, 0)


def test_a_message_ends_sent_or_given_up_and_begins_nowhere_else() -> None:
    assert isinstance(MESSAGE_STATES, Transitions)
    ends = [state for state in MessageState if not MESSAGE_STATES.after(state)]
    assert ends == [MessageState.SENT, MessageState.FAILED]
    assert MESSAGE_STATES.after(MessageState.WAITING) == (MessageState.CARRIED,)
