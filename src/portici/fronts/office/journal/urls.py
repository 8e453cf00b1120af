"""Addresses of this room in the office."""

from django.urls import path

from . import views

urlpatterns = [path("", views.Journal.as_view(), name="journal")]
