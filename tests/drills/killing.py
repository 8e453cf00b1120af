"""Work that is killed at random moments, and what must hold after each time.

    python -m tests.drills.killing --rounds 200 --seed 7 --out report.json      in the environment of a store with the demo city

A process does one kind of work through the site's own doors and says, after each answer, what was answered. It is killed with SIGKILL after a random
time, and the store is looked at: what was answered is there, what was not is there whole or not at all.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import django

from tests.drills.load import papers

#: Rows of each file that is brought in; when one is done the next begins.
ROWS = 3_000
Say = Callable[[object], None]


def edits(say: Say) -> None:
    """Change one record again and again, through its paper."""
    client, group = _signed_in(), _group()
    path = f"/ufficio/bisogni/gruppi/{group.uid}/modifica/"
    turn = int(group.description or 0)
    while True:
        turn += 1
        said = papers(client.get(path).content.decode()) | {"description": str(turn), "reason": "Prova"}
        answer = client.post(path, said)
        if answer.status_code != 302:
            raise SystemExit(f"edit: {answer.status_code}")
        say(turn)


def publishing(say: Say) -> None:
    """Publish and withdraw one record in turn."""
    client, group = _signed_in(), _group()
    published = group.publication == "published"
    while True:
        verb = "ritira" if published else "pubblica"
        group.refresh_from_db()
        said = {"reason": "Prova", "version": group.version}
        answer = client.post(f"/ufficio/{verb}/target-group/{group.uid}/", said)
        if answer.status_code != 302:
            raise SystemExit(f"{verb}: {answer.status_code}")
        published = not published
        say("published" if published else "withdrawn")


def imports(say: Say) -> None:
    """Go on with the import that was cut, or begin the next."""
    from portici.imports.running import run_import

    while True:
        run_import(run_uid=_run().uid, on_progress=lambda run: say(f"{run.uid} {run.cursor}"))


def backups(say: Say) -> None:
    """Write backups, one after the other."""
    from django.conf import settings
    from django.db import connection

    from portici.backup.making import make_backup
    from portici.backup.stores import store_of

    store, media = store_of(connection.settings_dict), Path(settings.MEDIA_ROOT)
    while True:
        say(make_backup(store=store, media=media, out=_backups() / f"{time.time_ns()}.zip").path)


WORK: dict[str, Callable[[Say], None]] = {
    "edit": edits,
    "publish": publishing,
    "import": imports,
    "backup": backups,
}
#: A process is killed after at most this many answers, and a moment more: at most so many seconds, about as long as an answer takes.
MOST_ANSWERS = {"edit": 3, "publish": 3, "import": 1, "backup": 1}
MOMENT = {"edit": 0.2, "publish": 0.1, "import": 0.5, "backup": 1.0}
#: Seconds to wait for those answers.
PATIENCE = 60


def prepare() -> None:
    """A record to change."""
    from portici.kernel.actor import system_actor
    from portici.needs import domain

    domain.record_target_group(actor=system_actor("drill"), name="Gruppo della prova", description="0")


class Checks:
    """What must hold. Each adds to `faults` what does not."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.answered: dict[str, object] = {}

    def after(self, kind: str, said: list[str]) -> None:
        """Look at the store after a process of this kind was killed."""
        getattr(self, f"after_{kind}")(said)
        group = _group()
        entries = _entries(group.uid)
        if group.version != len(entries) or sorted(entries) != list(range(1, len(entries) + 1)):
            self.faults.append(f"{kind}: version {group.version}, entries {sorted(entries)[-3:]}")

    def after_edit(self, said: list[str]) -> None:
        last = int(said[-1]) if said else int(str(self.answered.get("edit", 0)))
        found = int(_group().description)
        if found not in {last, last + 1}:
            self.faults.append(f"edit: answered {last}, found {found}")
        self.answered["edit"] = found

    def after_publish(self, said: list[str]) -> None:
        """The last that was answered, or the one after it; entries of the journal tell which, in turn."""
        verbs = _verbs()
        wanted = ["publish" if turn % 2 == 0 else "withdraw" for turn in range(len(verbs))]
        if verbs != wanted:
            self.faults.append("publish: not in turn")
        total = int(str(self.answered.get("publish", 0))) + len(said)
        if len(verbs) not in {total, total + 1}:
            self.faults.append(f"publish: {total} answered, {len(verbs)} in the journal")
        if (_group().publication == "published") != (len(verbs) % 2 == 1):
            self.faults.append("publish: the record and the journal differ")
        self.answered["publish"] = len(verbs)

    def after_import(self, said: list[str]) -> None:
        for run in _runs():
            found = _brought_in(run).count()
            if run.added != found or (run.is_finished and found != ROWS):
                self.faults.append(f"import: {run.added} added by the run's word, {found} found")
            cursors = [int(line.split()[1]) for line in said if line.startswith(f"{run.uid} ")]
            if cursors and run.cursor < cursors[-1]:
                self.faults.append(f"import: {cursors[-1]} answered, {run.cursor} kept")

    def after_backup(self, said: list[str]) -> None:
        from portici.backup.archive import opened

        for path in map(Path, said):
            if not path.exists():
                self.faults.append(f"backup: {path.name} was answered and is not there")
        for path in sorted(_backups().glob("*.zip")):
            with opened(path):
                path.unlink()  # opening goes through every checksum

    def at_the_end(self) -> None:
        """Imports end as ones never cut would, the journal's chain is whole, the store too."""
        from django.db import connection

        from portici.imports.models import RowDifference
        from portici.imports.running import run_import
        from portici.journal.sealing import seal_waiting
        from portici.journal.verifying import verify_chain

        for run in _runs():
            if not run.is_finished:
                run_import(run_uid=run.uid)
        for run in _runs():
            names = Counter(_brought_in(run).values_list("name", flat=True))
            told = (len(names), set(names.values()), run.added, RowDifference.objects.filter(run=run).count())
            if told != (ROWS, {1}, ROWS, ROWS):
                self.faults.append(f"import: names, times, added and differences are {told}")
        seal_waiting()
        self.faults += [f"journal: {fault.message}" for fault in verify_chain().faults]
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA integrity_check")
                if cursor.fetchone()[0] != "ok":
                    self.faults.append("store: not whole")


def killed(kind: str, answers: int, seconds: float) -> list[str]:
    """Let a process do this work and kill it so long after so many answers; gives what it said."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _work(kind, writing)
    os.close(writing)
    with os.fdopen(reading) as said:
        watchdog = threading.Timer(PATIENCE, os.kill, (child, signal.SIGKILL))
        watchdog.start()
        lines = [said.readline() for _answer in range(answers + 1)]  # the first says that it has begun
        time.sleep(seconds)
        watchdog.cancel()
        os.kill(child, signal.SIGKILL)
        _pid, status = os.waitpid(child, 0)
        lines = [line.strip() for line in (*lines, *said.readlines())]
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise SystemExit(f"{kind} ended by itself: {[line for line in lines if line][-1:]}")
    return [line for line in lines[1:] if line]


def _wait_for_its_end() -> None:
    """A server ends what it was told last, though who told it is dead: looked at meanwhile, the store would be half there."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return
    others = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        " AND backend_type = 'client backend'"
    )
    for _time in range(PATIENCE * 20):
        with connection.cursor() as cursor:
            cursor.execute(others)
            if cursor.fetchone() == (0,):
                return
        time.sleep(0.05)
    raise SystemExit("the server goes on with what was killed")


def _work(kind: str, writing: int) -> None:
    """In the child: work until killed. An import that ends waits for its death."""
    code = 0
    try:
        os.write(writing, b"begun\n")
        WORK[kind](lambda said: os.write(writing, f"{said}\n".encode()) and None)
        time.sleep(60)
    except BaseException as error:
        os.write(writing, f"{type(error).__name__}: {error}\n".encode())
        code = 1
    finally:
        os._exit(code)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portici.config.settings")
    django.setup()
    from django.db import connections

    prepare()
    _signed_in().get("/ufficio/")  # what is loaded once is loaded before the children are born
    chance, checks, done = random.Random(options.seed), Checks(), Counter[str]()
    answers = Counter[str]()
    for number in range(options.rounds):
        kind = list(WORK)[number % len(WORK)]
        connections.close_all()
        said = killed(kind, chance.randint(0, MOST_ANSWERS[kind]), chance.uniform(0, MOMENT[kind]))
        _wait_for_its_end()
        checks.after(kind, said)
        done[kind] += 1
        answers[kind] += len(said)
    checks.at_the_end()
    options.out.write_text(json.dumps({"killed": done, "answers": answers, "faults": checks.faults}))


def _signed_in():  # type: ignore[no-untyped-def]
    from django.test import Client

    from portici.people.models import User

    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(email="ada.esempio@portici.example"))
    return client


def _group():  # type: ignore[no-untyped-def]
    from portici.needs.models import TargetGroup

    return TargetGroup.objects.get(name="Gruppo della prova")


def _runs():  # type: ignore[no-untyped-def]
    from portici.imports.models import ImportRun

    return list(ImportRun.objects.filter(filename__startswith="circoli-").order_by("id"))


def _run():  # type: ignore[no-untyped-def]
    """The import under way; a new one when all have ended."""
    from portici.imports.domain import receive_file
    from portici.kernel.actor import system_actor

    runs = _runs()
    if runs and not runs[-1].is_finished:
        return runs[-1]
    number, table = len(runs), io.StringIO()
    lines = csv.writer(table, delimiter=";")
    lines.writerow(["nome", "tipo"])
    lines.writerows([[f"Circolo {row} della prova {number}", "Terzo settore"] for row in range(ROWS)])
    content = io.BytesIO(table.getvalue().encode())
    house = system_actor("drill")
    return receive_file(
        actor=house, importer="organisations", filename=f"circoli-{number}.csv", content=content
    )


def _brought_in(run):  # type: ignore[no-untyped-def]
    from portici.organisations.models import Organisation

    number = run.filename.removeprefix("circoli-").removesuffix(".csv")
    return Organisation.objects.filter(name__endswith=f"della prova {number}")


def _backups() -> Path:
    from django.conf import settings

    folder = Path(settings.STATE) / "backups"
    folder.mkdir(exist_ok=True)
    return folder


def _entries(uid: str) -> list[int]:
    from portici.journal.models import Entry

    return list(Entry.objects.filter(ref=uid).values_list("record_version", flat=True))


def _verbs() -> list[str]:
    from portici.journal.models import Entry

    wanted = Entry.objects.filter(ref=_group().uid, verb__in=["publish", "withdraw"]).order_by("id")
    return list(wanted.values_list("verb", flat=True))


if __name__ == "__main__":
    main()
