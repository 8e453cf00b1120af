"""Examples that speak of what only open data bring: they are loaded once it is there."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator

from portici.territory.models import Area, Observation, ObservationStatus

from .items import StudyItem
from .pack import Pack, is_later
from .shape import Item, parts_of, references


def waiting_examples(pack: Pack) -> tuple[dict[str, list[Item]], list[str]]:
    """The examples by table, and the areas and figures that have not been imported.

    Without one of their areas none is loaded, since they refer to one another; without one of its figures a study is not.
    """
    chosen: dict[str, list[Item]] = {}
    for table, items in pack.items.items():
        later = [item for item in items if is_later(item)]
        if later:
            chosen[table] = later
    known = {f"{layer}/{code}" for layer, code in Area.objects.values_list("layer__code", "code")}
    wanted = {ref for items in chosen.values() for item in items for ref in _areas_of(item)}
    if missing := sorted(wanted - known):
        return {}, missing
    studies = [item for item in chosen.pop(StudyItem.TABLE, []) if isinstance(item, StudyItem)]
    lacking = {item.ref: _figures_lacking(item) for item in studies}
    if ready := [item for item in studies if not lacking[item.ref]]:
        chosen[StudyItem.TABLE] = [*ready]
    return chosen, sorted({figure for figures in lacking.values() for figure in figures})


def _areas_of(item: Item) -> Iterable[str]:
    return (ref for part in parts_of(item) for _key, table, ref in references(part) if table == "area")


def _figures_lacking(study: StudyItem) -> list[str]:
    """The indicators of its editions that have no value in the areas of its layer."""
    codes = {code for edition in study.edition for code in _codes(edition.specification)}
    observed = Observation.objects.filter(
        area__layer__code=study.layer, indicator__code__in=codes, status=ObservationStatus.OK
    )
    there = set(observed.values_list("indicator__code", flat=True).distinct())
    return [f"{study.layer}: {code}" for code in codes - there]


def _codes(specification: str) -> Iterator[str]:
    """The codes of the indicators that a specification reads; none of one that cannot be read, which is told when it is loaded."""
    try:
        document = tomllib.loads(specification)
    except tomllib.TOMLDecodeError:
        return
    for table in ("domain", "indicator"):
        for part in document.get(table, []):
            columns = [part.get(key, []) for key in ("column", "numerator", "denominator")]
            for said in columns:
                for name in [said] if isinstance(said, str) else said:
                    yield name.removeprefix("-").partition("@")[0]
