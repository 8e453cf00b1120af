"""Addresses for machines that watch; outside the languages."""

from django.urls import path

from . import views

app_name = "operations"
urlpatterns = [
    path("healthz", views.alive, name="alive"),
    path("readyz", views.ready, name="ready"),
    path("metrics", views.measures, name="metrics"),
]
