"""Tables for the city, its comuni, layers, areas, indicators and places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from portici.territory.models import Direction, LayerKind, Measurement, Method, PlaceKind

from .. import readers as read
from ..shape import Item, free, needed
from .base import Told


@dataclass(frozen=True, kw_only=True)
class CityItem(Item):
    TABLE: ClassVar[str] = "city"

    code: str = needed(read.ref)
    name: str = needed(read.text)
    office_name: str = needed(read.text)
    body_name: str = free(read.text, "")
    description: str = free(read.text, "")
    description_en: str = free(read.text, "")
    feedback_email: str = free(read.email, "")
    accessibility_url: str = free(read.web_address, "")
    privacy_url: str = free(read.text, "")
    map_layer: str = free(read.text, "", refers="layer")


@dataclass(frozen=True, kw_only=True)
class NationalItem(Item):
    """Which comuni of the national boundaries are the city's, and which years of their population."""

    TABLE: ClassVar[str] = "national"

    province: str = needed(read.text)
    layer: str = needed(read.ref, refers="layer")
    name: str = needed(read.text)

    @property
    def ref(self) -> str:
        return self.province


@dataclass(frozen=True, kw_only=True)
class LayerItem(Item):
    """A layer; `filled_by` says who brings its areas when the pack does not: national data, or a file of
    data.toml.
    """

    TABLE: ClassVar[str] = "layer"

    code: str = needed(read.ref)
    kind: str = needed(read.choice(LayerKind))
    name: str = needed(read.text)
    order: int = free(read.count, 100)
    licence: str = free(read.text, "")
    vintage: str = free(read.text, "")
    filled_by: str = free(read.text, "")


@dataclass(frozen=True, kw_only=True)
class AreaItem(Told):
    TABLE: ClassVar[str] = "area"

    layer: str = needed(read.ref, refers="layer")
    code: str = needed(read.ref)
    name: str = needed(read.text)
    other_names: str = free(read.text, "")
    parent: str = free(read.ref, "", refers="area")
    parts: tuple[str, ...] = free(read.texts, (), refers="area")
    note: str = free(read.text, "")

    @property
    def ref(self) -> str:
        return f"{self.layer}/{self.code}"


@dataclass(frozen=True, kw_only=True)
class IndicatorItem(Told):
    TABLE: ClassVar[str] = "indicator"

    code: str = needed(read.ref)
    name: str = needed(read.text)
    description: str = free(read.text, "")
    theme: str = free(read.text, "")
    kind: str = free(read.choice(Measurement), "quantity")
    headline: bool = free(read.boolean, False)
    additive: bool = free(read.boolean, False)
    unit: str = free(read.text, "")
    decimals: int = free(read.count, 1)
    direction: str = free(read.choice(Direction), "neutral")
    method: str = needed(read.choice(Method))
    formula: Mapping[str, Any] = free(read.table, {})
    licence: str = free(read.text, "")
    order: int = free(read.count, 100)


@dataclass(frozen=True, kw_only=True)
class PlaceItem(Told):
    TABLE: ClassVar[str] = "place"

    key: str = needed(read.ref)
    name: str = needed(read.text)
    kind: str = needed(read.choice(PlaceKind))
    address: str = free(read.text, "")
    area: str = free(read.text, "", refers="area")
    lon: float | None = free(read.decimal, None)
    lat: float | None = free(read.decimal, None)
    note: str = free(read.text, "")
    website: str = free(read.web_address, "")
    facts: Mapping[str, Any] = free(read.table, {})
