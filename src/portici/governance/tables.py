"""Lists of bodies and decisions."""

from __future__ import annotations

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from portici.records.tables import RecordTable

from .models import Body, Decision


class BodyTable(RecordTable):
    name = tables.Column(verbose_name=_("Body"), linkify=("office:body", {"uid": tables.A("uid")}))

    class Meta(RecordTable.Meta):
        model = Body
        fields = ["name", "kind", "code", "established_on"]
        empty_text = _("No body yet.")


class DecisionTable(RecordTable):
    number = tables.Column(verbose_name=_("Number"), order_by=("year", "number"))
    title = tables.Column(verbose_name=_("Decision"), linkify=("office:decision", {"uid": tables.A("uid")}))
    body = tables.Column(
        verbose_name=_("Body"),
        linkify=("office:body", {"uid": tables.A("body__uid")}),
        order_by=("body__name",),
    )

    class Meta(RecordTable.Meta):
        model = Decision
        fields = ["number", "title", "body", "decided_on"]
        empty_text = _("No decision yet. Begin from a target area or from a need: its grounds are there.")

    def render_number(self, record: Decision) -> str:
        return f"{record.number}/{record.year}"

    value_number = render_number
