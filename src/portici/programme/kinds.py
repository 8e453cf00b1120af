"""The programme's kinds of records: their rules, what is checked before they are published, which facts are their own."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portici.records.registry import Kind

from . import answering, checks, facts, rules
from .domain.sheets import keep_words
from .models import Activity, Programme, Project, Sheet
from .queries import done_in_area_said

KINDS = (
    Kind(
        model=Programme,
        label=_("programme"),
        label_plural=_("programmes"),
        may_add=rules.may_write_programme,
        may_edit=rules.may_write_programme,
        may_publish=rules.may_publish,
        facts=facts.of_programme,
    ),
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
    ),
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
    ),
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
        where=done_in_area_said,
        select_related=("project",),
    ),
)
