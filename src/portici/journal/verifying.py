"""Going through the chain from its first link to its head, in pieces: memory does not grow with the journal."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from portici.kernel import clock
from portici.kernel.actor import Actor
from portici.kernel.findings import Finding, Invalid, Message, Severity, ensure, gettext_noop

from . import rules
from .chain import BEGINNING, Link, value_digest
from .erasures import erasure_faults
from .explaining import Breaks
from .faults import Fault
from .models import Change, Entry, Seal, Verification, VerificationState, Waiting
from .sealing import digests

PIECE = 1000
#: How many faults are named; the others are counted.
NAMED = 200


@dataclass(slots=True)
class Report:
    """What was found: the chain's head, how long it is, the first faults and how many they are."""

    sealed: int = 0
    head: str = ""
    waiting: int = 0
    total: int = 0
    faults: list[Fault] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        return not self.total

    def add(self, faults: Iterable[Fault]) -> None:
        for fault in faults:
            self.total += 1
            if len(self.faults) < NAMED:
                self.faults.append(fault)


def verify_chain(*, expected: Iterable[str] = (), on_progress: Callable[[int], None] | None = None) -> Report:
    """Compare every sealed entry, its changes and its values with the chain.

    `expected` are heads that were printed before: each must be a link of the chain. `on_progress` is called after each
    piece with the number of links gone through.
    """
    report, breaks = Report(), Breaks()
    before, last = BEGINNING, 0
    while links := list(Seal.objects.filter(position__gt=last).order_by("position")[:PIECE]):
        numbers = [link.entry_id for link in links]
        found = dict(digests(numbers))
        for seal in links:
            breaks.gap(last, seal.position)
            digest = found.get(seal.entry_id)
            if digest is None:
                report.add([Fault("entry.missing", seal.position, seal.entry_id)])
            else:
                link = Link(seal.position, seal.entry_id, seal.sealed_at, seal.hash, digest)
                breaks.take(link, before, fits=link.after(before) == seal.hash)
            before, last = seal.hash, seal.position
        report.add(_value_faults(numbers))
        report.sealed += len(links)
        if on_progress is not None:
            on_progress(report.sealed)
    report.head = before if report.sealed else ""
    report.waiting = Waiting.objects.count()
    report.add(breaks.faults())
    report.add(_unsealed())
    report.add(erasure_faults())
    report.add(_lost_heads(expected))
    return report


def ask_verification(*, actor: Actor, expected_head: str = "") -> Verification:
    """Note that the chain is to be gone through; the worker does it. Raises Refused, Invalid."""
    ensure(rules.may_verify(actor))
    head = checked_head(expected_head)
    return Verification.objects.create(
        actor_uid=actor.uid,
        actor_label="" if actor.uid else actor.name,
        expected_head=head,
        created_at=clock.now(),
    )


def checked_head(text: str) -> str:
    """A head as it is stored, or "" for none. Raises Invalid."""
    head = text.strip().lower()
    if head and (len(head) != 64 or set(head) - set("0123456789abcdef")):
        raise Invalid([_not_a_head(text)])
    return head


def run_verification(pk: int, *, on_progress: Callable[[int], None] | None = None) -> Report:
    """Carry out a verification that was asked for and keep what it found.

    The head of the last one that found the chain whole must still be in it. Any error stops it, is kept as its state, and passed on.
    """
    row = Verification.objects.get(pk=pk)
    trusted = Verification.objects.filter(state=VerificationState.WHOLE).exclude(head="").first()

    def sign_of_life(done: int) -> None:
        kept = Verification.objects.filter(pk=pk)
        kept.update(sealed=done, seen_at=clock.now(), state=VerificationState.RUNNING)
        if on_progress is not None:
            on_progress(done)

    sign_of_life(0)
    heads = [head for head in (row.expected_head, trusted.head if trusted else "") if head]
    try:
        report = verify_chain(expected=dict.fromkeys(heads), on_progress=sign_of_life)
    except BaseException:
        Verification.objects.filter(pk=pk).update(state=VerificationState.STOPPED, finished_at=clock.now())
        raise
    _keep(row, report)
    return report


def _keep(row: Verification, report: Report) -> None:
    row.state = VerificationState.WHOLE if report.is_whole else VerificationState.FAULTY
    row.sealed, row.head, row.faults_total = report.sealed, report.head, report.total
    row.faults = [fault.as_json() for fault in report.faults]
    row.finished_at = clock.now()
    with transaction.atomic():
        row.save()


def _value_faults(numbers: list[int]) -> list[Fault]:
    """Values and reasons of these entries that are not those of which the entry holds the digest."""
    found = []
    reasons = Entry.objects.filter(pk__in=numbers, reason_erased_by=None)
    for pk, text, salt, digest in reasons.values_list("pk", "reason", "reason_salt", "reason_digest"):
        if value_digest(salt, text) != digest:
            found.append(Fault("reason.altered", entry_id=pk))
    rows: Any = Change.objects.filter(entry_id__in=numbers).values_list(
        "entry_id", "field", "before_digest", "after_digest",
        "value__before", "value__after", "value__salt", "value__erased_by",
    )  # fmt: skip
    for entry_id, name, before_digest, after_digest, before, after, salt, erased_by in rows:
        if before is None:
            found.append(Fault("value.missing", entry_id=entry_id, field=name))
        elif erased_by is None and (
            value_digest(salt, before) != before_digest or value_digest(salt, after) != after_digest
        ):
            found.append(Fault("value.altered", entry_id=entry_id, field=name))
    return found


def _unsealed() -> Iterable[Fault]:
    """Entries that neither have a seal nor wait for one; those that wait though they have one."""
    strays = Entry.objects.filter(seal=None, waiting=None).order_by("pk").values_list("pk", flat=True)
    yield from (Fault("entry.unsealed", entry_id=pk) for pk in strays.iterator())
    twice = Waiting.objects.exclude(entry__seal=None).values_list("entry_id", flat=True)
    yield from (Fault("entry.waits_again", entry_id=pk) for pk in twice.iterator())


def _lost_heads(expected: Iterable[str]) -> Iterable[Fault]:
    for head in expected:
        if not Seal.objects.filter(hash=head).exists():
            yield Fault("head.unknown", field=head)


def _not_a_head(text: str) -> Finding:
    return Finding(
        severity=Severity.ERROR,
        code="journal.head",
        found=text[:80],
        accepted=Message(
            gettext_noop("The 64 characters, 0 to 9 and a to f, that a backup printed as the journal's head.")
        ),
        todo=Message(gettext_noop("Copy it again from the backup's report, or leave the box empty.")),
        field="expected_head",
    )
