"""Tables for the layouts of published files: a file is recognised by its headers alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from portici.territory.models import Direction, LayerKind, Measurement

from .. import readers as read
from ..shape import Item, free, needed, tables


@dataclass(frozen=True, kw_only=True)
class BoundaryLayoutItem(Item):
    """A GeoJSON of borders: which property is the code, the name, the parent; what the layer is."""

    TABLE: ClassVar[str] = "boundary_layout"

    code: str = needed(read.ref)
    layer: str = needed(read.ref)
    kind: str = needed(read.choice(LayerKind))
    name: str = needed(read.text)
    order: int = free(read.count, 100)
    code_property: str = needed(read.text)
    name_property: str = free(read.text, "")
    name_pattern: str = free(read.text, "%s")
    other_names: tuple[str, ...] = free(read.texts, ())
    parent_property: str = free(read.text, "")
    parent_code: str = free(read.text, "")
    parent_layer: str = free(read.text, "")
    marks: tuple[str, ...] = free(read.texts, ())
    without: tuple[str, ...] = free(read.texts, ())
    licence: str = free(read.text, "")
    vintage: str = free(read.text, "")


@dataclass(frozen=True, kw_only=True)
class MeasureItem(Item):
    """A column of values; with `over` it is divided by that column, times `scale`."""

    header: str = needed(read.text)
    code: str = needed(read.ref)
    name: str = needed(read.text)
    unit: str = free(read.text, "%")
    direction: str = free(read.choice(Direction), "neutral")
    decimals: int = free(read.count, 1)
    theme: str = free(read.text, "")
    description: str = free(read.text, "")
    over: str = free(read.text, "")
    scale: int = free(read.count, 1)
    for_all: bool = free(read.boolean, False)
    additive: bool = free(read.boolean, False)
    kind: str = free(read.choice(Measurement), "quantity")
    headline: bool = free(read.boolean, False)


@dataclass(frozen=True, kw_only=True)
class IndicatorTableItem(Item):
    """A table with one row an area and a column a measure."""

    TABLE: ClassVar[str] = "indicator_table"

    code: str = needed(read.ref)
    layer: str = needed(read.ref)
    area_code: str = free(read.text, "")
    area_name: str = free(read.text, "")
    period_column: str = free(read.text, "")
    period: str = free(read.text, "")
    excluded_column: str = free(read.text, "")
    by_province: bool = free(read.boolean, False)
    licence: str = free(read.text, "")
    measure: tuple[MeasureItem, ...] = tables(MeasureItem)


@dataclass(frozen=True, kw_only=True)
class PopulationTableItem(Item):
    """Counts of people: the column that names the area, and so the layer; who counted."""

    TABLE: ClassVar[str] = "population_table"

    code: str = needed(read.ref)
    layer: str = needed(read.ref)
    area_column: str = needed(read.text)
    publisher: str = needed(read.ref)
    licence: str = free(read.text, "")
