"""Hours of attendance that were written down late, corrected while the minutes are a draft."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from portici.fronts import addresses
from portici.fronts.office.kit import RowView
from portici.fronts.office.kit.rows import OnRecord
from portici.governance.models import Attendance
from portici.governance.papers.queries import minutes_of
from portici.governance.sitting import domain, rules
from portici.governance.sitting.forms import HoursForm
from portici.kernel.findings import Verdict

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


class CorrectHours(_OfMeeting, RowView):
    form_class = HoursForm
    title = _("Correct when somebody came and left")
    done_message = _("The attendance is corrected; the minutes follow it.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"intro": self.told}

    @property
    def told(self) -> str:
        person = self.row.delegate.person_name if self.row.delegate else self.row.member.person_name
        named = f"{self.row.get_manner_display()}, {person}" if person else self.row.get_manner_display()
        return f"{self.row.member.organisation} ({named})"

    def get_initial(self) -> dict[str, Any]:
        return {"came_at": self.row.came_at, "left_at": self.row.left_at}

    def work(self, form: HoursForm, version: int | None = None) -> Any:
        domain.correct_attendance(actor=self.actor, attendance=self.row, version=version, **form.values)
        return reverse("office:meeting-attendance", args=[self.record.uid])
