"""What files brought in hold about people: the files themselves, kept to go on where a run stopped."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from shutil import rmtree

from portici.kernel.actor import Actor
from portici.kernel.findings import Invalid, Message, gettext_noop
from portici.kernel.subjects import Holding, Outcome, Person, Plain, register
from portici.kernel.text import fold

from .models import ImportRun
from .running import stored_file
from .textfile import open_text

FILES = Holding(
    name="files",
    what=Message(gettext_noop("Files brought in, as they came, and the rows of them that were refused")),
    purpose=Message(gettext_noop("Going on where an import stopped; showing where a value comes from")),
    ground=Message(gettext_noop("Task in the public interest (GDPR, art. 6.1.e)")),
    period=Message(gettext_noop("Six months; the digest of the file stays")),
    days=180,
)


class Files(Plain):
    """Kept files: one that names the person goes whole; what was taken from it stays in the records."""

    holding = FILES

    def find(self, person: Person) -> list[dict[str, object]]:
        return [
            {"file": run.filename, "brought in": run.created_at} for run in _kept() if _names(run, person)
        ]

    def erase(self, person: Person, actor: Actor, reason: str) -> Outcome:
        return Outcome(FILES, sum(_drop(run) for run in _kept() if _names(run, person)))

    def due(self, today: date) -> int:
        return len(_past(today))

    def dispose(self, actor: Actor, today: date) -> int:
        runs = _past(today)
        for run in runs:
            run.faults.update(raw={}, found="")
        return sum(_drop(run) for run in runs)


def put_in() -> None:
    register(Files())


def _kept() -> Iterator[ImportRun]:
    for run in ImportRun.objects.exclude(stored_at="").order_by("pk"):
        if stored_file(run).is_file():
            yield run


def _past(today: date) -> list[ImportRun]:
    before = today - timedelta(days=FILES.days or 0)
    return [run for run in _kept() if run.created_at.date() < before]


def _drop(run: ImportRun) -> int:
    rmtree(stored_file(run).parent, ignore_errors=True)
    run.stored_at = ""
    run.save(update_fields=["stored_at"])
    return 1


def _names(run: ImportRun, person: Person) -> bool:
    """Whether the file has one of the texts, whatever its accents and case. A file that cannot be read is taken to have them."""
    wanted = [fold(text) for text in person.words]
    try:
        return any(text in f" {line} " for line in _lines(stored_file(run)) for text in wanted)
    except (Invalid, OSError, zipfile.BadZipFile):
        return True


def _lines(path: Path) -> Iterator[str]:
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            for part in archive.infolist():
                yield fold(archive.read(part).decode("utf-8", "replace"))
        return
    with open_text(path) as stream:
        for line in stream:
            yield fold(line)
