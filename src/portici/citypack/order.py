"""In which order the items of a table are loaded: what others refer to comes first."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from .items import TABLES, AreaItem, DesignationItem, MeetingItem
from .pack import Pack
from .shape import Item, parts_of, references


def sort_by_reference(items: list[Item], key: Callable[[Item], Iterable[str]]) -> list[Item]:
    """The items of one table with those that others refer to (by `key`) before them; circles keep the
    file's order.
    """
    by_ref = {item.ref: item for item in items}
    done: dict[str, Item] = {}

    def place(item: Item, above: tuple[str, ...]) -> None:
        if item.ref in done or item.ref in above:
            return
        for wanted in key(item):
            if wanted in by_ref:
                place(by_ref[wanted], (*above, item.ref))
        done[item.ref] = item

    for item in items:
        place(item, ())
    return list(done.values())


def parents_first(areas: list[Item]) -> list[Item]:
    """Areas with their parents and parts before them."""

    def wanted(item: Item) -> Iterable[str]:
        return (item.parent, *item.parts) if isinstance(item, AreaItem) else ()

    return sort_by_reference(areas, wanted)


def standing_on_figures(pack: Pack) -> set[tuple[str, str]]:
    """Table and name of what freezes the figures of an area, and of all that refers to it."""
    found = {(item.TABLE, item.ref) for item in pack.of(DesignationItem.TABLE)}
    # What is referred to comes first in the order of the tables: one walk finds all.
    for table in TABLES:
        for item in pack.of(table):
            refers = {(to, ref) for part in parts_of(item) for _key, to, ref in references(part)}
            if refers & found:
                found.add((table, item.ref))
        if table == MeetingItem.TABLE:
            found |= _of_their_bodies(pack, found)
    return found


def _of_their_bodies(pack: Pack, found: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """All meetings of the bodies of those found: a body's meetings and decisions are numbered by their days, none left for later."""
    meetings = [item for item in pack.of(MeetingItem.TABLE) if isinstance(item, MeetingItem)]
    bodies = {item.body for item in meetings if (item.TABLE, item.ref) in found}
    return {(item.TABLE, item.ref) for item in meetings if item.body in bodies}
