"""The tray on the screen, for the administrator: what left, what waits, what was given up, and why."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from portici.fronts.office.kit import Fact, OfficeView, RecordList, facts_of
from portici.kernel.findings import ensure
from portici.outbox import kinds, queries, rules
from portici.outbox.filters import MessageFilter
from portici.outbox.models import Message
from portici.outbox.subjects import MESSAGES
from portici.outbox.tables import MessageTable


class Messages(RecordList):
    kind = "message"
    title = _("Messages")
    table_class = MessageTable
    filterset_class = MessageFilter

    def admit(self) -> None:
        ensure(rules.may_see_messages(self.actor))

    def get_queryset(self) -> Any:
        return queries.messages(self.actor)


class MessagePage(OfficeView, TemplateView):
    """One message: how far it is, what it is for and how long it is kept; its text where it is kept."""

    template_name = "office/outbox/message.html"
    above = (_("Messages"), "office:messages")

    def admit(self) -> None:
        ensure(rules.may_see_messages(self.actor))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        message = queries.message_by_uid(self.actor, kwargs["uid"])
        if message is None:
            raise Http404
        self.message = message
        return super().get(request, *args, **kwargs)

    def get_title(self) -> Any:
        return queries.kind_label(self.message.kind)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = {"message": self.message, "facts": self.get_facts(), "holding": MESSAGES}
        return super().get_context_data(purpose=purpose_of(self.message), **told, **kwargs)

    def get_facts(self) -> list[Fact]:
        names = ["recipient", "subject", "created_at", "sent_at", "attempts", "doubtful", "last_error"]
        return facts_of(self.actor, self.message, *names)  # type: ignore[arg-type] # no record, yet with labels all the same


def purpose_of(message: Message) -> Any:
    """What its kind is for; nothing when no room writes it any more."""
    try:
        return kinds.kind(message.kind).purpose
    except KeyError:
        return ""
