"""Attendance that was written down late, wrong or not at all, put right while the minutes are a draft."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from portici.fronts import addresses
from portici.fronts.office.kit import RowView
from portici.fronts.office.kit.rows import OnRecord
from portici.governance.meetings.seats import held_on
from portici.governance.models import Attendance, Member
from portici.governance.papers.queries import minutes_of
from portici.governance.sitting import domain, rules
from portici.governance.sitting.forms import HoursForm, PresenceForm
from portici.kernel.findings import Verdict
from portici.records.forms import ReasonForm

MEETINGS = (_("Meetings"), "office:meetings")


class _OfMeeting(OnRecord):
    kind = "meeting"
    above = MEETINGS

    def may(self) -> Verdict:
        return rules.may_correct_attendance(self.actor, self.record)

    def rows(self) -> Any:
        rows = Attendance.objects.filter(meeting=self.record)
        return rows.select_related("meeting__body", "member__organisation", "delegate")


class Hours(_OfMeeting, TemplateView):
    """Who was there from when to when, each row with the paper that corrects it."""

    title = _("Correct the attendance")
    template_name = "office/sittings/hours.html"

    def get_breadcrumb(self) -> list[dict[str, Any]]:
        *above, here = super().get_breadcrumb()
        return [*above, {"label": str(self.record), "url": addresses.office_url(self.record)}, here]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        minutes = minutes_of(self.actor, self.record)
        return super().get_context_data(record=self.record, rows=self.rows(), minutes=minutes, **kwargs)


class _Correction(_OfMeeting, RowView):
    done_message = _("The attendance is corrected; the minutes follow it.")

    def back(self) -> str:
        return reverse("office:meeting-attendance", args=[self.record.uid])


class RecordPresence(_Correction):
    form_class = PresenceForm
    title = _("Write down who was there")

    def get_form_kwargs(self) -> dict[str, Any]:
        seats = Member.objects.filter(held_on(self.record.day), body=self.record.body)
        return super().get_form_kwargs() | {
            "seats": seats.select_related("organisation").prefetch_related("delegates")
        }

    def get_initial(self) -> dict[str, Any]:
        return {"came_at": self.record.opened_at or self.record.starts_at}

    def work(self, form: PresenceForm, version: int | None = None) -> Any:
        domain.record_attendance(actor=self.actor, meeting=self.record, version=version, **form.values)
        return self.back()


class _OfRow(_Correction):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"intro": self.told}

    @property
    def told(self) -> str:
        person = self.row.delegate.person_name if self.row.delegate else self.row.member.person_name
        named = f"{self.row.get_manner_display()}, {person}" if person else self.row.get_manner_display()
        return f"{self.row.member.organisation} ({named})"


class CorrectHours(_OfRow):
    form_class = HoursForm
    title = _("Correct when somebody came and left")

    def get_initial(self) -> dict[str, Any]:
        return {"came_at": self.row.came_at, "left_at": self.row.left_at}

    def work(self, form: HoursForm, version: int | None = None) -> Any:
        domain.correct_attendance(actor=self.actor, attendance=self.row, version=version, **form.values)
        return self.back()


class StrikePresence(_OfRow):
    form_class = ReasonForm
    title = _("Strike out who was not there")
    submit_label = _("Strike out")

    def work(self, form: ReasonForm, version: int | None = None) -> Any:
        domain.strike_attendance(actor=self.actor, attendance=self.row, version=version, **form.values)
        return self.back()
