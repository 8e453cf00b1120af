"""Sealing and verifying the journal, beside reading the same rows once and hashing them with nothing else done."""

from __future__ import annotations

import hashlib
import json
import sys
import time
from typing import Any

import django

from tests.bench.record import peak_memory

CHANGES = 3


def fill(number: int) -> dict[str, float]:
    """Write that many entries, as the desks do, and seal them; seconds of the sealing."""
    from django.db import transaction

    from portici.journal.domain import FieldChange, write_entry
    from portici.journal.models import Seal
    from portici.journal.sealing import seal_waiting
    from portici.kernel.actor import system_actor

    actor = system_actor("bench")
    for first in range(0, number, 1000):
        with transaction.atomic():
            for index in range(first, min(first + 1000, number)):
                changes = {
                    f"field{one}": FieldChange(f"before {index}", f"after {index}") for one in range(CHANGES)
                }
                write_entry(
                    actor=actor, verb="amend", kind="need", ref=f"r{index}", changes=changes, reason="Why"
                )
    started = time.process_time()
    seal_waiting()
    return {"seconds": time.process_time() - started, "rows": Seal.objects.count()}


def verify() -> dict[str, float]:
    """Go through the chain; seconds, links, memory."""
    from portici.journal.verifying import verify_chain

    started = time.process_time()
    report = verify_chain()
    seconds = time.process_time() - started
    return {"seconds": seconds, "rows": report.sealed, "faults": report.total, "peak": peak_memory()}


def bare() -> dict[str, float]:
    """Read entries, changes, values and links, each row once, and hash each."""
    from django.db import connection

    started, rows, entries = time.process_time(), 0, 0
    for table in ("journal_entry", "journal_change", "journal_changevalue", "journal_seal"):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {table}")
            while piece := cursor.fetchmany(1000):
                rows += len(piece)
                entries += len(piece) * (table == "journal_entry")
                for row in piece:
                    hashlib.sha256(str(row).encode()).hexdigest()
    return {"seconds": time.process_time() - started, "rows": entries, "all_rows": rows}


def main(words: list[str]) -> Any:
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    return fill(int(words[1])) if words[0] == "fill" else {"verify": verify, "bare": bare}[words[0]]()


if __name__ == "__main__":
    print(json.dumps([main(sys.argv[1:])]))
