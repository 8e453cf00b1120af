"""Lists of programmes, projects, activities."""

from __future__ import annotations

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from portici.records.tables import DayColumn, LinkedColumn, RecordTable, StateColumn

from .models import Activity, Programme, Project


class ProgrammeTable(RecordTable):
    name = tables.Column(verbose_name=_("Programme"), linkify=("office:programme", {"uid": tables.A("uid")}))

    class Meta(RecordTable.Meta):
        model = Programme
        fields = ["code", "name", "source"]
        empty_text = _("No programme yet.")


class ProjectTable(RecordTable):
    code = tables.Column(verbose_name=_("Code"), order_by=("code_key", "code"))
    title = tables.Column(verbose_name=_("Project"), linkify=("office:project", {"uid": tables.A("uid")}))
    action = tables.Column(verbose_name=_("Action"), order_by=("action__code",))
    parent = tables.Column(
        verbose_name=_("Sub-project of"), accessor="parent__code", order_by=("parent__code_key",)
    )

    class Meta(RecordTable.Meta):
        model = Project
        fields = ["code", "title", "action", "parent"]
        empty_text = _("No project yet.")


class ActivityTable(RecordTable):
    """Rows of `programme.queries.activities`: what they bring along has passed `visible_to`."""

    title = tables.Column(verbose_name=_("Activity"), linkify=("office:activity", {"uid": tables.A("uid")}))
    project = tables.Column(
        verbose_name=_("Project"),
        accessor="project__code",
        linkify=("office:project", {"uid": tables.A("project__uid")}),
        order_by=("project__code_key",),
    )
    responsible = LinkedColumn(
        "office:organisation", verbose_name=_("Responsible"), order_by=("responsible__name",)
    )
    starts_on = DayColumn(verbose_name=_("Start"))
    ends_on = DayColumn(verbose_name=_("End"))
    state = StateColumn(verbose_name=_("State"))

    class Meta(RecordTable.Meta):
        model = Activity
        fields = ["title", "project", "responsible", "starts_on", "ends_on", "state"]
        empty_text = _("No activity yet. Begin from a need, or from the decision that it carries out.")
