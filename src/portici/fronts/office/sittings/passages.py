"""The two papers between which a meeting is held: it is opened, it is closed; each says first what follows."""

from __future__ import annotations

from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portici.fronts.office.kit import RowView
from portici.fronts.wording import moment_text
from portici.governance.meetings import domain, rules
from portici.governance.models import MeetingState
from portici.governance.sitting.passages import closing_of, opening_of
from portici.kernel import clock
from portici.kernel.findings import Verdict


class _Passage(RowView):
    kind = "meeting"
    above = (_("Meetings"), "office:meetings")
    form_class = Form
    to: MeetingState

    def may(self) -> Verdict:
        return rules.may_move(self.actor, self.record, self.to)

    def live(self) -> str:
        return f"{reverse('office:meeting-live', args=[self.record.uid])}#adesso"


class OpenMeeting(_Passage):
    """A button when it is the day and the quorum is there; else the paper asks first."""

    to = MeetingState.OPEN
    title = submit_label = _("Open the meeting")
    done_message = _("The meeting is open.")
    template_name = "office/sittings/opening.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "sure" in request.POST or opening_of(self.record).is_ordinary:
            return super().post(request, *args, **kwargs)
        return self.get(request, *args, **kwargs)

    def work(self, form: Form, version: int | None = None) -> str:
        domain.open_meeting(actor=self.actor, meeting=self.record)
        return self.live()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        planned, now = moment_text(self.record.starts_at), moment_text(clock.now())
        return super().get_context_data(opening=opening_of(self.record), planned=planned, now=now, **kwargs)


class CloseMeeting(_Passage):
    to = MeetingState.CLOSED
    title = submit_label = _("Close the meeting")
    intro = _("A meeting that is closed is not opened again. The minutes are made at once, as a draft.")
    done_message = _("The meeting is closed, and its minutes are there as a draft.")
    template_name = "office/sittings/closing.html"

    def work(self, form: Form, version: int | None = None) -> str:
        domain.close_meeting(actor=self.actor, meeting=self.record, version=version)
        return self.live()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(closing=closing_of(self.actor, self.record), **kwargs)
