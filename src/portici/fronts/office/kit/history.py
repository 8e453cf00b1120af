"""A record's history as the office reads it: who, when, what before and after in words, why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from portici.fronts import words
from portici.journal.models import Change, Entry
from portici.journal.queries import entries_about
from portici.kernel.actor import Actor
from portici.people.queries import names_of
from portici.records import registry
from portici.records.models import Record
from portici.territory.models import Layer

from .reading import AGENDA, STAFF, field_of, worded

#: Rows of a record that name nothing else: everybody who sees the record may read how they changed.
OWN_ROWS = frozenset({"milestones", "sections", "axes", "actions"})
#: What every record begins with: not worth a line when it is entered.
BEGINNING = {"publication": "draft", "is_example": "False"}

_private: dict[str, tuple[tuple[str, ...], Callable[[Actor, str], bool], bool]] = {}


def keep_private(
    kind: str,
    beginnings: tuple[str, ...],
    may_see: Callable[[Actor, str], bool],
    *,
    even_from_office: bool = False,
) -> None:
    """Say that the changes of fields with these beginnings hold personal data, and who sees them of which
    uid; the technical office does, unless it is kept from its roles too.
    """
    _private[kind] = (beginnings, may_see, even_from_office)


@dataclass(frozen=True, slots=True)
class ToldChange:
    """One field of an entry, before and after as a person reads it."""

    field: str
    before: str
    after: str
    is_erased: bool


@dataclass(frozen=True, slots=True)
class Told:
    """One entry with the name of who acted."""

    entry: Entry
    who: str
    changes: tuple[ToldChange, ...] = field(default=())

    @property
    def at(self) -> datetime:
        return self.entry.at


def history_of(record: Record, *, limit: int | None = None, actor: Actor | None = None) -> list[Told]:
    """The entries about a record that the actor was let see, newest first."""
    entries = entries_about(kind=record.KIND, ref=record.uid)
    return with_names(entries[:limit] if limit else entries, actor)


def with_names(entries: Any, actor: Actor | None = None) -> list[Told]:
    """Entries with the names of who acted, and of records referred to that the actor may see; a query for
    each kind.
    """
    listed = list(entries)
    names = names_of({entry.actor_uid for entry in listed})
    referred = _referred(listed, actor)
    guarded = actor is None or not actor.reads_all
    hidden = _hidden(listed, actor)
    return [
        Told(
            entry,
            names.get(entry.actor_uid, "") or str(words.HOUSE.get(entry.actor_label, entry.actor_label)),
            _changes(entry, referred, hidden.get((entry.kind, entry.ref), ()), guarded=guarded),
        )
        for entry in listed
    ]


def _hidden(entries: Iterable[Entry], actor: Actor | None) -> dict[tuple[str, str], tuple[str, ...]]:
    """(kind, uid) -> beginnings of the fields whose changes the actor may not see."""
    is_office = actor is not None and actor.reads_all
    kept = {
        kind: (beginnings, may_see)
        for kind, (beginnings, may_see, even_from_office) in _private.items()
        if even_from_office or not is_office
    }
    things = {(entry.kind, entry.ref) for entry in entries if entry.kind in kept}
    return {
        (kind, ref): kept[kind][0] for kind, ref in things if actor is None or not kept[kind][1](actor, ref)
    }


def _changes(
    entry: Entry,
    referred: dict[tuple[str, str], str],
    hidden: tuple[str, ...] = (),
    *,
    guarded: bool = False,
) -> tuple[ToldChange, ...]:
    found = []
    for change in entry.changes.all():
        value = change.value
        if hidden and change.field.startswith(hidden):
            continue
        if entry.verb == "add" and BEGINNING.get(change.field) == value.after:
            continue
        entry_field = field_of(entry.kind, change.field)
        texts = ("", "…") if guarded and _names_others(entry_field, change.field) else _texts(change)
        before, after = (worded(entry_field, change.field, text, referred) for text in texts)
        found.append(ToldChange(change.field, before, after, value.is_erased))
    return tuple(found)


def _names_others(entry_field: Any, name: str) -> bool:
    """Whether the texts can name records that are withheld: links, and rows that belong to the record."""
    return name not in OWN_ROWS and (
        entry_field is None or not entry_field.concrete or entry_field.many_to_many
    )


def _referred(entries: Iterable[Entry], actor: Actor | None) -> dict[tuple[str, str], str]:
    """(label of the model, primary key) -> name, of what changes refer to and the actor may see."""
    wanted: dict[Any, set[str]] = defaultdict(set)
    for entry in entries:
        for change in entry.changes.all():
            target = _target(field_of(entry.kind, change.field))
            if target is not None:
                wanted[target] |= {text for text in _texts(change) if text.isdigit()}
    if actor is None:
        return {}
    return (
        _people(entries, actor)
        | _items(entries, actor)
        | {
            (model._meta.label, str(row.pk)): str(row)
            for model, keys in wanted.items()
            for row in _rows_seen(model, actor).filter(pk__in=keys)
        }
    )


def _people(entries: Iterable[Entry], actor: Actor) -> dict[tuple[str, str], str]:
    """The names of those put to work, for who reads them."""
    if not actor.reads_all:
        return {}
    texts = [
        text
        for entry in entries
        for change in entry.changes.all()
        if change.field == STAFF
        for text in _texts(change)
    ]
    return {(STAFF, uid): name for uid, name in names_of({text.partition(" ")[0] for text in texts}).items()}


def _items(entries: Iterable[Entry], actor: Actor) -> dict[tuple[str, str], str]:
    """What the items of an agenda are called, of those that the actor may read."""
    changes = [change for entry in entries for change in entry.changes.all() if change.field == AGENDA]
    uids = {uid for change in changes for text in _texts(change) for uid in text.split()}
    if not uids:
        return {}
    rows = registry.kind("agenda-item").visible_to(actor).filter(uid__in=uids)
    return {(AGENDA, row.uid): str(row) for row in rows}


def _rows_seen(model: Any, actor: Actor) -> Any:
    """The rows that the actor may be told the names of; what is no record, a layer excepted, hangs from one."""
    if issubclass(model, Record):
        return registry.kind(model.KIND).visible_to(actor)
    rows = model._default_manager.all()
    return rows if actor.reads_all or model is Layer else rows.none()


def _texts(change: Change) -> tuple[str, str]:
    return change.value.before, change.value.after


def _target(entry_field: Any) -> Any:
    """The model that a field refers to; many-to-many fields are told by names already."""
    if (
        entry_field is None
        or not entry_field.is_relation
        or entry_field.many_to_many
        or entry_field.auto_created
    ):
        return None
    return entry_field.related_model
