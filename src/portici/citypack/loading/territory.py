"""Steps for layers, areas, indicators and places."""

from __future__ import annotations

from typing import Any, ClassVar

from portici.territory import domain as territory
from portici.territory.models import Area, Geometry, Indicator, Layer, Place
from portici.territory.tree import Part

from ..items import AreaItem, IndicatorItem, LayerItem, PlaceItem
from ..models import PackedItem
from .base import House, RecordStep, Step, as_text


class LayerStep(Step[LayerItem]):
    table: ClassVar[str] = "layer"

    def take(self, item: LayerItem, packed: PackedItem | None) -> None:
        values: dict[str, Any] = {
            "name": item.name,
            "order": item.order,
            "source": item.source,
            "source_url": item.url,
            "licence": item.licence,
            "vintage": item.vintage,
        }
        layer = Layer.objects.filter(code=item.code).first()
        if layer is None:
            layer = territory.record_layer(actor=self.actor, code=item.code, kind=item.kind, **values)
            self.house.count(self.table, "added")
        else:
            chosen = {
                name: value for name, value in values.items() if self._wants(layer, name, value, packed)
            }
            if packed is not None and chosen:
                layer = territory.amend_layer(actor=self.actor, layer=layer, values=chosen)
            self.house.count(self.table, "amended" if packed is not None else "there already")
        layer.refresh_from_db()
        said = {name: [as_text(value), as_text(getattr(layer, name))] for name, value in values.items()}
        self.pack(item.ref, item.digest, item.code, said)

    @staticmethod
    def _wants(layer: Layer, name: str, value: Any, packed: PackedItem | None) -> bool:
        told, left = packed.said.get(name, ["", ""]) if packed else ("", "")
        return as_text(value) != told and as_text(getattr(layer, name)) == left


class IndicatorStep(RecordStep[IndicatorItem, Indicator]):
    table: ClassVar[str] = "indicator"
    model = Indicator

    def values(self, item: IndicatorItem) -> dict[str, Any]:
        return {
            "name": item.name,
            "description": item.description,
            "theme": item.theme,
            "kind": item.kind,
            "is_headline": item.headline,
            "is_additive": item.additive,
            "unit": item.unit,
            "decimals": item.decimals,
            "direction": item.direction,
            "method": item.method,
            "formula": item.formula or {},
            "source": item.source,
            "source_url": item.url,
            "licence": item.licence,
            "order": item.order,
            "language": item.language,
        }

    def find(self, item: IndicatorItem) -> Indicator | None:
        return Indicator.objects.filter(code=item.code).first()

    def make(self, item: IndicatorItem, given: dict[str, Any]) -> Indicator:
        return territory.record_indicator(actor=self.actor, code=item.code, is_example=item.example, **given)

    def amend(self, record: Indicator, given: dict[str, Any]) -> None:
        territory.amend_indicator(actor=self.actor, indicator=record, values=given)


class AreaStep(RecordStep[AreaItem, Area]):
    table: ClassVar[str] = "area"
    model = Area

    def values(self, item: AreaItem) -> dict[str, Any]:
        return {
            "name": item.name,
            "other_names": item.other_names,
            "parent": self.house.area_or_none(item.parent, item.origin),
            "note": item.note,
            "source": item.cited[:300],
        }

    def find(self, item: AreaItem) -> Area | None:
        return Area.objects.filter(layer__code=item.layer, code=item.code).first()

    def make(self, item: AreaItem, given: dict[str, Any]) -> Area:
        layer = Layer.objects.get(code=item.layer)
        return territory.record_area(
            actor=self.actor, layer=layer, code=item.code, is_example=item.example, **given
        )

    def amend(self, record: Area, given: dict[str, Any]) -> None:
        territory.amend_area(actor=self.actor, area=record, values=given)

    def follow(self, item: AreaItem, record: Area, *, made: bool) -> None:
        """The parts; their union is the border when they all have one. A later change of parts is a
        person's to make.
        """
        if not item.parts or not made:
            return
        parts = [Part(self.house.area(ref, item.origin)) for ref in item.parts]
        drawn = Geometry.objects.filter(area__in=[part.area for part in parts]).count() == len(parts)
        territory.set_parts(actor=self.actor, area=record, parts=parts, reshape=drawn)
        record.refresh_from_db()


class PlaceStep(RecordStep[PlaceItem, Place]):
    table: ClassVar[str] = "place"
    model = Place

    def values(self, item: PlaceItem) -> dict[str, Any]:
        return {
            "name": item.name,
            "kind": item.kind,
            "address": item.address,
            "area": self.house.area_or_none(item.area, item.origin),
            "lon": item.lon,
            "lat": item.lat,
            "note": item.note,
            "website": item.website,
            "source": item.cited[:300],
            "facts": item.facts or {},
            "language": item.language,
        }

    def make(self, item: PlaceItem, given: dict[str, Any]) -> Place:
        return territory.record_place(actor=self.actor, is_example=item.example, **given)

    def amend(self, record: Place, given: dict[str, Any]) -> None:
        territory.amend_place(actor=self.actor, place=record, values=given)


STEPS: tuple[type[Step[Any]], ...] = (LayerStep, IndicatorStep, AreaStep, PlaceStep)

__all__ = ["STEPS", "House"]
