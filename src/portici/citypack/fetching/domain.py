"""The desk that fetches: file after file of a list, each whole or not at all, each with its sum kept."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from portici.kernel import clock
from portici.kernel.actor import Actor
from portici.kernel.findings import Finding, ensure

from .. import rules
from ..faults import Fault
from ..items import DataFileItem
from ..sources import read_sources
from . import ledger, problems
from .terms import OnBytes, Terms
from .transfer import transfer


@dataclass(frozen=True, slots=True)
class Fetched:
    """What became of a file: "fetched", "there already", "no address" or "refused"."""

    item: DataFileItem
    outcome: str
    size: int = 0
    faults: tuple[Fault, ...] = ()


OnFetched = Callable[[Fetched], None]
#: Told the file that is being had, with its bytes.
OnProgress = Callable[[DataFileItem, int, int | None], None]


def fetch_sources(
    *,
    actor: Actor,
    sources: Path,
    folder: Path,
    terms: Terms,
    update: bool = False,
    on_file: OnFetched | None = None,
    on_progress: OnProgress | None = None,
) -> list[Fetched]:
    """Have the files of the list that say where they are published, into `folder`; what is there already is left.

    A file has the SHA-256 that the list pins, or that was kept when it was first had; with `update` the latter may change.
    Raises Refused; Faulty for faults of the list itself, and then nobody is asked.
    """
    ensure(rules.may_load(actor))
    items = read_sources(sources)
    folder.mkdir(parents=True, exist_ok=True)
    known = {urlsplit(item.download).hostname or "" for item in items if item.download}
    allowed = replace(terms, hosts=frozenset(host.lower() for host in (*terms.hosts, *known) if host))
    results: list[Fetched] = []
    for item in items:
        one = (
            _fetched(item, folder, allowed, update, on_progress)
            if item.download
            else Fetched(item, "no address")
        )
        results.append(one)
        if on_file is not None:
            on_file(one)
    return results


def _fetched(
    item: DataFileItem, folder: Path, terms: Terms, update: bool, on_progress: OnProgress | None
) -> Fetched:
    entries = ledger.read(folder)
    entry = entries.get(item.path)
    kept = entry.sha256 if entry and entry.download == item.download and not update else ""
    wanted = item.sha256 or kept
    target = folder / item.path
    if not target.resolve().is_relative_to(folder.resolve()):
        return _refused(item, problems.unwritable(item.path))
    if wanted and target.is_file() and _sum(target) == wanted:
        return Fetched(item, "there already", target.stat().st_size)

    def on_bytes(had: int, total: int | None) -> None:
        if on_progress is not None:
            on_progress(item, had, total)

    return _transferred(item, folder, target, wanted, terms, on_bytes)


def _transferred(
    item: DataFileItem, folder: Path, target: Path, wanted: str, terms: Terms, on_bytes: OnBytes
) -> Fetched:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        had = transfer(item.download, target, wanted=wanted, terms=terms, on_bytes=on_bytes)
        today = clock.today().isoformat()
        entry = ledger.Entry(item.download, had.sha256, had.size, had.etag, today)
        ledger.keep(folder, ledger.read(folder) | {item.path: entry})
    except problems.Failed as failure:
        return _refused(item, failure.finding)
    except OSError as error:
        return _refused(item, problems.unwritable(f"{item.path}: {error.strerror}"))
    return Fetched(item, "fetched", had.size)


def _sum(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _refused(item: DataFileItem, finding: Finding) -> Fetched:
    return Fetched(
        item, "refused", faults=(Fault(item.origin.file, item.origin.line_of("download"), finding),)
    )
