"""Sealing: every committed entry is chained once, also one that commits late, and by one writer at a time."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from tests.journal.entries import several, write

from portici.journal import planning
from portici.journal.chain import BEGINNING, entry_digest, link_hash
from portici.journal.models import Entry, Seal, SealingPlan, Waiting
from portici.journal.sealing import digests, seal_waiting
from portici.journal.verifying import verify_chain


@pytest.mark.django_db
def test_each_link_is_the_hash_of_the_one_before_and_the_entry(frozen: Any) -> None:
    made = several(3)
    assert seal_waiting() == 3
    before = BEGINNING
    found = dict(digests([entry.pk for entry in made]))
    for position, (entry, seal) in enumerate(zip(made, Seal.objects.all(), strict=True), start=1):
        before = link_hash(before, position, frozen, found[entry.pk])
        assert (seal.position, seal.entry_id, seal.sealed_at, seal.hash) == (
            position,
            entry.pk,
            frozen,
            before,
        )
    assert (Waiting.objects.count(), seal_waiting()) == (0, 0)


@pytest.mark.django_db
def test_the_digest_is_the_one_that_the_documentation_describes(frozen: Any) -> None:
    """Written out once by hand, so that a journal can be verified without this software."""
    import hashlib

    made = write(record_version=2, counts={"b": 1, "a": 2})
    text = (
        f'[{made.pk},"2026-03-02T09:00:00.000000+00:00","u-coordinator","","amend","need","abc",2'
        f',"{made.reason_digest}","",{{"a":2,"b":1}},[]]'
    )
    assert dict(digests([made.pk])) == {made.pk: hashlib.sha256(text.encode()).hexdigest()}
    assert made.reason_digest == hashlib.sha256(made.reason_salt.encode()).hexdigest()
    assert entry_digest((1, frozen, "", "", "à", "", "", 0, "", "", {}), ()) != entry_digest(
        (1, frozen, "", "", "a", "", "", 0, "", "", {}), ()
    )


@pytest.mark.django_db
def test_in_batches_it_is_the_same_chain() -> None:
    several(7)
    told: list[int] = []
    assert seal_waiting(batch=3, on_progress=told.append) == 7
    assert told == [3, 6, 7]
    assert verify_chain().sealed == 7
    assert verify_chain().is_whole


@pytest.mark.django_db(transaction=True)
def test_an_entry_that_commits_late_under_a_lower_number_is_sealed_after_the_others() -> None:
    late, early = late_and_early()
    assert late < early
    assert list(Seal.objects.values_list("entry_id", flat=True)) == [early]
    assert seal_waiting() == 1
    assert list(Seal.objects.values_list("entry_id", flat=True)) == [early, late]
    assert verify_chain().is_whole


def late_and_early() -> tuple[int, int]:
    """An entry that commits after one with a higher number was sealed.

    On SQLite one transaction writes at a time and none commits late: there the first is hidden from the sealing instead.
    """
    if connection.vendor == "sqlite":
        with transaction.atomic():
            hidden, shown = several(2)
            Waiting.objects.filter(entry=hidden).delete()
        assert seal_waiting() == 1
        Waiting.objects.create(entry=hidden)
        return hidden.pk, shown.pk
    written, go_on = threading.Event(), threading.Event()
    late: list[int] = []

    def slow() -> None:
        with transaction.atomic():
            late.append(write(ref="late").pk)
            written.set()
            go_on.wait()
        connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    written.wait()
    with transaction.atomic():
        early = write(ref="early").pk
    assert seal_waiting() == 1
    go_on.set()
    thread.join()
    return late[0], early


@pytest.mark.django_db(transaction=True)
def test_many_write_and_several_seal_at_once() -> None:
    start = threading.Barrier(6)

    def writer(number: int) -> None:
        start.wait()
        for index in range(10):
            with transaction.atomic():
                write(ref=f"w{number}-{index}")
        connection.close()

    def sealer() -> None:
        start.wait()
        for _time in range(10):
            seal_waiting(batch=4)
        connection.close()

    threads = [threading.Thread(target=writer, args=(number,)) for number in range(3)]
    threads += [threading.Thread(target=sealer) for _number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seal_waiting()
    assert (Entry.objects.count(), Seal.objects.count(), Waiting.objects.count()) == (30, 30, 0)
    report = verify_chain()
    assert (report.total, report.sealed) == (0, 30)


@pytest.mark.django_db(transaction=True)
def test_the_first_change_asks_the_worker_for_a_sealing_and_the_next_ones_do_not() -> None:
    planning._known.clear()
    for _time in range(3):
        with transaction.atomic():
            several(2)
    asked = DBTaskResult.objects.get()
    assert asked.task_path == "portici.journal.tasks.seal"
    assert asked.run_after == SealingPlan.objects.get().due
    assert asked.run_after > timezone.now()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("due_in", [-60, 1, 3600])
def test_a_plan_that_is_past_or_lost_is_made_anew(due_in: int) -> None:
    """`due_in` seconds: over, about to be over, and of a clock that was wrong."""
    planning._known.clear()
    SealingPlan.objects.create(pk=1, due=timezone.now() + timedelta(seconds=due_in))
    with transaction.atomic():
        write()
    assert DBTaskResult.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_another_process_that_knows_of_no_plan_finds_the_one_there_is() -> None:
    planning._known.clear()
    with transaction.atomic():
        write()
    planning._known.clear()
    with transaction.atomic():
        write()
    assert DBTaskResult.objects.count() == 1
