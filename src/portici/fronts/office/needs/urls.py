"""Addresses of this room in the office."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
