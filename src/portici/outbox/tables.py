"""The list of messages."""

from __future__ import annotations

import django_tables2 as tables
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from portici.records.badges import badge
from portici.records.tables import StateColumn

from .models import Message
from .queries import kind_label


class MessageTable(tables.Table):
    created_at = tables.DateTimeColumn(
        verbose_name=_("Written"), short=True, linkify=("office:message", {"uid": tables.A("uid")})
    )
    kind = tables.Column(verbose_name=_("What it is for"))
    recipient = tables.Column(verbose_name=_("To"))
    state = StateColumn(verbose_name=_("State"))
    doubtful = tables.Column(verbose_name=_("Twice?"))
    attempts = tables.Column(attrs={"td": {"class": "num"}})
    last_error = tables.Column()

    class Meta:
        model = Message
        fields = ["created_at", "kind", "recipient", "state", "doubtful", "attempts", "last_error"]
        empty_text = _("No message with these features.")

    def render_kind(self, value: str) -> str:
        return kind_label(value)

    def render_doubtful(self, value: bool) -> SafeString | str:
        return badge(_now("Perhaps"), "warning") if value else _now("No")

    def value_doubtful(self, value: bool) -> str:
        return _now("Perhaps") if value else _now("No")
