"""Addresses of this room in the office."""

from django.urls import path

from . import chain, views

urlpatterns = [
    path("", views.Journal.as_view(), name="journal"),
    path("catena/", chain.Chain.as_view(), name="chain"),
]
