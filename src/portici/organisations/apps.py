from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationsConfig(AppConfig):
    name = "portici.organisations"
    label = "organisations"

    def ready(self) -> None:
        from portici.imports import registry as imports
        from portici.records.registry import Kind, register
        from portici.territory import positions

        from . import checks, importers, rules, subjects
        from .agreements import kinds, watches
        from .models import Organisation, Seat, SeatInArea

        register(
            Kind(
                model=Organisation,
                label=_("Organisation"),
                label_plural=_("Organisations"),
                may_add=rules.may_record,
                may_edit=rules.may_edit,
                may_publish=rules.may_publish,
                check=checks.check,
                facts=checks.facts,
                select_related=("parent",),
            )
        )
        kinds.put_in()
        watches.put_in()
        positions.register(positions.Points(Seat, SeatInArea))
        imports.register(importers.SchoolsImporter())
        imports.register(importers.PupilsImporter())
        imports.register(importers.SchoolPositionsImporter())
        imports.register(importers.OrganisationsImporter())
        subjects.put_in()
