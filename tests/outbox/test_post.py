"""A message is put in the tray with the change that it tells of, once."""

from __future__ import annotations

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult
from tests.outbox.carrying import KIND, TO, posted

from portici.outbox import kinds
from portici.outbox.domain import post
from portici.outbox.models import Message, MessageState


@pytest.mark.django_db
def test_it_waits_with_a_job_that_names_nobody(frozen: object) -> None:
    message = posted()
    row = Message.objects.get()
    assert (row.kind, row.recipient, row.subject) == ("test-notice", TO, "A subject")
    assert row.parts == [{"type": "text/plain", "text": "Text"}]
    assert (row.state, row.attempts, row.created_at, row.sent_at) == (MessageState.WAITING, 0, frozen, None)
    jobs = DBTaskResult.objects.values_list("task_path", "args_kwargs")
    assert list(jobs) == [("portici.outbox.tasks.deliver", {"args": [message.uid], "kwargs": {}})]


@pytest.mark.django_db
def test_the_same_key_is_one_message_and_one_job() -> None:
    first, second = posted(key="decision-1"), posted(key="decision-1", text="Other")
    assert first == second
    assert (Message.objects.count(), DBTaskResult.objects.count()) == (1, 1)


@pytest.mark.django_db
def test_a_subject_is_one_line_and_not_endless() -> None:
    kinds.register(KIND)
    with transaction.atomic():
        message = post(kind=KIND.name, recipient=TO, subject="One\r\nBcc: all@elsewhere.example " + "x" * 300)
    assert message.subject.startswith("One Bcc: all@elsewhere.example xxx")
    assert len(message.subject) == 200


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_it_is_refused() -> None:
    with pytest.raises(RuntimeError, match="inside the transaction"):
        post(kind=KIND.name, recipient=TO)


@pytest.mark.django_db(transaction=True)
def test_what_was_not_committed_is_not_said() -> None:
    def fail() -> None:
        with transaction.atomic():
            posted()
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert (Message.objects.count(), DBTaskResult.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_a_kind_that_nobody_registered_is_an_error() -> None:
    with pytest.raises(KeyError), transaction.atomic():
        post(kind="unheard-of", recipient=TO)
    assert Message.objects.count() == 0
