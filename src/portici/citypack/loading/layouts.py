"""Steps for the layouts of published files."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any, ClassVar

from portici.territory.domain import record_file_layout
from portici.territory.models import LayoutKind

from ..items import BoundaryLayoutItem, IndicatorTableItem, MeasureItem, PopulationTableItem
from ..models import PackedItem
from ..shape import Item
from .base import ItemT, Step

_OF_A_MEASURE = [name for name in MeasureItem.__dataclass_fields__ if name not in Item.__dataclass_fields__]


class LayoutStep(Step[ItemT]):
    """A layout, which only the pack writes."""

    kind: ClassVar[LayoutKind]
    #: The fields that the layout has of the item.
    taken: ClassVar[tuple[str, ...]]

    @abstractmethod
    def more(self, item: ItemT) -> dict[str, Any]:
        """What the layout has besides."""

    def take(self, item: ItemT, packed: PackedItem | None) -> None:
        told = {name: getattr(item, name) for name in self.taken}
        spec = {name: list(value) if isinstance(value, tuple) else value for name, value in told.items()}
        cited = {"source": item.source, "source_url": item.url}
        record_file_layout(
            actor=self.actor, code=item.ref, kind=self.kind.value, spec=spec | cited | self.more(item)
        )
        self.house.count(self.table, "amended" if packed else "added")
        self.pack(item.ref, item.digest, item.ref, {})


class BoundaryLayoutStep(LayoutStep[BoundaryLayoutItem]):
    table: ClassVar[str] = BoundaryLayoutItem.TABLE
    kind = LayoutKind.BOUNDARIES
    taken = (
        "layer", "kind", "name", "order", "code_property", "name_pattern", "other_names",
        "parent_property", "parent_code", "parent_layer", "marks", "without", "licence", "vintage",
    )  # fmt: skip

    def more(self, item: BoundaryLayoutItem) -> dict[str, Any]:
        return {"name_property": item.name_property or None}


class IndicatorTableStep(LayoutStep[IndicatorTableItem]):
    table: ClassVar[str] = IndicatorTableItem.TABLE
    kind = LayoutKind.INDICATORS
    taken = (
        "code", "layer", "area_code", "area_name", "period_column", "period", "excluded_column",
        "by_province", "licence",
    )  # fmt: skip

    def more(self, item: IndicatorTableItem) -> dict[str, Any]:
        return {"measures": [{name: getattr(one, name) for name in _OF_A_MEASURE} for one in item.measure]}


class PopulationTableStep(LayoutStep[PopulationTableItem]):
    table: ClassVar[str] = PopulationTableItem.TABLE
    kind = LayoutKind.POPULATION
    taken = ("layer", "area_column", "publisher", "licence")

    def more(self, item: PopulationTableItem) -> dict[str, Any]:  # noqa: ARG002 -- every step is asked alike
        return {}


STEPS: tuple[type[Step[Any]], ...] = (BoundaryLayoutStep, IndicatorTableStep, PopulationTableStep)
