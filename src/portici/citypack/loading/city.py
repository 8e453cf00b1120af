"""Steps for the city itself, and for its comuni from the national data."""

from __future__ import annotations

from typing import Any, ClassVar

from portici.journal.domain import FieldChange, write_entry
from portici.kernel import clock
from portici.kernel.findings import Invalid
from portici.records import domain as records
from portici.territory.geopop import load_national

from ..items import CityItem, NationalItem
from ..models import City, PackedItem
from .base import Step


class CityStep(Step[CityItem]):
    """One row, which only the pack writes."""

    table: ClassVar[str] = "city"

    def take(self, item: CityItem, packed: PackedItem | None) -> None:  # noqa: ARG002 -- every step is asked alike
        city = City.objects.order_by("id").first() or City()
        self.house.count(self.table, "amended" if city.pk else "added")
        values = {
            "code": item.code,
            "name": item.name,
            "office_name": item.office_name,
            "body_name": item.body_name,
            "description": item.description,
            "description_en": item.description_en,
            "feedback_email": item.feedback_email,
            "accessibility_url": item.accessibility_url,
            "privacy_url": item.privacy_url,
            "map_layer": item.map_layer,
        }
        changes = {
            name: FieldChange(str(getattr(city, name)), value)
            for name, value in values.items()
            if getattr(city, name) != value
        }
        for name, value in values.items():
            setattr(city, name, value)
        city.loaded_at = clock.now()
        records.clean(city)
        city.save()
        if changes:
            write_entry(actor=self.actor, verb="load-city", kind="city", ref=city.code, changes=changes)
        self.pack(item.ref, item.digest, city.code, {})


class NationalStep(Step[NationalItem]):
    table: ClassVar[str] = "national"

    def take(self, item: NationalItem, packed: PackedItem | None) -> None:  # noqa: ARG002 -- every step is asked alike
        try:
            national = load_national(actor=self.actor, province_code=item.province, publish=True)
        except Invalid as error:
            raise Invalid(
                found if found.field else found.at("province") for found in error.findings
            ) from error
        self.house.count(self.table, "added" if national.areas.added else "unchanged")
        self.pack(item.ref, item.digest, national.whole.uid, {})


STEPS: tuple[type[Step[Any]], ...] = (CityStep, NationalStep)
