"""Addresses of this room in the portal."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
