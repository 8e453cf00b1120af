from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StudyConfig(AppConfig):
    name = "portici.study"
    label = "study"

    def ready(self) -> None:
        from portici.records.registry import Kind, register

        from . import checks, facts, rules
        from .models import Edition, Proposal, Study

        register(
            Kind(
                model=Study,
                label=_("study"),
                label_plural=_("studies"),
                may_add=rules.may_add,
                may_edit=rules.may_amend_study,
                may_publish=rules.may_publish,
                check=checks.on_study,
                facts=facts.of_study,
                select_related=("layer", "within__layer"),
            )
        )
        register(
            Kind(
                model=Edition,
                label=_("edition of a study"),
                label_plural=_("editions of studies"),
                may_add=rules.may_add,
                may_edit=rules.may_amend_edition,
                may_publish=rules.may_publish,
                check=checks.on_edition,
                facts=facts.of_edition,
                select_related=("study__layer", "study__within"),
            )
        )
        register(
            Kind(
                model=Proposal,
                label=_("proposal of target areas"),
                label_plural=_("proposals of target areas"),
                may_add=rules.may_add,
                may_edit=rules.may_amend_proposal,
                may_publish=rules.may_publish,
                check=checks.on_proposal,
                facts=facts.of_proposal,
                select_related=("edition__study__layer", "edition__study__within"),
            )
        )
