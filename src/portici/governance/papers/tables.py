"""Lists of minutes and of dossiers."""

from __future__ import annotations

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from portici.records.tables import DayColumn, RecordTable, StateColumn

from ..models import BoardDossier, Minutes


class MinutesTable(RecordTable):
    meeting = tables.Column(
        verbose_name=_("Meeting"),
        linkify=("office:minutes", {"uid": tables.A("uid")}),
        order_by=("meeting__starts_at",),
    )
    starts_at = DayColumn(verbose_name=_("Held on"), accessor="meeting__starts_at")
    state = StateColumn(verbose_name=_("State"))

    class Meta(RecordTable.Meta):
        model = Minutes
        fields = ["meeting", "starts_at", "state"]
        empty_text = _("No minutes yet: they are made when a meeting is closed.")


class DossierTable(RecordTable):
    meeting = tables.Column(
        verbose_name=_("Meeting"),
        linkify=("office:dossier", {"uid": tables.A("uid")}),
        order_by=("meeting__starts_at",),
    )
    starts_at = DayColumn(verbose_name=_("Day"), accessor="meeting__starts_at")
    sent_at = DayColumn(verbose_name=_("Sent"))

    class Meta(RecordTable.Meta):
        model = BoardDossier
        fields = ["meeting", "starts_at", "sent_at"]
        empty_text = _("No dossier yet.")
