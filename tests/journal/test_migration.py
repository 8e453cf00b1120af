"""Entries written before there were seals are salted and wait for theirs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from portici.journal.models import Entry, Seal
from portici.journal.sealing import seal_waiting
from portici.journal.verifying import verify_chain


@pytest.fixture
def before(transactional_db: None) -> Iterator[None]:
    """The journal as it was without seals; afterwards as it is."""
    MigrationExecutor(connection).migrate([("journal", "0001_initial")])
    yield
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def test_is_sealed_and_verifies(before: None) -> None:
    old = MigrationExecutor(connection).loader.project_state([("journal", "0001_initial")]).apps
    for index in range(3):
        entry = old.get_model("journal", "Entry").objects.create(
            at=timezone.now(), verb="add", kind="need", ref=f"r{index}", reason="Why"
        )
        change = old.get_model("journal", "Change").objects.create(
            entry=entry, field="title", before_digest="0" * 64, after_digest="0" * 64
        )
        old.get_model("journal", "ChangeValue").objects.create(change=change, before="", after="New")
    MigrationExecutor(connection).migrate([("journal", "0003_entries_wait")])
    assert seal_waiting() == 3
    report = verify_chain()
    assert (report.faults, Seal.objects.count(), Entry.objects.count()) == ([], 3, 3)
