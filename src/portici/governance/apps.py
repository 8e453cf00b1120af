from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "portici.governance"
    label = "governance"

    def ready(self) -> None:
        from portici.imports import registry as imports

        from . import importers, kinds, subjects, watches

        kinds.put_in()
        watches.put_in()
        subjects.put_in()
        imports.register(importers.DecisionsImporter())
