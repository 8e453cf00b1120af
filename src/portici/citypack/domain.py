"""The desks of the city pack: bring a pack in, and the open data that it names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Any

from django.conf import settings
from django.db import transaction

from portici.journal.domain import write_entry
from portici.kernel import clock
from portici.kernel.actor import Actor
from portici.kernel.findings import ensure
from portici.publishing.domain import prepare_site

from . import queries, rules
from .faults import Faulty
from .files import OnFile, TakenFile, take_file
from .items import TABLES, ActivityItem, DataFileItem, MeetingItem
from .loading import (
    activities,
    agreements,
    city,
    deadlines,
    governance,
    layouts,
    meetings,
    needs,
    organisations,
    people,
    programme,
    publishing,
    study,
    territory,
)
from .loading.base import House, Step
from .models import City, PackedItem
from .order import parents_first, sort_by_reference, standing_on_figures
from .pack import Pack, is_later, read_pack
from .shape import Item
from .waiting import waiting_examples

_STEPS: dict[str, type[Step[Any]]] = {
    step.table: step
    for room in (
        city,
        layouts,
        territory,
        organisations,
        agreements,
        programme,
        needs,
        governance,
        study,
        people,
        deadlines,
        activities,
        meetings,
        publishing,
    )
    for step in room.STEPS
}


@dataclass(frozen=True, slots=True)
class Progress:
    """One step done: what was loaded, what became of its items, how many seconds it took."""

    what: str
    counts: dict[str, int]
    seconds: float


@dataclass(slots=True)
class Loaded:
    """What became of a pack: counts by table, and what people had changed and the pack left as it is."""

    counts: dict[str, Counter[str]] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    #: Areas and figures that examples speak of and no import has brought: those examples wait.
    missing: list[str] = field(default_factory=list)

    def total(self, *what: str) -> int:
        return sum(counts[name] for counts in self.counts.values() for name in what)


OnProgress = Callable[[Progress], None]


def load_pack(
    *,
    actor: Actor,
    folder: Path,
    demo: bool = False,
    data_follows: bool = False,
    on_progress: OnProgress | None = None,
) -> Loaded:
    """Bring the pack in `folder` in; a second time changes nothing.

    With `demo` also its examples and accounts, which are inventions. With `data_follows` what freezes
    figures is left to `load_data`. What people have changed since the last loading is not written over.
    Raises Refused, also when the store is another city's; Faulty with every fault by file and line, and then nothing is written.
    """
    ensure(rules.may_load(actor))
    pack = read_pack(folder)
    _ensure_same_city(pack)
    house = _house(actor, folder)
    chosen = _chosen(pack, demo=demo)
    if data_follows:
        waiting = standing_on_figures(pack)
        chosen = {
            table: [item for item in items if (table, item.ref) not in waiting]
            for table, items in chosen.items()
        }
    with transaction.atomic():
        prepare_site()
        _load(house, chosen, on_progress)
        _note(house, pack)
    return Loaded(house.counts, house.kept)


def load_data(
    *,
    actor: Actor,
    folder: Path,
    data: Path,
    demo: bool = False,
    on_file: OnFile | None = None,
    on_progress: OnProgress | None = None,
) -> tuple[list[TakenFile], Loaded]:
    """Import the files that the pack in `folder` names, from the folder `data`; those taken before are left
    out.

    Then what freezes the figures that the files brought; and, with `demo`, the examples that speak of their
    areas. Raises Refused, Faulty.
    """
    ensure(rules.may_load(actor))
    pack = read_pack(folder)
    _ensure_same_city(pack)
    taken = []
    for item in pack.of(DataFileItem.TABLE):
        assert isinstance(item, DataFileItem)  # noqa: S101 -- the table's class, which mypy cannot follow
        taken.append(take_file(actor, item, data))
        if on_file is not None:
            on_file(taken[-1])
    house = _house(actor, folder)
    chosen, missing = _after_data(pack, demo=demo)
    with transaction.atomic():
        _load(house, chosen, on_progress)
        _note(house, pack)
    return taken, Loaded(house.counts, house.kept, missing)


def _ensure_same_city(pack: Pack) -> None:
    ensure(rules.may_take_in(queries.city(), code=pack.city.code, name=pack.city.name))


def _house(actor: Actor, folder: Path) -> House:
    packed = {(item.table, item.ref): item for item in PackedItem.objects.all()}
    return House(actor=actor, folder=folder, password=settings.DEMO_PASSWORD, packed=packed)


def _chosen(pack: Pack, *, demo: bool) -> dict[str, list[Item]]:
    """The items to load: inventions only for a demo, and those that wait for open data only once it is
    there.
    """
    return {
        table: [
            item
            for item in items
            if not is_later(item) and (demo or not (item.example or table == "account"))
        ]
        for table, items in pack.items.items()
    }


def _after_data(pack: Pack, *, demo: bool) -> tuple[dict[str, list[Item]], list[str]]:
    """What waits for open data: what freezes figures, and the examples on small areas; and the areas and
    figures that have not been imported.
    """
    waiting = standing_on_figures(pack)
    chosen = {
        table: [item for item in items if (table, item.ref) in waiting]
        for table, items in _chosen(pack, demo=demo).items()
    }
    later, missing = waiting_examples(pack) if demo else ({}, [])
    for table, items in later.items():
        chosen.setdefault(table, []).extend(items)
    return chosen, missing


def _load(house: House, items: dict[str, list[Item]], on_progress: OnProgress | None) -> None:
    """Bring the items to their steps, table by table. Raises Faulty at the end when something was wrong."""
    for table in TABLES:
        if table not in _STEPS or not items.get(table):
            continue
        started = monotonic()
        step = _STEPS[table](house)
        for item in _in_order(table, items[table]):
            step.load(item)
        if house.faults:
            raise Faulty(house.faults)
        if on_progress is not None:
            on_progress(Progress(table, dict(house.counts.get(table, {})), monotonic() - started))


def _in_order(table: str, items: list[Item]) -> list[Item]:
    if table == "area":
        return parents_first(items)
    if table == "activity":
        return sort_by_reference(
            items, lambda item: item.depends_on if isinstance(item, ActivityItem) else ()
        )
    if table == "meeting":
        # Numbers of a body and year follow its days.
        return sorted(items, key=_beginning)
    if table in ("organisation", "project"):
        return sort_by_reference(items, lambda item: [str(getattr(item, "parent", ""))])
    return items


def _beginning(item: Item) -> datetime:
    begins = item.begins if isinstance(item, MeetingItem) else None
    return begins or datetime.max.replace(tzinfo=UTC)


def _note(house: House, pack: Pack) -> None:
    """One entry of the journal for a loading that changed something."""
    counts: Counter[str] = Counter()
    for found in house.counts.values():
        counts.update(found)
    if counts["added"] or counts["amended"]:
        write_entry(actor=house.actor, verb="load", kind="pack", ref=pack.city.code, counts=dict(counts))
        City.objects.update(pack_digest=pack.digest, loaded_at=clock.now())
