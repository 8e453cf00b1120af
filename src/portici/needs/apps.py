from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NeedsConfig(AppConfig):
    name = "portici.needs"
    label = "needs"

    def ready(self) -> None:
        from portici.records.registry import Kind, register

        from . import areas, checks, facts, rules, subjects, watches
        from .models import Designation, Listening, Need, Opportunity, TargetGroup

        register(
            Kind(
                model=TargetGroup,
                label=_("target group"),
                label_plural=_("target groups"),
                may_add=rules.may_define_groups,
                may_edit=rules.may_define_groups,
                may_publish=rules.may_publish,
                facts=facts.of_group,
            )
        )
        register(
            Kind(
                model=Designation,
                label=_("target area"),
                label_plural=_("target areas"),
                may_add=rules.may_designate,
                may_edit=rules.may_designate,
                may_publish=rules.may_publish,
                check=checks.on_designation,
                facts=facts.of_designation,
                where=areas.in_area_said,
                select_related=("area__layer",),
            )
        )
        register(
            Kind(
                model=Need,
                label=_("need"),
                label_plural=_("needs"),
                may_add=rules.may_add_need,
                may_edit=rules.may_amend_need,
                may_publish=rules.may_publish,
                check=checks.on_need,
                facts=facts.of_need,
                where=areas.in_area_said,
                select_related=("area__layer",),
            )
        )
        register(
            Kind(
                model=Opportunity,
                label=_("opportunity"),
                label_plural=_("opportunities"),
                may_add=rules.may_add_opportunity,
                may_edit=rules.may_amend_opportunity,
                may_publish=rules.may_publish,
                check=checks.on_opportunity,
                facts=facts.of_opportunity,
                where=areas.in_area_said,
                select_related=("area", "organisation", "place"),
            )
        )
        register(
            Kind(
                model=Listening,
                label=_("listening session"),
                label_plural=_("listening sessions"),
                may_add=rules.may_add_listening,
                may_edit=rules.may_amend_listening,
                may_publish=rules.may_publish,
                check=checks.on_listening,
                facts=facts.of_listening,
                where=areas.in_area_said,
                select_related=("area__layer", "place", "led_by"),
            )
        )
        watches.put_in()
        subjects.put_in()
