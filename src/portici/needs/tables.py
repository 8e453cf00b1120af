"""Lists of target areas and groups, needs, opportunities."""

from __future__ import annotations

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from portici.kernel.actor import VISITOR
from portici.records.tables import LinkedColumn, RecordTable, StateColumn

from .heard import FEWEST, is_told
from .models import Designation, Listening, Need, Opportunity, TargetGroup

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


class ListeningTable(RecordTable):
    title = tables.Column(
        verbose_name=_("Listening session"), linkify=("office:listening", {"uid": tables.A("uid")})
    )
    area = LinkedColumn("office:area", verbose_name=_("Area"), order_by=("area__name",))
    place = LinkedColumn("office:place", verbose_name=_("Place"), order_by=("place__name",))
    people = tables.Column(verbose_name=_("People"), attrs=NUMBER)

    class Meta(RecordTable.Meta):
        model = Listening
        fields = ["title", "kind", "held_on", "area", "place", "people"]
        empty_text = _("Nobody was listened to yet, as far as is recorded here.")

    def value_people(self, value: int) -> str:
        actor = getattr(getattr(self, "request", None), "actor", VISITOR)
        return str(value) if is_told(actor, value) else f"<{FEWEST}"

    def render_people(self, value: int) -> str:
        return self.value_people(value)
