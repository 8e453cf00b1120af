"""What every step does: an item that the pack has not changed is left alone, a new one is made, a changed
one amended.

A field is amended only where the pack says something else than at the last loading and nobody has changed
the record meanwhile.
"""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, ClassVar, Generic, TypeVar

from django.core.files.base import File
from django.db import models, transaction

from portici.kernel.actor import Actor
from portici.kernel.findings import Finding, Invalid, Message, Refused, Severity, gettext_noop
from portici.organisations.models import Organisation
from portici.organisations.rules import standing
from portici.people.models import User
from portici.people.queries import open_account_of
from portici.records import domain as records
from portici.records.models import Publication, Record
from portici.territory.models import Area

from ..faults import Fault, Faulty, Origin, fault, faults_of
from ..items import Told
from ..models import PackedItem
from ..shape import Item

ItemT = TypeVar("ItemT", bound=Item)
R = TypeVar("R", bound=Record)
M = TypeVar("M", bound=models.Model)
REASON = "City pack"


@dataclass(slots=True)
class House:
    """What a loading keeps in hand: who loads, what the last loading left, what has been found, counts,
    faults.
    """

    actor: Actor
    folder: Path = Path()
    password: str = ""
    packed: dict[tuple[str, str], PackedItem] = field(default_factory=dict)
    counts: dict[str, Counter[str]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    #: What people have changed and the pack wanted otherwise: left as it is.
    kept: list[str] = field(default_factory=list)
    _found: dict[tuple[str, str], Any] = field(default_factory=dict)

    def count(self, table: str, what: str) -> None:
        self.counts.setdefault(table, Counter())[what] += 1

    def remember(self, table: str, ref: str, thing: models.Model) -> None:
        self._found[table, ref] = thing

    def thing(self, model: type[M], table: str, ref: str, by: str) -> M:
        """What the pack calls `ref`, as it stands now. Raises KeyError."""
        if (table, ref) not in self._found:
            item = self.packed[table, ref]
            self._found[table, ref] = model._default_manager.get(**{by: item.stored})
        found: M = self._found[table, ref]
        return found

    def record(self, model: type[R], table: str, ref: str, origin: Origin) -> R:
        """The record that the pack calls `ref`. Raises Faulty."""
        try:
            return self.thing(model, table, ref, "uid")
        except (KeyError, model.DoesNotExist):
            raise Faulty([_not_loaded(origin, table, ref)]) from None

    def records(self, model: type[R], table: str, refs: Sequence[str], origin: Origin) -> list[R]:
        return [self.record(model, table, ref, origin) for ref in refs]

    def area(self, ref: str, origin: Origin) -> Area:
        """The area `layer/code`, from the pack or from elsewhere. Raises Faulty."""
        layer, _mark, code = ref.partition("/")
        if ("area", ref) not in self._found:
            found = Area.objects.filter(layer__code=layer, code=code).first()
            if found is None:
                raise Faulty([_not_loaded(origin, "area", ref)])
            self._found["area", ref] = found
        area: Area = self._found["area", ref]
        return area

    def area_or_none(self, ref: str, origin: Origin) -> Area | None:
        return self.area(ref, origin) if ref else None

    def organisation(self, ref: str, origin: Origin) -> Organisation:
        """Of merged organisations, the one that was kept."""
        return standing(self.record(Organisation, "organisation", ref, origin))

    def organisation_or_none(self, ref: str, origin: Origin) -> Organisation | None:
        return self.organisation(ref, origin) if ref else None

    def account_or_none(self, email: str, origin: Origin) -> User | None:
        """The open account of this address: of the pack, whose accounts are loaded before, or of the office. Raises Faulty."""
        found = open_account_of(email) if email else None
        if email and found is None:
            accepted = Message(gettext_noop("The address of an open account."))
            todo = Message(
                gettext_noop(
                    "Put it among the accounts and load with --demo, or open it in the office first."
                )
            )
            raise Faulty([fault(origin, "pack.no_account", email, accepted, todo, name="account")])
        return found


class Step(ABC, Generic[ItemT]):
    """How the items of one table reach their desk."""

    table: ClassVar[str]

    def __init__(self, house: House) -> None:
        self.house = house
        self.actor = house.actor

    def load(self, item: ItemT) -> None:
        """Bring one item in; what the desk finds wrong is kept as a fault of the item's line, and nothing
        of it written.
        """
        packed = self.house.packed.get((self.table, item.ref))
        if packed is not None and packed.digest == item.digest:
            self.house.count(self.table, "unchanged")
            return
        try:
            with transaction.atomic():
                self.take(item, packed)
        except Faulty as error:
            self.house.faults.extend(error.faults)
        except Invalid as error:
            self.house.faults.extend(faults_of(item.origin, error.findings))
        except Refused as error:
            self.house.faults.append(_refused(item.origin, error))

    @abstractmethod
    def take(self, item: ItemT, packed: PackedItem | None) -> None:
        """Write what the item says."""

    def pack(self, ref: str, digest: str, stored: str, said: Mapping[str, Sequence[str]]) -> None:
        """Note what the pack said and what it became."""
        packed, _made = PackedItem.objects.update_or_create(
            table=self.table, ref=ref, defaults={"digest": digest, "stored": stored, "said": dict(said)}
        )
        self.house.packed[self.table, ref] = packed


class RecordStep(Step[ItemT], Generic[ItemT, R]):
    """A table whose items are records."""

    model: type[R]

    @abstractmethod
    def values(self, item: ItemT) -> dict[str, Any]:
        """The fields and the many-to-many links, named as the desks name them."""

    def find(self, item: ItemT) -> R | None:  # noqa: ARG002 -- every step is asked alike
        """A record that is there without the pack having brought it."""
        return None

    @abstractmethod
    def make(self, item: ItemT, given: dict[str, Any]) -> R:
        """Record it at the room's desk."""

    @abstractmethod
    def amend(self, record: R, given: dict[str, Any]) -> None:
        """Amend it at the room's desk."""

    def follow(self, item: ItemT, record: R, *, made: bool) -> None:
        """What belongs to the record: seats, milestones, members."""

    def stored(self, record: R, name: str) -> Any:
        """The field, or the linked records, as they stand."""
        value = getattr(record, name)
        return list(value.all()) if isinstance(value, models.Manager) else value

    def take(self, item: ItemT, packed: PackedItem | None) -> None:
        given = self.values(item)
        if packed is None:
            record = self.find(item)
            made = record is None
            record = record or self.make(item, dict(given))
            self.house.count(self.table, "added" if made else "there already")
            changed = made
        else:
            record = self.house.thing(self.model, self.table, item.ref, "uid")
            made = False
            changed = self._amend_changed(item, record, given, packed)
        before = record.version
        self.house.remember(self.table, item.ref, record)
        self.follow(item, record, made=made)
        self._publish(item, record, packed, made=made)
        record.refresh_from_db()
        if packed is not None:
            self.house.count(self.table, "amended" if changed or record.version != before else "unchanged")
        said = {name: [as_text(value), as_text(self.stored(record, name))] for name, value in given.items()}
        said["publication"] = [getattr(item, "publication", ""), record.publication]
        self.pack(item.ref, item.digest, record.uid, said)

    def _amend_changed(self, item: ItemT, record: R, given: dict[str, Any], packed: PackedItem) -> bool:
        chosen = {
            name: value
            for name, value in given.items()
            if self._wants(item, name, as_text(value), as_text(self.stored(record, name)), packed)
        }
        if chosen:
            self.amend(record, chosen)
        return bool(chosen)

    def _wants(self, item: ItemT, name: str, wanted: str, current: str, packed: PackedItem) -> bool:
        """Whether the pack says something new of the field and nobody has changed it since the last
        loading.
        """
        told, left = packed.said.get(name, ["", ""])
        if wanted in (told, current):
            return False
        if current != left:
            self.house.kept.append(f"{self.table} {item.ref}: {name}")
            return False
        return True

    def _publish(self, item: ItemT, record: R, packed: PackedItem | None, *, made: bool) -> None:
        if not isinstance(item, Told):
            return
        told, left = packed.said.get("publication", ["", ""]) if packed else ("", "")
        fresh = made or (item.publication != told and record.publication == left)
        if fresh and item.publication == "published" and record.publication == Publication.DRAFT:
            records.publish(actor=self.actor, record=record)
        elif packed and fresh and item.publication == "draft" and record.publication == Publication.PUBLISHED:
            records.withdraw(actor=self.actor, record=record, reason=REASON)

    def part(
        self,
        item: Item,
        ref: str,
        *,
        find: Callable[[], M | None],
        add: Callable[[], M],
        amend: Callable[[M], object] | None = None,
    ) -> None:
        """A row that belongs to the record. Whoever changed or removed it since the pack brought it is not
        written over.
        """
        packed = self.house.packed.get((self.table, ref))
        if packed is not None and packed.digest == item.digest:
            return
        row = find()
        if packed is None and row is None:
            row = add()
        elif (
            packed is not None
            and row is not None
            and amend is not None
            and snapshot(row) == packed.said[""][1]
        ):
            amend(row)
        elif packed is not None:
            self.house.kept.append(f"{self.table} {ref}")
        if row is not None:
            row.refresh_from_db()
            self.pack(ref, item.digest, str(row.pk), {"": ["", snapshot(row)]})


def file_of(house: House, item: Item, name: str) -> File[bytes]:
    """The file of the pack's folder. Raises Faulty when it is not there."""
    path = (house.folder / name).resolve()
    if not path.is_file() or house.folder.resolve() not in path.parents:
        accepted = Message(gettext_noop("A file of the pack's folder."))
        todo = Message(gettext_noop("Put the file there, or correct its path."))
        raise Faulty([fault(item.origin, "pack.no_file", name, accepted, todo, name="file")])
    return File(path.open("rb"), name=path.name)


def taken_out(given: dict[str, Any], names: Sequence[str]) -> dict[str, Any]:
    """The entries of these names, taken out of `given`."""
    return {name: given.pop(name) for name in names if name in given}


def snapshot(row: models.Model) -> str:
    """The row's fields as one text, to see later whether somebody changed them. Its uid never changes."""
    return "|".join(
        f"{entry.name}={as_text(getattr(row, entry.attname))}"
        for entry in row._meta.concrete_fields
        if entry.name != "uid"
    )


def as_text(value: Any) -> str:
    """A value as it is compared with what was said before."""
    if value is None:
        return ""
    if isinstance(value, Record):
        return value.uid
    if isinstance(value, models.Model):
        return str(value.pk)
    if isinstance(value, list | tuple) and all(isinstance(part, models.Model) for part in value):
        return " ".join(sorted(as_text(part) for part in value))
    if isinstance(value, dict | list | tuple):
        return json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _not_loaded(origin: Origin, table: str, ref: str) -> Fault:
    accepted = Message(gettext_noop("An item of the table “%(table)s” that is there."), {"table": table})
    todo = Message(gettext_noop("Load what brings it first (national or open data), or correct the name."))
    key = next((name for name in origin.lines if name.startswith(table)), "")
    return fault(origin, "pack.not_there", ref, accepted, todo, name=key)


def _refused(origin: Origin, error: Refused) -> Fault:
    finding = Finding(
        Severity.ERROR,
        "pack.refused",
        "",
        error.reason,
        Message(gettext_noop("Load it as the house itself.")),
    )
    return Fault(origin.file, origin.line, finding)
