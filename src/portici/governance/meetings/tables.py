"""Lists of meetings and of things to treat."""

from __future__ import annotations

import django_tables2 as tables
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from portici.kernel import clock
from portici.records.tables import RecordTable, StateColumn

from ..models import AgendaItem, Meeting


class MeetingTable(RecordTable):
    number = tables.Column(
        verbose_name=_("Meeting"),
        order_by=("year", "number"),
        linkify=("office:meeting", {"uid": tables.A("uid")}),
    )
    body = tables.Column(
        verbose_name=_("Body"),
        linkify=("office:body", {"uid": tables.A("body__uid")}),
        order_by=("body__name",),
    )
    starts_at = tables.Column(verbose_name=_("Begins"))
    manner = tables.Column(verbose_name=_("Held"))
    state = StateColumn(verbose_name=_("State"))

    class Meta(RecordTable.Meta):
        model = Meeting
        fields = ["number", "body", "starts_at", "manner", "place", "state"]
        empty_text = _("No meeting with these features.")

    def render_number(self, record: Meeting) -> str:
        return f"{record.number}/{record.year}"

    value_number = render_number

    def render_starts_at(self, record: Meeting) -> str:
        return str(date_format(record.starts_at.astimezone(clock.OFFICE_ZONE), "SHORT_DATETIME_FORMAT"))

    def value_starts_at(self, record: Meeting) -> str:
        return record.starts_at.astimezone(clock.OFFICE_ZONE).isoformat(timespec="minutes")


class AgendaItemTable(RecordTable):
    title = tables.Column(
        verbose_name=_("Thing to treat"), linkify=("office:agenda-item", {"uid": tables.A("uid")})
    )
    body = tables.Column(verbose_name=_("Body"), order_by=("body__name",))
    meeting = tables.Column(
        verbose_name=_("Meeting"),
        linkify=("office:meeting", {"uid": tables.A("meeting__uid")}),
        order_by=("meeting__starts_at",),
        empty_values=(),
    )
    kind = tables.Column(verbose_name=_("Kind"))
    state = StateColumn(verbose_name=_("State"))

    class Meta(RecordTable.Meta):
        model = AgendaItem
        fields = ["title", "kind", "body", "meeting", "state"]
        empty_text = _("Nothing to treat with these features.")

    def render_meeting(self, record: AgendaItem) -> str:
        return str(record.meeting) if record.meeting else str(_("waits for a meeting"))

    value_meeting = render_meeting
