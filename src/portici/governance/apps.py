from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GovernanceConfig(AppConfig):
    name = "portici.governance"
    label = "governance"

    def ready(self) -> None:
        from portici.records.registry import Kind, register

        from . import checks, facts, rules, subjects, watches
        from .models import Body, Decision

        register(
            Kind(
                model=Body,
                label=_("body"),
                label_plural=_("bodies"),
                may_add=rules.may_write,
                may_edit=rules.may_write,
                may_publish=rules.may_publish,
                check=checks.on_body,
                facts=facts.of_body,
            )
        )
        register(
            Kind(
                model=Decision,
                label=_("decision"),
                label_plural=_("decisions"),
                may_add=rules.may_write,
                may_edit=rules.may_amend_decision,
                may_publish=rules.may_publish,
                check=checks.on_decision,
                facts=facts.of_decision,
                select_related=("body",),
            )
        )
        watches.put_in()
        subjects.put_in()
