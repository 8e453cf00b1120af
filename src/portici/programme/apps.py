from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammeConfig(AppConfig):
    name = "portici.programme"
    label = "programme"

    def ready(self) -> None:
        from portici.needs import answers
        from portici.records.registry import Kind, register

        from . import answering, checks, facts, rules, watches
        from .domain.sheets import keep_words
        from .models import Activity, Programme, Project, Sheet

        register(
            Kind(
                model=Programme,
                label=_("programme"),
                label_plural=_("programmes"),
                may_add=rules.may_write_programme,
                may_edit=rules.may_write_programme,
                may_publish=rules.may_publish,
                facts=facts.of_programme,
            )
        )
        register(
            Kind(
                model=Project,
                label=_("project"),
                label_plural=_("projects"),
                may_add=rules.may_write_programme,
                may_edit=rules.may_write_programme,
                may_publish=rules.may_publish,
                check=checks.on_project,
                facts=facts.of_project,
                follow=answering.settle_project,
                select_related=("parent",),
            )
        )
        register(
            Kind(
                model=Sheet,
                label=_("project sheet"),
                label_plural=_("project sheets"),
                may_add=rules.may_write_sheet,
                may_edit=rules.may_write_sheet,
                may_publish=rules.may_publish,
                check=checks.on_sheet,
                facts=facts.of_sheet,
                follow=keep_words,
                select_related=("project",),
            )
        )
        register(
            Kind(
                model=Activity,
                label=_("activity"),
                label_plural=_("activities"),
                may_add=rules.may_add_activity,
                may_edit=rules.may_amend_activity,
                may_publish=rules.may_publish,
                check=checks.on_activity,
                facts=facts.of_activity,
                follow=answering.settle_activity,
                select_related=("project",),
            )
        )
        answers.register("programme", answering.answered_among)
        watches.put_in()
