"""Lists of target areas and groups, needs, opportunities."""

from __future__ import annotations

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from portici.records.tables import LinkedColumn, RecordTable, StateColumn

from .models import Designation, Need, Opportunity, TargetGroup

NUMBER = {"td": {"class": "num"}, "th": {"class": "num"}}


class NeedTable(RecordTable):
    title = tables.Column(verbose_name=_("Need"), linkify=("office:need", {"uid": tables.A("uid")}))
    area = LinkedColumn("office:area", verbose_name=_("Area"), order_by=("area__name",))
    severity = tables.Column(verbose_name=_("Severity"), attrs=NUMBER)
    state = StateColumn(verbose_name=_("State"))

    class Meta(RecordTable.Meta):
        model = Need
        fields = ["title", "area", "theme", "severity", "recorded_on", "state"]
        empty_text = _("No need recorded yet. Begin from an area's page: its figures are there.")


class DesignationTable(RecordTable):
    area = tables.Column(
        verbose_name=_("Area"),
        linkify=("office:designation", {"uid": tables.A("uid")}),
        order_by=("area__name",),
    )

    class Meta(RecordTable.Meta):
        model = Designation
        fields = ["area", "decided_on", "until", "act"]
        empty_text = _("No target area yet. Begin from an area's page: its figures are there.")


class OpportunityTable(RecordTable):
    title = tables.Column(
        verbose_name=_("Opportunity"), linkify=("office:opportunity", {"uid": tables.A("uid")})
    )
    area = LinkedColumn("office:area", verbose_name=_("Area"), order_by=("area__name",))
    organisation = LinkedColumn(
        "office:organisation", verbose_name=_("Organisation"), order_by=("organisation__name",)
    )
    place = LinkedColumn("office:place", verbose_name=_("Place"), order_by=("place__name",))

    class Meta(RecordTable.Meta):
        model = Opportunity
        fields = ["title", "area", "theme", "organisation", "place", "available_until"]
        empty_text = _("No opportunity recorded yet.")


class TargetGroupTable(RecordTable):
    name = tables.Column(
        verbose_name=_("Target group"), linkify=("office:target-group", {"uid": tables.A("uid")})
    )

    class Meta(RecordTable.Meta):
        model = TargetGroup
        fields = ["name", "description"]
        empty_text = _("No target group yet.")
