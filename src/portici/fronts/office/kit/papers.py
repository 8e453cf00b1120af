"""Who is shown a paper: the room's own rules, by the kind of the record. The desk decides in the end: this only
spares a vain errand."""

from __future__ import annotations

from portici.kernel.actor import Actor
from portici.kernel.findings import Verdict
from portici.records import registry
from portici.records.models import Record


def may_add(actor: Actor, kind: str) -> Verdict:
    """Whether the paper for a new record of this kind is for the actor at all."""
    return registry.kind(kind).may_add(actor)


def may_edit(actor: Actor, record: Record) -> Verdict:
    """Whether the papers and buttons that change this record are for the actor."""
    return registry.kind(record.KIND).may_edit(actor, record)
