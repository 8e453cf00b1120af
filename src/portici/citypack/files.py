"""Files of open data that a list names: each taken once, and gone on with where it stopped."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from portici.imports import registry
from portici.imports.domain import receive_file, resume_import, run_import
from portici.imports.models import ImportRun, RunState
from portici.imports.running import is_stale
from portici.kernel.actor import Actor
from portici.kernel.findings import Invalid, Message, ensure, gettext_noop

from . import rules
from .faults import Fault, Faulty, fault, faults_of
from .items import DataFileItem
from .sources import read_sources

#: What a list says of a file that an importer may ask for under the same name.
HANDED_ON = ("licence", "vintage")


@dataclass(frozen=True, slots=True)
class TakenFile:
    """What became of a file of open data; `run` is None when it is not there, was refused or was taken before."""

    item: DataFileItem
    outcome: str
    run: ImportRun | None = None
    seconds: float = 0.0
    faults: tuple[Fault, ...] = ()


OnFile = Callable[[TakenFile], None]


def import_folder(
    *, actor: Actor, sources: Path, data: Path, dry_run: bool = False, on_file: OnFile | None = None
) -> list[TakenFile]:
    """Import the files of the list `sources` that lie in `data`, in its order; a second time changes nothing.

    A file that is refused or missing does not keep the others from being taken. Raises Refused; Faulty for faults of the list
    itself, and then nothing is read.
    """
    ensure(rules.may_load(actor))
    taken = []
    for item in read_sources(sources):
        try:
            one = take_file(actor, item, data, dry_run=dry_run)
        except Faulty as error:
            one = TakenFile(item, "refused", faults=error.faults)
        taken.append(one)
        if on_file is not None:
            on_file(one)
    return taken


def take_file(actor: Actor, item: DataFileItem, data: Path, *, dry_run: bool = False) -> TakenFile:
    """Import one file, unless it is missing or the same file was imported before; one that stopped goes on.

    Raises Faulty: it is not the file that was pinned, or its importer refuses it.
    """
    path = data / item.path
    if not path.is_file():
        return TakenFile(item, "missing")
    started = monotonic()
    with path.open("rb") as opened:
        sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
    if item.sha256 and sha256 != item.sha256:
        raise Faulty([_other_file(item, sha256)])
    options = options_of(item)
    same = ImportRun.objects.filter(importer=item.importer, sha256=sha256, dry_run=False)
    earlier = [run for run in same if run.options == options]
    if any(run.state == RunState.DONE for run in earlier):
        return TakenFile(item, "there already")
    run = None if dry_run else _to_go_on_with(actor, earlier)
    try:
        run = run or receive_file(
            actor=actor,
            importer=item.importer,
            filename=path.name,
            content=path,
            options=options,
            dry_run=dry_run,
        )
    except Invalid as error:
        raise Faulty(faults_of(item.origin, error.findings)) from error
    run = run_import(run_uid=run.uid)
    if run.state == RunState.REFUSED:
        raise Faulty([_refused(item, run)])
    return TakenFile(item, "tried" if dry_run else "imported", run, monotonic() - started)


def options_of(item: DataFileItem) -> Mapping[str, str]:
    """The options that the list gives, and what else it says that the importer asks for."""
    options = {name: str(value) for name, value in (item.options or {}).items()}
    asked = (
        {option.name for option in registry.importer(item.importer).asked}
        if registry.known(item.importer)
        else set()
    )
    for name in HANDED_ON:
        if name in asked and getattr(item, name):
            options.setdefault(name, getattr(item, name))
    return options


def _to_go_on_with(actor: Actor, earlier: list[ImportRun]) -> ImportRun | None:
    """A run of the same file that nobody is at: stopped, left by a dead worker, or never begun."""
    for run in earlier:
        if run.state == RunState.STOPPED or is_stale(run):
            return resume_import(actor=actor, run=run)
        if run.state == RunState.WAITING:
            return run
    return None


def _refused(item: DataFileItem, run: ImportRun) -> Fault:
    found = "; ".join(
        str(entry.accepted["template"]) % entry.accepted["params"] for entry in run.faults.filter(line=0)
    )
    accepted = Message(gettext_noop("A file that its importer takes: %(found)s"), {"found": found})
    todo = Message(gettext_noop("Correct the path, the importer or the options; or get the file again."))
    return fault(item.origin, "pack.file", item.path, accepted, todo, name="path")


def _other_file(item: DataFileItem, sha256: str) -> Fault:
    accepted = Message(gettext_noop("The file %(path)s with the SHA-256 of the list."), {"path": item.path})
    todo = Message(
        gettext_noop(
            "Get the file again; if its publisher changed it, look at what changed and correct the sum."
        )
    )
    return fault(item.origin, "sources.checksum", sha256, accepted, todo, name="sha256")
