"""The territory puts its kinds of records and its files in."""

from __future__ import annotations

from django.apps import AppConfig


class TerritoryConfig(AppConfig):
    name = "portici.territory"
    label = "territory"

    def ready(self) -> None:
        from portici.imports import registry as imports
        from portici.records import registry as records

        from . import importers, kinds

        for kind in kinds.KINDS:
            records.register(kind)
        for importer in (
            importers.BoundariesImporter(),
            importers.IndicatorsImporter(),
            importers.PopulationImporter(),
            importers.PlacesImporter(),
        ):
            imports.register(importer)
