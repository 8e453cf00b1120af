"""The address of a meeting while it is held."""

from collections.abc import Iterator

from django.urls import path
from django.utils.translation import gettext_lazy as _

from portici.fronts.addresses import page
from portici.fronts.office.meetings.companions import Companion, beside_meeting
from portici.governance.models import Meeting
from portici.governance.sitting.rules import GATHERING, may_follow
from portici.kernel.actor import Actor

from . import live

urlpatterns = [path("<slug:uid>/in-corso/", live.Sitting.as_view(), name="meeting-live")]


def _beside(actor: Actor, meeting: Meeting) -> Iterator[Companion]:
    if meeting.state in GATHERING and may_follow(actor, meeting):
        yield Companion(_("Meeting in progress"), page("office:meeting-live", meeting.uid))


beside_meeting(_beside)
