"""The kinds of records that there are: each room puts its own in, so that lower rooms and the fronts can meet them by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise

from portici.kernel.actor import Actor, Role
from portici.kernel.codes import phrases
from portici.kernel.exhibit import Exhibit, digest_of
from portici.kernel.findings import YES, Finding, Verdict, gettext_noop, no
from portici.kernel.text import fold

from .models import Record, RecordQuerySet, containing


def coordinators_only(actor: Actor, _record: Record | None = None) -> Verdict:
    """The default rule: the coordinator writes."""
    if actor.has(Role.COORDINATOR):
        return YES
    return no(gettext_noop("Only the coordinator may do this; ask the technical office."))


def nothing_to_check(_record: Record) -> Iterable[Finding]:
    return ()


def nothing_follows(_actor: Actor, _record: Record) -> None:
    """The default: publishing or withdrawing a record changes nothing else."""


def nowhere(_actor: Actor, _said: Q) -> Q:
    """The default: only its own words find a record."""
    return Q(pk__in=())


def no_facts(record: Record) -> dict[str, object]:
    return {"uid": record.uid, "version": record.version}


@dataclass(frozen=True, slots=True)
class Kind:
    """What the house must know of a kind of record.

    `may_add`, `may_edit`, `may_publish`: the room's rules; `may_add` says whether there is anything of the kind that the actor
    may record, the desk whether it is what the paper says. `check`: findings on a record as it stands; an error stops publication.
    `facts`: the public facts that an exhibit's digest is taken of. `follow`: what changes with it, in the same
    transaction, when the record is published or withdrawn (a need that is answered by it, say). `where`: the rows
    that stand in an area whose words a search says, of the areas that the actor may see.
    """

    model: type[Record]
    label: str | Promise
    label_plural: str | Promise
    may_add: Callable[[Actor], Verdict] = coordinators_only
    may_edit: Callable[[Actor, Any], Verdict] = coordinators_only
    may_publish: Callable[[Actor, Any], Verdict] = coordinators_only
    check: Callable[[Any], Iterable[Finding]] = nothing_to_check
    facts: Callable[[Any], dict[str, object]] = no_facts
    follow: Callable[[Actor, Any], None] = nothing_follows
    where: Callable[[Actor, Q], Q] = nowhere
    searchable: bool = True
    select_related: tuple[str, ...] = field(default=())

    @property
    def name(self) -> str:
        return self.model.KIND

    def visible_to(self, actor: Actor) -> RecordQuerySet:
        records: RecordQuerySet = self.model._default_manager.all()  # type: ignore[assignment] # every kind's manager is made of its RecordQuerySet
        visible = records.visible_to(actor)
        # Without names Django would follow every reference.
        return visible.select_related(*self.select_related) if self.select_related else visible

    def offered_to(self, actor: Actor) -> RecordQuerySet:
        """What the actor can choose when a paper or a filter asks for one."""
        return self.visible_to(actor).filter(self.model.offered())


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Put a kind in; called from a room's `AppConfig.ready()`."""
    _kinds[kind.name] = kind


def kind(name: str) -> Kind:
    """The kind of this name; KeyError when there is none."""
    return _kinds[name]


def kinds() -> list[Kind]:
    return list(_kinds.values())


def find(actor: Actor, name: str, ref: str) -> Record | None:
    """The record behind a reference, when there is one and the actor may see it."""
    if name not in _kinds:
        return None
    record: Record | None = _kinds[name].visible_to(actor).filter(uid=ref).first()
    return record


def matching(actor: Actor, rows: RecordQuerySet, text: str) -> RecordQuerySet:
    """Rows of a kind that say every word of `text`, or stand in an area that does; a code in any spelling."""
    where = _kinds[rows.model.KIND].where
    for phrase in phrases(text):
        said = containing(phrase)
        rows = rows.filter(said | where(actor, said))
    return rows


def search(actor: Actor, text: str, *, each: int = 10) -> list[tuple[Kind, int, list[Record]]]:
    """For each kind with hits: how many the actor may see, and the first `each` of them.

    One scan a kind: the cost grows with the number of visible rows (see docs/architecture.md).
    """
    if not fold(text):
        return []
    results = []
    for entry in _kinds.values():
        if not entry.searchable:
            continue
        found = matching(actor, entry.visible_to(actor), text)
        total = found.count()
        if total:
            results.append((entry, total, list(found[:each])))
    return results


def exhibit_of(record: Record, *, as_of: Any = None) -> Exhibit:
    """A reference to the record with the digest of its facts as they stand."""
    facts = _kinds[record.KIND].facts(record)
    return Exhibit(kind=record.KIND, ref=record.uid, label=str(record), digest=digest_of(facts), as_of=as_of)
