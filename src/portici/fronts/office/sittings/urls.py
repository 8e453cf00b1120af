"""The address of a meeting while it is held."""

from django.urls import path

from portici.fronts.office.meetings.companions import beside_meeting

from . import live
from .beside import sitting_of

urlpatterns = [path("<slug:uid>/in-corso/", live.Sitting.as_view(), name="meeting-live")]
beside_meeting(sitting_of)
