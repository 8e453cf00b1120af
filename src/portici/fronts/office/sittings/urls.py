"""The address of a meeting while it is held."""

from django.urls import path

from . import live

urlpatterns = [path("<slug:uid>/in-corso/", live.Sitting.as_view(), name="meeting-live")]
