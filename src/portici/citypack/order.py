"""In which order the items of a table are loaded: what others refer to comes first."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from .items import AreaItem
from .shape import Item


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
