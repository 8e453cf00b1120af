"""The address of a meeting while it is held."""

from collections.abc import Iterator
from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _

from portici.fronts.addresses import page
from portici.fronts.office.meetings.companions import Companion, beside_meeting
from portici.governance.models import Meeting, MeetingState
from portici.governance.rules import may_write
from portici.governance.sitting.rules import GATHERING, may_correct_attendance, may_follow
from portici.kernel.actor import Actor

from . import corrections, live, passages

urlpatterns = [
    path("<slug:uid>/in-corso/", live.Sitting.as_view(), name="meeting-live"),
    path("<slug:uid>/apri/", passages.OpenMeeting.as_view(), name="meeting-open"),
    path("<slug:uid>/chiudi/", passages.CloseMeeting.as_view(), name="meeting-close"),
    path("<slug:uid>/presenze/", corrections.Hours.as_view(), name="meeting-attendance"),
    path(
        "<slug:uid>/presenze/nuova/",
        corrections.RecordPresence.as_view(),
        name="meeting-attendance-add",
    ),
    path(
        "<slug:uid>/presenze/<slug:row>/togli/",
        corrections.StrikePresence.as_view(),
        name="meeting-attendance-strike",
    ),
    path(
        "<slug:uid>/presenze/<slug:row>/",
        corrections.CorrectHours.as_view(),
        name="meeting-attendance-correct",
    ),
]


def _beside(actor: Actor, meeting: Meeting) -> Iterator[Companion]:
    if meeting.state in GATHERING and may_follow(actor, meeting):
        yield Companion(_label(actor, meeting), page("office:meeting-live", meeting.uid))
    if meeting.state == MeetingState.CLOSED and may_correct_attendance(actor, meeting):
        yield Companion(_("Correct the attendance"), page("office:meeting-attendance", meeting.uid))


def _label(actor: Actor, meeting: Meeting) -> Any:
    if meeting.state == MeetingState.OPEN:
        return _("Meeting in progress")
    return _("Attendance and opening") if may_write(actor) else _("Follow the meeting")


beside_meeting(_beside)
